// draw-summary.js -- the words of a draw on the waiting page, in English.

export const words = {
    fairTitle: "A fair lottery",
    drawToCome: "The secret seed of this lottery is already fixed: this is its hash. It is revealed once the list of entrants is final, so nobody can influence the result.",
    drawCommitted: "The list of {count} people is final; the seed is revealed in a moment.",
    drawn: "{count} places were drawn. Anybody can compute the lottery again, and you can check your own place.",
    seedHash: "Hash of the seed (SHA-256)",
    checkMine: "Check the lottery and my place",
    ownPlace: "You drew place {place} of {count}.",
};
