// queue.test.mjs -- an entry in the queue of a concert: join, look, leave.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {
    admit, api, charge, endAdmission, entryOf, eventually, expect, expectProblem, hold, inDays, join, liveConcert,
    newBuyer, newConcert, newUser, newUsers, pay, seatStatus, shortenAdmission, steer, untilActive,
} from "../../support/usher.mjs";
import {callHour} from "../../support/lottery.mjs";

// A queue that does not move: its places stay as they were given.
async function newStandingQueue() {
    const concert = await newConcert();
    await steer(concert, "pause");
    return concert;
}

async function joinInTurn(users, concert) {
    const entries = [];
    for (const user of users) {
        entries.push(expect(await user.post(`${concert.path}/queue-entry`), 201));
    }
    return entries;
}

async function positionsOf(users, concert) {
    const entries = await Promise.all(users.map((user) => entryOf(user, concert)));
    return entries.map(({queuePosition}) => queuePosition);
}

const moving = await newConcert();

describe("joining", {concurrency: 16}, () => {
    test("a new place has a number, a position, a token and a time to look again", async () => {
        const [concert, user] = await Promise.all([newStandingQueue(), newUser()]);
        const entry = expect(await user.post(`${concert.path}/queue-entry`), 201);
        assert.deepEqual(
            {concertId: entry.concertId, userId: entry.userId, status: entry.status, at: entry.queuePosition},
            {concertId: concert.concertId, userId: user.userId, status: "WAITING", at: 1});
        assert.ok(Number.isSafeInteger(entry.queueNumber) && entry.queueNumber > 0);
        assert.equal(entry.waiting, 1);
        assert.equal(entry.expiresInSeconds, null);
        assert.ok(entry.pollAfterSeconds >= 1);
        assert.equal(typeof entry.queueToken, "string");
    });

    test("everybody has a position of their own, in the order of arrival", async () => {
        const [concert, users] = await Promise.all([newStandingQueue(), newUsers(5)]);
        const entries = await joinInTurn(users, concert);
        assert.deepEqual(entries.map(({queuePosition}) => queuePosition), [1, 2, 3, 4, 5]);
        const numbers = entries.map(({queueNumber}) => queueNumber);
        assert.deepEqual(numbers, [...new Set(numbers)].sort((a, b) => a - b));
    });

    test("of fifty that join at once no two have the same number or position", async () => {
        const [concert, users] = await Promise.all([newStandingQueue(), newUsers(50)]);
        const entries = await join(users, concert);
        assert.equal(new Set(entries.map(({queueNumber}) => queueNumber)).size, 50);
        const positions = await positionsOf(users, concert);
        assert.deepEqual(positions.sort((a, b) => a - b), users.map((_, index) => index + 1));
    });

    test("joining again, from any tab or device, is the same place", async () => {
        const [concert, [user, other]] = await Promise.all([newStandingQueue(), newUsers(2)]);
        const answers = await Promise.all(Array.from({length: 20}, () => user.post(`${concert.path}/queue-entry`)));
        assert.equal(answers.filter(({status}) => status === 201).length, 1);
        assert.equal(answers.filter(({status}) => status === 200).length, 19);
        assert.equal(new Set(answers.map(({body}) => body.queueNumber)).size, 1);
        assert.equal((await join([other], concert))[0].queuePosition, 2);
    });

    test("joining while admitted is the same admission", async () => {
        const buyer = await newBuyer(moving);
        const entry = expect(await buyer.post(`${moving.path}/queue-entry`), 200);
        assert.equal(entry.status, "ACTIVE");
        assert.equal(entry.queuePosition, 0);
    });

    test("each concert has a line of its own", async () => {
        const [first, second, [ada, ben]] = await Promise.all([newStandingQueue(), newStandingQueue(), newUsers(2)]);
        await joinInTurn([ada, ben], first);
        await joinInTurn([ben], second);
        assert.equal((await entryOf(ben, first)).queuePosition, 2);
        assert.equal((await entryOf(ben, second)).queuePosition, 1);
        expectProblem(await ada.get(`${second.path}/queue-entry`), 404, "not_in_queue");
    });

    test("there is no queue for a concert that does not exist", async () => {
        const user = await newUser();
        const path = `/concerts/${randomUUID()}/queue-entry`;
        for (const answer of [await user.post(path), await user.get(path), await user.delete(path)]) {
            expectProblem(answer, 404, "not_found");
        }
    });

    test("a closed sale takes nobody in", async () => {
        const [concert, user] = await Promise.all([newConcert(), newUser()]);
        await steer(concert, "close");
        await liveConcert(concert.concertId, "CLOSED");
        expectProblem(await user.post(`${concert.path}/queue-entry`), 409, "concert_closed");
    });

    test("before the sale opens one is in the lobby, without a position", async () => {
        const [concert, user] = await Promise.all([newConcert({opens: "by hand"}), newUser()]);
        const [entry] = await join([user], concert);
        assert.equal(entry.status, "LOBBY");
        assert.equal(entry.queuePosition, null);
        assert.equal(entry.estimatedWaitSeconds, null);
        expectProblem(await user.get(`${concert.path}/shows`), 403, "not_admitted");
        await steer(concert, "open");
        await untilActive(user, concert);
    });

    test("the sale opens by itself at its hour", async () => {
        const [concert, user] = await Promise.all([newConcert({opens: inDays(1)}), newUser()]);
        assert.equal((await join([user], concert))[0].status, "LOBBY");
        const {opensAt} = await callHour(concert);
        await untilActive(user, concert);
        assert.ok(Date.now() >= Date.parse(opensAt));
        assert.equal(expect(await api().get(concert.path), 200).state, "OPEN");
    });
});

