// refunds.test.mjs -- giving sold seats back for their points, once; and who gets the seats then.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {
    SECTIONS, api, charge, entryOf, eventually, expect, expectProblem, fill, hold, inDays, join, newBuyer, newConcert,
    newOwner, newUser, pay, pointsOf, redis, seatStatus, sleep, sql, theAdmin, untilActive,
} from "../../support/usher.mjs";

const HOUR_MS = 3_600_000;
const TWO_TICKS_MS = 2500;
const BALANCE_MAX = 100_000_000;
const TWO_SEATS = {shows: [{startsAt: inDays(30), sections: [{name: "Floor", rows: 1, seatsPerRow: 2, price: 1000}]}]};
const inHours = (hours) => new Date(Date.now() + hours * HOUR_MS).toISOString();

const concert = await newConcert({
    shows: [{startsAt: inDays(30), sections: SECTIONS}, {startsAt: inHours(23), sections: SECTIONS}],
});
const [showId, soonShowId] = concert.shows.map((show) => show.showId);

function refund({buyer, payment}, body, headers = {}) {
    return buyer.post(`/payments/${payment.paymentId}/refund`, body, headers);
}

function refundOf(owner, ...reservations) {
    return refund(owner, {reservationIds: reservations.map(({reservationId}) => reservationId)});
}

async function paymentOf({buyer, payment}) {
    return expect(await buyer.get(`/payments/${payment.paymentId}`), 200);
}

const ids = (reservations) => reservations.map(({reservationId}) => reservationId).sort();

