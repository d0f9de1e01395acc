// draw.js -- the page that checks a draw: it fetches what is public and shows what lottery.js finds.

import {checkDraw, checkProof, entrantsOfPage} from "./lottery.js";

const form = document.getElementById("form");
const button = form.querySelector("button");
const message = document.getElementById("message");
const list = document.getElementById("checks");

async function get(path) {
    const answer = await fetch(path);
    const body = await answer.json();
    if (!answer.ok) {
        throw new Error(body.detail);
    }
    return body;
}

async function fetchEntrants(path, count) {
    const entrants = [];
    let cursor = null;
    do {
        const page = await get(cursor ? `${path}?cursor=${encodeURIComponent(cursor)}` : path);
        entrants.push(...entrantsOfPage(page));
        message.textContent = `Downloading the list: ${entrants.length} of ${count}`;
        cursor = page.pagination.nextCursor;
    } while (cursor);
    return entrants;
}

function show({what, holds}) {
    const item = document.createElement("li");
    item.className = holds ? "ok" : "wrong";
    item.textContent = `${holds ? "✓" : "✗"} ${what}`;
    list.append(item);
}

function showProgress(done, all) {
    message.textContent = `Computing: ${done} of ${all}`;
}

async function check(concertId, proofText) {
    const path = `/api/v1/concerts/${encodeURIComponent(concertId)}/draw`;
    const proof = proofText ? JSON.parse(proofText) : null;
    const draw = await get(path);
    if (!draw.seed) {
        return `The draw has not been held yet. The hash of its seed is ${draw.seedHash}.`;
    }
    const entrants = await fetchEntrants(`${path}/entrants`, draw.entrants);
    const {checks, places} = await checkDraw(draw, entrants, showProgress);
    if (proof) {
        checks.push(...await checkProof(proof, draw, entrants, places));
    }
    checks.forEach(show);
    return checks.every(({holds}) => holds)
        ? `The draw of ${draw.entrants} people is as it should be.`
        : "This draw is not as it should be.";
}

form.addEventListener("submit", async (event) => {
    event.preventDefault();
    list.replaceChildren();
    button.disabled = true; // one check at a time
    try {
        message.textContent = await check(form.concert.value.trim().toLowerCase(), form.proof.value.trim());
    } catch (error) {
        message.textContent = `It could not be checked: ${error.message}`;
    } finally {
        button.disabled = false;
    }
});

form.concert.value = new URLSearchParams(location.search).get("concert") ?? "";
