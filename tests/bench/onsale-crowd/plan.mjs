// plan.mjs -- who the buyers are and what each of them does, by a seed: the same seed, the same people.

const SHARES = {
    early: 0.8, // come before the hour, into the lobby
    new: 0.5, // their browser has nothing of the pages yet
    twice: 0.05, // come in a second tab as well
    leaves: 0.04, // of those who wait
    noShow: 0.08, // close the page, and are admitted in vain
    comesBack: 0.5, // of those, later
    best: 0.3, // take the best seats; the others choose on the map
    noPayment: 0.1, // let what they hold expire
    letsGo: 0.04, // give it back
    lostAnswer: 0.05, // of payments, which are then sent again
    givesUp: 0.3, // leave when they read that nothing is left
};
const SEATS = [1, 2, 2, 2, 2, 2, 3, 4]; // as many as people come for

/** How long people take for something: from, to, in seconds. */
export const PAUSES = {
    beforeLeaving: [5, 120],
    beforeClosing: [5, 60],
    beforeComingBack: [10, 90],
    secondTab: [1, 15],
    noticing: [1, 8], // that one was admitted
    choosing: [3, 20],
    clicking: [0.5, 2],
    readingCart: [3, 12],
    givingUp: [1, 20],
    reloading: [1, 5],
};

/** A generator that always gives the same (mulberry32). */
export function randomFrom(seed) {
    let state = Math.imul(seed, 0x9E3779B1) | 0;
    return () => {
        state = state + 0x6D2B79F5 | 0;
        let mixed = Math.imul(state ^ state >>> 15, 1 | state);
        mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
        return ((mixed ^ mixed >>> 14) >>> 0) / 4_294_967_296;
    };
}

/** The plan of one buyer; arrivesIn: seconds since the lobby was opened. */
export function planOf(seed, index, {lobbySeconds, lateSeconds}) {
    const random = randomFrom(seed * 1_000_003 + index);
    const is = (what) => random() < SHARES[what];
    const isEarly = is("early");
    const how = random();
    return {
        random, arrivesIn: isEarly ? random() * lobbySeconds : lobbySeconds + random() * lateSeconds,
        isNew: is("new"), isTwice: is("twice"),
        leaves: how < SHARES.leaves, isNoShow: how > 1 - SHARES.noShow, comesBack: is("comesBack"),
        seats: SEATS[Math.floor(random() * SEATS.length)], takesBest: is("best"),
        pays: !is("noPayment"), letsGo: is("letsGo"), losesAnswer: is("lostAnswer"),
        givesUp: is("givesUp"),
    };
}
