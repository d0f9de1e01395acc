// waiting.mjs -- how a buyer waits to be admitted, in each shape of load.
//
//   follow     as the pages do: the board is pushed, and the own entry is asked for when it says so
//   poll       the own entry, each second
//   reload     the whole page, again and again
//
// Each has {done, end()}: done resolves to the entry once it is ACTIVE, or to null when there is none any more.

import {askAfterSeconds, QueuePosition} from "../../../nginx/html/js/waiting/queue-position.js";
import {openStream} from "./streams.mjs";

const RETRY_SECONDS = 5;
const POLL_MS = 1000;
const SILENCE_MS = 25_000;

/** Follows the board and asks by the rules of nginx/html/js/waiting/visit.js, board-events.js and queue-calls.js. */
class Follower {
    #buyer;
    #entry;
    #position = null;
    #hasOpened = false;
    #isAsking = false;
    #askTimer = null;
    #askAt = Infinity;
    #streamTimer = null;
    #endStream = () => {};
    #resolve;

    constructor(buyer, entry) {
        this.#buyer = buyer;
        this.done = new Promise((resolve) => {
            this.#resolve = resolve;
        });
        this.#take(entry);
        this.#listen();
    }

    end(entry = null) {
        clearTimeout(this.#askTimer);
        clearTimeout(this.#streamTimer);
        this.#endStream();
        this.#askAt = -Infinity;
        this.#resolve(entry);
    }

    #take(entry) {
        this.#entry = entry;
        if (entry === null || entry.status === "ACTIVE") {
            this.end(entry);
            return;
        }
        this.#position = entry.status === "WAITING" ? new QueuePosition(entry) : null;
        const seconds = entry.status === "LOBBY" && this.#hasOpened ? entry.pollAfterSeconds
            : 4 * askAfterSeconds(this.#position?.ahead ?? 1000, entry.pollAfterSeconds);
        this.#askAt = Infinity;
        this.#askWithin(seconds);
    }

    #askWithin(seconds) {
        const at = performance.now() + 1000 * seconds;
        if (at < this.#askAt && !this.#isAsking) {
            this.#askAt = at;
            clearTimeout(this.#askTimer);
            this.#askTimer = setTimeout(() => this.#ask(), 1000 * seconds);
        }
    }

    async #ask() {
        this.#isAsking = true;
        const wasAdmitted = this.#position?.isAdmitted;
        const entry = await this.#buyer.look(wasAdmitted);
        this.#isAsking = false;
        if (this.#askAt === -Infinity) {
            return;
        }
        this.#askAt = Infinity;
        if (entry === undefined) {
            this.#askWithin(RETRY_SECONDS * (1 + this.#buyer.random()));
        } else {
            this.#take(entry);
        }
    }

    #see(board) {
        const {random} = this.#buyer;
        this.#watchStream(SILENCE_MS);
        this.#buyer.readBoard(board);
        if (board.state !== "SCHEDULED" && !this.#hasOpened) {
            this.#hasOpened = true;
            if (this.#entry.status === "LOBBY") {
                this.#askWithin(1 + random() * Math.min(30, board.waiting / 2000));
            }
        }
        this.#position?.see(board);
        if (this.#position?.isAdmitted) {
            this.#askWithin(0);
        } else if (this.#position?.isStale) {
            this.#askWithin(askAfterSeconds(this.#position.ahead, this.#entry.pollAfterSeconds));
        }
    }

    #watchStream(ms) {
        clearTimeout(this.#streamTimer);
        this.#streamTimer = setTimeout(() => this.#again(), ms);
    }

    #listen() {
        if (this.#askAt === -Infinity) {
            return;
        }
        this.#endStream();
        const {target, text} = this.#buyer.boardStream();
        this.#endStream = openStream(target, text, (board) => this.#see(board), (status) => {
            this.#buyer.lostStream("board's events", status);
            this.#watchStream(1000 * (0.5 + this.#buyer.random()));
        });
        this.#watchStream(SILENCE_MS);
    }

    async #again() {
        this.#endStream();
        const board = await this.#buyer.askBoard();
        if (board && this.#askAt !== -Infinity) {
            this.#see(board);
        }
        this.#listen();
    }
}

// Asks again and again, with a pause between, until there is something to tell.
function repeat(act, pauseMs) {
    let isOver = false;
    const done = (async () => {
        while (!isOver) {
            const began = performance.now();
            const entry = await act();
            if (entry === null || entry?.status === "ACTIVE") {
                return entry;
            }
            const ms = pauseMs(performance.now() - began);
            await new Promise((resolve) => {
                setTimeout(resolve, ms);
            });
        }
        return null;
    })();
    return {
        done, end: () => {
            isOver = true;
        },
    };
}

export const WAYS = {
    pages: (buyer, entry) => new Follower(buyer, entry),
    polling: (buyer) => repeat(() => buyer.look(), (took) => Math.max(0, POLL_MS - took)),
    reloading: (buyer) => repeat(() => buyer.reload(), () => 1000 * buyer.pause("reloading")),
};
