// plain.test.mjs -- who waits without a script, while a store is away or has forgotten everything.

import assert from "node:assert/strict";
import test, {afterEach} from "node:test";

import {plainVisitor} from "../support/pages/plain.mjs";
import {admit, eventually, expect, join, newConcert, newUsers, sleep} from "../support/usher.mjs";
import {deploy} from "../race/processes.mjs";
import {forgetRedis, mend} from "./support.mjs";

afterEach(mend);

const IN_LINE = "You are in line";

// Somebody who waits behind another one.
async function newWaiting() {
    const concert = await newConcert({policy: {maxActive: 1, claimSeconds: 600}});
    const [inside, waiting] = await newUsers(2);
    await admit([inside], concert);
    const [{queueToken, queueNumber: number}] = await join([waiting], concert);
    const visitor = plainVisitor(concert);
    visitor.jar.set("usher_queue", queueToken);
    return {visitor, concert, inside, waiting, number};
}

function untilShown(visitor, text) {
    return eventually(async () => {
        const page = await visitor.get();
        assert.ok(page.text.includes(text), `${page.status} ${page.text}`);
        return page;
    });
}

test("Redis is away, and comes back empty: the page waits for it, and gives the place back when asked", async () => {
    const {visitor, concert, inside, waiting, number} = await newWaiting();
    await untilShown(visitor, IN_LINE);
    await deploy("down", "redis");
    const page = await visitor.get();
    assert.equal(page.status, 503);
    assert.match(page.headers["retry-after"], /^[1-9]/);
    assert.ok(page.refresh >= 5 && page.text.includes("Your place is kept"));
    forgetRedis();
    await deploy("up", "redis");
    await untilShown(visitor, "You are not in the line now");
    await admit([inside], concert); // or the place that is given back is called at once
    await visitor.post({action: "join"});
    await untilShown(visitor, IN_LINE);
    assert.equal(expect(await waiting.get(`${concert.path}/queue-entry`), 200).queueNumber, number);
});

test("Postgres is away: who waits goes on seeing the place", async () => {
    const {visitor} = await newWaiting();
    await untilShown(visitor, IN_LINE);
    await deploy("down", "postgres");
    await sleep(2500); // longer than what a worker has read counts as fresh
    assert.equal((await untilShown(visitor, IN_LINE)).status, 200);
});