describe("a refund", {concurrency: 16}, () => {
    test("of a whole payment gives the points back, voids the tickets and frees the seats", async () => {
        const owner = await newOwner(concert, 2);
        const done = expect(await refund(owner), 200);
        assert.deepEqual([done.paymentId, done.amount, done.points, done.status],
            [owner.payment.paymentId, 2000, 2000, "COMPLETED"]);
        assert.deepEqual(done.reservationIds.slice().sort(), ids(owner.reservations));
        assert.equal(await pointsOf(owner.buyer), 2000);
        const {entries: [{kind, amount, balanceAfter, paymentId}]} =
            expect(await owner.buyer.get("/points/history"), 200);
        assert.deepEqual({kind, amount, balanceAfter, paymentId},
            {kind: "refund", amount: 2000, balanceAfter: 2000, paymentId: owner.payment.paymentId});
        const {tickets} = expect(await owner.buyer.get("/tickets"), 200);
        assert.deepEqual(tickets.map(({status}) => status), ["VOID", "VOID"]);
        const {reservations} = expect(await owner.buyer.get("/reservations?status=REFUNDED"), 200);
        assert.deepEqual(ids(reservations), ids(owner.reservations));
        const other = await newBuyer(concert, 2000);
        await pay(other, await hold(other, showId, owner.reservations.map(({seatId}) => seatId)));
    });

    test("of a part leaves the rest, and shows in the payment until all of it is refunded", async () => {
        const owner = await newOwner(concert, 3);
        const [first, second, third] = owner.reservations;
        assert.equal(expect(await refundOf(owner, second), 200).points, 1000);
        let payment = await paymentOf(owner);
        assert.deepEqual([payment.status, payment.refundedAmount, payment.totalAmount],
            ["PARTIALLY_REFUNDED", 1000, 3000]);
        const other = await newBuyer(concert);
        assert.equal(await seatStatus(other, showId, second.seatId), "AVAILABLE");
        assert.equal(await seatStatus(other, showId, first.seatId), "SOLD");
        const rest = expect(await refund(owner, {}), 200);
        assert.deepEqual([rest.amount, rest.reservationIds.slice().sort()], [2000, ids([first, third])]);
        payment = await paymentOf(owner);
        assert.deepEqual([payment.status, payment.refundedAmount], ["REFUNDED", 3000]);
        const {payments: [listed]} = expect(await owner.buyer.get("/payments"), 200);
        assert.deepEqual(listed, payment);
    });

    test("made twice is one refund, of a part as of the whole", async () => {
        const owner = await newOwner(concert, 2);
        const [first] = owner.reservations;
        const part = expect(await refundOf(owner, first), 200);
        assert.deepEqual(expect(await refundOf(owner, first), 200), part);
        const rest = expect(await refund(owner), 200);
        assert.deepEqual(expect(await refund(owner), 200), rest);
        assert.equal(await pointsOf(owner.buyer), 2000);
    });

    test("of seats in another combination than before is refused", async () => {
        const owner = await newOwner(concert, 2);
        expect(await refundOf(owner, owner.reservations[0]), 200);
        expectProblem(await refundOf(owner, ...owner.reservations), 409, "already_refunded");
        assert.equal(await pointsOf(owner.buyer), 1000);
    });

    test("of somebody else's payment, or of none, is not found", async () => {
        const [owner, other] = await Promise.all([newOwner(concert), newOwner(concert)]);
        const thief = {buyer: other.buyer, payment: owner.payment};
        expectProblem(await refund(thief), 404, "not_found");
        expectProblem(await refundOf(thief, ...owner.reservations), 404, "not_found");
        expectProblem(await refundOf(owner, ...other.reservations), 404, "not_found");
        expectProblem(await refundOf(owner, ...owner.reservations, ...other.reservations), 404, "not_found");
        expectProblem(await owner.buyer.post(`/payments/${randomUUID()}/refund`), 404, "not_found");
        expectProblem(await api().post(`/payments/${owner.payment.paymentId}/refund`), 401, "unauthenticated");
        assert.equal((await paymentOf(owner)).status, "COMPLETED");
    });

    test("is refused from the cutoff of its show on", async () => {
        const buyer = await newBuyer(concert, 1000);
        const payment = await pay(buyer, await hold(buyer, soonShowId, concert.seats(1)));
        expectProblem(await refund({buyer, payment}), 409, "refund_too_late");
        assert.equal(await pointsOf(buyer), 0);
    });

    test("is made in the last seconds before the cutoff, and refused in the first one after it", async () => {
        const evening = await newConcert({shows: [{startsAt: inHours(2), sections: SECTIONS}]});
        const owner = await newOwner(evening, 2);
        const refundCutoffSeconds = 3600;
        expect(await (await theAdmin()).patch(`/admin${evening.path}`, {policy: {refundCutoffSeconds}}), 200);
        const windOnTo = (seconds) => sql("UPDATE usher.shows SET starts_at = now() + make_interval(secs => $2)" +
            " WHERE show_id = $1", [evening.showId, seconds]);
        await windOnTo(refundCutoffSeconds + 30);
        expect(await refundOf(owner, owner.reservations[0]), 200);
        await windOnTo(refundCutoffSeconds);
        expectProblem(await refundOf(owner, owner.reservations[1]), 409, "refund_too_late");
        assert.equal(await pointsOf(owner.buyer), 1000);
    });

    test("is refused by a wallet that would pass its maximum", async () => {
        const owner = await newOwner(concert, 2);
        await fill(owner.buyer, BALANCE_MAX - 1000);
        expectProblem(await refund(owner), 409, "balance_limit");
        assert.equal((await paymentOf(owner)).status, "COMPLETED");
        assert.equal(expect(await refundOf(owner, owner.reservations[0]), 200).points, BALANCE_MAX);
        expectProblem(await refundOf(owner, owner.reservations[1]), 409, "balance_limit");
        assert.equal(await pointsOf(owner.buyer), BALANCE_MAX);
    });

    test("takes no body but a right one", async () => {
        const owner = await newOwner(concert);
        const [{reservationId}] = owner.reservations;
        for (const reservationIds of [[], "all", [1], ["x"], [reservationId, reservationId], {}]) {
            const {detail} = expectProblem(await refund(owner, {reservationIds}), 400, "invalid_member");
            assert.match(detail, /reservationIds/);
        }
        expectProblem(await refund(owner, "[]"), 400, "malformed_json");
        expectProblem(await refund(owner, {}, {"content-type": "text/plain"}), 415, "not_json");
        assert.equal((await paymentOf(owner)).status, "COMPLETED");
    });
});

