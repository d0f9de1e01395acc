// walk-w4.test.mjs -- status codes mean something, and answers are complete.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    accessClaims, api, assertSince, endHolds, expect, expectProblem, inDays, mint, newConcert, newUser, newUsers, steer,
    untilActive,
} from "../../support/usher.mjs";

const FIFTY = [{name: "R", rows: 5, seatsPerRow: 10, price: 1000}];
const FIFTY_NUMBERS = [..."ABCDE"].flatMap((row) => Array.from({length: 10}, (_, index) => `${row}${index + 1}`));

test("W4, status codes mean something", async (t) => {
    const concert = await newConcert({
        shows: [1, 2].map((day) => ({startsAt: inDays(day), sections: FIFTY})),
    });
    const {showId} = concert;
    const reserve = (seatId) => user.post("/reservations", {showId, seatIds: [seatId]});
    const user = await newUser();
    let reservation;

    await t.test("entering the queue answers with a token and the number of people waiting", async () => {
        await steer(concert, "pause");
        const [other] = await newUsers(1);
        expect(await other.post(`${concert.path}/queue-entry`), 201);
        const entry = expect(await user.post(`${concert.path}/queue-entry`), 201);
        assert.equal(typeof entry.queueToken, "string");
        assert.equal(entry.waiting, 2);
    });

    await t.test("403 for whoever is not admitted", async () => {
        expectProblem(await user.get(`${concert.path}/shows`), 403, "not_admitted");
        expectProblem(await user.get(`/shows/${showId}/seats`), 403, "not_admitted");
        expectProblem(await reserve(12), 403, "not_admitted");
        await steer(concert, "resume");
        await untilActive(user, concert);
    });

    await t.test("dates of a concert, seats of a date", async () => {
        const {shows} = expect(await user.get(`${concert.path}/shows`), 200);
        assert.deepEqual(shows.map(({date}) => date), concert.shows.map(({startsAt}) => startsAt.slice(0, 10)));
        const {seats} = expect(await user.get(`/shows/${showId}/seats?status=AVAILABLE&limit=50`), 200);
        assert.deepEqual(seats.map(({number}) => number), FIFTY_NUMBERS);
    });

    await t.test("reserving answers with number, price, when it was reserved, and the deadline", async () => {
        const asked = Date.now();
        [reservation] = expect(await reserve(12), 201).reservations;
        assert.deepEqual([reservation.seatNumber, reservation.price], ["B2", 1000]);
        assert.ok(Date.parse(reservation.expiresAt) - Date.parse(reservation.reservedAt) <= 300_100);
        assertSince(asked, reservation.reservedAt);
    });

    await t.test("402 for too little balance", async () => {
        const answer = await user.post("/payments", {reservationIds: [reservation.reservationId]});
        expectProblem(answer, 402, "not_enough_points");
    });

    await t.test("404 for somebody else's hold, 410 for one that is valid no more", async () => {
        const thief = await newUser();
        const stolen = await thief.post("/payments", {reservationIds: [reservation.reservationId]});
        expectProblem(stolen, 404, "not_found");
        await endHolds(user, concert, [reservation]);
        const answer = await user.post("/payments", {reservationIds: [reservation.reservationId]});
        expectProblem(answer, 410, "hold_expired");
    });

    await t.test("adjusting and reading the balance", async () => {
        assert.equal(expect(await user.patch("/points/charge", {amount: 3000}), 200).points, 3000);
        assert.deepEqual(expect(await user.get("/points"), 200), {points: 3000});
    });

    await t.test("paying answers with the bill: id, price, buyer, show, seat, time", async () => {
        const {reservations: [held]} = expect(await reserve(13), 201);
        const asked = Date.now();
        const bill = expect(await user.post("/payments", {reservationIds: [held.reservationId]}), 201);
        assert.match(bill.paymentId, /^[0-9a-f-]{36}$/);
        assert.deepEqual([bill.totalAmount, bill.userId, bill.points], [1000, user.userId, 2000]);
        assert.deepEqual(bill.tickets.map((ticket) => [ticket.showId, ticket.seatNumber, ticket.price]),
            [[showId, "B3", 1000]]);
        assertSince(asked, bill.createdAt);
    });

    await t.test("400 for an id that makes no sense, 401 for a user who is not known", async () => {
        expectProblem(await user.get("/shows/first/seats"), 400, "invalid_parameter");
        expectProblem(await user.post("/reservations", {showId: "first", seatIds: [1]}), 400, "invalid_member");
        const nobody = api(await mint(accessClaims("01a1fc1b-3f31-72b0-90a5-1d77d76ede94")));
        expectProblem(await nobody.get("/auth/me"), 401, "invalid_token");
        expectProblem(await nobody.patch("/points/charge", {amount: 3000}), 401, "invalid_token");
        expectProblem(await nobody.post("/points/charges", {amount: 3000}), 401, "invalid_token");
        expectProblem(await api("nobody").get("/points"), 401, "invalid_token");
    });
});
