// wait.mjs -- waiting for what another process is about to do.

import assert from "node:assert/strict";

const PAUSE_MS = 50;
const CLOCKS_MS = 1000; // some tell whole seconds
// Nobody waits for so long but a test that is about to fail, or one on a machine with much else to do.
const PATIENCE_MS = 60_000;

export function sleep(ms) {
    return new Promise((resolve) => {
        setTimeout(resolve, ms);
    });
}

/** What an answer tells as the moment of something was between the asking and now, by the clocks of one machine. */
export function assertSince(askedMs, told) {
    const at = Date.parse(told);
    assert.ok(at >= askedMs - CLOCKS_MS && at <= Date.now() + CLOCKS_MS, `${told} is not between ${askedMs} and now`);
}

/** Calls a function again and again until it neither throws nor answers false; resolves to its value. */
export async function eventually(attempt, ms = PATIENCE_MS) {
    const deadline = Date.now() + ms;
    for (;;) {
        try {
            const value = await attempt();
            if (value !== false) {
                return value;
            }
            if (Date.now() > deadline) {
                throw new Error(`It was still false after ${ms} ms.`);
            }
        } catch (error) {
            if (Date.now() > deadline) {
                throw error;
            }
        }
        await sleep(PAUSE_MS);
    }
}
