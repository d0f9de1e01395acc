// crowd.mjs -- many buyers at once, and what one of them does when an answer gets lost.

import assert from "node:assert/strict";

import {charge, newUsers, sleep} from "../support/usher.mjs";

const PAUSE_MS = 50;
const PATIENCE_MS = 60_000;
// What is said when a worker dies, and when a store takes long, as each does at times on a busy machine.
const TROUBLE = ["worker_unavailable", "outcome_unknown", "database_unavailable", "redis_unavailable"];

async function untilAnswered(ask, tolerated) {
    const deadline = Date.now() + PATIENCE_MS;
    let answer = await ask();
    let repeated = false;
    while (answer.status === 503 && Date.now() < deadline) {
        assert.ok(tolerated.includes(answer.problem.code), answer.text);
        await sleep(PAUSE_MS);
        answer = await ask();
        repeated = true;
    }
    return {...answer, repeated};
}

/**
 * The same user, asking again after each 503 with one of these codes. An answer says whether it was
 * `repeated`: then an earlier one may have had its effect, and been lost.
 */
export function patient(user, tolerated = TROUBLE) {
    const methods = ["get", "delete", "post", "patch", "put"].map((method) =>
        [method, (...args) => untilAnswered(() => user[method](...args), tolerated)]);
    return {...user, ...Object.fromEntries(methods)};
}

/** New users with so many points each. */
export async function newCrowd(count, points = 0) {
    const crowd = await newUsers(count);
    if (points > 0) {
        await Promise.all(crowd.map((user) => charge(user, points)));
    }
    return crowd;
}

async function heldBy(user, showId, seatIds) {
    const {body} = await user.get("/reservations?status=PENDING&limit=100");
    return body.reservations.filter((held) => held.showId === showId && seatIds.includes(held.seatId));
}

/** Reaches for seats; resolves to {reservations} or to {refusal}, the code of it. */
export async function tryHold(user, showId, seatIds) {
    const answer = await user.post("/reservations", {showId, seatIds});
    if (answer.status === 201) {
        return {reservations: answer.body.reservations};
    }
    if (answer.repeated && answer.problem.code === "seat_taken") {
        const own = await heldBy(user, showId, seatIds);
        if (own.length === seatIds.length) {
            return {reservations: own};
        }
    }
    return {refusal: answer.problem.code};
}

/** Sends a payment as it is; the answer may be anything. */
export function tryPay(user, reservations, headers) {
    const reservationIds = reservations.map(({reservationId}) => reservationId);
    return user.post("/payments", {reservationIds}, headers);
}

/** How often each thing is in a list: {seat_taken: 499}. */
export function tally(things) {
    const counts = {};
    for (const thing of things) {
        counts[thing] = (counts[thing] ?? 0) + 1;
    }
    return counts;
}

export function sum(numbers) {
    return numbers.reduce((total, number) => total + Number(number), 0);
}
