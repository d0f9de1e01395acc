// check.test.mjs -- `usherctl check` names what only a scheduler mends, while there is none, and says when a store is
// away.

import assert from "node:assert/strict";
import test, {afterEach} from "node:test";

import {differencesOf} from "../support/check.mjs";
import {
    expect, hold, newBuyer, newConcert, pay, redis, sql, theAdmin, usherctl,
} from "../support/usher.mjs";
import {deploy} from "../race/processes.mjs";
import {mend} from "./support.mjs";

afterEach(mend);

// A concert with somebody who is admitted and holds a seat; then no scheduler works any more.
async function newUntended() {
    const concert = await newConcert();
    const buyer = await newBuyer(concert, 1000);
    const held = await hold(buyer, concert.showId, concert.seats(1));
    assert.deepEqual(await differencesOf(concert), []);
    await deploy("down", "scheduler-1", "scheduler-2");
    return {concert, buyer, held};
}

async function inRedis(concert, work) {
    const store = redis();
    try {
        return await work(store, (name) => `usher:{${concert.concertId}}:${name}`);
    } finally {
        store.disconnect();
    }
}

test("an admission that has ended and is not over is named", async () => {
    const {concert, buyer} = await newUntended();
    const endedAt = Date.now() - 6000;
    await inRedis(concert, (store, key) => store.zadd(key("active"), endedAt, buyer.userId));
    assert.deepEqual(await differencesOf(concert), [
        `${buyer.userId} is admitted, the deadline was ${endedAt} ms`,
    ]);
});

test("a payment that Redis was not told of is named", async () => {
    const {concert, buyer, held} = await newUntended();
    const {paymentId} = await pay(buyer, held);
    const [{id}] = await sql("SELECT outbox_id AS id FROM usher.outbox WHERE payment_id = $1", [paymentId]);
    assert.deepEqual(await differencesOf(concert), [`payment ${paymentId} waits in the outbox, row ${id}`]);
});

test("a concert that is not restored, and a policy that Redis does not have, are named", async () => {
    const {concert} = await newUntended();
    const version = Number(await inRedis(concert, async (store, key) => {
        await store.hdel(key("concert"), "ready");
        return store.hget(key("concert"), "version");
    }));
    const change = await (await theAdmin()).patch(`/admin/concerts/${concert.concertId}`, {policy: {maxActive: 7}});
    expect(change, 200);
    assert.deepEqual(await differencesOf(concert), [
        `Redis has version ${version} of the policy, Postgres has ${version + 1}`,
        "the concert is not restored",
    ]);
});

test("a check without Redis, and one or an audit without Postgres, say so and end with 2", async () => {
    const {concertId} = await newConcert();
    await deploy("down", "redis");
    assert.match((await usherctl("check", concertId)).said, /The check was not finished: The queue is unavailable/);
    assert.equal((await usherctl("check", concertId)).code, 2);
    await deploy("down", "postgres");
    assert.match((await usherctl("check", concertId)).said, /The check cannot begin: The database is unavailable/);
    assert.match((await usherctl("ledger", "audit")).said, /The ledger was not read: The database is unavailable/);
    assert.equal((await usherctl("ledger", "audit")).code, 2);
});
