// verdict.mjs -- whether a sale was right: what clients were told, what Postgres has, what usherctl finds.

import assert from "node:assert/strict";

import {sql} from "../../support/stores.mjs";
import {usherctl} from "../../support/usherctl.mjs";

const NAMED_MAX = 5;

// Nobody gives a paid seat back in this sale, so a seat has one row.
function salesOf(showId) {
    return sql(
        `SELECT seat_id AS "seatId", user_id AS "userId", payment_id AS "paymentId"
           FROM usher.sales WHERE show_id = $1`,
        [showId],
    );
}

// Sentences about what is wrong between sales {seatId, userId, paymentId} and what clients were told when they paid.
function mistakesOf(sales, paid) {
    const mistakes = [];
    const owners = new Map();
    for (const {seatId, userId, paymentId} of sales) {
        if (owners.has(seatId)) {
            mistakes.push(`Seat ${seatId} is sold twice in Postgres.`);
        }
        owners.set(seatId, {userId, paymentId});
    }
    const told = new Map();
    for (const {userId, paymentId, seatIds} of paid) {
        for (const seatId of seatIds) {
            if (told.has(seatId)) {
                mistakes.push(`Seat ${seatId} was told to ${told.get(seatId)} and to ${userId}.`);
            }
            told.set(seatId, userId);
            const owner = owners.get(seatId);
            if (owner?.userId !== userId || owner.paymentId !== paymentId) {
                mistakes.push(`${userId} was told to have paid for seat ${seatId}, and Postgres has it otherwise.`);
            }
        }
    }
    return mistakes;
}

async function askUsherctl(name, ...words) {
    const {code, said} = await usherctl(...name.split(" "), ...words);
    return {name, isClean: code === 0, said: said.trim()};
}

/** {isRight, sentences, checks}. */
export async function judge({concertId, showId}, {soldOut, sold}, seats, {paid, mistakes, stillPaying}) {
    const wrong = [...mistakes, ...mistakesOf(await salesOf(showId), paid)];
    const checks = [await askUsherctl("check", concertId), await askUsherctl("ledger audit")];
    if (!soldOut) {
        wrong.push(`The sale did not sell out: ${sold} of ${seats} seats.`);
    }
    if (stillPaying > 0) {
        wrong.push(`${stillPaying} buyers did not hear what became of their payment.`);
    }
    wrong.push(...checks.filter(({isClean}) => !isClean).map(({name, said}) => `usherctl ${name}: ${said}`));
    const more = wrong.length > NAMED_MAX ? [`… and ${wrong.length - NAMED_MAX} more.`] : [];
    return {isRight: wrong.length === 0, sentences: [...wrong.slice(0, NAMED_MAX), ...more], checks};
}

/** A judge who finds nothing where there is something is worth nothing: tried before each sale. */
export function tryJudge() {
    const sale = {seatId: 1, userId: "ada", paymentId: "a"};
    const paid = {userId: "ada", paymentId: "a", seatIds: [1]};
    const others = {...paid, userId: "bob", paymentId: "b"};
    assert.deepEqual(mistakesOf([sale], [paid]), []);
    assert.deepEqual(mistakesOf([sale], []), [], "a payment whose buyer was not told in time");
    assert.match(mistakesOf([sale, sale], [paid])[0], /sold twice/);
    assert.match(mistakesOf([sale], [paid, others])[0], /was told to ada and to bob/);
    assert.match(mistakesOf([], [paid])[0], /Postgres has it otherwise/);
    assert.match(mistakesOf([{...sale, paymentId: "b"}], [paid])[0], /Postgres has it otherwise/);
}
