// walk-w1.test.mjs -- a queue for each concert, points, and one payment for two seats.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    accessClaims, allPages, api, charge, entryOf, expect, expectProblem, hold, inDays, join, mint,
    newBuyer, newConcert, newEmail, newUsers, pay, pointsOf, sleep, steer, untilActive,
} from "../../support/usher.mjs";

const SECTIONS = [{name: "R", rows: 5, seatsPerRow: 10, price: 1000}];

// Nobody is let in before the walk has looked at the queues.
async function newStandingQueue(users, policy) {
    const shows = [1, 2, 3].map((day) => ({startsAt: inDays(day), sections: SECTIONS}));
    const concert = await newConcert({policy, shows});
    await steer(concert, "pause");
    for (const user of users) {
        await join([user], concert);
    }
    return concert;
}

test("W1, a queue for each concert", async (t) => {
    const met = new Set();
    const refused = (answer, status, code) => {
        met.add(status);
        return expectProblem(answer, status, code);
    };
    let person;
    let first;
    let second;
    let reservations;

    await t.test("register: when the access token has run out, the refresh token gives another", async () => {
        const body = {email: newEmail(), password: "correct horse"};
        const session = expect(await api().post("/auth/register", body), 201);
        const old = await mint({...accessClaims(session.userId), exp: Math.floor(Date.now() / 1000) - 1});
        refused(await api(old).get("/auth/me"), 401, "token_expired");
        const {accessToken} = expect(await api(session.refreshToken).post("/auth/refresh"), 200);
        person = api(accessToken);
        assert.equal(expect(await person.get("/auth/me"), 200).email, body.email);
    });

    await t.test("two concerts, each with its queue: fifth in one, first in the other", async () => {
        const others = await newUsers(4);
        [first, second] = await Promise.all([
            newStandingQueue([...others, person], {maxActive: 5, admitPerSecond: 5}), newStandingQueue([person]),
        ]);
        const {concerts} = expect(await person.get("/concerts?limit=100"), 200);
        const shown = [first, second].map(({concertId}) => concerts.find((each) => each.concertId === concertId));
        assert.deepEqual(shown.map(({queuePosition}) => queuePosition), [5, 1]);
        assert.ok(shown.every((each) => "estimatedWaitSeconds" in each));
        assert.equal(refused(await person.get(`${first.path}/shows`), 403, "not_admitted").queuePosition, 5);
    });

    await t.test("the first five in a queue are let in, for five minutes", async () => {
        const [sixth] = await newUsers(1);
        await join([sixth], first);
        await steer(first, "resume");
        await untilActive(person, first);
        assert.equal((await entryOf(sixth, first)).queuePosition, 1);
        expect(await person.get(`${first.path}/shows`), 200);
        const {expiresInSeconds} = await entryOf(person, first);
        assert.ok(expiresInSeconds > 290 && expiresInSeconds <= 300);
    });

    await t.test("dates, and seats with number, status, price, pages and the concert", async () => {
        const {shows} = expect(await person.get(`${first.path}/shows`), 200);
        assert.equal(shows.length, 3);
        const {items, pages} = await allPages(person, `/shows/${shows[0].showId}/seats?limit=20`, "seats");
        assert.deepEqual([items.length, pages.length], [50, 3]);
        assert.deepEqual([items[49].number, items[49].status, items[49].price], ["E10", "AVAILABLE", 1000]);
        const {show} = expect(await person.get(`/shows/${shows[0].showId}/seats`), 200);
        assert.equal(show.concertId, first.concertId);
        refused(await person.get("/shows/1/seats"), 400, "invalid_parameter");
        refused(await person.get(`/shows/${first.concertId}/seats`), 404, "not_found");
    });

    await t.test("two seats in one request are pending, with a deadline", async () => {
        reservations = await hold(person, first.showId, [1, 2]);
        assert.ok(reservations.every(({status, expiresInSeconds}) => status === "PENDING" && expiresInSeconds === 300));
        refused(await person.post("/reservations", {showId: first.showId, seatIds: [2, 3]}), 409, "seat_taken");
        const {items, pages} = await allPages(person, "/reservations?limit=1", "reservations");
        assert.deepEqual([items.length, pages.length], [2, 2]);
        assert.ok(items.every(({concertName}) => concertName === "A concert"));
    });

    await t.test("points are charged, and one payment pays for both", async () => {
        const reservationIds = reservations.map(({reservationId}) => reservationId);
        await charge(person, 1999);
        const {balance, required} = refused(await person.post("/payments", {reservationIds}), 402, "not_enough_points");
        assert.deepEqual([balance, required], [1999, 2000]);
        await charge(person, 501);
        const payment = await pay(person, reservations);
        assert.deepEqual([payment.status, payment.totalAmount, payment.points], ["COMPLETED", 2000, 500]);
        assert.equal(await pointsOf(person), 500);
    });

    await t.test("a hold that was not paid in time is gone", async () => {
        const brief = await newConcert({policy: {holdSeconds: 1}});
        const late = await newBuyer(brief, 1000);
        const [{reservationId}] = await hold(late, brief.showId, [1]);
        await sleep(1100);
        refused(await late.post("/payments", {reservationIds: [reservationId]}), 410, "hold_expired");
        assert.equal(await pointsOf(late), 1000);
    });

    await t.test("each of 400, 401, 402, 403, 404, 409 and 410 was met on the way", () => {
        assert.deepEqual([...met].sort(), [400, 401, 402, 403, 404, 409, 410]);
    });
});
