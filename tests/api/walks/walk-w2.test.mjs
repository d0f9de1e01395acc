// walk-w2.test.mjs -- the token opens the doors: a place, a held seat, a payment, and the end of the admission.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {test} from "node:test";

import {decodeJwt} from "jose";

import {
    api, endHolds, entryOf, eventually, expect, expectProblem, inDays, join, newBuyer, newConcert, newUser, pay,
    pointsOf, seatStatus, untilActive,
} from "../../support/usher.mjs";

const FIFTY = [{name: "R", rows: 5, seatsPerRow: 10, price: 1000}];

test("W2, the token opens the doors", async (t) => {
    const concert = await newConcert({shows: [{startsAt: inDays(1), sections: FIFTY}]});
    const {showId} = concert;
    const reserve = (client, seatId) => client.post("/reservations", {showId, seatIds: [seatId]});
    const user = await newUser();
    let holder;

    await t.test("without a place every later call is refused", async () => {
        const calls = [
            await user.get(`${concert.path}/shows`), await user.get(`/shows/${showId}/seats`), await reserve(user, 1),
        ];
        calls.forEach((answer) => expectProblem(answer, 403, "not_admitted"));
        expectProblem(await user.post("/payments", {reservationIds: [randomUUID()]}), 404, "not_found");
    });

    await t.test("a user's token gets a queue token, which carries user, place and remaining time", async () => {
        const [entry] = await join([user], concert);
        const claims = decodeJwt(entry.queueToken);
        assert.deepEqual([claims.sub, claims.concertId, claims.queueNumber],
            [user.userId, concert.concertId, entry.queueNumber]);
        holder = {...api(entry.queueToken), userId: user.userId};
        await untilActive(holder, concert);
        assert.ok((await entryOf(holder, concert)).expiresInSeconds > 0);
    });

    await t.test("a show has seats 1 to 50", async () => {
        expect(await holder.get(`${concert.path}/shows`), 200);
        const {seats} = expect(await holder.get(`/shows/${showId}/seats?limit=100`), 200);
        assert.deepEqual(seats.map(({seatId}) => seatId), Array.from({length: 50}, (_, at) => at + 1));
    });

    await t.test("a held seat is nobody else's meanwhile, and free again when it is not paid", async () => {
        const other = await newBuyer(concert);
        const {reservations} = expect(await reserve(holder, 7), 201);
        expectProblem(await reserve(other, 7), 409, "seat_taken");
        await endHolds(user, concert, reservations);
        await eventually(async () => expect(await reserve(other, 7), 201));
    });

    await t.test("paying gives the seat, writes the payment, and ends the token", async () => {
        expect(await holder.patch("/points/charge", {amount: 1500}), 200);
        const {reservations} = expect(await reserve(holder, 8), 201);
        const payment = await pay(holder, reservations);
        assert.deepEqual(payment.tickets.map(({seatId}) => seatId), [8]);
        assert.equal(await pointsOf(user), 500);
        assert.deepEqual(expect(await user.get(`/payments/${payment.paymentId}`), 200), payment);
        expectProblem(await holder.get(`${concert.path}/shows`), 403, "not_admitted");
        expectProblem(await reserve(holder, 9), 403, "not_admitted");
        assert.equal(await seatStatus(await newBuyer(concert), showId, 8), "SOLD");
    });

    // The pools have several workers each, and every request may meet another one.
    await t.test("spread over several workers it is the same: one seat, one of many", async () => {
        const buyers = await Promise.all(Array.from({length: 16}, () => newBuyer(concert, 1000)));
        const answers = await Promise.all(buyers.map((buyer) => reserve(buyer, 20)));
        const won = answers.findIndex(({status}) => status === 201);
        assert.equal(answers.filter(({problem}) => problem?.code === "seat_taken").length, 15);
        await pay(buyers[won], answers[won].body.reservations);
        assert.equal(await pointsOf(buyers[won]), 0);
    });
});
