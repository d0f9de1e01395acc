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

    // what is checked
    checkRules: "The rules are the ones that this page knows.",
    checkSeed: "The seed is the one whose hash was published at the beginning.",
    checkCount: "The list has as many entrants as were committed to.",
    checkOrder: "The list is in order and names nobody twice.",
    checkRoot: "The list has the root that was committed to.",
    checkProofDraw: "The proof is of this lottery.",
    checkEntrant: "Its entrant is its user.",
    checkListed: "The entrant is in the list where the proof says.",
    checkPath: "Its path leads to the root.",
    checkPlace: "Its place is what the seed draws.",
    checkNumber: "Its queue number is that of its place.",
    needsHttps: "this browser computes hashes only on pages that come over HTTPS.",
    noHash: "a hash is not hexadecimal.",
    listNotWhole: "a part of the list is missing.",
};
