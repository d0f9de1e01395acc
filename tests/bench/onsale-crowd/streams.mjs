// streams.mjs -- server-sent events for thousands of listeners. What all of them are told is read once.

import net from "node:net";

import {readHead} from "./answers.mjs";

const EVENT = /^data: *(.*)$/gm;
const KNOWN_MAX = 50;
const known = new Map(); // an event's text → what it says

function meaningOf(text) {
    if (!known.has(text)) {
        if (known.size >= KNOWN_MAX) {
            known.delete(known.keys().next().value);
        }
        known.set(text, JSON.parse(text));
    }
    return known.get(text);
}

/** Takes the whole events off a stream's text: {events, rest}. */
export function takeEvents(text) {
    const end = text.lastIndexOf("\n\n");
    if (end < 0) {
        return {events: [], rest: text};
    }
    const events = Array.from(text.slice(0, end).matchAll(EVENT), ([, data]) => meaningOf(data));
    return {events, rest: text.slice(end + 2)};
}

/**
 * Opens a stream: onEvent(data) for each event, onEnd(status) once when the other side ends or refuses it; 0: there was
 * no answer. Returns a function that ends it in silence.
 */
export function openStream(target, requestText, onEvent, onEnd) {
    let status = 0;
    let head = Buffer.alloc(0);
    let rest = "";
    const socket = net.connect(target).setNoDelay(true);

    function hear(text) {
        const taken = takeEvents(rest + text);
        rest = taken.rest;
        taken.events.forEach(onEvent);
    }

    function begin(bytes) {
        head = Buffer.concat([head, bytes]);
        const found = readHead(head);
        if (found === null) {
            return;
        }
        status = found.status;
        if (status === 200) {
            hear(head.toString("utf8", found.end));
        } else {
            socket.resetAndDestroy(); // a port that rests for a minute would be missing
        }
    }

    socket.on("data", (bytes) => (status === 0 ? begin(bytes) : hear(bytes.toString())));
    socket.on("error", () => {});
    socket.on("close", () => onEnd(status));
    socket.write(requestText);
    return () => {
        socket.removeAllListeners("close");
        socket.removeAllListeners("data");
        socket.destroy();
    };
}
