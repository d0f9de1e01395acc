// draw.js -- the words of the page that checks a draw, in English.

export const words = {
    drawTitle: "Check a lottery",
    drawLead: "The hash of a secret seed is published when a concert is made. When the sale opens, the list of entrants is committed to by its Merkle root; only then the seed is revealed, and the order of HMAC-SHA256(seed, entrant) is the order of the line. This page downloads the list, computes all of it again, and compares.",
    concertId: "Concert id",
    proof: "Your proof (optional)",
    myProof: "Use mine",
    check: "Check",
    notDrawn: "The lottery has not been drawn yet. The hash of its seed is {seedHash}.",
    downloading: "Downloading the list: {done} of {all}",
    computing: "Computing: {done} of {all}",
    isRight: "The lottery of {entrants} people is correct.",
    isWrong: "This lottery is not correct.",
    notChecked: "It could not be checked: {reason}",
    noDraw: "no concert with this id uses a lottery.",
    proofUnreadable: "The proof is not a JSON document.",
};
