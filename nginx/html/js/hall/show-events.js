// show-events.js -- the seats of a show as they change, pushed to whoever is admitted.

import {BASE, bearerToken, Problem, reconnectMs} from "../core/api.js";

// With the bearer token, which EventSource cannot send: the Response, or a Problem.
async function openStream(path, signal) {
    const bearer = await bearerToken();
    const answer = await fetch(BASE + path, {
        signal, cache: "no-store",
        headers: {Accept: "text/event-stream", ...(bearer && {Authorization: `Bearer ${bearer}`})},
    });
    if (!answer.ok) {
        const body = await answer.json();
        throw new Problem(body.code, answer.status, body);
    }
    return answer;
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

async function readStream(path, signal, onEvent) {
    const answer = await openStream(path, signal);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
        const {value, done} = await reader.read();
        if (done) {
            return;
        }
        const {events, rest} = takeEvents(text + value);
        text = rest;
        events.forEach(({data}) => onEvent(JSON.parse(data)));
    }
}

/**
 * Follows a stream that needs a token, such as `/shows/${showId}/events`: onEvent(data) for each. onEnd(problem) when
 * the server refuses (the admission has ended); otherwise it is opened again for ever, and begins with what the server
 * has kept: versions tell what was seen before. Returns a function that ends it.
 */
export function followStream(path, onEvent, onEnd = () => {}) {
    const ending = new AbortController();
    (async () => {
        for (let failures = 0; !ending.signal.aborted; failures++) {
            try {
                await readStream(path, ending.signal, (event) => {
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
                setTimeout(resolve, reconnectMs(failures));
            });
        }
    })();
    return () => ending.abort();
}
