// storms.mjs -- rushes for seats, each with what must be true of it, in fair weather or foul.

import assert from "node:assert/strict";

import {eventually, expect, pointsOf, sql} from "../support/usher.mjs";
import {assertLedger, assertSeats, salesOf} from "./ledger.mjs";
import {sum, tally, tryHold, tryPay} from "./crowd.mjs";

/** A concert's policy that lets any crowd in at the next tick. */
export const DOORS_WIDE_OPEN = {admitPerSecond: 100_000, maxActive: 100_000, claimSeconds: 300};

export async function letIn(crowd, concert) {
    const entry = `${concert.path}/queue-entry`;
    await Promise.all(crowd.map((user) => user.post(entry)));
    await Promise.all(crowd.map((user) => eventually(async () => {
        assert.equal(expect(await user.get(entry), 200).status, "ACTIVE");
    })));
}

async function assertTaken(crowd, [{showId, seatId}]) {
    const outcomes = await Promise.all(crowd.map((user) => tryHold(user, showId, [seatId])));
    outcomes.forEach(({refusal}) => assert.equal(refusal, "seat_taken"));
}

async function payFromManyTabs(winner, others, reservations) {
    const tabs = Array.from({length: 20}, () => tryPay(winner, reservations));
    const thieves = others.slice(0, 30).map((user) => tryPay(user, reservations));
    const latecomers = assertTaken(others.slice(30, 80), reservations);
    const payments = await Promise.all(tabs);
    payments.forEach(({status, text}) => assert.ok([200, 201].includes(status), text));
    assert.equal(new Set(payments.map(({body}) => body.paymentId)).size, 1);
    (await Promise.all(thieves)).forEach(({status, text}) => assert.equal(status, 404, text));
    await latecomers;
    await assertTaken(others.slice(80, 130), reservations);
    return payments;
}

/**
 * All reach for seat 1: one gets it. The winner pays from twenty tabs while others try to pay in the
 * winner's place and others reach for the seat again. Resolves to the answers to the winner's tabs.
 */
export async function oneSeatStorm(concert, crowd) {
    const outcomes = await Promise.all(crowd.map((user) => tryHold(user, concert.showId, [1])));
    const refusals = tally(outcomes.filter(({refusal}) => refusal).map(({refusal}) => refusal));
    assert.deepEqual(refusals, {seat_taken: crowd.length - 1});
    const at = outcomes.findIndex(({reservations}) => reservations);
    const others = crowd.filter((_, index) => index !== at);
    const payments = await payFromManyTabs(crowd[at], others, outcomes[at].reservations);
    const owners = (await salesOf(concert)).map(({seatId, userId}) => ({seatId, userId}));
    assert.deepEqual(owners, [{seatId: 1, userId: crowd[at].userId}]);
    await assertSeats(concert);
    await assertLedger();
    return payments;
}

function twoOf(seats) {
    const first = Math.floor(Math.random() * seats.length);
    const second = (first + 1 + Math.floor(Math.random() * (seats.length - 1))) % seats.length;
    return [seats[first], seats[second]];
}

async function freeSeats(user, showId) {
    const {status} = expect(await user.get(`/shows/${showId}/seatmap`), 200);
    return [...status].flatMap((letter, index) => (letter === "A" ? [index + 1] : []));
}

// The first try is blind, as everybody's; the next ones look at the map before. Resolves to the codes
// of all that was refused on the way.
async function shop(user, {showId}, seatsTotal) {
    const refusals = [];
    let seats = Array.from({length: seatsTotal}, (_, index) => index + 1);
    for (let attempt = 0; attempt < 5 && seats.length >= 2; attempt++) {
        const {refusal, reservations} = await tryHold(user, showId, twoOf(seats));
        if (reservations) {
            const payment = await tryPay(user, reservations);
            if (payment.status === 200 || payment.status === 201) {
                return refusals;
            }
            refusals.push(payment.problem.code);
            await Promise.all(reservations.map(({reservationId}) => user.delete(`/reservations/${reservationId}`)));
            return refusals;
        }
        refusals.push(refusal);
        seats = await freeSeats(user, showId);
    }
    return refusals;
}

/**
 * Everybody wants two of the first show's seats; `points` is what all of them have together. Resolves to
 * how often each code was met.
 */
export async function shoppingStorm(concert, crowd, {seatsTotal, points}) {
    const refusals = await Promise.all(crowd.map((user) => shop(user, concert, seatsTotal)));
    const sales = await salesOf(concert);
    assert.ok(sales.length >= seatsTotal / 2 && sales.length <= seatsTotal, `${sales.length} were sold`);
    assert.equal(sales.length % 2, 0, "everybody got two seats or none");
    const left = sum(await Promise.all(crowd.map(pointsOf)));
    const revenue = sum((await sql(
        "SELECT amount FROM usher.ledger_entries WHERE account_kind = 'revenue' AND account_id = $1",
        [concert.concertId],
    )).map(({amount}) => amount));
    assert.equal(revenue, sum(sales.map(({price}) => price)));
    assert.equal(left + revenue, points);
    await assertSeats(concert);
    await assertLedger();
    return tally(refusals.flat());
}
