// upgrade.test.mjs -- a sale begins under the release before, is upgraded, and goes on under both releases at once and
// then under this one alone. What either has begun the other ends: holds, places in the queue, payments under way.
//
// tests/run has started the release before. Its nginx, Redis and Postgres stay to the end.

import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import test, {after, before} from "node:test";

import {
    api, charge, entryOf, eventually, expect, expectProblem, hold, holdBest, newBuyer, newStaff, pay, pointsOf,
    untilActive,
} from "../support/usher.mjs";
import {callHour, untilDrawn} from "../support/lottery.mjs";
import {deliver, startProvider} from "../support/provider.mjs";
import {assertLedger, assertSeats, salesOf} from "../race/ledger.mjs";
import {patient, tryPay} from "../race/crowd.mjs";
import {assertInOrder, watchTheQueue} from "../race/queue.mjs";
import {POOLS, deploy, pidOf} from "../race/processes.mjs";
import {shoppingStorm} from "../race/storms.mjs";
import {
    commitsHang, leavePaid, leaveUnpaid, newCharges, newHolder, newLobby, newPayer, newFullQueue, newRush, newSale,
    newSession, newWish, several,
} from "./begun.mjs";
import {BEFORE, NOW, connectedWorkers, ctlOf, startAs, startWorkersBeside, stopBeside} from "./support.mjs";

const SCHEDULERS = ["scheduler-1", "scheduler-2"];

// What was begun, by name, and the workers of this release beside the others.
const begun = {};
let beside = [];
let provider;

before(async () => {
    provider = await startProvider();
});

after(async () => {
    await commitsHang(false);
    await provider.stop();
});

// A process that was started a moment ago is not the program yet.
function assertRuns(build, ...services) {
    return eventually(() => services.forEach((name) => {
        const running = readFileSync(`/proc/${pidOf(name)}/exe`);
        const program = name.startsWith("scheduler-") ? "usher-scheduler" : "usher-worker";
        assert.ok(running.equals(readFileSync(`${build}/${program}`)), `${name} runs another build than ${build}`);
    }));
}

// Whoever was left in the middle of a payment asks again, has paid once, and has the seat.
async function assertPaysOnce({buyer, reservations}, concert) {
    const {status, text} = await tryPay(patient(buyer), reservations);
    assert.ok([200, 201].includes(status), text);
    assert.equal(await pointsOf(buyer), 0);
    assert.equal((await salesOf(concert)).filter(({userId}) => userId === buyer.userId).length, 1);
    return status;
}

async function assertRefunds({buyer, payment}) {
    expect(await buyer.post(`/payments/${payment.paymentId}/refund`), 200);
    assert.equal(await pointsOf(buyer), 1000);
}

/** The codes of somebody's tickets. */
async function codesOf({buyer}) {
    return expect(await buyer.get("/tickets"), 200).tickets.map(({code}) => code);
}

test("under the release before a sale is in full swing", async () => {
    await assertRuns(BEFORE, ...POOLS, ...SCHEDULERS);
    begun.sale = await newSale();
    begun.holders = await several(10, newHolder, begun.sale);
    begun.payers = await several(4, newPayer, begun.sale);
    begun.queue = await newFullQueue();
    begun.wish = await newWish();
    begun.lobby = await newLobby();
    begun.rush = await newRush();
    begun.onPaper = await codesOf(await newPayer(begun.sale));
    begun.session = await newSession();
    begun.charges = await newCharges();
    await assertRefunds(begun.payers.pop());
});

test("the database is upgraded under payments of it that nobody has ended", async () => {
    // Nobody tells Redis of what is paid from here on.
    await deploy("down", ...SCHEDULERS);
    begun.unpaid = await leaveUnpaid(begun.holders.pop());
    begun.paid = await leavePaid(begun.holders.pop());
    const first = await ctlOf(NOW, "migrate");
    assert.equal(first.code, 0, first.said);
    const second = await ctlOf(NOW, "migrate");
    assert.equal(second.code, 0, second.said);
    assert.doesNotMatch(second.said, /applied/);
});

test("its programs go on selling from the upgraded database", async () => {
    await assertRuns(BEFORE, ...POOLS);
    const [first, second] = begun.holders.splice(0, 2);
    await assertRefunds({...first, payment: await pay(first.buyer, first.reservations)});
    expectProblem(await tryPay(first.buyer, second.reservations), 404, "not_found");
    await pay(second.buyer, second.reservations);
    await charge(second.buyer, 1);
});

test("workers and a scheduler of this release work beside those of the one before", async () => {
    beside = await startWorkersBeside();
    await startAs(NOW, "scheduler-1");
    await startAs(BEFORE, "scheduler-2");
    await assertRuns(BEFORE, ...POOLS, "scheduler-2");
    await assertRuns(NOW, "scheduler-1");
});

test("who was left in the middle of a payment is told what became of it, and pays once", async () => {
    assert.equal(await assertPaysOnce(begun.paid, begun.sale), 200);
    await assertPaysOnce(begun.unpaid, begun.sale);
});

test("payments that either release leaves under way are ended by whoever is asked next", async () => {
    for (const leave of [leaveUnpaid, leavePaid, leaveUnpaid, leavePaid]) {
        await assertPaysOnce(await leave(await newHolder(begun.sale), beside), begun.sale);
    }
});

