// fairness.js -- the words of a draw on the waiting page, in English.

export const words = {
    fairTitle: "A fair draw",
    drawToCome: "The secret seed of this draw is fixed already: this is its fingerprint. It is revealed after the list of everybody here is final, so nobody can arrange the outcome.",
    drawCommitted: "The list of {count} people is final; the seed is revealed in a moment.",
    drawn: "{count} places were drawn. Anybody can compute the draw again, and you can check your own place.",
    seedHash: "Fingerprint of the seed (SHA-256)",
    checkMine: "Check the draw and my place",
    ownPlace: "You drew place {place} of {count}.",
};
