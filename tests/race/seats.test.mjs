// seats.test.mjs -- far more buyers than seats, all at the same moment.

import assert from "node:assert/strict";
import test from "node:test";

import {expect, inDays, newConcert, newUsers} from "../support/usher.mjs";
import {newCrowd, tally} from "./crowd.mjs";
import {DOORS_WIDE_OPEN, letIn, oneSeatStorm, shoppingStorm} from "./storms.mjs";

test("500 buyers reach for one seat: one wins, 499 are told that it is taken", async () => {
    const concert = await newConcert({policy: DOORS_WIDE_OPEN});
    const crowd = await newCrowd(500, 1000);
    await letIn(crowd, concert);
    const payments = await oneSeatStorm(concert, crowd);
    assert.deepEqual(tally(payments.map(({status}) => status)), {200: 19, 201: 1});
});

test("200 buyers of two seats each and 50 seats: 25 to 50 are sold, none twice, to the last point", async () => {
    const sections = [{name: "R", rows: 5, seatsPerRow: 10, price: 1000}];
    const concert = await newConcert({policy: DOORS_WIDE_OPEN, shows: [{startsAt: inDays(30), sections}]});
    const crowd = [...await newCrowd(180, 5000), ...await newUsers(20)];
    await letIn(crowd, concert);
    const refusals = await shoppingStorm(concert, crowd, {seatsTotal: 50, points: 180 * 5000});
    const known = ["seat_taken", "not_enough_points"];
    assert.deepEqual(Object.keys(refusals).filter((code) => !known.includes(code)), []);
});

test("30 buyers ask for the best two of 60 seats at once: each gets a pair, none twice, and the hall is full", async () => {
    const sections = [{name: "R", rows: 6, seatsPerRow: 10, price: 1000}];
    const concert = await newConcert({policy: DOORS_WIDE_OPEN, shows: [{startsAt: inDays(30), sections}]});
    const crowd = await newUsers(30);
    await letIn(crowd, concert);
    const answers = await Promise.all(crowd.map((buyer) =>
        buyer.post("/reservations", {showId: concert.showId, quantity: 2, adjacent: true})));
    const pairs = answers.map((answer) => expect(answer, 201).reservations.map(({seatId}) => seatId));
    assert.ok(pairs.every(([left, right]) => right === left + 1 && left % 10 !== 0));
    assert.equal(new Set(pairs.flat()).size, 60);
});
