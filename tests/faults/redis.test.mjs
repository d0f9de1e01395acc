// redis.test.mjs -- Redis dies, hangs, and comes back with what it knew or with nothing.

import assert from "node:assert/strict";
import {cpSync, rmSync} from "node:fs";
import {join as joinPath} from "node:path";
import test, {afterEach} from "node:test";

import {
    admit, api, charge, entryOf, eventually, expect, expectProblem, hold, join, newBuyer, newConcert,
    newOwner, newUser, newUsers, pay, steer, untilActive,
} from "../support/usher.mjs";
import {assertLedger, assertSeats} from "../race/ledger.mjs";
import {patient, tryHold, tryPay} from "../race/crowd.mjs";
import {deploy, killForGood, signalAll} from "../race/processes.mjs";
import {assertUnavailable, forgetRedis, gatedCalls, makeMoneyCalls, mend, readiness, works} from "./support.mjs";

afterEach(mend);

// Someone who holds a seat and someone who has bought one, of which Redis has been told.
async function sale() {
    const concert = await newConcert();
    const [owner, holder] = await Promise.all([newOwner(concert), newBuyer(concert, 1000)]);
    const held = await hold(holder, concert.showId, concert.seats(1));
    await assertSeats(concert);
    return {concert, owner, holder, held};
}

async function loseRedisWithItsData() {
    await deploy("down", "scheduler-1", "scheduler-2", "redis");
    forgetRedis();
    await deploy("up", "redis");
}

test("Redis is killed: who needs it is told so at once, Postgres goes on, and its return is enough", async () => {
    const {concert, owner, holder, held} = await sale();
    killForGood("redis");
    await assertUnavailable(gatedCalls(holder, concert, held), "redis_unavailable");
    await makeMoneyCalls(owner.buyer, owner.payment, async (call) => expect(await call(), 200));
    assert.deepEqual(expectProblem(await readiness(), 503, "redis_unavailable").redis, "unavailable");
    assert.equal((await readiness()).problem.database, "ok");

    await deploy("up", "redis");
    await works(() => entryOf(holder, concert).then(() => holder.get(`${concert.path}/queue-entry`)), 200);
    await pay(holder, held);
    await assertSeats(concert);
    await assertLedger();
});

test("without Redis the concerts are shown as far as they are known, and the queue's figures are not made up", async () => {
    const concert = await newConcert();
    killForGood("redis");
    for (const path of ["/concerts?limit=1", `/concerts/${concert.concertId}`]) {
        const body = await eventually(async () => expect(await api().get(path), 200));
        const shown = body.concerts?.[0] ?? body;
        assert.equal(shown.name, concert.name ?? "A concert");
        assert.deepEqual([shown.waiting, shown.estimatedWaitSeconds], [null, null]);
    }
});

test("Redis hangs: nobody waits for it longer than two seconds", async () => {
    const {concert, holder, held} = await sale();
    signalAll("redis", "SIGSTOP");
    await assertUnavailable(gatedCalls(holder, concert, held), "redis_unavailable");
    await assertUnavailable(gatedCalls(holder, concert, held), "redis_unavailable");
    signalAll("redis", "SIGCONT");
    // The first answers to those questions may still be on their way into the hold.
    await works(() => holder.get(`${concert.path}/queue-entry`).then(async (answer) =>
        (answer.status === 404 ? holder.post(`${concert.path}/queue-entry`) : answer)), 200);
    await assertSeats(concert);
});