describe("looking", {concurrency: 16}, () => {
    test("who is not in the queue is told so, and that it exists", async () => {
        expectProblem(await (await newUser()).get(`${moving.path}/queue-entry`), 404, "not_in_queue");
    });

    test("an admitted one has position 0 and the time that is left", async () => {
        const buyer = await newBuyer(moving);
        const entry = await entryOf(buyer, moving);
        assert.equal(entry.status, "ACTIVE");
        assert.equal(entry.queuePosition, 0);
        assert.ok(entry.expiresInSeconds > 0 && entry.expiresInSeconds <= 60);
        expect(await buyer.get(`${moving.path}/shows`), 200);
        const claimed = await entryOf(buyer, moving);
        assert.ok(claimed.expiresInSeconds > 60 && claimed.expiresInSeconds <= 300);
    });

    test("the queue token shows the same entry as the access token", async () => {
        const [concert, user] = await Promise.all([newStandingQueue(), newUser()]);
        const [{queueToken, queueNumber}] = await join([user], concert);
        const entry = await entryOf(api(queueToken), concert);
        assert.equal(entry.queueNumber, queueNumber);
    });
});

describe("leaving", {concurrency: 16}, () => {
    test("who leaves is out, and those behind move up", async () => {
        const [concert, [first, second, third]] = await Promise.all([newStandingQueue(), newUsers(3)]);
        await joinInTurn([first, second, third], concert);
        expect(await second.delete(`${concert.path}/queue-entry`), 204);
        expectProblem(await second.get(`${concert.path}/queue-entry`), 404, "not_in_queue");
        assert.deepEqual(await positionsOf([first, third], concert), [1, 2]);
    });

    test("who leaves and comes back stands at the end", async () => {
        const [concert, [first, second]] = await Promise.all([newStandingQueue(), newUsers(2)]);
        const [old] = await joinInTurn([first, second], concert);
        expect(await first.delete(`${concert.path}/queue-entry`), 204);
        const enter = await first.post(`${concert.path}/queue-entry`, undefined, {"queue-token": old.queueToken});
        assert.equal(expect(enter, 201).queuePosition, 2);
    });

    test("who was never there cannot leave", async () => {
        expectProblem(await (await newUser()).delete(`${moving.path}/queue-entry`), 404, "not_in_queue");
    });

    test("an admitted one who leaves frees the unpaid seats and the place", async () => {
        const concert = await newConcert({policy: {maxActive: 1}});
        const buyer = await newBuyer(concert);
        const next = await newUser();
        await join([next], concert);
        const [held] = await hold(buyer, concert.showId, [1]);
        expect(await buyer.delete(`${concert.path}/queue-entry`), 204);
        expectProblem(await buyer.get(`${concert.path}/shows`), 403, "not_admitted");
        expectProblem(await buyer.post("/payments", {reservationIds: [held.reservationId]}), 410, "hold_expired");
        await untilActive(next, concert);
        assert.equal(await seatStatus(next, concert.showId, 1), "AVAILABLE");
    });
});

