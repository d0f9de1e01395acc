// money.test.mjs -- calls that move money, at the same moment as another one that stands in their way.

import assert from "node:assert/strict";
import test, {before} from "node:test";

import pg from "pg";

import {
    admit, charge, eventually, expect, expectProblem, hold, inDays, newConcert, newOwner, newUsers, pay, pointsOf,
    redis, sleep, sql,
} from "../support/usher.mjs";
import {assertLedger, assertSeats, salesOf} from "./ledger.mjs";
import {newCrowd, tally, tryHold, tryPay} from "./crowd.mjs";
import {DOORS_WIDE_OPEN, letIn} from "./storms.mjs";

const PAIRS = 25;
let concert;
before(async () => {
    const sections = [{name: "R", rows: 10, seatsPerRow: 30, price: 1000}];
    concert = await newConcert({policy: DOORS_WIDE_OPEN, shows: [{startsAt: inDays(30), sections}]});
});

const statuses = (answers) => answers.map(({status}) => status).sort();

// Buyers who are let in, with points and a hold each: {user, reservations}.
async function holders(sale, count, points = 1000) {
    const crowd = await newCrowd(count, points);
    await letIn(crowd, sale);
    return Promise.all(crowd.map(async (user) =>
        ({user, reservations: await hold(user, sale.showId, sale.seats(1))})));
}

// The queue answers sooner than the till: a short wait gives both a chance to be first.
async function soon(ask) {
    await sleep(Math.random() * 60);
    return ask();
}

async function assertSettled(sale) {
    await assertSeats(sale);
    await assertLedger();
}

test("two tabs that pay for the same hold make one payment", async () => {
    await Promise.all((await holders(concert, PAIRS)).map(async ({user, reservations}) => {
        const answers = await Promise.all([tryPay(user, reservations), tryPay(user, reservations)]);
        assert.deepEqual(statuses(answers), [200, 201]);
        assert.equal(answers[0].body.paymentId, answers[1].body.paymentId);
        assert.equal(await pointsOf(user), 0);
    }));
    await assertSettled(concert);
});

test("a payment and the release of its hold: exactly one of the two happens", async () => {
    await Promise.all((await holders(concert, PAIRS)).map(async ({user, reservations}) => {
        const [paid, released] = await Promise.all([
            tryPay(user, reservations), soon(() => user.delete(`/reservations/${reservations[0].reservationId}`)),
        ]);
        assert.equal([201, 204].filter((status) => [paid.status, released.status].includes(status)).length, 1,
            `${paid.text} ${released.text}`);
        assert.ok([201, 410].includes(paid.status), paid.text);
        assert.ok([204, 409, 410].includes(released.status), released.text);
        assert.equal(await pointsOf(user), paid.status === 201 ? 0 : 1000);
    }));
    await assertSettled(concert);
});

test("a payment and its buyer's leaving: the seat is sold or free, and the points go with it", async () => {
    const sale = await newConcert({policy: DOORS_WIDE_OPEN});
    const paid = await Promise.all((await holders(sale, PAIRS)).map(async ({user, reservations}) => {
        const [answer] = await Promise.all([
            tryPay(user, reservations), soon(() => user.delete(`${sale.path}/queue-entry`)),
        ]);
        assert.ok([201, 410].includes(answer.status), answer.text);
        assert.equal(await pointsOf(user), answer.status === 201 ? 0 : 1000);
        return answer.status === 201;
    }));
    assert.equal((await salesOf(sale)).length, paid.filter(Boolean).length);
    await assertSettled(sale);
});

// Reaches for a seat from before the end of somebody's hold until well after it, and pays for it.
async function inherit(user, showId, seatId) {
    const deadline = Date.now() + 1500;
    while (Date.now() < deadline) {
        const {reservations} = await tryHold(user, showId, [seatId]);
        if (reservations) {
            return tryPay(user, reservations);
        }
        await sleep(20);
    }
    return {status: 409};
}

test("a payment at the very end of its hold: the seat is its buyer's or the next one's", async () => {
    const sale = await newConcert({policy: {...DOORS_WIDE_OPEN, holdSeconds: 1}});
    const rivals = await newCrowd(PAIRS, 1000);
    await letIn(rivals, sale);
    const late = await holders(sale, PAIRS);
    const owned = await Promise.all(late.map(async ({user, reservations: [held]}, index) => {
        await sleep(Date.parse(held.expiresAt) - Date.now() - 60 + Math.random() * 70);
        const [own, next] = await Promise.all([
            tryPay(user, [held]), inherit(rivals[index], sale.showId, held.seatId),
        ]);
        assert.ok([201, 410].includes(own.status), own.text);
        assert.ok(own.status === 410 || next.status === 409, "a paid seat was held by another");
        return [own, next].some(({status}) => status === 201);
    }));
    assert.equal((await salesOf(sale)).length, owned.filter(Boolean).length);
    await assertSettled(sale);
});

test("payments that overlap in a seat: one of them happens and nothing stays marked", async () => {
    const crowd = await newCrowd(PAIRS, 3000);
    const sale = await newConcert({policy: DOORS_WIDE_OPEN});
    await letIn(crowd, sale);
    await Promise.all(crowd.map(async (user) => {
        const [a, b, c] = await hold(user, sale.showId, sale.seats(3));
        const answers = await Promise.all([tryPay(user, [a, b]), tryPay(user, [b, c])]);
        assert.deepEqual(statuses(answers), [201, 410]);
        const left = answers[0].status === 201 ? c : a;
        assert.equal((await user.delete(`/reservations/${left.reservationId}`)).status, 204);
        assert.equal(await pointsOf(user), 1000);
    }));
    await assertSettled(sale);
});