test("Redis comes back empty: nothing is offered before the sold seats are back", async () => {
    const {concert, owner, holder, held} = await sale();
    const soldSeat = owner.reservations[0].seatId;
    await loseRedisWithItsData();
    await assertUnavailable(gatedCalls(holder, concert, held).slice(0, -2), "concert_restoring");

    const [rival] = await newUsers(1);
    const asking = patient(rival, ["concert_restoring", "redis_unavailable"]);
    const joined = asking.post(`${concert.path}/queue-entry`);
    await deploy("up", "scheduler-1");
    assert.equal((await joined).status, 201);
    await admit([rival], concert);
    assert.equal((await tryHold(rival, concert.showId, [soldSeat])).refusal, "seat_taken");
    expectProblem(await tryPay(holder, held), 410, "hold_expired");
    await charge(rival, 1000);
    await pay(rival, await hold(rival, concert.showId, [held[0].seatId]));
    await assertSeats(concert);
    await assertLedger();
});

// The copy on disk is of before the refund: the seat is sold in it.
test("Redis comes back as it was before a refund: the seat is free, and its old owner may have it again", async () => {
    const concert = await newConcert({policy: {maxSeatsPerUser: 1}});
    const {buyer, payment, reservations: [{seatId}]} = await newOwner(concert);
    await assertSeats(concert);
    await deploy("down", "redis");
    const folder = joinPath(process.env.USHER_HOME, "redis");
    cpSync(folder, `${folder}.before`, {recursive: true});
    await deploy("up", "redis");
    await works(() => buyer.post(`/payments/${payment.paymentId}/refund`), 200);
    await assertSeats(concert);
    await deploy("down", "redis");
    forgetRedis();
    cpSync(`${folder}.before`, folder, {recursive: true});
    rmSync(`${folder}.before`, {recursive: true});
    await deploy("up", "redis");
    await assertSeats(concert);
    await works(() => buyer.post(`${concert.path}/queue-entry`), 201);
    await untilActive(buyer, concert);
    await pay(buyer, await hold(buyer, concert.showId, [seatId]));
    await assertSeats(concert);
});

test("Redis comes back empty in the middle of a rush for a sold seat: nobody ever holds it", async () => {
    const {concert, owner} = await sale();
    const soldSeat = owner.reservations[0].seatId;
    const crowd = (await newUsers(20)).map((user) =>
        patient(user, ["concert_restoring", "redis_unavailable"]));
    await admit(crowd, concert);
    let over = false;
    const rush = Promise.all(crowd.map(async (user) => {
        const codes = new Set();
        while (!over) {
            codes.add((await tryHold(user, concert.showId, [soldSeat])).refusal);
            await user.post(`${concert.path}/queue-entry`);
        }
        return codes;
    }));
    killForGood("redis");
    forgetRedis();
    await deploy("up", "redis");
    await admit(crowd.slice(0, 1), concert);
    over = true;
    const codes = new Set((await rush).flatMap((some) => [...some]));
    assert.ok(codes.has("seat_taken") && !codes.has(undefined), [...codes].join());
    await assertSeats(concert);
});

test("Redis comes back empty: places come back by their tokens, in front of whoever is new", async () => {
    const concert = await newConcert();
    await steer(concert, "pause");
    const queue = await newUsers(5);
    const entries = [];
    for (const user of queue) {
        entries.push((await join([user], concert))[0]);
    }
    await loseRedisWithItsData();
    await deploy("up", "scheduler-2");
    const newcomer = await newUser();
    await works(() => newcomer.post(`${concert.path}/queue-entry`), 201);
    for (const index of [3, 0, 4, 1, 2]) {
        const {queueToken} = entries[index];
        const token = index % 2 === 0 ? {"queue-token": queueToken}
            : {"token-in": "cookie", cookie: `usher_queue=${queueToken}`};
        expect(await queue[index].post(`${concert.path}/queue-entry`, undefined, token), 201);
    }
    const now = await Promise.all([...queue, newcomer].map((user) => entryOf(user, concert)));
    assert.deepEqual(now.map(({queuePosition}) => queuePosition), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(now.slice(0, 5).map(({queueNumber}) => queueNumber), entries.map((entry) => entry.queueNumber));
    await steer(concert, "resume");
    await eventually(async () => assert.equal((await entryOf(newcomer, concert)).status, "ACTIVE"));
});
