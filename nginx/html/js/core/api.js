// api.js -- calls of the API. Every page goes through here, so that each failure is met in the same way.
//
//     const concert = await get(`/concerts/${id}`);
//     await post("/reservations", {showId, seatIds});
//     const intent = newIntent();                      // once for what the reader means to do, kept for a retry of it
//     await post("/payments", {reservationIds}, {intent});
//
// An answer is its body. Anything else is thrown as a Problem, whose `code` is the API's or one of those below. A call
// that may be repeated (GET, PUT, DELETE, and a POST or PATCH with an intent) is repeated by itself on 503 and 429,
// after what Retry-After says and some jitter, and when the network fails. An expired access token is replaced once.

import {accessToken, closeSession, openSession} from "./session.js";

export const BASE = "/api/v1";
const ATTEMPTS = 4;
const TIMEOUT_MS = 15_000;
const WAIT_SECONDS_MAX = 10;

/** A refusal: `code`, `status` (0 when there was no answer), `body` (the problem document). */
export class Problem extends Error {
    constructor(code, status = 0, body = {}, retryAfterSeconds = 0) {
        super(body.detail ?? code);
        Object.assign(this, {code, status, body, retryAfterSeconds});
    }
}

/** What one press of a button means to do: however often the call is sent, it is carried out once. */
export function newIntent() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return {key: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")};
}

const sleep = (seconds) => new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
});

async function attempt(method, path, {body, headers, signal, keepalive, isText, timeoutMs = TIMEOUT_MS}) {
    let answer;
    let text;
    try {
        const limit = AbortSignal.timeout(timeoutMs);
        answer = await fetch(BASE + path, {
            method, keepalive, credentials: "same-origin", cache: "no-store", signal: signal ?? limit,
            headers: {...(body !== undefined && {"Content-Type": "application/json"}), ...headers},
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        text = await answer.text();
    } catch (error) {
        if (signal?.aborted) {
            throw error;
        }
        throw new Problem("network");
    }
    if (answer.ok && isText) {
        return text;
    }
    let parsed = null;
    try {
        parsed = text ? JSON.parse(text) : null;
    } catch {
        throw new Problem("network", answer.status); // a page of somebody's proxy, not ours
    }
    if (answer.ok) {
        return parsed;
    }
    const retryAfter = Number(answer.headers.get("Retry-After")) || 0;
    throw new Problem(parsed?.code ?? "unknown", answer.status, parsed ?? {}, retryAfter);
}

/** Whether a problem is one that passes by itself. */
export const mayPass = ({status, code}) => status === 503 || status === 429 || code === "network";

/** Sends as it is, without a token. */
async function send(method, path, options = {}) {
    const repeatable = options.repeatable ?? ["GET", "PUT", "DELETE"].includes(method);
    for (let i = 1; ; i++) {
        try {
            return await attempt(method, path, options);
        } catch (problem) {
            if (!(problem instanceof Problem) || !repeatable || !mayPass(problem) || i === ATTEMPTS) {
                throw problem;
            }
            const least = Math.min(WAIT_SECONDS_MAX, Math.max(problem.retryAfterSeconds, 2 ** (i - 2)));
            await sleep(least * (1 + Math.random()));
        }
    }
}

async function sendAsMe(method, path, options, stale) {
    const bearer = options.anonymous ? null : await accessToken(send, stale);
    try {
        return await send(method, path, {
            ...options, headers: {...options.headers, ...(bearer && {Authorization: `Bearer ${bearer}`})},
        });
    } catch (problem) {
        if (bearer && !stale && ["token_expired", "invalid_token"].includes(problem.code)) {
            return sendAsMe(method, path, options, bearer);
        }
        throw problem;
    }
}

// Money may have moved when the answer to a call is lost for good, so that is said instead of "failed".
async function sendOnce(method, path, body, {intent, ...options}) {
    if (!intent) {
        return sendAsMe(method, path, {...options, body});
    }
    try {
        const headers = {...options.headers, "Idempotency-Key": intent.key};
        return await sendAsMe(method, path, {...options, body, headers, repeatable: true});
    } catch (problem) {
        throw problem.code === "network" ? new Problem("outcome_unknown", problem.status) : problem;
    }
}

export const get = (path, options = {}) => sendAsMe("GET", path, options);
export const getText = (path) => sendAsMe("GET", path, {isText: true});
export const del = (path, options = {}) => sendAsMe("DELETE", path, options);
export const post = (path, body, options = {}) => sendOnce("POST", path, body, options);
export const put = (path, body, options = {}) => sendOnce("PUT", path, body, options);
export const patch = (path, body, options = {}) => sendOnce("PATCH", path, body, options);

export const signIn = (credentials) => openSession(send, "login", credentials);
export const signUp = (credentials) => openSession(send, "register", credentials);
export const signOut = () => closeSession(send);

/** The token of who is signed in, as the server sees it, or null. */
export const bearerToken = () => accessToken(send);
export const isSignedIn = async () => (await bearerToken()) !== null;

/**
 * How long to wait before a stream that broke is opened again: by chance, so that those who lost it together do not
 * come back together.
 */
export const reconnectMs = (failures) => Math.min(15_000, 1000 * 2 ** failures) * (0.5 + Math.random());
