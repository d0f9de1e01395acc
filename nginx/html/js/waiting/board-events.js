// board-events.js -- what the server pushes. A stream that breaks is opened again, sooner or later by chance, so that those who
// lost it together do not come back together.

import {get, openStream, Problem} from "../core/api.js";

const SILENCE_MS = 25_000; // a board that stays the same comes again every ten seconds
const RETRY_MS_MAX = 15_000;

const jitter = (ms) => ms * (0.5 + Math.random());

/**
 * Follows the board of a concert: onBoard(board) for each, onLink(true or false) when it is reached or lost. A stream
 * that says nothing (a machine that slept, a proxy that buffers) is taken for lost; the board itself is asked for then.
 * Returns a function that ends it.
 */
export function followBoard(concertId, onBoard, onLink = () => {}) {
    let source = null;
    let timer = null;
    let failures = 0;

    function heard(board) {
        failures = 0;
        onLink(true);
        onBoard(board);
    }

    function watch(ms, then) {
        clearTimeout(timer);
        timer = setTimeout(then, ms);
    }

    function open() {
        source?.close();
        source = new EventSource(`/api/v1/concerts/${concertId}/events`);
        source.onmessage = ({data}) => {
            heard(JSON.parse(data));
            watch(SILENCE_MS, again);
        };
        source.onerror = () => watch(jitter(Math.min(RETRY_MS_MAX, 1000 * 2 ** failures)), again);
        watch(SILENCE_MS, again);
    }

    async function again() {
        source?.close();
        failures++;
        try {
            heard(await get(`/concerts/${concertId}/queue`, {anonymous: true}));
        } catch {
            onLink(false);
        }
        open();
    }

    function wake() {
        if (document.visibilityState === "visible") {
            again();
        }
    }

    open();
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    return () => {
        source?.close();
        clearTimeout(timer);
        removeEventListener("online", wake);
        document.removeEventListener("visibilitychange", wake);
    };
}

// The events of a stream's text so far, and what is left of an unfinished one.
function takeEvents(text) {
    const blocks = text.replaceAll("\r\n", "\n").split("\n\n");
    const rest = blocks.pop();
    const events = blocks.map((block) => Object.fromEntries(block.split("\n").map((line) => {
        const at = line.indexOf(":");
        return [line.slice(0, at), line.slice(at + 1).trim()];
    })));
    return {events: events.filter(({data}) => data !== undefined), rest};
}

async function readStream(path, seen, signal, onEvent) {
    const answer = await openStream(path, seen.id ? {"Last-Event-ID": seen.id} : {}, signal);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
        const {value, done} = await reader.read();
        if (done) {
            return;
        }
        const {events, rest} = takeEvents(text + value);
        text = rest;
        for (const event of events) {
            seen.id = event.id ?? seen.id;
            onEvent(JSON.parse(event.data));
        }
    }
}

/**
 * Follows a stream that needs a token, such as `/shows/${showId}/events`: onEvent(data) for each. onEnd(problem) when
 * the server refuses (the turn is over); otherwise it is opened again for ever. Returns a function that ends it.
 */
export function followStream(path, onEvent, onEnd = () => {}) {
    const ending = new AbortController();
    (async () => {
        const seen = {id: null};
        for (let failures = 0; !ending.signal.aborted; failures++) {
            try {
                await readStream(path, seen, ending.signal, (event) => {
                    failures = 0;
                    onEvent(event);
                });
            } catch (problem) {
                const isRefused = problem instanceof Problem && problem.status >= 400 && problem.status < 500;
                if (isRefused && problem.status !== 429) {
                    onEnd(problem);
                    return;
                }
            }
            await new Promise((resolve) => {
                setTimeout(resolve, jitter(Math.min(RETRY_MS_MAX, 1000 * 2 ** failures)));
            });
        }
    })();
    return () => ending.abort();
}
