// verification.js -- recomputes a lottery from what its API answers; it needs nothing but WebCrypto.
//
// An entrant is SHA-256("usher-entrant" || concertId || userId). The entrants, in ascending order, are the
// leaves of a Merkle tree (RFC 6962); places are the ascending order of HMAC-SHA256(seed, entrant), from 1.

export const ALGORITHM = "usher-lottery-1";
const HASH_BYTES = 32;
const BATCH = 2048; // hashes that are under way at once

/** Why nothing could be computed: `key` is a word of the page that checks. */
export class Unverifiable extends Error {
    constructor(key) {
        super(key);
        this.key = key;
    }
}

const subtle = () => {
    const found = globalThis.crypto?.subtle;
    if (!found) {
        throw new Unverifiable("needsHttps");
    }
    return found;
};

async function sha256(bytes) {
    return new Uint8Array(await subtle().digest("SHA-256", bytes));
}

export function toHex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(text) {
    if (typeof text !== "string" || !/^([0-9a-f]{2})*$/i.test(text)) {
        throw new Unverifiable("noHash");
    }
    return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

/** The entrants of one page of the list, as an array of hashes. */
export function entrantsOfPage(page) {
    const text = atob(page.entrants.replaceAll("-", "+").replaceAll("_", "/"));
    if (text.length % HASH_BYTES !== 0 || text.length / HASH_BYTES !== page.count) {
        throw new Unverifiable("listNotWhole");
    }
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return Array.from({length: page.count}, (_, i) => bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

export function compare(a, b) {
    for (let i = 0; i < HASH_BYTES; i++) {
        if (a[i] !== b[i]) {
            return a[i] - b[i];
        }
    }
    return 0;
}

// Applies an asynchronous function to every item, so many at a time.
async function mapAll(items, apply, progress = () => {}) {
    const results = [];
    for (let at = 0; at < items.length; at += BATCH) {
        results.push(...await Promise.all(items.slice(at, at + BATCH).map(apply)));
        progress(results.length, items.length);
    }
    return results;
}

function concat(...parts) {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    parts.reduce((at, part) => {
        whole.set(part, at);
        return at + part.length;
    }, 0);
    return whole;
}

export const leafHash = (entry) => sha256(concat([0], entry));
export const nodeHash = (left, right) => sha256(concat([1], left, right));

/** The root of a Merkle tree over entries, level by level: a node without a neighbour moves up as it is. */
export async function merkleRoot(entries, progress) {
    let level = await mapAll(entries, leafHash, progress);
    if (level.length === 0) {
        return sha256(new Uint8Array());
    }
    while (level.length > 1) {
        const pairs = Array.from({length: Math.ceil(level.length / 2)}, (_, i) => level.slice(2 * i, 2 * i + 2));
        level = await mapAll(pairs, ([left, right]) => (right ? nodeHash(left, right) : left));
    }
    return level[0];
}

/** Whether a path leads from leaf `index` of a tree with so many leaves to its root (RFC 9162, 2.1.3.2). */
export async function pathProves({entry, index, count, path, root}) {
    if (!Number.isInteger(index) || index < 0 || index >= count) {
        return false;
    }
    let at = index;
    let last = count - 1;
    let hash = await leafHash(entry);
    for (const beside of path) {
        if (last === 0) {
            return false;
        }
        const isRight = at % 2 === 1;
        hash = isRight || at === last ? await nodeHash(beside, hash) : await nodeHash(hash, beside);
        while (!isRight && at === last && at % 2 === 0 && at > 0) {
            at = Math.floor(at / 2);
            last = Math.floor(last / 2);
        }
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
    }
    return last === 0 && compare(hash, root) === 0;
}

/** The place of each entrant, from 1. The entrants must be in order. */
export async function placesOf(entrants, seed, progress) {
    const key = await subtle().importKey("raw", seed, {name: "HMAC", hash: "SHA-256"}, false, ["sign"]);
    const macs = await mapAll(entrants, async (entrant) =>
        new Uint8Array(await subtle().sign("HMAC", key, entrant)), progress);
    const order = macs.map((_, i) => i).sort((a, b) => compare(macs[a], macs[b]) || a - b);
    const places = new Array(entrants.length);
    order.forEach((index, i) => {
        places[index] = i + 1;
    });
    return places;
}

export async function entrantOf(concertId, userId) {
    return sha256(new TextEncoder().encode(`usher-entrant${concertId}${userId}`));
}

/**
 * What must hold of a draw and its list; each is {what, holds}, `what` a word of the page. Also the places that the
 * seed draws.
 */
export async function checkDraw(draw, entrants, progress) {
    const seed = fromHex(draw.seed);
    const isAscending = entrants.every((entrant, i) => i === 0 || compare(entrants[i - 1], entrant) < 0);
    const checks = [
        {what: "checkRules", holds: draw.algorithm === ALGORITHM},
        {what: "checkSeed",
            holds: toHex(await sha256(seed)) === draw.seedHash},
        {what: "checkCount", holds: entrants.length === draw.entrants},
        {what: "checkOrder", holds: isAscending},
        {what: "checkRoot",
            holds: toHex(await merkleRoot(entrants, progress)) === draw.root},
    ];
    return {checks, places: await placesOf(entrants, seed, progress)};
}

/** What must hold of somebody's proof, given the draw and the places that were recomputed. */
export async function checkProof(proof, draw, entrants, places) {
    const entry = fromHex(proof.entrant);
    const listed = entrants[proof.index];
    const claim = {
        entry, index: proof.index, count: proof.entrants, path: proof.proof.map(fromHex), root: fromHex(draw.root),
    };
    return [
        {what: "checkProofDraw", holds: proof.concertId === draw.concertId && proof.root === draw.root},
        {what: "checkEntrant",
            holds: toHex(await entrantOf(proof.concertId, proof.userId)) === proof.entrant},
        {what: "checkListed",
            holds: listed !== undefined && compare(listed, entry) === 0},
        {what: "checkPath", holds: proof.entrants === draw.entrants && await pathProves(claim)},
        {what: "checkPlace", holds: places[proof.index] === proof.place},
        {what: "checkNumber",
            holds: proof.queueNumber === draw.firstNumber + proof.place - 1},
    ];
}
