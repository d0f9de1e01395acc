// wait.mjs -- waiting for what another process is about to do.

const PAUSE_MS = 50;
// Nobody waits for so long but a test that is about to fail, or one on a machine with much else to do.
const PATIENCE_MS = 60_000;

export function sleep(ms) {
    return new Promise((resolve) => {
        setTimeout(resolve, ms);
    });
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
