// lottery.mjs -- a lottery computed over again by Node's own crypto, from nothing but what the API tells.

import {createHash, createHmac} from "node:crypto";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {join as joinPath} from "node:path";

import {api, expect} from "./api.mjs";
import {newConcert, theAdmin} from "./sale.mjs";
import {redis} from "./stores.mjs";
import {usherctl} from "./usherctl.mjs";
import {eventually} from "./wait.mjs";

export function sha256(...parts) {
    const hash = createHash("sha256");
    parts.forEach((part) => hash.update(part));
    return hash.digest();
}

export function entrantOf(concertId, userId) {
    return sha256("usher-entrant", concertId, userId);
}

/** MTH of RFC 6962, section 2.1, word for word. */
export function merkleRoot(entries) {
    if (entries.length <= 1) {
        return entries.length === 0 ? sha256() : sha256(Buffer.from([0]), entries[0]);
    }
    let split = 1;
    while (split * 2 < entries.length) {
        split *= 2;
    }
    return sha256(Buffer.from([1]), merkleRoot(entries.slice(0, split)), merkleRoot(entries.slice(split)));
}

/** PATH of RFC 6962, section 2.1.1. */
export function merklePath(entries, index) {
    if (entries.length <= 1) {
        return [];
    }
    let split = 1;
    while (split * 2 < entries.length) {
        split *= 2;
    }
    return index < split
        ? [...merklePath(entries.slice(0, split), index), merkleRoot(entries.slice(split))]
        : [...merklePath(entries.slice(split), index - split), merkleRoot(entries.slice(0, split))];
}

/** The entrants in the order of their places. */
export function drawnOrder(entrants, seed) {
    const mac = (entrant) => createHmac("sha256", seed).update(entrant).digest();
    return entrants.map((entrant) => ({entrant, lot: mac(entrant)}))
        .sort((a, b) => Buffer.compare(a.lot, b.lot) || Buffer.compare(a.entrant, b.entrant))
        .map(({entrant}) => entrant);
}

export function inSeconds(seconds) {
    return new Date(Date.now() + seconds * 1000).toISOString();
}

/** A concert whose places are drawn by lottery, in so many seconds. */
export function newLottery(seconds, policy = {}) {
    return newConcert({opens: inSeconds(seconds), policy: {queueing: "lottery", ...policy}});
}

/** The hour of a concert comes in so many seconds, when a test is ready for it, however long it took to get there. */
export async function callHour(concert, seconds = 2) {
    const admin = await theAdmin();
    return expect(await admin.patch(`/admin/concerts/${concert.concertId}`, {opensAt: inSeconds(seconds)}), 200);
}

export async function drawOf(concert) {
    return expect(await api().get(`${concert.path}/draw`), 200);
}

/** Waits until the seed is revealed and nobody is in the lobby; resolves to the draw. */
export async function untilDrawn(concert) {
    const store = redis();
    await eventually(async () => await store.hget(`usher:{${concert.concertId}}:concert`, "drawn") === "1");
    await store.quit();
    return eventually(async () => {
        const draw = await drawOf(concert);
        return draw.seed !== null && draw;
    });
}

/** The pages of the list, as they came. */
export async function entrantPages(concert) {
    const pages = [];
    let cursor = "";
    do {
        const page = expect(await api().get(`${concert.path}/draw/entrants${cursor}`), 200);
        pages.push(page);
        const next = page.pagination.nextCursor;
        cursor = next && `?cursor=${next}`;
    } while (cursor);
    return pages;
}

export function entrantsOf(pages) {
    const bytes = Buffer.concat(pages.map(({entrants}) => Buffer.from(entrants, "base64url")));
    return Array.from({length: bytes.length / 32}, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
}

/** What `usherctl draw verify` says of these documents: {code, said}. */
export async function verifyFiles(...documents) {
    const folder = mkdtempSync(joinPath(process.env.USHER_HOME, "draw-"));
    const files = documents.map((document, i) => joinPath(folder, `${i}.json`));
    files.forEach((file, i) => writeFileSync(file, JSON.stringify(documents[i])));
    try {
        return await usherctl("draw", "verify", ...files);
    } finally {
        rmSync(folder, {recursive: true});
    }
}
