// choice.js -- what a reader has chosen of the seats of a show and what they hold of them, while others choose too. It
// neither calls the server nor touches what is shown.

import {countdown} from "../core/format.js";
import {findSeat, planOf} from "./seat-plan.js";
import {SeatStates} from "./seat-states.js";

/** One reader's choice of seats of one show. Before a map was read there is no plan. */
export class Choice {
    plan = null;
    chosen = new Set();
    own = new Set(); // seats of this show that the reader holds
    ownLeft = null; // of the hold that ends first, a countdown
    #states = null;

    /** `limit`: how many seats one person may choose and hold. */
    constructor(limit) {
        this.limit = limit;
    }

    /** Takes in a map of the show, and the reader's reservations there that are not paid yet. */
    read(map, held) {
        this.plan ??= planOf(map);
        this.#states = new SeatStates(map);
        this.own = new Set(held.map(({seatId}) => seatId));
        this.ownLeft = countdown(Math.min(...held.map(({expiresInSeconds}) => expiresInSeconds)));
    }

    /** Takes changes in; returns the seats that stand otherwise now, or null when the map must be read again. */
    see(changes) {
        const changed = this.#states.take(changes);
        changed?.filter((seatId) => this.stateOf(seatId) !== "held").forEach((seatId) => this.own.delete(seatId));
        return changed;
    }

    stateOf(seatId) {
        return this.#states.of(seatId);
    }

    isTaken(seatId) {
        return this.stateOf(seatId) !== "free" && !this.chosen.has(seatId);
    }

    get freeCount() {
        return this.#states.letters.reduce((sum, letter) => sum + (letter === "A"), 0);
    }

    get total() {
        return Array.from(this.chosen).reduce((sum, seatId) => sum + findSeat(this.plan, seatId).row.price, 0);
    }

    /** Chooses a seat or lets it go; says what came of it: "chosen", "left", "taken" or "full". */
    toggle(seatId) {
        if (this.chosen.delete(seatId)) {
            return "left";
        }
        if (this.isTaken(seatId)) {
            return "taken";
        }
        if (this.chosen.size + this.own.size >= this.limit) {
            return "full";
        }
        this.chosen.add(seatId);
        return "chosen";
    }

    /** Lets go what others have of these seats, or of all that are chosen; returns what was lost. The others stay. */
    loseTaken(seatIds = Array.from(this.chosen)) {
        return this.lose(seatIds.filter((seatId) => this.stateOf(seatId) !== "free"));
    }

    lose(seatIds) {
        return seatIds.filter((seatId) => this.chosen.delete(seatId));
    }
}
