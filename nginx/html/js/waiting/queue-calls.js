// queue-calls.js -- the calls that join a queue, leave it, and ask for the own entry. The tabs of a browser tell each
// other.

import {del, get, mayPass, post, Problem} from "../core/api.js";
import {countdown} from "../core/format.js";

const COOKIE = {headers: {"Token-In": "cookie"}}; // keeps the entry's token where no script can read it
export const RETRY_SECONDS = 5;

export class QueueCalls {
    #visit;
    #display;
    #path;
    #tabs;
    #isAsking = false;

    /** What comes of a call is taken in by a Visit and shown by a Display. */
    constructor(visit, display) {
        const {concertId} = visit.concert;
        this.#visit = visit;
        this.#display = display;
        this.#path = `/concerts/${concertId}/queue-entry`;
        this.#tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel(`usher.queue.${concertId}`) : null;
    }

    followTabs() {
        this.#tabs?.addEventListener("message", ({data}) => (data === "left" ? this.#forget() : this.ask()));
    }

    async ask() {
        if (this.#isAsking || !this.#visit.isSignedIn) {
            return;
        }
        this.#isAsking = true;
        this.#visit.askBegins();
        try {
            this.#visit.take(await get(this.#path, COOKIE));
            this.#display.clearTrouble();
        } catch (problem) {
            await this.#meet(problem);
        } finally {
            this.#isAsking = false;
        }
        this.#display.show();
    }

    async join() {
        try {
            await this.#enter();
        } catch (problem) {
            this.#display.tell(problem);
        }
        this.#display.show();
    }

    /** Throws what went wrong. */
    async leave() {
        try {
            await del(this.#path, COOKIE);
        } catch (problem) {
            if (problem.code !== "not_in_queue") {
                throw problem;
            }
        }
        this.#forget();
        this.#tabs?.postMessage("left");
    }

    async #enter() {
        this.#visit.take(await post(this.#path, undefined, {...COOKIE, repeatable: true}));
        this.#tabs?.postMessage("joined");
        this.#display.clearTrouble();
    }

    #forget() {
        this.#visit.loseEntry({hasLeft: true});
        this.#display.show();
    }

    #meet(problem) {
        if (!(problem instanceof Problem)) {
            throw problem;
        }
        if (problem.code === "not_in_queue") {
            return this.#meetNoEntry(problem.body);
        }
        if (problem.status === 401) {
            this.#visit.isSignedIn = false;
            this.#visit.loseEntry();
        }
        return this.#tellOrRetry(problem);
    }

    // Somebody whose admission came and went may have a place to come back to; that is theirs to decide. Who was still
    // waiting is put back without being asked: after a loss of the queue the kept token brings the place back.
    #meetNoEntry({comeBackInSeconds}) {
        if (comeBackInSeconds !== undefined || this.#visit.wasAdmitted) {
            this.#visit.loseEntry({hasMissed: true, comeBack: countdown(comeBackInSeconds ?? 0)});
        } else if (this.#visit.entry) {
            return this.#rejoin();
        }
        return null;
    }

    async #rejoin() {
        try {
            await this.#enter();
        } catch (problem) {
            if (!mayPass(problem)) {
                this.#visit.loseEntry();
            }
            this.#tellOrRetry(problem);
            return;
        }
        await this.#display.restoreWishes().catch((problem) => this.#tellOrRetry(problem));
    }

    // What passes by itself is asked for again.
    #tellOrRetry(problem) {
        if (mayPass(problem)) {
            this.#visit.askLater(RETRY_SECONDS * (1 + Math.random()));
            this.#display.tellPassing(problem);
        } else {
            this.#display.tell(problem);
        }
    }
}
