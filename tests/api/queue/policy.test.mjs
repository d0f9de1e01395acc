// policy.test.mjs -- how a queue moves: bank counter, amusement park, pauses, changes on the way.

import assert from "node:assert/strict";
import {describe, test} from "node:test";

import {
    api, changePolicy, charge, endAdmission, entryOf, eventually, expect, hold, join, newBuyer, newConcert,
    newQueue, newUsers, pay, sleep, steer, theAdmin, untilActive,
} from "../../support/usher.mjs";

// What is not to happen would have by then: three ticks.
const TICKS_MS = 3500;

async function statusesOf(users, concert) {
    const entries = await Promise.all(users.map((user) => entryOf(user, concert)));
    return entries.map(({status, queuePosition}) => (status === "ACTIVE" ? "in" : queuePosition));
}

// Whoever is looked at later has been called if somebody behind has.
async function statusesFromTheEnd(users, concert) {
    const statuses = [];
    for (const user of users.slice().reverse()) {
        statuses.unshift(...await statusesOf([user], concert));
    }
    return statuses;
}

async function untilStatuses(users, concert, wanted) {
    await eventually(async () => assert.deepEqual(await statusesOf(users, concert), wanted));
}

async function statsOf(concert) {
    return expect(await (await theAdmin()).get(`/admin/concerts/${concert.concertId}/stats`), 200);
}

describe("a queue's policy", {concurrency: 32}, () => {
    test("at a bank counter no more than maxActive are in, and one who pays lets one in", async () => {
        const {concert, users} = await newQueue({admitPerSecond: 100_000, maxActive: 2}, 4);
        await untilStatuses(users, concert, ["in", "in", 1, 2]);
        await charge(users[0], 1000);
        await pay(users[0], await hold(users[0], concert.showId, [1]));
        await untilStatuses(users.slice(1), concert, ["in", "in", 1]);
        expect(await users[1].delete(`${concert.path}/queue-entry`), 204);
        await untilStatuses(users.slice(2), concert, ["in", "in"]);
    });

    test("at a bank counter nobody is let in while nobody leaves", async () => {
        const {concert, users} = await newQueue({admitPerSecond: 100_000, maxActive: 1}, 3);
        await untilStatuses(users, concert, ["in", 1, 2]);
        expect(await users[0].get(`${concert.path}/shows`), 200);
        await sleep(TICKS_MS);
        assert.deepEqual(await statusesOf(users, concert), ["in", 1, 2]);
        assert.equal((await statsOf(concert)).active, 1);
    });

    test("at a bank counter one whose time is over lets one in", async () => {
        const {concert, users} = await newQueue({maxActive: 1}, 2);
        await untilActive(users[0], concert);
        await endAdmission(users[0], concert);
        await untilActive(users[1], concert);
        expect(await users[1].get(`${concert.path}/shows`), 200);
    });

    test("in an amusement park so many a second are let in, in the order of their numbers", async () => {
        const rate = 2;
        const concert = await newConcert({policy: {admitPerSecond: rate, maxActive: 1000}});
        await steer(concert, "pause");
        const users = await newUsers(10);
        for (const user of users) {
            await join([user], concert);
        }
        const started = Date.now();
        await steer(concert, "resume");
        let inside = 0;
        while (inside < users.length) {
            const statuses = await statusesFromTheEnd(users, concert);
            inside = statuses.filter((status) => status === "in").length;
            assert.ok(statuses.slice(0, inside).every((status) => status === "in"), statuses.join());
            const seconds = (Date.now() - started) / 1000;
            assert.ok(inside <= rate * seconds + rate, `${inside} are in after ${seconds} s`);
            assert.ok(seconds < 60);
            await sleep(200);
        }
        assert.equal((await statsOf(concert)).admitted, users.length);
    });

    test("a quiet time saves up no more than one second's places", async () => {
        const concert = await newConcert({policy: {admitPerSecond: 1, maxActive: 1000}});
        await sleep(3000);
        const users = await newUsers(6);
        const joined = Date.now();
        await join(users, concert);
        const {active} = await eventually(async () => {
            const stats = await statsOf(concert);
            return stats.active > 0 && stats;
        });
        assert.ok(active <= 2 + (Date.now() - joined) / 1000, `${active} are in`);
    });

    test("maxActive bounds the park too", async () => {
        const {concert, users} = await newQueue({admitPerSecond: 1000, maxActive: 3}, 5);
        await untilStatuses(users, concert, ["in", "in", "in", 1, 2]);
    });

    test("a larger maxActive acts at the next tick", async () => {
        const {concert, users} = await newQueue({maxActive: 1}, 3);
        await untilStatuses(users, concert, ["in", 1, 2]);
        assert.equal((await changePolicy(concert, {maxActive: 2})).policy.maxActive, 2);
        await untilStatuses(users, concert, ["in", "in", 1]);
    });

    test("a smaller maxActive throws nobody out and lets nobody in", async () => {
        const {concert, users} = await newQueue({maxActive: 2}, 3);
        await untilStatuses(users, concert, ["in", "in", 1]);
        await changePolicy(concert, {maxActive: 1});
        expect(await users[0].get(`${concert.path}/shows`), 200);
        await eventually(async () =>
            assert.equal(expect(await api().get(`${concert.path}/queue`), 200).maxActive, 1));
        expect(await users[0].delete(`${concert.path}/queue-entry`), 204);
        await sleep(2000);
        assert.deepEqual(await statusesOf(users.slice(1), concert), ["in", 1]);
    });

    test("new seconds of a hold are those of the next hold", async () => {
        const concert = await newConcert();
        const buyer = await newBuyer(concert);
        const [first] = await hold(buyer, concert.showId, [1]);
        assert.equal(first.expiresInSeconds, 300);
        await changePolicy(concert, {holdSeconds: 77});
        await eventually(async () => {
            const [seatId] = concert.seats(1);
            const [held] = await hold(buyer, concert.showId, [seatId + 1]);
            expect(await buyer.delete(`/reservations/${held.reservationId}`), 204);
            assert.equal(held.expiresInSeconds, 77);
        });
    });

    test("a pause stops the calling up, not the buying", async () => {
        const {concert, users: [inside]} = await newQueue({maxActive: 5}, 1);
        await untilActive(inside, concert);
        await charge(inside, 1000);
        await steer(concert, "pause");
        const outside = await newUsers(2);
        const entries = await join(outside, concert);
        assert.ok(entries.every(({estimatedWaitSeconds}) => estimatedWaitSeconds === null));
        await pay(inside, await hold(inside, concert.showId, [1]));
        await sleep(TICKS_MS);
        assert.deepEqual((await statusesOf(outside, concert)).sort(), [1, 2]);
        await steer(concert, "resume");
        await Promise.all(outside.map((user) => untilActive(user, concert)));
    });

    test("a closed sale ends holding, and who holds may still pay", async () => {
        const concert = await newConcert();
        const buyer = await newBuyer(concert, 1000);
        const reservations = await hold(buyer, concert.showId, [1]);
        await steer(concert, "close");
        await eventually(async () => {
            const answer = await buyer.post("/reservations", {showId: concert.showId, seatIds: [2]});
            assert.equal(answer.problem?.code, "concert_closed");
        });
        await pay(buyer, reservations);
    });
});
