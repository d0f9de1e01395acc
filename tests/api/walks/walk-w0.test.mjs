// walk-w0.test.mjs -- seats and a card: sign up, sign in, look, reserve, pay, and see it in the list.

import assert from "node:assert/strict";
import {after, test} from "node:test";

import {listen} from "../../support/events.mjs";
import {deliver, startProvider} from "../../support/provider.mjs";
import {
    admit, api, eventually, expect, expectProblem, hold, newBuyer, newConcert, newEmail, pay, pointsOf, seatStatus, sql,
} from "../../support/usher.mjs";

const PASSWORD = "correct horse";

// Somebody else's browser, which has the show open and never asks again.
async function newWatcher(concert) {
    const {token} = await newBuyer(concert);
    const listener = await listen(`/shows/${concert.showId}/events`, {authorization: `Bearer ${token}`});
    after(() => listener.stop());
    await listener.until(() => true); // the first event follows on nothing and names no changes
    return {
        sees: (seatId, letter) => listener.until(({changes}) =>
            changes.some(([changed, now]) => changed === seatId && now === letter)),
    };
}

// Points that are topped up by card: the buyer pays the provider, who tells Usher.
async function chargeByCard(user, amount) {
    const provider = await startProvider();
    const {chargeId, providerReference} = expect(await user.post("/points/charges", {amount}), 201);
    provider.pay(providerReference, amount);
    expect(await deliver(providerReference), 200);
    await eventually(async () =>
        assert.equal(expect(await user.get(`/points/charges/${chargeId}`), 200).status, "COMPLETED"));
    await provider.stop();
}

test("W0, seats and a card", async (t) => {
    const concert = await newConcert();
    const {showId} = concert;
    const email = newEmail();
    const watcher = await newWatcher(concert);
    let visitor;
    let reservation;

    await t.test("nothing but signing up and signing in is for somebody who is not signed in", async () => {
        const paths = [
            "/auth/me", `${concert.path}/shows`, `${concert.path}/queue-entry`, `/shows/${showId}/seats`,
            `/shows/${showId}/seatmap`, `/shows/${showId}/events`, "/reservations", "/points", "/points/history",
            "/payments", "/tickets",
        ];
        for (const path of paths) {
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
        await admit([visitor], concert);
        const {seats: [seat]} = expect(await visitor.get(`/shows/${showId}/seats?limit=1`), 200);
        assert.deepEqual([seat.seatId, seat.status], [1, "AVAILABLE"]);
        [reservation] = await hold(visitor, showId, [1]);
        await watcher.sees(1, "H");
    });

    await t.test("pay with a card: points are topped up and spent at once, and whoever watches sees it", async () => {
        await chargeByCard(visitor, reservation.price);
        assert.equal((await pay(visitor, [reservation])).totalAmount, reservation.price);
        assert.equal(await pointsOf(visitor), 0);
        await watcher.sees(1, "S");
    });

    await t.test("the list of reservations has it", async () => {
        const {reservations} = expect(await visitor.get("/reservations"), 200);
        assert.deepEqual(reservations.map(({seatNumber, status}) => [seatNumber, status]), [["A1", "CONFIRMED"]]);
    });

    await t.test("two buy the same seat at once: one gets it, the other is told its new state and loses nothing", async () => {
        const buyers = await Promise.all([newBuyer(concert, 1000), newBuyer(concert, 1000)]);
        const answers = await Promise.all(buyers.map(async (buyer) => {
            const held = await buyer.post("/reservations", {showId, seatIds: [2]});
            return held.status === 201 ? {paid: await pay(buyer, held.body.reservations)} : {held};
        }));
        const won = answers.findIndex(({paid}) => paid);
        const [winner, loser] = [buyers[won], buyers[1 - won]];
        assert.deepEqual(expectProblem(answers[1 - won].held, 409, "seat_taken").seatIds, [2]);
        assert.equal(await seatStatus(loser, showId, 2), "SOLD");
        await watcher.sees(2, "S");
        assert.deepEqual([await pointsOf(winner), await pointsOf(loser)], [0, 1000]);
    });

    await t.test("two pay for the same reservation at once: it is its holder's, and the other loses nothing", async () => {
        const [holder, other] = await Promise.all([newBuyer(concert, 1000), newBuyer(concert, 1000)]);
        const [{reservationId}] = await hold(holder, showId, [3]);
        const [paid, refused] = await Promise.all([holder, other].map((user) =>
            user.post("/payments", {reservationIds: [reservationId]})));
        assert.deepEqual(expect(paid, 201).tickets.map(({seatNumber}) => seatNumber), ["A3"]);
        expectProblem(refused, 404, "not_found");
        assert.equal(await seatStatus(other, showId, 3), "SOLD");
        assert.deepEqual([await pointsOf(holder), await pointsOf(other)], [0, 1000]);
    });
});
