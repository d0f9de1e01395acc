// plain.mjs -- a browser that runs no script: it sends forms, keeps cookies and follows redirects, and no more.

import assert from "node:assert/strict";

import {send} from "../http.mjs";

const FORM = "application/x-www-form-urlencoded";

function keepCookies(jar, path, headers) {
    for (const line of headers["set-cookie"] ?? []) {
        const [pair, ...attributes] = line.split("; ");
        const [name, value] = pair.split("=");
        assert.ok(attributes.includes("HttpOnly") && attributes.includes("SameSite=Strict"), line);
        assert.ok(attributes.includes(`Path=${path}`), line);
        if (attributes.includes("Max-Age=0")) {
            jar.delete(name);
        } else {
            jar.set(name, value);
        }
    }
}

/**
 * Somebody on a concert's page: {get, post, jar}. Both resolve to the page that is seen in the end; `refresh` of it are
 * the seconds after which it asks again, or null.
 */
export function plainVisitor(concert, headers = {}) {
    const path = `/plain/${concert.concertId}`;
    const jar = new Map();
    async function ask(method, body, more = {}, query = "") {
        const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
        const type = method === "POST" ? {"content-type": FORM} : {};
        const sent = {...type, ...headers, ...(cookie && {cookie}), ...more};
        const answer = await send({method, path: path + query, body, headers: sent});
        keepCookies(jar, path, answer.headers);
        assert.equal(answer.headers["cache-control"], "no-store");
        if (answer.status === 303) {
            assert.equal(answer.headers.location, path);
            return ask("GET");
        }
        assert.match(answer.headers["content-type"], /^text\/html; ?charset=utf-8$/);
        assert.doesNotMatch(answer.text, /<script|\son\w+=|\sstyle=/);
        const refresh = answer.text.match(/<meta http-equiv="refresh" content="(\d+)">/);
        return {...answer, refresh: refresh && Number(refresh[1])};
    }
    return {
        jar, path,
        get: (more) => ask("GET", undefined, more),
        ask: (question) => ask("GET", undefined, {}, `?ask=${question}`),
        post: (fields, more) => ask("POST", new URLSearchParams(fields).toString(), more),
        send: (body, more) => ask("POST", body, more),
    };
}
