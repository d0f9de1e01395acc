// restore.test.mjs -- a concert is in Redis as soon as it can be: when it is made, and when a restore has failed.

import assert from "node:assert/strict";
import test, {after, afterEach} from "node:test";

import {api, concertBody, eventually, expect, newUser, redis, theAdmin} from "../support/usher.mjs";
import {deploy, signalAll} from "../race/processes.mjs";
import {mend} from "./support.mjs";

const store = redis();
after(() => store.quit());
afterEach(mend);

async function makeConcert() {
    return expect(await (await theAdmin()).post("/admin/concerts", concertBody()), 201);
}

const pathOf = ({concertId}) => `/concerts/${concertId}`;

test("who has just made a concert and opened it can let people in at once, before any scheduler has seen it", async () => {
    const user = await newUser();
    await deploy("down", "scheduler-1", "scheduler-2");
    const concert = await makeConcert();
    expect(await (await theAdmin()).post(`/admin${pathOf(concert)}/open`), 200);
    expect(await user.post(`${pathOf(concert)}/queue-entry`), 201);
    expect(await user.get(`${pathOf(concert)}/queue-entry`), 200);
});

test("a restore that fails for want of Postgres gives up its lease at once", async () => {
    const concert = await makeConcert();
    const key = `usher:{${concert.concertId}}:concert`;
    await eventually(async () => expect(await api().get(`${pathOf(concert)}/queue`), 200)); // a scheduler knows it
    signalAll("postgres", "SIGSTOP");
    await store.flushall();
    let begun = 0;
    await eventually(async () => {
        begun += await store.hexists(key, "restoring");
        assert.ok(begun > 0);
        assert.equal(await store.hexists(key, "restoring"), 0);
    });
    signalAll("postgres", "SIGCONT");
    await eventually(async () => assert.equal(await store.hget(key, "ready"), "1"));
});
