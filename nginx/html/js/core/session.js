// session.js -- who is signed in, and the tokens for it.
//
// The refresh token is in a cookie that no script can read (HttpOnly, SameSite=Strict, for /api/v1/auth only). The
// access token lives in a variable of this module: it is gone with the page and fetched anew. Nothing secret is in
// localStorage. So a script that got into a page could act while it is open and carry no session away, and a page of
// another site can do nothing: it can neither send the header Token-In nor bring the cookie.
//
// The token in the cookie is not spent by a refresh: several tabs, or an answer that is lost, would make a spent token
// look stolen. Tabs tell each other when somebody signs in or out, and then nothing is kept of anybody's tickets.

const SIGNED_IN_AS = "usher.signedIn";
const COOKIE = {"Token-In": "cookie"};
const EARLY_MS = 30_000; // a token is replaced before it expires

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("usher.session") : null;
const listeners = new Set();
let token = null;
let freshUntil = 0;
let asking = null;

function note(userId) {
    try {
        if (userId) {
            localStorage.setItem(SIGNED_IN_AS, userId);
        } else {
            localStorage.removeItem(SIGNED_IN_AS);
        }
    } catch {
        // Without storage every page asks the server.
    }
}

/** Whose session this browser seems to have, or null where none is, or it may not remember. */
export function signedInAs() {
    try {
        return localStorage.getItem(SIGNED_IN_AS);
    } catch {
        return null;
    }
}

/** Whether somebody seems to be signed in; the server has the last word. */
export function seemsSignedIn() {
    try {
        return token !== null || localStorage.getItem(SIGNED_IN_AS) !== null;
    } catch {
        return true;
    }
}

// What /tickets keeps for an hour without a network (tickets/kept.js) is its owner's, for as long as the session is.
const forgetTickets = () => globalThis.caches?.delete("usher.tickets").catch(() => {});

/** Calls a function when somebody signs in or out in another tab, or the session ends: with true or false. */
export function onSessionChange(listener) {
    listeners.add(listener);
}

function tell(isSignedIn) {
    token = null;
    listeners.forEach((listener) => listener(isSignedIn));
}

channel?.addEventListener("message", ({data}) => tell(data === "in"));

function keep(body) {
    token = body.accessToken;
    freshUntil = performance.now() + body.expiresInSeconds * 1000 - EARLY_MS;
    note(claims().sub);
    return token;
}

async function changed(isSignedIn) {
    await forgetTickets();
    channel?.postMessage(isSignedIn ? "in" : "out");
}

// `send` is api.js's: it repeats what may be repeated, and throws problems.
async function ask(send) {
    try {
        return keep(await send("POST", "/auth/refresh", {headers: COOKIE, repeatable: true}));
    } catch (problem) {
        if (problem.status !== 401) {
            throw problem;
        }
        const wasSignedIn = seemsSignedIn();
        note(null);
        await forgetTickets();
        if (wasSignedIn) {
            tell(false);
        }
        return null;
    }
}

/** The access token, or null when nobody is signed in. `stale` is one that was just refused. */
export async function accessToken(send, stale) {
    if (token !== null && token !== stale && performance.now() < freshUntil) {
        return token;
    }
    if (!seemsSignedIn()) {
        return null;
    }
    asking ??= ask(send).finally(() => {
        asking = null;
    });
    return asking;
}

/** Signs in ("login") or up ("register"). */
export async function openSession(send, verb, credentials) {
    const body = await send("POST", `/auth/${verb}`, {headers: COOKIE, body: credentials});
    keep(body);
    await changed(true);
}

export async function closeSession(send) {
    const bearer = await accessToken(send);
    if (bearer) {
        await send("POST", "/auth/logout", {headers: {...COOKIE, Authorization: `Bearer ${bearer}`}, repeatable: true});
    }
    token = null;
    note(null);
    await changed(false);
}

/** What the access token says of its owner, {sub, role}, or null. Only for what is shown; the server decides. */
export function claims() {
    if (token === null) {
        return null;
    }
    const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(payload));
}
