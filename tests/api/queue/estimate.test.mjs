// estimate.test.mjs -- what a queue says about the wait.

import assert from "node:assert/strict";
import {describe, test} from "node:test";

import {
    admit, api, entryOf, eventually, expect, join, newConcert, newQueue, newUsers, sleep, steer,
    untilActive,
} from "../../support/usher.mjs";

describe("the estimate", {concurrency: 16}, () => {
    test("the estimate is the rate at which people really come in, and does not jump", async () => {
        const concert = await newConcert({policy: {admitPerSecond: 2, maxActive: 1000}});
        await steer(concert, "pause");
        const users = await newUsers(16);
        const numbers = (await join(users, concert)).map(({queueNumber}) => queueNumber);
        const last = users[numbers.indexOf(Math.max(...numbers))];
        await steer(concert, "resume");
        const estimates = [];
        await sleep(2000);
        while ((await entryOf(last, concert)).status === "WAITING") {
            const {estimatedWaitSeconds, queuePosition} = await entryOf(last, concert);
            estimates.push([queuePosition, estimatedWaitSeconds, Date.now()]);
            await sleep(300);
        }
        const calledAt = Date.now();
        assert.ok(estimates.length > 4);
        for (const [position, seconds, at] of estimates.filter(([, known]) => known > 0)) {
            const waits = [position / 2, (calledAt - at) / 1000]; // by the policy, and as a busy machine had it
            const isNear = seconds >= Math.min(...waits) / 2 && seconds <= 2 * Math.max(...waits) + 1;
            assert.ok(isNear, JSON.stringify(estimates));
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
