// send.mjs -- one load: the sender's result, and what each part of Usher took for it.

import {execFile} from "node:child_process";
import {writeFileSync} from "node:fs";
import os from "node:os";
import {join} from "node:path";
import {promisify} from "node:util";

import {BASE} from "../../support/usher.mjs";
import {cpuBetween, cpuNow, machineBusySeconds, unevenness} from "./cpu.mjs";

const run = promisify(execFile);
const {SENDER, FILES, USHER_URL} = process.env;
export const USHER = new URL(USHER_URL).host;
export const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS);

/** One request as bytes. */
export function httpRequest({method = "GET", path, token, body}) {
    const text = body ? JSON.stringify(body) : "";
    return [
        `${method} ${path} HTTP/1.1`, `Host: ${USHER}`,
        ...token ? [`Authorization: Bearer ${token}`] : [],
        ...text ? ["Content-Type: application/json", `Content-Length: ${Buffer.byteLength(text)}`] : [],
        ...!text && method !== "GET" && method !== "DELETE" ? ["Content-Length: 0"] : [],
        "", text,
    ].join("\r\n");
}

/** The same of Redis. */
export function redisRequest(args) {
    const words = args.map(String);
    return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}

/** Puts requests into a file for the sender; answers its path. */
export function saveBytes(name, requests) {
    const path = join(FILES, name);
    writeFileSync(path, requests.map((request) => `${Buffer.byteLength(request)}\n${request}`).join(""));
    return path;
}

/** Calls of the API, {method, path, token, body}, in a file. */
export function saveRequests(name, requests) {
    return saveBytes(name, requests.map((request) => httpRequest({...request, path: BASE + request.path})));
}

// While loads were sent: how long that was, how long processors ran, and how long for what is measured.
const meanwhile = {seconds: 0, busy: 0, own: 0};

/** The share of all processors, in percent, that others had meanwhile. What is above a few makes figures doubtful. */
export function othersPercent() {
    const {seconds, busy, own} = meanwhile;
    return seconds > 0 ? 100 * Math.max(0, busy - own) / (seconds * os.cpus().length) : 0;
}

function noteMeanwhile(began, busy, cpu, senderUs) {
    meanwhile.seconds += (performance.now() - began) / 1000;
    meanwhile.busy += machineBusySeconds() - busy;
    meanwhile.own += (Object.values(cpu).reduce((a, b) => a + b, 0) + senderUs) / 1e6;
}

function eachOf(cpu, answers) {
    return Object.fromEntries(Object.entries(cpu).map(([group, us]) => [group, answers ? us / answers : 0]));
}

/**
 * Sends a file of requests for so many seconds; `rate` 0 is as fast as they are answered. Resolves to requests a
 * second, milliseconds, microseconds of processors a request, and what went wrong.
 */
export async function send({file, how = "again", address = USHER, connections = CONNECTIONS, pool}, seconds, rate = 0) {
    const [began, busy, before] = [performance.now(), machineBusySeconds(), cpuNow()];
    const {stdout} = await run(SENDER, [address, connections, seconds, rate.toFixed(3), file, how].map(String));
    const after = cpuNow();
    const {answers, sent, refused, lost, usedUp, seconds: took, cpuUs, us, lateUs} = JSON.parse(stdout);
    const cpu = cpuBetween(before, after);
    noteMeanwhile(began, busy, cpu, cpuUs);
    const ms = Object.fromEntries(Object.entries(us).map(([name, value]) => [name, value / 1000]));
    return {
        perSecond: answers / took, seconds: took, answers, sent, refused, lost, usedUp, ms,
        lateP99Ms: lateUs.p99 / 1000,
        cpuUs: {...eachOf(cpu, answers), sender: answers ? cpuUs / answers : 0},
        unevenness: pool ? unevenness(before, after, `${pool}-workers`) : null,
    };
}
