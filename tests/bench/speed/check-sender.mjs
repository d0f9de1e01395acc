// check-sender.mjs -- what the sender says of a server that stalls once: all who come meanwhile have waited for it.

import assert from "node:assert/strict";
import {createServer} from "node:http";

import {sleep} from "../../support/usher.mjs";
import {httpRequest, saveBytes, send} from "./send.mjs";

const RATE = 200;
const SECONDS = 0.5;
const STALL_MS = 250; // half of the time: half of those who come
const STALL_AT = 20; // after so many requests

function stallingServer() {
    let count = 0;
    return createServer(async (_request, response) => {
        count++;
        if (count === STALL_AT) {
            await sleep(STALL_MS);
        }
        response.setHeader("Content-Length", 0);
        response.end();
    });
}

// One connection: while it has no answer, who is due waits.
async function result() {
    const server = stallingServer();
    await new Promise((resolve) => {
        server.listen(0, "127.0.0.1", resolve);
    });
    const address = `127.0.0.1:${server.address().port}`;
    const file = saveBytes("check", [httpRequest({path: "/"})]);
    const answer = await send({address, file, connections: 1}, SECONDS, RATE);
    server.closeAllConnections();
    server.close();
    return answer;
}

/** Rejects when the sender leaves out those whom it did not ask for in time, or asks for fewer than it should. */
export async function checkSender() {
    const {answers, ms} = await result();
    assert.equal(answers, RATE * SECONDS, "whatever is due is asked for, and answered in the end");
    assert.ok(ms.p90 > STALL_MS / 2, `a tenth has waited for most of the stall, not ${ms.p90} ms`);
}