test("holds are paid and released, payments refunded, tickets let in", async () => {
    for (const {buyer, reservations} of begun.holders.splice(0, 3)) {
        await pay(buyer, reservations);
    }
    for (const {buyer, reservations: [{reservationId, seatId}]} of begun.holders.splice(0, 3)) {
        expect(await buyer.delete(`/reservations/${reservationId}`), 204);
        await pay(buyer, await hold(buyer, begun.sale.showId, [seatId]));
    }
    await assertRefunds(begun.payers.pop());

    const [code] = await codesOf(begun.payers[0]);
    const staff = await newStaff();
    expect(await staff.post("/checkins", {code}), 200);
    // Whichever release answers knows it: every other request is the other's.
    for (let i = 0; i < 4; i++) {
        expectProblem(await staff.post("/checkins", {code}), 409, "already_checked_in");
    }
});

test("a session goes on, a charge with its key is one, and a card that is debited is credited", async () => {
    const {refreshToken} = expect(await api(begun.session.refreshToken).post("/auth/refresh"), 200);
    assert.notEqual(refreshToken, begun.session.refreshToken);
    const {user, sent, providerReference} = begun.charges;
    assert.equal((await user.patch("/points/charge", ...sent)).headers["idempotent-replayed"], "true");
    provider.pay(providerReference, 700);
    expect(await deliver(providerReference), 200);
    await eventually(async () => assert.equal(await pointsOf(user), 1200));
});

test("a rush for the last seats sells each of them once, whichever release answers", async () => {
    const {concert, crowd, ...all} = begun.rush;
    await shoppingStorm(concert, crowd, all);
});

test("the wish of somebody who waited is held when the admission comes", async () => {
    const {concert, first, second, reservations} = begun.wish;
    await pay(first, reservations);
    const entry = await untilActive(second, concert);
    assert.equal(entry.reservations.length, 2);
    await pay(second, entry.reservations);
});

test("everybody's place in the queue is what it was, and is called in its order", async () => {
    const {concert, users, entries} = begun.queue;
    const now = await Promise.all(users.map((user) => entryOf(user, concert)));
    assert.deepEqual(now.map(({queueNumber}) => queueNumber), entries.map(({queueNumber}) => queueNumber));
    const [buyer] = users;
    await charge(buyer, 2000);
    await pay(buyer, await holdBest(buyer, concert, {quantity: 2}));
    const calls = await watchTheQueue(concert, users.slice(1), {maxActive: 3});
    assert.deepEqual(calls.map(({userId}) => userId), users.slice(1).map(({userId}) => userId));
    assertInOrder(calls);
});

test("a lottery is drawn from the lobby as it was, and both releases find it fair", async () => {
    const {concert, users} = begun.lobby;
    await callHour(concert);
    assert.equal((await untilDrawn(concert)).entrants, users.length);
    await Promise.all(users.map((user) => untilActive(user, concert)));
    for (const build of [BEFORE, NOW]) {
        const {code, said} = await ctlOf(build, "draw", "verify", concert.concertId);
        assert.equal(code, 0, said);
    }
});

test("both releases have answered all the while", async () => {
    begun.holders = await several(4, newHolder, begun.sale);
    begun.payers.push(...await several(4, newPayer, begun.sale));
    const names = await connectedWorkers();
    assert.ok(["money-now", "catalogue-now", "usher"].every((name) => names.includes(name)), names.join());
});

test("this release alone ends what both have begun", async () => {
    await startAs(NOW, ...POOLS, ...SCHEDULERS);
    await stopBeside(beside);
    beside = [];
    await assertRuns(NOW, ...POOLS, ...SCHEDULERS);
    for (const {buyer, reservations} of begun.holders.splice(0, 3)) {
        await pay(buyer, reservations);
    }
    await Promise.all(begun.payers.splice(1, 2).map(assertRefunds));
    // A ticket that was printed before lets in, and those of now have the shorter code.
    const staff = await newStaff();
    expect(await staff.post("/checkins", {code: begun.onPaper[0]}), 200);
    const [code] = await codesOf(begun.payers[0]);
    assert.match(code, /^[A-Z2-7]+$/);
    expectProblem(await staff.post("/checkins", {code}), 409, "already_checked_in");
});

test("the release before can come back, and leaves the upgraded database as it is", async () => {
    await startAs(BEFORE, ...POOLS, "scheduler-1");
    const {code, said} = await ctlOf(BEFORE, "migrate");
    assert.equal(code, 0, said);
    assert.doesNotMatch(said, /applied/);
    const {buyer, reservations} = begun.holders.pop();
    await pay(buyer, reservations);
    const holder = await newHolder(begun.sale);
    await startAs(NOW, ...POOLS, "scheduler-1");
    await pay(holder.buyer, holder.reservations);
    assert.doesNotMatch((await ctlOf(NOW, "migrate")).said, /applied/);
});

test("after all of it every seat and every point is where it belongs", async () => {
    const buyer = await newBuyer(begun.sale, 1000);
    await pay(buyer, await holdBest(buyer, begun.sale, {quantity: 1}));
    await eventually(() => assertLedger());
    for (const {concert} of [{concert: begun.sale}, begun.queue, begun.wish, begun.lobby, begun.rush]) {
        await assertSeats(concert);
    }
});
