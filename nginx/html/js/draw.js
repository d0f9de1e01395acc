// draw.js -- the page that checks a draw: it fetches what is public and shows what draw/verification.js finds.

import {get} from "./core/api.js";
import {busy, byId, fill, make, setText} from "./core/dom.js";
import {number} from "./core/format.js";
import {explain, word} from "./core/language.js";
import {idParameter, startPage} from "./core/page.js";
import {seemsSignedIn} from "./core/session.js";
import {checkDraw, checkProof, entrantsOfPage, Unverifiable} from "./draw/verification.js";

const form = byId("form");
const message = byId("message");
const list = byId("checks");

const open = {anonymous: true}; // what anybody may see

async function fetchEntrants(path, count) {
    const entrants = [];
    let cursor = null;
    do {
        const page = await get(cursor ? `${path}?cursor=${encodeURIComponent(cursor)}` : path, open);
        entrants.push(...entrantsOfPage(page));
        setText(message, word("downloading", {done: number(entrants.length), all: number(count)}));
        cursor = page.pagination.nextCursor;
    } while (cursor);
    return entrants;
}

function checkLine({what, holds}) {
    return make("li", {class: holds ? "ok" : "wrong"}, `${holds ? "✓" : "✗"} ${word(what)}`);
}

function showProgress(done, all) {
    setText(message, word("computing", {done: number(done), all: number(all)}));
}

function readProof(text) {
    try {
        return text ? JSON.parse(text) : null;
    } catch {
        throw new Unverifiable("proofUnreadable");
    }
}

async function check(concertId, proofText) {
    const path = `/concerts/${encodeURIComponent(concertId)}/draw`;
    const proof = readProof(proofText);
    const draw = await get(path, open);
    if (!draw.seed) {
        return word("notDrawn", {seedHash: draw.seedHash});
    }
    const entrants = await fetchEntrants(`${path}/entrants`, draw.entrants);
    const {checks, places} = await checkDraw(draw, entrants, showProgress);
    if (proof) {
        checks.push(...await checkProof(proof, draw, entrants, places));
    }
    fill(list, checks.map(checkLine));
    return checks.every(({holds}) => holds) ? word("isRight", {entrants: number(draw.entrants)}) : word("isWrong");
}

function reasonOf(problem) {
    if (problem instanceof Unverifiable) {
        return word(problem.key);
    }
    return problem.code === "not_found" ? word("noDraw") : explain(problem).title;
}

async function submit() {
    fill(list);
    try {
        setText(message, await check(form.concert.value.trim().toLowerCase(), form.proof.value.trim()));
    } catch (problem) {
        setText(message, word("notChecked", {reason: reasonOf(problem)}));
    }
}

async function fillInMine() {
    try {
        const proof = await get(`/concerts/${form.concert.value.trim().toLowerCase()}/queue-entry/proof`);
        form.proof.value = JSON.stringify(proof, null, 2);
        setText(message, "");
    } catch (problem) {
        setText(message, explain(problem).title);
    }
}

await startPage();
document.title = `Usher – ${word("drawTitle")}`;
form.concert.value = idParameter("concert") ?? "";
byId("mine").hidden = !seemsSignedIn();
byId("mine").addEventListener("click", ({currentTarget}) => busy(currentTarget, fillInMine));
form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(form.querySelector("[type=submit]"), submit); // one check at a time
});
