// queue.test.mjs -- thousands of people take their places at once.

import test from "node:test";

import {newConcert, newUsers} from "../support/usher.mjs";
import {queueStorm} from "./queue.mjs";

test("2,000 people join at once: one place each, called in that order, never more than maxActive", async () => {
    const policy = {admitPerSecond: 2000, maxActive: 250};
    const concert = await newConcert({policy});
    await queueStorm(concert, await newUsers(2000), policy);
});

test("two schedulers admit no faster than the rate of one", async () => {
    const policy = {admitPerSecond: 100, maxActive: 10_000};
    const concert = await newConcert({policy});
    await queueStorm(concert, await newUsers(400), policy);
});
