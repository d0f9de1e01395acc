// queue-position.js -- where one stands in a line, from the own entry and from the board that everybody gets.
//
// The board's `places` are pairs of a first number and the people left from there on. The own entry says once how many
// are in front; from then on all who go from the places before the own one come off that, board by board, without a
// call. Somebody who goes from the own place may have stood in front or behind, which only the own entry knows.

/** The place that a number is in: {start, people, before}, or null on a board without places. */
export function placeOf(places, queueNumber) {
    if (places.length === 0) {
        return null;
    }
    const at = Math.max(0, places.findLastIndex(([start]) => start <= queueNumber));
    const before = places.slice(0, at).reduce((sum, [, people]) => sum + people, 0);
    return {start: places[at][0], people: places[at][1], before};
}

/** How one who waits stands, from an entry and the boards that follow it. */
export class Standing {
    #place = null;
    #inFront = 0; // people of the own place who are in front

    constructor({queueNumber, queuePosition}) {
        this.queueNumber = queueNumber;
        this.ahead = queuePosition - 1;
        this.isStale = false; // the own entry knows better
        this.isCalled = false; // the turn has come, as far as the board says
    }

    see({places, frontier}) {
        this.isCalled = frontier >= this.queueNumber;
        const place = placeOf(places, this.queueNumber);
        if (place === null) {
            this.isStale = true;
            return;
        }
        if (this.#place === null) {
            if (place.before + place.people <= this.ahead) {
                this.isStale = true; // a board from before one joined does not count all who are in front
                return;
            }
            this.#place = place;
            this.#inFront = Math.max(0, this.ahead - place.before);
        }
        this.isStale = place.start !== this.#place.start || place.people !== this.#place.people;
        if (place.start === this.#place.start) {
            this.ahead = place.before + Math.min(this.#inFront, place.people - 1);
        }
    }
}

/** How long it takes until so many people were let in, in seconds; null when nobody can say. */
export function waitSeconds(ahead, {state, soldOut, admittedPerSecond}) {
    return state === "OPEN" && !soldOut && admittedPerSecond > 0 ? (ahead + 1) / admittedPerSecond : null;
}

/** How long to go without asking for the own entry while the board is followed: the further back, the longer. */
export function askAfterSeconds(ahead, pollAfterSeconds) {
    return Math.min(300, pollAfterSeconds * (1 + ahead / 1000));
}
