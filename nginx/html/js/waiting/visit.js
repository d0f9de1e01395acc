// visit.js -- what the waiting page knows: the concert, its board, the own entry, and when to ask for that again. It
// neither calls the server nor touches what is shown.

import {countdown} from "../core/format.js";
import {askAfterSeconds, QueuePosition} from "./queue-position.js";

// How many were ahead at the beginning, for the bar; it outlives a reload of this tab.
function aheadAtFirst(concertId, {queueNumber, ahead}) {
    const key = `usher.start.${concertId}.${queueNumber}`;
    try {
        const start = Math.max(Number(sessionStorage.getItem(key)) || 0, ahead);
        sessionStorage.setItem(key, String(start));
        return start;
    } catch {
        return ahead;
    }
}

/** One reader's visit to the queue of one concert. */
export class Visit {
    board = null;
    entry = null;
    position = null; // of an entry that is WAITING
    start = 0; // how many were ahead of it at first
    admission = null; // what is left of an ACTIVE one, a countdown
    isSignedIn = false;
    hasMissed = false;
    comeBack = null; // how long the place of a missed admission is kept, a countdown
    hasLeft = false;
    #nextAsk = null; // a countdown
    #hasOpened = false;

    constructor(concert) {
        this.concert = concert;
        this.opening = concert.opensAt === null ? null : countdown(concert.opensInSeconds);
    }

    take(entry) {
        this.entry = entry;
        this.hasMissed = this.hasLeft = false;
        this.position = entry.status === "WAITING" ? new QueuePosition(entry) : null;
        this.start = this.position ? aheadAtFirst(this.concert.concertId, this.position) : 0;
        this.admission = entry.status === "ACTIVE" ? countdown(entry.expiresInSeconds) : null;
        this.askLater(this.#secondsToNextAsk(entry));
    }

    /** Without an entry; `flags`, hasMissed (with comeBack) or hasLeft, say why. */
    loseEntry(flags = {}) {
        Object.assign(this, {entry: null, position: null, admission: null, comeBack: null, ...flags});
        this.#nextAsk = null;
    }

    // While the board is followed nothing but its word makes us ask; this is for what it does not say.
    #secondsToNextAsk({status, expiresInSeconds, pollAfterSeconds}) {
        if (status === "ACTIVE") {
            return expiresInSeconds + 1;
        }
        return status === "LOBBY" && this.#hasOpened ? pollAfterSeconds
            : 4 * askAfterSeconds(this.position?.ahead ?? 1000, pollAfterSeconds);
    }

    askLater(seconds) {
        this.#nextAsk = countdown(seconds);
    }

    askSooner(seconds) {
        if (this.#nextAsk === null || this.#nextAsk.left() > seconds) {
            this.askLater(seconds);
        }
    }

    get isAskDue() {
        return this.#nextAsk?.left() === 0;
    }

    askBegins() {
        this.#nextAsk = null;
    }

    /** Whether somebody without an entry had been admitted: as far as their entry, or the board, said. */
    get wasAdmitted() {
        return this.entry?.status === "ACTIVE" || Boolean(this.position?.isAdmitted);
    }

    /** Nothing is left to wait for but what comes back: who waits is on the waitlist. */
    get isSoldOut() {
        return (this.board ?? this.concert).soldOut === true;
    }

    /** Takes a board in: does it admit us, or does it no longer tell where we stand? */
    see(board) {
        this.board = board;
        this.#seeOpening(board);
        if (this.position) {
            this.#seePosition(board);
        }
    }

    #seeOpening({opensAt, opensInSeconds, state, frontier, waiting}) {
        const {concert, entry} = this;
        if (opensAt !== concert.opensAt) {
            concert.opensAt = opensAt;
            this.opening = opensAt === null ? null : countdown(opensInSeconds);
        }
        if (state === "SCHEDULED" || this.#hasOpened) {
            return;
        }
        this.#hasOpened = true;
        if (entry?.status === "LOBBY") {
            // Everybody in the lobby is about to ask, so they spread it out; who is admitted already does not wait.
            const isAdmitted = concert.policy.queueing === "fifo" && frontier >= entry.queueNumber;
            this.askSooner(isAdmitted ? 0 : 1 + Math.random() * Math.min(30, waiting / 2000));
        }
    }

    #seePosition(board) {
        this.position.see(board);
        if (this.position.isAdmitted) {
            this.askSooner(0);
        } else if (this.position.isStale) {
            this.askSooner(askAfterSeconds(this.position.ahead, this.entry.pollAfterSeconds));
        }
    }
}
