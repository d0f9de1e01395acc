// restore.test.mjs -- a concert is in Redis as soon as it can be: when it is made, and when a restore has failed.

import assert from "node:assert/strict";
import test, {after, afterEach} from "node:test";

import {concertBody, eventually, expect, newUser, redis, sql, theAdmin} from "../support/usher.mjs";
import {deploy} from "../race/processes.mjs";
import {mend} from "./support.mjs";

// What a restore reads.
const SALES = "usher.sales_of_show(uuid, int, int, int)";

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

test("a restore that fails gives its lease up at once", async () => {
    const concert = await makeConcert();
    const key = `usher:{${concert.concertId}}:concert`;
    const given = [];
    const monitor = await store.monitor();
    monitor.on("monitor", (_time, [command, ...words]) => {
        given.push(/^hdel$/i.test(command) && words[0] === key && words.includes("restoring"));
    });
    await sql(`REVOKE EXECUTE ON FUNCTION ${SALES} FROM usher_scheduler`);
    try {
        await store.flushall();
        await eventually(() => assert.ok(given.some(Boolean)));
        assert.equal(await store.hget(key, "ready"), null);
    } finally {
        await sql(`GRANT EXECUTE ON FUNCTION ${SALES} TO usher_scheduler`);
        monitor.disconnect();
    }
    await eventually(async () => assert.equal(await store.hget(key, "ready"), "1"));
});