test("two payments at once never spend the same points", async () => {
    const crowd = await newCrowd(PAIRS, 1000);
    await letIn(crowd, concert);
    await Promise.all(crowd.map(async (user) => {
        const [first, second] = await hold(user, concert.showId, concert.seats(2));
        const answers = await Promise.all([tryPay(user, [first]), tryPay(user, [second])]);
        assert.deepEqual(statuses(answers), [201, 402]);
        assert.equal(await pointsOf(user), 0);
    }));
    await assertSettled(concert);
});

test("20 charges of one user at once all count", async () => {
    const [user] = await newUsers(1);
    const answers = await Promise.all(Array.from({length: 20}, () => user.patch("/points/charge", {amount: 100})));
    const balances = answers.map((answer) => expect(answer, 200).points).sort((a, b) => a - b);
    assert.deepEqual(balances, Array.from({length: 20}, (_, index) => 100 * (index + 1)));
    assert.equal(await pointsOf(user), 2000);
    await assertLedger();
});

async function chargeWithOneKey(user) {
    const key = {"idempotency-key": "an-impatient-finger"};
    const answers = await Promise.all(Array.from({length: 20}, () =>
        user.patch("/points/charge", {amount: 100}, key)));
    for (const answer of answers) {
        if (answer.status === 409) {
            expectProblem(answer, 409, "idempotency_in_flight");
        } else {
            assert.equal(expect(answer, 200).points, 100);
        }
    }
    const first = answers.filter(({status, headers}) => status === 200 && !headers["idempotent-replayed"]);
    assert.equal(first.length, 1);
    assert.equal(await pointsOf(user), 100);
}

test("a charge that is sent 20 times at once with its key counts once", async () => {
    for (const user of await newUsers(10)) {
        await chargeWithOneKey(user);
    }
    await assertLedger();
});

test("one payment that is sent 20 times at once with its key is made once", async () => {
    const [{user, reservations}] = await holders(concert, 1, 5000);
    const key = {"idempotency-key": "an-impatient-finger"};
    const answers = await Promise.all(Array.from({length: 20}, () => tryPay(user, reservations, key)));
    const {200: replayed = 0, 201: made, 409: inFlight = 0} = tally(statuses(answers));
    assert.deepEqual([made, replayed + inFlight], [1, 19]);
    assert.equal(await pointsOf(user), 4000);
});

// Postgres alone, as if Redis had let everybody through: many connections, and one statement each.
async function paySeatAtOnce(users, {concertId, showId}, seatId) {
    const pool = new pg.Pool({connectionString: process.env.USHER_TEST_DATABASE_URL, max: users.length});
    const statement = `SELECT outcome FROM usher.pay($1, $2, ARRAY[gen_random_uuid()], ARRAY[$3::uuid], ARRAY[$4::int],
                                                     ARRAY[now()], true, NULL, NULL)`;
    try {
        await Promise.all(users.map(() => pool.query("SELECT pg_sleep(0.1)")));
        return await Promise.allSettled(users.map(({userId}) =>
            pool.query(statement, [userId, concertId, showId, seatId])));
    } finally {
        await pool.end();
    }
}

test("Postgres sells a seat once, even when the queue let 15 buyers pay for it", async () => {
    const [seatId] = concert.seats(1);
    const crowd = await newCrowd(15, 1000);
    const results = await paySeatAtOnce(crowd, concert, seatId);
    const outcomes = results.map(({value, reason}) => value?.rows[0].outcome ?? reason.constraint);
    assert.deepEqual(tally(outcomes), {paid: 1, sales_seat_once: 14});
    assert.equal((await Promise.all(crowd.map(pointsOf))).filter((points) => points === 1000).length, 14);
    await assertSettled(concert);
});

async function forgetSeat({concertId, showId}, seatId) {
    const [{showNo}] = await sql(`SELECT show_no AS "showNo" FROM usher.shows WHERE show_id = $1`, [showId]);
    const store = redis();
    await store.setrange(`usher:{${concertId}}:map:${showNo}`, seatId - 1, "A");
    store.disconnect();
}

test("a sold seat that Redis takes for free is refused at the till, and nothing is paid", async () => {
    const {reservations: [{seatId}]} = await newOwner(concert);
    const [buyer] = await newCrowd(1, 1000);
    await admit([buyer], concert);
    await assertSeats(concert);
    await forgetSeat(concert, seatId);
    const held = await hold(buyer, concert.showId, [seatId]);
    expectProblem(await tryPay(buyer, held), 409, "seat_taken");
    assert.equal(await pointsOf(buyer), 1000);
    await assertSettled(concert);
});

test("who pays twice over, in the queue of two concerts, has both", async () => {
    const other = await newConcert({policy: DOORS_WIDE_OPEN});
    const [user] = await newUsers(1);
    await charge(user, 2000);
    await Promise.all([admit([user], concert), admit([user], other)]);
    const held = await Promise.all([concert, other].map((sale) => hold(user, sale.showId, sale.seats(1))));
    await Promise.all(held.map((reservations) => pay(user, reservations)));
    assert.equal(await eventually(() => pointsOf(user)), 0);
    await assertSettled(other);
});
