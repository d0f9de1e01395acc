// walk-w3.test.mjs -- two ways to run a queue, and one seat for each person and date.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    api, charge, endAdmission, entryOf, eventually, expect, expectProblem, hold, inDays, newBuyer, newConcert, newQueue,
    newUser, pay, pointsOf, redis, untilActive,
} from "../../support/usher.mjs";
import {assertRate} from "../../race/queue.mjs";

const ONE_SEAT = [{name: "R", rows: 1, seatsPerRow: 1, price: 1000}];
const TWO_SEATS = [{name: "R", rows: 1, seatsPerRow: 2, price: 1000}];

test("W3, two ways to run a queue", async (t) => {
    await t.test("as a bank counter: one leaves, one enters", async () => {
        const {concert, users: [first, next]} = await newQueue({maxActive: 1, admitPerSecond: 1000}, 2);
        await untilActive(first, concert);
        assert.equal((await entryOf(next, concert)).status, "WAITING");
        await charge(first, 1000);
        await pay(first, await hold(first, concert.showId, [1]));
        await untilActive(next, concert);
    });

    await t.test("as an amusement park: so many each second, whatever the others do", async () => {
        const {concert, users} = await newQueue({maxActive: 1000, admitPerSecond: 1}, 6);
        await untilActive(users[5], concert);
        const store = redis();
        const turns = await store.hmget(`usher:{${concert.concertId}}:turns`, users.map(({userId}) => userId));
        await store.quit();
        assertRate(turns.map((text) => ({admittedAtMs: Number(text.split(" ")[1])})), 1);
    });

    await t.test("who was let in is out after the time-out", async () => {
        const {concert, users: [user]} = await newQueue({}, 1);
        await untilActive(user, concert);
        expect(await user.get(`${concert.path}/shows`), 200);
        await endAdmission(user, concert);
        await eventually(async () => {
            expectProblem(await user.get(`${concert.path}/shows`), 410, "admission_expired");
        });
    });

    await t.test("dates leave out what is full, start where one asks, and say when nothing is left", async () => {
        const concert = await newConcert({
            policy: {maxSeatsPerUser: 1},
            shows: [{startsAt: inDays(1), sections: ONE_SEAT}, {startsAt: inDays(5), sections: TWO_SEATS}],
        });
        const [early, late] = concert.shows.map(({showId}) => showId);
        const [ada, ben, eve] = await Promise.all(Array.from({length: 3}, () => newBuyer(concert, 1000)));
        const datesOf = async (query = "") => expect(await eve.get(`${concert.path}/shows${query}`), 200);
        const from = `?from=${inDays(3).slice(0, 10)}`;
        assert.deepEqual((await datesOf(from)).shows.map(({showId}) => showId), [late]);
        await pay(ada, await hold(ada, early, [1]));
        assert.deepEqual((await datesOf()).shows.map(({showId}) => showId), [late]);
        await hold(ben, late, [1]);
        const second = await ben.post("/reservations", {showId: late, seatIds: [2]});
        assert.equal(expectProblem(second, 409, "seat_limit").limit, 1);
        await hold(eve, late, [2]);
        assert.deepEqual(await datesOf(), {shows: [], soldOut: true});
    });

    await t.test("charging has a maximum, and the balance is the owner's only", async () => {
        const [ada, ben] = [await newUser(), await newUser()];
        const tooMuch = await ada.patch("/points/charge", {amount: 10_000_001});
        assert.match(expectProblem(tooMuch, 400, "invalid_member").detail, /10000000/);
        await charge(ada, 10_000_000);
        assert.deepEqual([await pointsOf(ada), await pointsOf(ben)], [10_000_000, 0]);
        expectProblem(await api().get("/points"), 401, "unauthenticated");
    });

    await t.test("too little of it is refused with a sentence, and nothing changes", async () => {
        const concert = await newConcert();
        const poor = await newBuyer(concert, 999);
        const [{reservationId}] = await hold(poor, concert.showId, [1]);
        const answer = await poor.post("/payments", {reservationIds: [reservationId]});
        assert.match(expectProblem(answer, 402, "not_enough_points").detail, /^[A-Z].*\.$/);
        assert.equal(await pointsOf(poor), 999);
        assert.equal(expect(await poor.get("/reservations"), 200).reservations[0].status, "PENDING");
    });
});
