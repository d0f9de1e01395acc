// walk-w0.test.mjs -- seats and a card: sign up, sign in, look, reserve, pay, and see it in the list.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    admit, api, charge, expect, expectProblem, hold, newBuyer, newConcert, newEmail, pay, pointsOf, seatStatus, sql,
} from "../support/usher.mjs";

const PASSWORD = "correct horse";

test("W0, seats and a card", async (t) => {
    const concert = await newConcert();
    const seats = `/shows/${concert.showId}/seats`;
    const email = newEmail();
    let visitor;
    let reservation;

    await t.test("nothing but signing up and signing in is for somebody who is not signed in", async () => {
        for (const path of [`${concert.path}/shows`, seats, "/reservations", "/points"]) {
            expectProblem(await api().get(path), 401, "unauthenticated");
        }
    });

    await t.test("sign up and sign in: the session lasts an hour, the password is kept hashed", async () => {
        expect(await api().post("/auth/register", {email, password: PASSWORD}), 201);
        const session = expect(await api().post("/auth/login", {email, password: PASSWORD}), 200);
        assert.equal(session.expiresInSeconds, 3600);
        const [row] = await sql("SELECT password_hash AS hash FROM usher.users WHERE email = $1", [email]);
        assert.ok(row.hash.length > 40 && !row.hash.includes(PASSWORD));
        visitor = api(session.accessToken);
    });

    await t.test("look at a show's seats and reserve one; whoever watches sees it change", async () => {
        const watcher = await newBuyer(concert);
        await admit([visitor], concert);
        assert.equal(expect(await visitor.get(`${seats}?limit=1`), 200).seats[0].status, "AVAILABLE");
        assert.equal(await seatStatus(watcher, concert.showId, 1), "AVAILABLE");
        [reservation] = await hold(visitor, concert.showId, [1]);
        assert.equal(await seatStatus(watcher, concert.showId, 1), "HELD");
    });

    await t.test("pay: points are topped up and spent at once, and the list has it", async () => {
        await charge(visitor, reservation.price);
        await pay(visitor, [reservation]);
        assert.equal(await pointsOf(visitor), 0);
        const {reservations} = expect(await visitor.get("/reservations"), 200);
        assert.deepEqual(reservations.map(({seatNumber, status}) => [seatNumber, status]), [["A1", "CONFIRMED"]]);
    });

    await t.test("two reach for the same seat at once: one pays, the other hears of it and loses nothing", async () => {
        const buyers = await Promise.all([newBuyer(concert, 1000), newBuyer(concert, 1000)]);
        const answers = await Promise.all(
            buyers.map((buyer) => buyer.post("/reservations", {showId: concert.showId, seatIds: [2]})));
        const won = answers.findIndex(({status}) => status === 201);
        const [winner, loser] = [buyers[won], buyers[1 - won]];
        assert.deepEqual(expectProblem(answers[1 - won], 409, "seat_taken").seatIds, [2]);
        await pay(winner, answers[won].body.reservations);
        assert.equal(await seatStatus(loser, concert.showId, 2), "SOLD");
        assert.deepEqual([await pointsOf(winner), await pointsOf(loser)], [0, 1000]);
    });
});
