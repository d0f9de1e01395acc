// check.test.mjs -- a sale that runs has no differences: `usherctl check` tells what stays from what is of the moment.

import assert from "node:assert/strict";
import test from "node:test";

import {inDays, newConcert, usherctl} from "../support/usher.mjs";
import {assertLedger} from "./ledger.mjs";
import {newCrowd, tryHold, tryPay} from "./crowd.mjs";
import {DOORS_WIDE_OPEN, letIn} from "./storms.mjs";

const CHECKS = 10;

const anyOf = (things) => things[Math.floor(Math.random() * things.length)];

// Comes again and again for a seat: pays for it and perhaps wants the points back, gives it back, or lets the hold
// run out.
async function shop(user, concert, seatIds, isOver) {
    while (!isOver()) {
        const {reservations} = await tryHold(user, concert.showId, [anyOf(seatIds)]);
        const chance = Math.random();
        if (reservations && chance < 0.3) {
            const {body: {paymentId}} = await tryPay(user, reservations);
            if (paymentId && chance < 0.2) {
                await user.post(`/payments/${paymentId}/refund`);
            }
            await letIn([user], concert);
        } else if (reservations && chance < 0.8) {
            await user.delete(`/reservations/${reservations[0].reservationId}`);
        }
    }
}

test("ten checks of a sale in full swing raise no false alarm", async () => {
    const sections = [{name: "R", rows: 20, seatsPerRow: 20, price: 10}];
    const policy = {...DOORS_WIDE_OPEN, holdSeconds: 1, maxSeatsPerUser: 100};
    const concert = await newConcert({policy, shows: [{startsAt: inDays(30), sections}]});
    const crowd = await newCrowd(40, 1000);
    await letIn(crowd, concert);
    let over = false;
    const seatIds = concert.seats(400);
    const shopping = Promise.all(crowd.map((user) => shop(user, concert, seatIds, () => over)));
    try {
        for (let i = 0; i < CHECKS; i++) {
            const {code, said} = await usherctl("check", concert.concertId);
            assert.equal(code, 0, said);
        }
    } finally {
        over = true;
        await shopping;
    }
    await assertLedger();
});
