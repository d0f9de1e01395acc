// calls.mjs -- the calls of one browser, repeated as nginx/html/js/core/api.js repeats them, and measured as its reader
// feels them: from the click until the answer is there, with all that was sent again in between.

import {sleep} from "../../support/wait.mjs";
import {field} from "./answers.mjs";

const BASE = "/api/v1";
const ATTEMPTS = 4;
const WAIT_SECONDS_MAX = 10;

/** A refusal, or no answer: {status, code, body}. */
export class Refusal extends Error {
    constructor(status, code, body = {}, retryAfter = 0) {
        super(`${status} ${code}`);
        Object.assign(this, {status, code, body, retryAfter});
    }

    get mayPass() {
        return this.status === 503 || this.status === 429 || this.code === "network";
    }
}


function readAnswer({status, head, body}) {
    const parsed = body.length > 0 ? JSON.parse(body.toString()) : null;
    if (status >= 400) {
        throw new Refusal(status, parsed?.code ?? "unknown", parsed ?? {}, Number(field(head, "retry-after")) || 0);
    }
    return {status, head, body: parsed};
}

export class Browser {
    #sender;
    #random;
    #cookies;
    #bearer = null;
    seen = new Map(); // the files it has, and their ETags
    isInside = false; // admitted

    /** `sender`: {connections, measures, host}; `refreshToken`: of the session that this browser has. */
    constructor(sender, random, refreshToken) {
        this.#sender = sender;
        this.#random = random;
        this.#cookies = {usher_refresh: refreshToken};
    }

    text(method, path, {body, headers = "", cookie, anonymous, accept = "*/*"} = {}) {
        const bytes = body === undefined ? "" : JSON.stringify(body);
        const length = method === "GET" ? "" : `Content-Length: ${Buffer.byteLength(bytes)}\r\n`;
        const type = bytes && "Content-Type: application/json\r\n";
        const bearer = this.#bearer && !anonymous ? `Authorization: Bearer ${this.#bearer}\r\n` : "";
        const kept = cookie ? `Token-In: cookie\r\nCookie: ${cookie}=${this.#cookies[cookie] ?? ""}\r\n` : "";
        return `${method} ${path} HTTP/1.1\r\nHost: ${this.#sender.host}\r\nAccept: ${accept}\r\n${
            length}${type}${bearer}${kept}${headers}\r\n${bytes}`;
    }

    async #attempt(step, text, options) {
        try {
            const [answer] = await this.#sender.connections.send(text, {...options, isFirst: this.isInside});
            return readAnswer(answer);
        } catch (error) {
            const refusal = error instanceof Refusal ? error : new Refusal(0, "network");
            if (options.isCut) {
                this.#sender.measures.happened(`${step}: answer lost on purpose, sent again`);
            } else {
                this.#sender.measures.refused(step, refusal.code);
            }
            throw refusal;
        }
    }

    async #repeat(step, text, options, isRepeatable) {
        for (let i = 1; ; i++) {
            try {
                return await this.#attempt(step, text, i === 1 ? options : {});
            } catch (refusal) {
                if (!isRepeatable || !refusal.mayPass || i === ATTEMPTS) {
                    throw refusal;
                }
                const least = Math.min(WAIT_SECONDS_MAX, Math.max(refusal.retryAfter, 2 ** (i - 2)));
                await sleep(1000 * least * (1 + this.#random()));
            }
        }
    }

    /**
     * One step: resolves to {status, body}, or throws a Refusal. A POST with a `key` is repeated like a GET; with
     * `isCut` its first answer is lost.
     */
    async call(step, method, path, {key, isCut, ...options} = {}) {
        const headers = key ? `Idempotency-Key: ${key}\r\n` : "";
        const text = this.text(method, BASE + path, {...options, headers});
        const began = performance.now();
        try {
            const answer = await this.#repeat(step, text, {isCut}, method !== "POST" || key || options.cookie);
            this.#keep(answer.head);
            return answer;
        } finally {
            this.#sender.measures.took(step, performance.now() - began);
        }
    }

    #keep(head) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(field(head, "set-cookie") ?? "") ?? [];
        if (name) {
            this.#cookies[name] = value;
        }
    }

    /** A page and what it is made of, in one go, as by HTTP/2; what the browser has is asked for by its ETag. */
    async open(step, files) {
        const began = performance.now();
        const text = files.map((path) => this.text("GET", path, {
            anonymous: true, headers: `Accept-Encoding: gzip\r\n${this.seen.has(path) ? `If-None-Match: ${this.seen.get(path)}\r\n` : ""}`,
        })).join("");
        try {
            const answers = await this.#sender.connections.send(text, {count: files.length, isFirst: this.isInside});
            answers.forEach(({status, head}, i) => {
                if (status === 200) {
                    this.seen.set(files[i], field(head, "etag"));
                } else if (status !== 304) {
                    this.#sender.measures.refused(step, status);
                }
            });
        } catch {
            this.#sender.measures.refused(step, "network");
        }
        this.#sender.measures.took(step, performance.now() - began);
    }

    /** A page that is opened asks first who is signed in. */
    async signIn() {
        const {body} = await this.call("session", "POST", "/auth/refresh", {cookie: "usher_refresh", anonymous: true});
        this.#bearer = body.accessToken;
    }

    newKey() {
        return Array.from({length: 4}, () => Math.floor(this.#random() * 2 ** 32).toString(16).padStart(8, "0")).join("");
    }
}
