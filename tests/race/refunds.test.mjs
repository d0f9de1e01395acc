// refunds.test.mjs -- refunds at the same moment as something else that wants the points or the seats.

import assert from "node:assert/strict";
import test, {before} from "node:test";

import {eventually, expect, expectProblem, hold, inDays, newConcert, pay, pointsOf, sleep} from "../support/usher.mjs";
import {assertLedger, assertSeats, salesOf} from "./ledger.mjs";
import {newCrowd, patient, tally, tryHold, tryPay} from "./crowd.mjs";
import {whileWorkersDie} from "./processes.mjs";
import {DOORS_WIDE_OPEN, letIn} from "./storms.mjs";

const OWNERS = 15;
const sections = [{name: "R", rows: 10, seatsPerRow: 20, price: 1000}];
const onSale = () => newConcert({policy: DOORS_WIDE_OPEN, shows: [{startsAt: inDays(30), sections}]});
let concert;
before(async () => {
    concert = await onSale();
});

// Buyers of so many seats each: {user, reservations, payment}.
async function owners(sale, count, seats = 1) {
    const crowd = await newCrowd(count, 1000 * seats);
    await letIn(crowd, sale);
    return Promise.all(crowd.map(async (user) => {
        const reservations = await hold(user, sale.showId, sale.seats(seats));
        return {user, reservations, payment: await pay(user, reservations)};
    }));
}

function tryRefund({user, payment}, reservations, headers) {
    const body = reservations && {reservationIds: reservations.map(({reservationId}) => reservationId)};
    return user.post(`/payments/${payment.paymentId}/refund`, body, headers);
}

const times = (count, ask) => Promise.all(Array.from({length: count}, ask));

async function assertSettled(sale, sold) {
    assert.equal((await salesOf(sale)).length, sold);
    await assertSeats(sale);
    await assertLedger();
}

test("ten refunds of one payment at once are one", async () => {
    const sale = await onSale();
    await Promise.all((await owners(sale, OWNERS, 2)).map(async (owner) => {
        const answers = await times(10, () => tryRefund(owner));
        assert.equal(new Set(answers.map((answer) => expect(answer, 200).refundId)).size, 1);
        assert.equal(await pointsOf(owner.user), 2000);
    }));
    await assertSettled(sale, 0);
});

test("one refund that is sent ten times at once with its key is made once", async () => {
    await Promise.all((await owners(concert, OWNERS)).map(async (owner) => {
        const key = {"idempotency-key": "an-impatient-finger"};
        const answers = await times(10, () => tryRefund(owner, undefined, key));
        const made = answers.filter(({status, headers}) => status === 200 && !headers["idempotent-replayed"]);
        answers.filter(({status}) => status !== 200).forEach((answer) =>
            expectProblem(answer, 409, "idempotency_in_flight"));
        assert.equal(made.length, 1);
        assert.equal(await pointsOf(owner.user), 1000);
    }));
});

test("refunds that overlap in a seat: one of them happens", async () => {
    const sale = await onSale();
    await Promise.all((await owners(sale, OWNERS, 3)).map(async (owner) => {
        const [a, b, c] = owner.reservations;
        const answers = await Promise.all([tryRefund(owner, [a, b]), tryRefund(owner, [b, c])]);
        assert.deepEqual(tally(answers.map(({status, problem}) => problem?.code ?? status)),
            {200: 1, already_refunded: 1});
        assert.equal(await pointsOf(owner.user), 2000);
    }));
    await assertSettled(sale, OWNERS);
});

test("a refund and the same payment once more: the seat is free in the end", async () => {
    const sale = await onSale();
    await Promise.all((await owners(sale, OWNERS)).map(async (owner) => {
        const answers = await Promise.all([
            tryRefund(owner), ...Array.from({length: 5}, () => tryPay(owner.user, owner.reservations)),
        ]);
        answers.forEach((answer) => expect(answer, 200));
        assert.equal(await pointsOf(owner.user), 1000);
    }));
    await assertSettled(sale, 0);
});

// Reaches for a seat until it is there, and pays for it.
async function inherit(user, showId, seatId) {
    const held = await eventually(async () => (await tryHold(user, showId, [seatId])).reservations ?? false);
    return tryPay(user, held);
}

test("a refund against the resale of its seat: the next has it, and late words of the old sale change nothing", async () => {
    const sale = await onSale();
    const rivals = await newCrowd(OWNERS, 1000);
    await letIn(rivals, sale);
    await Promise.all((await owners(sale, OWNERS)).map(async (owner, index) => {
        const resold = inherit(rivals[index], sale.showId, owner.reservations[0].seatId);
        await sleep(Math.random() * 60);
        expect(await tryRefund(owner), 200);
        const late = await Promise.all([
            resold, tryPay(owner.user, owner.reservations), tryRefund(owner), tryRefund(owner),
        ]);
        assert.deepEqual(late.map(({status}) => status), [201, 200, 200, 200]);
        assert.deepEqual([await pointsOf(owner.user), await pointsOf(rivals[index])], [1000, 0]);
    }));
    await assertSettled(sale, OWNERS);
});

test("refunds while workers die: each is made once, and every seat is free", async () => {
    const sale = await onSale();
    const leaving = await owners(sale, 4 * OWNERS);
    await whileWorkersDie(() => Promise.all(leaving.map(async (owner, index) => {
        await sleep(index * 15);
        expect(await tryRefund({...owner, user: patient(owner.user)}), 200);
    })));
    for (const {user} of leaving) {
        assert.equal(await pointsOf(patient(user)), 1000);
    }
    await assertSettled(sale, 0);
});
