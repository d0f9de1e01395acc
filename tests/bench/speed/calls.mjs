// calls.mjs -- the calls of scripts that a worker makes, as it makes them.

import {randomUUID} from "node:crypto";
import {connect} from "node:net";

import {eventually, redis} from "../../support/usher.mjs";

// A line of MONITOR, and what it says of a call; what a script itself does has the source "lua".
//   +1795895649.103104 [0 unix:/path] "evalsha" "…"
const CALL = /^\+[\d.]+ \[\d+ (?!lua\])\S*\] ("evalsha" .*)$/i;
const WORD = /"(?:[^"\\]|\\.)*"/g;

/** The EVALSHAs that workers and schedulers send while something is done: lists of words, in their order. */
export async function callsDuring(doIt) {
    const store = redis();
    const socket = connect(process.env.USHER_TEST_REDIS_URL.replace(/^unix:/, ""));
    let heard = "";
    socket.on("data", (piece) => {
        heard += piece;
    });
    socket.write("MONITOR\r\n");
    await eventually(() => heard.startsWith("+OK"));
    await doIt();
    const last = randomUUID();
    await store.echo(last);
    await eventually(() => heard.includes(last)); // its turn came behind theirs
    socket.destroy();
    await store.quit();
    // One whose script Redis does not have yet is sent twice.
    const calls = new Set(heard.split("\r\n").map((line) => CALL.exec(line)?.[1]).filter(Boolean));
    return [...calls].map((call) => call.match(WORD).map((word) => JSON.parse(word)));
}

/** Those of them in which a word has this in it. */
export function about(calls, text) {
    return calls.filter((words) => words.some((word) => word.includes(text)));
}

/** The same call about somebody or something else: {from: to}, where a word has `from` whole or between signs. */
export function withOthers(words, changes) {
    const patterns = Object.entries(changes).map(([from, to]) =>
        [new RegExp(`(?<![0-9A-Za-z])${from}(?![0-9A-Za-z])`, "g"), to]);
    return words.map((word) => patterns.reduce((text, [from, to]) => text.replace(from, to), word));
}
