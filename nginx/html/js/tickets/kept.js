// kept.js -- one's tickets, kept for the hour when there is no network: the list, the picture of each code, and the
// page with what it is made of, from which service-worker.js opens it. core/session.js empties it when the session
// ends.
//
// It is there for whoever's browser can; where it cannot, or has no room, the page does without.

import {LANGUAGES} from "../core/language.js";
import {signedInAs} from "../core/session.js";

const KEPT = "usher.tickets";
const LIST = "/api/v1/tickets";
const PAGE = "/tickets";
const PART = /^\/(css|js)\/|^\/icon\.svg$/;
const WORKER = "/js/tickets/service-worker.js";

const pictureAt = (ticketId) => `${LIST}/${ticketId}.svg`;

// Keeps answers by their paths, and drops what is old. Only while their owner is signed in: another tab may have signed
// out meanwhile.
async function keep(owner, answers, isOld) {
    if (owner === null || signedInAs() !== owner) {
        return;
    }
    const cache = await caches.open(KEPT);
    await Promise.all(answers.map(([path, answer]) => cache.put(path, answer)));
    if (signedInAs() !== owner) {
        await caches.delete(KEPT);
        return;
    }
    const old = (await cache.keys()).filter(({url}) => isOld(new URL(url).pathname));
    await Promise.all(old.map((request) => cache.delete(request)));
}

const keptAt = (path) => globalThis.caches?.match(path, {cacheName: KEPT}).catch(() => null);

/** What was kept for whoever is signed in, {tickets, at}, or null. */
export async function keptTickets() {
    const answer = await keptAt(LIST);
    const kept = answer ? await answer.json() : null;
    return kept?.owner === signedInAs() ? kept : null;
}

/** The picture of a ticket's code as it was kept, or null. */
export async function keptPicture(ticketId) {
    const answer = await keptAt(pictureAt(ticketId));
    return answer ? answer.text() : null;
}

// What this page was made of, and its words in the other languages.
function partsOfPage() {
    const paths = performance.getEntriesByType("resource").map(({name}) => new URL(name))
        .filter(({origin, pathname}) => origin === location.origin && PART.test(pathname))
        .map(({pathname}) => pathname);
    const words = paths.filter((path) => path.startsWith("/js/words/"));
    const inAll = words.flatMap((path) => Object.keys(LANGUAGES).map((tag) =>
        path.replace(/^\/js\/words\/\w+\//, `/js/words/${tag}/`)));
    return [...new Set([...paths, ...inAll])];
}

async function keepPage(owner) {
    const paths = [PAGE, ...partsOfPage()];
    const answers = await Promise.all(paths.map(async (path) => [path, await fetch(path)]));
    if (answers.every(([, {ok}]) => ok)) {
        await keep(owner, answers, (path) => !path.startsWith(LIST) && !paths.includes(path));
    }
}

// register() takes no mere text where Trusted Types are asked for. The policy, which the page's headers name, lets this
// one address through.
function workerAddress() {
    const policy = globalThis.trustedTypes?.createPolicy("usher-tickets", {createScriptURL: () => WORKER});
    return policy ? policy.createScriptURL(WORKER) : WORKER;
}

let isRegistered = false;

/** Keeps tickets and the pictures of their codes, a Map by ticketId, and the page with them. */
export async function keepTickets(tickets, pictures) {
    const owner = signedInAs();
    const list = [LIST, new Response(JSON.stringify({owner, tickets, at: new Date().toISOString()}))];
    const codes = Array.from(pictures, ([ticketId, svg]) => [pictureAt(ticketId), new Response(svg)]);
    const good = tickets.filter(({status}) => status !== "VOID").map(({ticketId}) => pictureAt(ticketId));
    try {
        await keep(owner, [list, ...codes], (path) => path.startsWith(`${LIST}/`) && !good.includes(path));
        await keepPage(owner);
        if (!isRegistered) {
            isRegistered = true;
            await navigator.serviceWorker.register(workerAddress(), {scope: PAGE});
        }
    } catch {
        // Then there are none without a network.
    }
}
