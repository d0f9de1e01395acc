// plain.test.mjs -- who waits without a script, while a store is away or has forgotten everything.

import assert from "node:assert/strict";
import test, {afterEach} from "node:test";

import {plainVisitor} from "../support/pages/plain.mjs";
import {admit, eventually, join, newConcert, newUsers, sleep} from "../support/usher.mjs";
import {deploy} from "../race/processes.mjs";
import {forgetRedis, mend} from "./support.mjs";

afterEach(mend);

// Somebody who waits behind another one, with the number that the page tells.
async function newWaiting() {
    const concert = await newConcert({policy: {maxActive: 1, claimSeconds: 600}});
    const [inside, waiting] = await newUsers(2);
    await admit([inside], concert);
    const [entry] = await join([waiting], concert);
    const visitor = plainVisitor(concert);
    visitor.jar.set("usher_queue", entry.queueToken);
    return {visitor, concert, inside, number: `Your number is ${entry.queueNumber}.`};
}

function untilShown(visitor, text) {
    return eventually(async () => {
        const page = await visitor.get();
        assert.ok(page.text.includes(text), `${page.status} ${page.text}`);
        return page;
    });
}

test("Redis is away, and comes back empty: the page waits for it, and gives the place back when asked", async () => {
    const {visitor, concert, inside, number} = await newWaiting();
    await untilShown(visitor, number);
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
    await untilShown(visitor, number);
});

test("Postgres is away: who waits goes on seeing the place", async () => {
    const {visitor, number} = await newWaiting();
    await untilShown(visitor, number);
    await deploy("down", "postgres");
    await sleep(2500); // longer than what a worker has read counts as fresh
    assert.equal((await untilShown(visitor, number)).status, 200);
});
