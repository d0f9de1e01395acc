// board-events.js -- the board of a concert, as it is pushed to everybody.

import {get, reconnectMs} from "../core/api.js";

const SILENCE_MS = 25_000; // a board that stays the same comes again every ten seconds

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
            failures = 0;
            heard(JSON.parse(data));
            watch(SILENCE_MS, again);
        };
        source.onerror = () => watch(reconnectMs(failures), again); // refused with 429 too: each time later
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
