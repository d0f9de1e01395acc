// estimate.test.mjs -- what a queue says about the wait.

import assert from "node:assert/strict";
import {describe, test} from "node:test";

import {
    admit, api, entryOf, eventually, expect, join, newConcert, newQueue, newUsers, sleep, steer,
    untilActive,
} from "../../support/usher.mjs";

const PEOPLE = 16;

describe("the estimate", {concurrency: 16}, () => {
    // What the last of some people is told until the admission comes: [position, seconds, when] of each estimate.
    async function watchTheLast() {
        const concert = await newConcert({policy: {admitPerSecond: 2, maxActive: 1000}});
        await steer(concert, "pause");
        const users = await newUsers(PEOPLE);
        const numbers = (await join(users, concert)).map(({queueNumber}) => queueNumber);
        const last = users[numbers.indexOf(Math.max(...numbers))];
        const openedAt = Date.now();
        await steer(concert, "resume");
        const estimates = [];
        await sleep(2000);
        for (let entry = await entryOf(last, concert); entry.status === "WAITING"; entry = await entryOf(last, concert)) {
            estimates.push([entry.queuePosition, entry.estimatedWaitSeconds, Date.now()]);
            await sleep(300);
        }
        return {estimates: estimates.filter(([, seconds]) => seconds > 0), openedAt, calledAt: Date.now()};
    }

    test("the estimate is the rate at which people really come in, and does not jump", async () => {
        let watched = await watchTheLast();
        // A test that stood still has seen too little.
        for (let tries = 1; watched.estimates.length < 4 && tries < 5; tries++) {
            watched = await watchTheLast();
        }
        const {estimates, openedAt, calledAt} = watched;
        assert.ok(estimates.length >= 4, JSON.stringify(estimates));
        const [[first, , firstAt]] = estimates;
        const rate = 1000 * (PEOPLE - first) / (firstAt - openedAt); // before there was any estimate
        for (const [position, seconds, at] of estimates) {
            // By the policy, and as a busy machine had it, before and after.
            const waits = [position / 2, position / rate, (calledAt - at) / 1000];
            const isNear = seconds >= Math.min(...waits) / 2 && seconds <= 2 * Math.max(...waits) + 1;
            assert.ok(isNear, JSON.stringify(watched));
        }
    });

    test("a counter that is stuck does not promise the configured rate", async () => {
        const {concert, users} = await newQueue({admitPerSecond: 1000, maxActive: 1}, 3);
        await untilActive(users[0], concert);
        const early = await entryOf(users[2], concert);
        await eventually(async () => {
            const late = await entryOf(users[2], concert);
            assert.ok(late.estimatedWaitSeconds > early.estimatedWaitSeconds, `${late.estimatedWaitSeconds}`);
        });
    });

    test("whoever comes to an empty queue is in at the next tick", async () => {
        const concert = await newConcert();
        assert.equal(expect(await api().get(concert.path), 200).estimatedWaitSeconds, 0);
        await admit(await newUsers(3), concert);
    });
});
