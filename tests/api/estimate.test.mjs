// estimate.test.mjs -- what a line says about the wait.

import assert from "node:assert/strict";
import {describe, test} from "node:test";

import {
    admit, api, entryOf, expect, newConcert, newLine, newUsers, sleep, untilActive,
} from "../support/usher.mjs";

describe("the estimate", {concurrency: 16}, () => {
    test("the estimate is the rate at which people really come in, and does not jump", async () => {
        const {concert, users} = await newLine({admitPerSecond: 2, maxActive: 1000}, 16);
        const last = users.at(-1);
        const estimates = [];
        await sleep(2000);
        while ((await entryOf(last, concert)).status === "WAITING") {
            const {estimatedWaitSeconds, queuePosition} = await entryOf(last, concert);
            estimates.push([queuePosition, estimatedWaitSeconds]);
            await sleep(500);
        }
        assert.ok(estimates.length > 4);
        for (const [position, seconds] of estimates.filter(([, known]) => known > 0)) {
            assert.ok(seconds >= position / 4 && seconds <= position + 1, JSON.stringify(estimates));
        }
    });

    test("a counter that is stuck does not promise the configured rate", async () => {
        const {concert, users} = await newLine({admitPerSecond: 1000, maxActive: 1}, 3);
        await untilActive(users[0], concert);
        const early = await entryOf(users[2], concert);
        await sleep(3000);
        const late = await entryOf(users[2], concert);
        assert.ok(late.estimatedWaitSeconds > early.estimatedWaitSeconds, `${late.estimatedWaitSeconds}`);
    });

    test("whoever comes to an empty line is in at the next tick", async () => {
        const concert = await newConcert();
        assert.equal(expect(await api().get(concert.path), 200).estimatedWaitSeconds, 0);
        await admit(await newUsers(3), concert, 3500);
    });
});
