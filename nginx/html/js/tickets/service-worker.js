// service-worker.js -- opens /tickets where there is no network, from what that page has kept (kept.js): the page and
// what it is made of. It keeps nothing itself, and leaves every other page and every call of the API alone.

const KEPT = "usher.tickets";
const PAGE = "/tickets";
const PART = /^\/(css|js)\/|^\/icon\.svg$/;
const PATIENCE_MS = 3_000; // with a network that is there and does not answer

// Pages that were opened from what is kept: all that they are made of comes from there too, being one version together.
const openedAsKept = new Set();

const keptOf = (path) => caches.match(path, {cacheName: KEPT, ignoreVary: true});

// What the network answers in time, or null.
function inTime(request) {
    const late = new Promise((resolve) => {
        setTimeout(resolve, PATIENCE_MS, null);
    });
    return Promise.race([fetch(request).catch(() => null), late]);
}

async function openPage({request, resultingClientId}) {
    const kept = await keptOf(PAGE);
    const answer = kept ? await inTime(request) : await fetch(request);
    if (!kept || answer?.status < 500) {
        return answer;
    }
    openedAsKept.add(resultingClientId);
    return kept;
}

async function bringPart({request, clientId}) {
    const kept = await keptOf(new URL(request.url).pathname);
    if (!kept) {
        return fetch(request);
    }
    return openedAsKept.has(clientId) ? kept : fetch(request).catch(() => kept);
}

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("fetch", (event) => {
    const {method, mode, url, destination} = event.request;
    const {origin, pathname} = new URL(url);
    if (method !== "GET" || origin !== location.origin) {
        return;
    }
    if (mode === "navigate" && pathname === PAGE) {
        event.respondWith(openPage(event));
    } else if (destination !== "" && PART.test(pathname)) { // "": kept.js fetches it, to keep what is new
        event.respondWith(bringPart(event));
    }
});