describe("the end of an admission", {concurrency: 16}, () => {
    test("who never comes loses the admission, is told so, and the next is let in", async () => {
        const [concert, [late, next]] = await Promise.all(
            [newConcert({policy: {maxActive: 1}}), newUsers(2)]);
        await joinInTurn([late, next], concert);
        await untilActive(late, concert);
        await endAdmission(late, concert);
        await untilActive(next, concert);
        expectProblem(await late.get(`${concert.path}/shows`), 410, "admission_expired");
        expectProblem(await late.get(`${concert.path}/queue-entry`), 404, "not_in_queue");
    });

    test("who comes back after a missed admission stands in front, once", async () => {
        const concert = await newConcert({policy: {maxActive: 1}});
        const [late, next, last] = await newUsers(3);
        const missTurn = async () => {
            await untilActive(late, concert);
            await endAdmission(late, concert);
            await eventually(async () => (await late.get(`${concert.path}/queue-entry`)).status === 404);
        };
        const [first] = await joinInTurn([late, next, last], concert);
        await missTurn();
        await untilActive(next, concert);
        const back = expect(await late.post(`${concert.path}/queue-entry`), 201);
        assert.equal(back.queueNumber, first.queueNumber);
        assert.equal(back.queuePosition, 1);
        expect(await next.delete(`${concert.path}/queue-entry`), 204);
        await missTurn();
        const again = expect(await late.post(`${concert.path}/queue-entry`), 201);
        assert.ok(again.queueNumber > back.queueNumber);
    });

    test("who used the admission up comes back at the end", async () => {
        const concert = await newConcert();
        const user = await newUser();
        const [entry] = await admit([user], concert);
        expect(await user.get(`${concert.path}/shows`), 200);
        await endAdmission(user, concert);
        await eventually(async () => {
            expectProblem(await user.get(`${concert.path}/shows`), 410, "admission_expired");
        });
        const again = await eventually(async () => expect(await user.post(`${concert.path}/queue-entry`), 201));
        assert.ok(again.queueNumber > entry.queueNumber);
    });

    test("the first call claims the admission", async () => {
        const concert = await newConcert();
        const user = await newUser();
        await admit([user], concert);
        expect(await user.get(`${concert.path}/shows`), 200);
        await shortenAdmission(user, concert, concert.policy.claimSeconds + 10);
        expect(await user.get(`${concert.path}/shows`), 200);
        assert.equal((await entryOf(user, concert)).status, "ACTIVE");
    });

    test("an admission lasts at least as long as the holds", async () => {
        const concert = await newConcert({policy: {claimSeconds: 30, admissionSeconds: 40, holdSeconds: 200}});
        const user = await newBuyer(concert);
        await hold(user, concert.showId, [1]);
        assert.ok((await entryOf(user, concert)).expiresInSeconds > 40);
        await shortenAdmission(user, concert, 50);
        expect(await user.get(`${concert.path}/shows`), 200);
    });

    test("payment ends the admission, and a new place is at the end", async () => {
        const concert = await newConcert();
        const user = await newBuyer(concert, 1000);
        const before = await entryOf(user, concert);
        await pay(user, await hold(user, concert.showId, [1]));
        const answers = [
            await user.get(`${concert.path}/shows`), await user.get(`/shows/${concert.showId}/seats`),
            await user.get(`/shows/${concert.showId}/seatmap`),
            await user.post("/reservations", {showId: concert.showId, seatIds: [2]}),
        ];
        for (const answer of answers) {
            assert.equal(expectProblem(answer, 403, "not_admitted").queuePosition, undefined);
        }
        expectProblem(await user.get(`${concert.path}/queue-entry`), 404, "not_in_queue");
        const [again] = await join([user], concert);
        assert.ok(again.queueNumber > before.queueNumber);
    });

    test("a queue token kept from before the payment opens no door", async () => {
        const concert = await newConcert();
        const user = await newUser();
        const [{queueToken}] = await admit([user], concert);
        await charge(user, 1000);
        await pay(user, await hold(user, concert.showId, [1]));
        expectProblem(await api(queueToken).get(`${concert.path}/shows`), 403, "not_admitted");
    });
});
