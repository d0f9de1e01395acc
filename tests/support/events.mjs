// events.mjs -- a listener to server-sent events.

import http from "node:http";

import {BASE} from "./api.mjs";
import {eventually, sleep} from "./wait.mjs";

// The fields of one event, as far as Usher sends them; a block without data is a comment.
function parse(block) {
    const fields = Object.fromEntries(block.split("\n").map((line) => {
        const at = line.indexOf(":");
        return [line.slice(0, at), line.slice(at + 1).trim()];
    }));
    return fields.data === undefined ? [] : [{id: fields.id, data: JSON.parse(fields.data), at: Date.now()}];
}

function open(path, headers, socketPath) {
    const {hostname, port} = new URL(process.env.USHER_URL);
    const target = socketPath ? {socketPath} : {host: hostname, port};
    return new Promise((resolve, reject) => {
        const request = http.request({
            ...target, path: BASE + path, agent: false, headers: {accept: "text/event-stream", ...headers},
        });
        request.on("error", reject);
        request.on("response", (response) => {
            // A test that fails leaves its stream open; that must not keep the others from ending.
            response.socket.unref();
            resolve({request, response});
        });
        request.end();
    });
}

/**
 * Listens below /api/v1, at another nginx if there is a `socketPath`, until it is told to stop. Resolves, when the
 * stream has begun, to {status, headers, events, until, stop}: `events` grows by {id, data, at} each; until(test) waits
 * for the first event whose data passes. `ended` becomes true when the other side has ended it.
 */
export async function listen(path, headers = {}, socketPath) {
    const {request, response} = await open(path, headers, socketPath);
    const listener = {
        status: response.statusCode, headers: response.headers, events: [], ended: false,
        stop: () => request.destroy(),
        until: (test, ms) => eventually(() => listener.events.find(({data}) => test(data)) ?? false, ms),
    };
    let rest = "";
    response.setEncoding("utf8");
    response.on("data", (text) => {
        const blocks = (rest + text).split("\n\n");
        rest = blocks.pop();
        listener.events.push(...blocks.flatMap(parse));
    });
    response.on("error", () => {});
    response.on("close", () => {
        listener.ended = true;
    });
    return listener;
}

/**
 * Listens as a browser does: when the stream ends it comes back by itself, with the id of what it has heard last. `at`
 * is when it has heard something, `times` how often it has begun; stop() ends it.
 */
export function follow(path, headers = {}, socketPath) {
    const follower = {at: 0, times: 0, id: undefined, isStopped: false};
    follower.stop = () => {
        follower.isStopped = true;
        return follower.done;
    };
    follower.done = (async () => {
        while (!follower.isStopped) {
            const last = follower.id === undefined ? {} : {"last-event-id": follower.id};
            const listener = await listen(path, {...headers, ...last}, socketPath).catch(() => null);
            follower.times += listener?.status === 200 ? 1 : 0;
            while (listener?.status === 200 && !listener.ended && !follower.isStopped) {
                const event = listener.events.at(-1);
                Object.assign(follower, event ? {at: event.at, id: event.id} : {});
                await sleep(20);
            }
            listener?.stop();
            await sleep(200);
        }
    })();
    return follower;
}

/** The checksum that an event carries, of a map: FNV-1a, 32 bits. */
export function checksumOf(map) {
    let hash = 2166136261;
    for (const letter of map) {
        hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0;
    }
    return hash.toString(16).padStart(8, "0");
}
