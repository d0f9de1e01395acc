// kills.test.mjs -- the same rushes while processes are killed under them, again and again.

import assert from "node:assert/strict";
import test from "node:test";

import {inDays, newConcert, newUsers} from "../support/usher.mjs";
import {newCrowd, patient} from "./crowd.mjs";
import {queueStorm} from "./queue.mjs";
import {schedulerKiller, whileRepeating, whileWorkersDie} from "./processes.mjs";
import {DOORS_WIDE_OPEN, letIn, oneSeatStorm, shoppingStorm} from "./storms.mjs";

async function patientCrowd(count, points) {
    return (await newCrowd(count, points)).map((user) => patient(user));
}

test("one seat, 500 buyers, dying workers: one winner, one payment", async () => {
    const concert = await newConcert({policy: DOORS_WIDE_OPEN});
    const crowd = await patientCrowd(500, 1000);
    await whileWorkersDie(async () => {
        await letIn(crowd, concert);
        await oneSeatStorm(concert, crowd);
    });
});

test("50 seats, 200 buyers, dying workers: none is sold twice and no point is lost", async () => {
    const sections = [{name: "R", rows: 5, seatsPerRow: 10, price: 1000}];
    const concert = await newConcert({policy: DOORS_WIDE_OPEN, shows: [{startsAt: inDays(30), sections}]});
    const crowd = await patientCrowd(200, 5000);
    await whileWorkersDie(async () => {
        await letIn(crowd, concert);
        const refusals = await shoppingStorm(concert, crowd, {seatsTotal: 50, points: 200 * 5000});
        assert.deepEqual(Object.keys(refusals).filter((code) => code !== "seat_taken"), []);
    });
});

test("2,000 in the queue, dying workers: places, order and maxActive hold", async () => {
    const policy = {admitPerSecond: 2000, maxActive: 400};
    const concert = await newConcert({policy});
    const crowd = (await newUsers(2000)).map((user) => patient(user));
    await whileWorkersDie(() => queueStorm(concert, crowd, policy));
});

test("a dying scheduler takes nobody's admission, and those who are left admit no faster", async () => {
    const policy = {admitPerSecond: 80, maxActive: 150};
    const concert = await newConcert({policy});
    const crowd = await newUsers(500);
    await whileRepeating(schedulerKiller(), 300, () => queueStorm(concert, crowd, policy));
});