describe("the key of a refund", {concurrency: 16}, () => {
    test("gives the first answer again, marked as replayed", async () => {
        const owner = await newOwner(concert, 2);
        const key = {"idempotency-key": randomUUID()};
        const body = {reservationIds: [owner.reservations[0].reservationId]};
        const first = await refund(owner, body, key);
        assert.equal(first.headers["idempotent-replayed"], undefined);
        await refund(owner);
        const again = await refund(owner, body, key);
        assert.deepEqual(expect(again, 200), expect(first, 200));
        assert.equal(again.headers["idempotent-replayed"], "true");
        assert.equal(await pointsOf(owner.buyer), 2000);
    });

    test("with another body is refused", async () => {
        const owner = await newOwner(concert, 2);
        const key = {"idempotency-key": randomUUID()};
        expect(await refund(owner, {reservationIds: [owner.reservations[0].reservationId]}, key), 200);
        expectProblem(await refund(owner, {}, key), 422, "idempotency_key_reused");
        assert.equal(await pointsOf(owner.buyer), 1000);
    });

    test("that a payment has used is refused", async () => {
        const buyer = await newBuyer(concert, 1000);
        const key = {"idempotency-key": randomUUID()};
        const reservationIds = ids(await hold(buyer, showId, concert.seats(1)));
        const payment = expect(await buyer.post("/payments", {reservationIds}, key), 201);
        expectProblem(await refund({buyer, payment}, undefined, key), 422, "idempotency_key_reused");
        assert.equal(await pointsOf(buyer), 0);
    });
});

describe("after a refund", {concurrency: 16}, () => {
    test("paying the old reservations again shows what became of them, and takes no seat", async () => {
        const owner = await newOwner(concert, 2);
        const [{seatId}] = owner.reservations;
        expect(await refundOf(owner, owner.reservations[0]), 200);
        const again = expect(await owner.buyer.post("/payments", {reservationIds: ids(owner.reservations)}), 200);
        assert.deepEqual([again.paymentId, again.status], [owner.payment.paymentId, "PARTIALLY_REFUNDED"]);
        const other = await newBuyer(concert, 1000);
        assert.equal(await seatStatus(other, showId, seatId), "AVAILABLE");
        await pay(other, await hold(other, showId, [seatId]));
        expect(await owner.buyer.post("/payments", {reservationIds: ids(owner.reservations)}), 200);
        assert.equal(await seatStatus(await newBuyer(concert), showId, seatId), "SOLD");
    });

    test("paying again takes no seat even if Redis has forgotten the refund", async () => {
        const owner = await newOwner(concert);
        const [{reservationId, seatId}] = owner.reservations;
        expect(await refund(owner), 200);
        const store = redis();
        const forgotten = await store.del(`usher:{${concert.concertId}}:refunded:${reservationId}`);
        store.disconnect();
        assert.equal(forgotten, 1);
        expect(await owner.buyer.post("/payments", {reservationIds: [reservationId]}), 200);
        assert.equal(await seatStatus(await newBuyer(concert), showId, seatId), "AVAILABLE");
    });

    test("its owner may buy as many seats again, even the same ones", async () => {
        const small = await newConcert({policy: {maxSeatsPerUser: 1}});
        const owner = await newOwner(small);
        expect(await refund(owner), 200);
        await join([owner.buyer], small);
        await untilActive(owner.buyer, small);
        await pay(owner.buyer, await hold(owner.buyer, small.showId, [owner.reservations[0].seatId]));
        assert.equal(expect(await refund(owner), 200).amount, 1000);
        assert.equal(await seatStatus(await newBuyer(small), small.showId, owner.reservations[0].seatId), "SOLD");
    });

    test("in a sold-out concert the next of the waiting is called, for exactly that seat", async () => {
        const full = await newConcert(TWO_SEATS);
        const owner = await newOwner(full, 2);
        const waiting = await newUser();
        await join([waiting], full);
        await eventually(async () =>
            assert.equal(expect(await api().get(`${full.path}/queue`), 200).soldOut, true));
        await sleep(TWO_TICKS_MS);
        assert.equal((await entryOf(waiting, full)).status, "WAITING");

        expect(await refundOf(owner, owner.reservations[1]), 200);
        await untilActive(waiting, full);
        await charge(waiting, 1000);
        expectProblem(await waiting.post("/reservations", {showId: full.showId, seatIds: [1]}), 409, "seat_taken");
        await pay(waiting, await hold(waiting, full.showId, [2]));
        assert.equal((await paymentOf(owner)).status, "PARTIALLY_REFUNDED");
    });
});
