// seat-calls.js -- the calls that read the seats of a show, follow what others do there, and hold what is wanted.

import {get, post} from "../core/api.js";
import {getAll} from "../core/lists.js";
import {followStream} from "./show-events.js";

export class SeatCalls {
    #showId;
    #choice;
    #display;
    #act;
    #isReading = false;
    #isHolding = false;
    #waiting = []; // changes that came while the map was read

    /**
     * What comes of a call is taken in by a Choice and shown by a ChoiceDisplay. `act`: pay() after a
     * hold, and meet(problem, retry).
     */
    constructor(showId, choice, display, act) {
        this.#showId = showId;
        this.#choice = choice;
        this.#display = display;
        this.#act = act;
    }

    /** onEnd(problem) when there is no more to follow. */
    follow(onEnd) {
        followStream(`/shows/${this.#showId}/events`, (changes) => {
            if (this.#choice.plan === null || this.#isReading) {
                this.#waiting.push(changes);
            } else {
                this.#take(changes);
            }
        }, onEnd);
    }

    /** Reads the map, and what the reader holds. */
    async read() {
        if (this.#isReading) {
            return;
        }
        this.#isReading = true;
        try {
            const [map, held] = await Promise.all([get(`/shows/${this.#showId}/seatmap`), this.#held()]);
            this.#choice.read(map, held);
            this.#display.draw(map, (wanted) => this.hold(wanted));
            if (!this.#isHolding) {
                this.#display.tellLost(this.#choice.loseTaken());
            }
            this.#display.show();
            this.#display.clearTrouble("unreached");
        } catch (problem) {
            this.#act.meet(problem, () => this.read());
        } finally {
            this.#isReading = false;
        }
        if (this.#choice.plan !== null) {
            this.#waiting.splice(0).forEach((changes) => this.#take(changes));
        }
    }

    async #held() {
        const reservations = await getAll("/reservations?status=PENDING", "reservations");
        return reservations.filter(({showId}) => showId === this.#showId);
    }

    #take(changes) {
        const changed = this.#choice.see(changes);
        if (changed === null) {
            this.read();
        } else if (changed.length > 0) {
            if (!this.#isHolding) {
                this.#display.tellLost(this.#choice.loseTaken(changed));
            }
            this.#display.show(changed);
        }
    }

    /** Holds {seatIds}, or the best of those that are wanted, and goes to pay. */
    async hold(wanted) {
        this.#isHolding = true;
        this.#display.clearTrouble();
        try {
            await post("/reservations", {showId: this.#showId, ...wanted});
            this.#act.pay();
        } catch (problem) {
            this.#isHolding = false;
            await this.#meet(problem);
        }
    }

    async #meet(problem) {
        if (problem.code === "seat_taken") {
            this.#display.tellLost(this.#choice.lose(problem.body.seatIds ?? []));
            await this.read();
        } else if (problem.code === "network" && await this.#wereHeld().catch(() => false)) {
            this.#act.pay();
        } else if (problem.code === "seat_limit") {
            this.#display.tellLimit(problem);
        } else {
            this.#act.meet(problem);
        }
    }

    // A call whose answer was lost may have held the seats: what one holds now tells.
    async #wereHeld() {
        return (await this.#held()).some(({seatId}) => !this.#choice.own.has(seatId));
    }
}
