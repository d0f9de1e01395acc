// full-redis.test.mjs -- Redis has no memory left: who is in finishes, and nobody new is taken in.

import assert from "node:assert/strict";
import test, {after} from "node:test";

import {
    eventually, expect, expectProblem, hold, join, newBuyer, newConcert, newOwner, newUser, pay, redis,
} from "../support/usher.mjs";
import {assertLedger, assertSeats} from "../race/ledger.mjs";
import {works} from "./support.mjs";

const ROOM_BYTES = 1 << 20;
const FILLING = "filling:of-the-test";

const store = redis();
const [, mostBefore] = await store.config("GET", "maxmemory");

async function makeRoom() {
    await store.config("SET", "maxmemory", mostBefore);
    await store.del(FILLING);
}

after(async () => {
    await makeRoom();
    await store.quit();
});

// With large pieces, and then with ever smaller ones, until not even the smallest fits.
async function fillRedis() {
    const used = Number(/used_memory:(\d+)/.exec(await store.info("memory"))[1]);
    await store.config("SET", "maxmemory", used + ROOM_BYTES);
    for (let bytes = ROOM_BYTES / 16; bytes >= 1; bytes = Math.floor(bytes / 4)) {
        let fits = true;
        while (fits) {
            fits = await store.rpush(FILLING, "x".repeat(bytes)).then(() => true, (error) => {
                assert.match(error.message, /^OOM /);
                return false;
            });
        }
    }
    // The buffers of connections come and go.
    await store.config("SET", "maxmemory", used + ROOM_BYTES / 2);
}

test("a full Redis refuses who comes and whoever wants a seat, and lets pay, let go, refund and leave", async () => {
    const concert = await newConcert();
    const [owner, buyer, undecided, leaver] = await Promise.all([newOwner(concert), newBuyer(concert, 2000),
        newBuyer(concert), newBuyer(concert)]);
    const [waiter, newcomer] = await Promise.all([newUser(), newUser()]);
    const held = await hold(buyer, concert.showId, [11, 12]);
    const [given] = await hold(undecided, concert.showId, [21]);
    await hold(leaver, concert.showId, [31]);
    await fillRedis();

    await eventually(async () => {
        for (const ask of [
            () => newcomer.post(`${concert.path}/queue-entry`),
            () => undecided.post("/reservations", {showId: concert.showId, seatIds: [41]}),
            () => undecided.post("/reservations", {showId: concert.showId, quantity: 2}),
        ]) {
            const answer = await ask();
            expectProblem(answer, 503, "redis_unavailable");
            assert.ok(Number(answer.headers["retry-after"]) >= 1);
        }
    });
    expect(await buyer.get(`/shows/${concert.showId}/seatmap`), 200);
    await pay(buyer, held);
    expect(await undecided.delete(`/reservations/${given.reservationId}`), 204);
    expect(await owner.buyer.post(`/payments/${owner.payment.paymentId}/refund`), 200);
    expect(await leaver.delete(`${concert.path}/queue-entry`), 204);
    expect(await waiter.get(concert.path), 200);

    await makeRoom();
    await works(() => newcomer.post(`${concert.path}/queue-entry`), 201);
    await join([waiter], concert);
    await assertSeats(concert);
    await assertLedger();
});
