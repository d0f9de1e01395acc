// events.mjs -- a listener to server-sent events.

import http from "node:http";

import {BASE} from "./api.mjs";
import {eventually} from "./wait.mjs";

// The fields of one event, as far as Usher sends them; a block without data is a comment.
function parse(block) {
    const fields = Object.fromEntries(block.split("\n").map((line) => {
        const at = line.indexOf(":");
        return [line.slice(0, at), line.slice(at + 1).trim()];
    }));
    return fields.data === undefined ? [] : [{id: fields.id, data: JSON.parse(fields.data), at: Date.now()}];
}

function open(path, headers) {
    const {hostname: host, port} = new URL(process.env.USHER_URL);
    return new Promise((resolve, reject) => {
        const request = http.request({
            host, port, path: BASE + path, agent: false, headers: {accept: "text/event-stream", ...headers},
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
 * Listens below /api/v1 until it is told to stop. Resolves, when the stream has begun, to {status, headers,
 * events, until, stop}: `events` grows by {id, data, at} each; until(test) waits for the first event whose
 * data passes. `ended` becomes true when the other side has ended it.
 */
export async function listen(path, headers = {}) {
    const {request, response} = await open(path, headers);
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

/** The checksum that an event carries, of a map: FNV-1a, 32 bits. */
export function checksumOf(map) {
    let hash = 2166136261;
    for (const letter of map) {
        hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0;
    }
    return hash.toString(16).padStart(8, "0");
}
