// queue-position.js -- where one stands in a queue, from the own entry and from the board that everybody gets, and how
// long the wait is estimated to be.
//
// The board's `places` are groups: pairs of a first number and the people left from there on. The own entry says once
// how many are in front; from then on all who go from the groups before the own one come off that, board by board,
// without a call. Somebody who goes from the own group may have stood in front or behind, which only the own entry
// knows.

/** The group that a number is in: {start, people, before}, or null on a board without any. */
export function groupOf(places, queueNumber) {
    if (places.length === 0) {
        return null;
    }
    const at = Math.max(0, places.findLastIndex(([start]) => start <= queueNumber));
    const before = places.slice(0, at).reduce((sum, [, people]) => sum + people, 0);
    return {start: places[at][0], people: places[at][1], before};
}

/** The position of one who waits, from an entry and the boards that follow it. */
export class QueuePosition {
    #group = null;
    #inFront = 0; // people of the own group who are in front

    constructor({queueNumber, queuePosition}) {
        this.queueNumber = queueNumber;
        this.ahead = queuePosition - 1;
        this.isStale = false; // the own entry knows better
        this.isAdmitted = false; // as far as the board says
    }

    see({places, frontier}) {
        this.isAdmitted = frontier >= this.queueNumber;
        const group = groupOf(places, this.queueNumber);
        if (group === null) {
            this.isStale = true;
            return;
        }
        if (this.#group === null) {
            if (group.before + group.people <= this.ahead) {
                this.isStale = true; // a board from before one joined does not count all who are in front
                return;
            }
            this.#group = group;
            this.#inFront = Math.max(0, this.ahead - group.before);
        }
        this.isStale = group.start !== this.#group.start || group.people !== this.#group.people;
        if (group.start === this.#group.start) {
            this.ahead = group.before + Math.min(this.#inFront, group.people - 1);
        }
    }
}

/** The estimate: how long it takes until so many people were let in, in seconds; null when nobody can say. */
export function estimatedWaitSeconds(ahead, {state, soldOut, admittedPerSecond}) {
    return state === "OPEN" && !soldOut && admittedPerSecond > 0 ? (ahead + 1) / admittedPerSecond : null;
}

// Whoever is let in is one of few, at the front and where few came in of late: then chance weighs most.
const LEAST_SPREAD = 0.05;
const spreadOf = (ahead, seen) => LEAST_SPREAD + 1.5 * Math.sqrt(1 / Math.max(1, seen) + 1 / (ahead + 1));

/** The estimate with what is uncertain of it: {seconds, from, to}; null when nobody can say. */
export function estimatedWait(ahead, board) {
    const seconds = estimatedWaitSeconds(ahead, board);
    const spread = 1 + Math.min(1, spreadOf(ahead, board.admissionsSeen ?? 0));
    return seconds === null ? null : {seconds, from: seconds / spread, to: seconds * spread};
}

/** How long to go without asking for the own entry while the board is followed: the further back, the longer. */
export function askAfterSeconds(ahead, pollAfterSeconds) {
    return Math.min(300, pollAfterSeconds * (1 + ahead / 1000));
}
