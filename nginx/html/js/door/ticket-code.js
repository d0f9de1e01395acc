// ticket-code.js -- which of the texts that a camera or a hand scanner tells may be the code of a ticket. Whether one
// is genuine the server says.

const CODE_MAX = 1000; // what the server takes
const CODE = /^[A-Z2-7]{159,860}$/;
const OLDER_CODE = /^[\w-]+\.[\w-]+\.[\w-]{86}$/; // of 0.2.0
// What some scanners say first, of the kind of code that they read: "]Q3" (ISO/IEC 15424).
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;

export const mayBeTicket = (text) => CODE.test(text) || OLDER_CODE.test(text);

// A text without what a scanner puts around it, and in capitals where that makes a code of it.
function bareText(text) {
    const bare = text.trim().replace(SYMBOLOGY, "").slice(0, CODE_MAX);
    return CODE.test(bare.toUpperCase()) ? bare.toUpperCase() : bare;
}

/** Of the ways in which something may be read those that may be a ticket; where none may, the first. */
export function worthTrying(texts) {
    const bare = [...new Set(texts.map(bareText))].filter((text) => text !== "");
    const likely = bare.filter(mayBeTicket);
    return likely.length > 0 ? likely : bare.slice(0, 1);
}
