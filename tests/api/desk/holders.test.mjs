// holders.test.mjs -- the organiser's view of a show: every seat, and who has it.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {
    allPages, eventually, expect, expectProblem, hold, newBuyer, newConcert, newOwner, newStaff, newUser, redis, sql,
    theAdmin,
} from "../../support/usher.mjs";

const admin = await theAdmin();
const holdersOf = async (concert, query = "") =>
    expect(await admin.get(`/admin/shows/${concert.showId}/holders${query}`), 200).holders;
const seatsOf = (holders) => holders.map(({seatId, status}) => [seatId, status]);

describe("the seats of a show, for its organiser", {concurrency: 4}, () => {
    test("each seat that is held or sold has its person, and until when or since when", async () => {
        const concert = await newConcert({policy: {holdSeconds: 200}});
        const {buyer} = await newOwner(concert, 1);
        const holder = await newBuyer(concert);
        await hold(holder, concert.showId, [5]);
        const [sold, held] = await holdersOf(concert);
        const {seatId, number, section, price, status, email, userId} = sold;
        assert.deepEqual([seatId, number, section, price, status], [1, "A1", "R", 1000, "SOLD"]);
        assert.deepEqual([email, userId], [buyer.email, buyer.userId]);
        assert.ok(Math.abs(Date.parse(sold.soldAt) - Date.now()) < 60_000);
        assert.deepEqual([held.seatId, held.email, held.status], [5, holder.email, "HELD"]);
        assert.ok(held.expiresInSeconds > 150 && held.expiresInSeconds <= 200);
    });

    test("a seat that was given back or refunded has nobody, and then its next holder", async () => {
        const concert = await newConcert();
        const {buyer, payment} = await newOwner(concert, 2);
        const holder = await newBuyer(concert);
        const [reservation] = await hold(holder, concert.showId, [7]);
        expect(await holder.delete(`/reservations/${reservation.reservationId}`), 204);
        const refund = {reservationIds: [payment.reservationIds[0]]};
        expect(await buyer.post(`/payments/${payment.paymentId}/refund`, refund), 200);
        await eventually(async () => assert.deepEqual(seatsOf(await holdersOf(concert)), [[2, "SOLD"]]));
        const next = await newBuyer(concert);
        await hold(next, concert.showId, [1]);
        const [first] = await holdersOf(concert);
        assert.deepEqual([first.seatId, first.status, first.email], [1, "HELD", next.email]);
    });

    test("what Postgres has sold is sold, whatever Redis says of it", async () => {
        const concert = await newConcert();
        await newOwner(concert);
        const [{show_no: no}] = await sql("SELECT show_no FROM usher.shows WHERE show_id = $1", [concert.showId]);
        const store = redis();
        await store.setrange(`usher:{${concert.concertId}}:map:${no}`, 0, "H");
        await store.quit();
        assert.deepEqual(seatsOf(await holdersOf(concert)), [[1, "SOLD"]]);
    });

    test("it comes in pages, and for a range of seats", async () => {
        const concert = await newConcert({policy: {maxSeatsPerUser: 10}});
        const holder = await newBuyer(concert);
        await hold(holder, concert.showId, [9, 2, 4, 30]);
        const {items, pages} = await allPages(admin, `/admin/shows/${concert.showId}/holders?limit=3`, "holders");
        assert.deepEqual([pages.length, items.map(({seatId}) => seatId)], [2, [2, 4, 9, 30]]);
        assert.deepEqual(seatsOf(await holdersOf(concert, "?firstSeatId=4&lastSeatId=9")), [[4, "HELD"], [9, "HELD"]]);
        assert.deepEqual(await holdersOf(concert, "?firstSeatId=31"), []);
        assert.deepEqual(await holdersOf(concert, "?firstSeatId=9&lastSeatId=4"), []);
    });

    test("the map is that of the admitted, without an admission", async () => {
        const concert = await newConcert();
        const holder = await newBuyer(concert);
        await hold(holder, concert.showId, [3]);
        const map = expect(await admin.get(`/admin/shows/${concert.showId}/seatmap`), 200);
        const theirs = expect(await holder.get(`/shows/${concert.showId}/seatmap`), 200);
        assert.ok(map.status.startsWith("AAHA"));
        assert.deepEqual({...map, version: 0}, {...theirs, version: 0});
    });

    test("it is for organisers alone, and only for shows that are there", async () => {
        const concert = await newConcert();
        const [buyer, staff] = [await newUser(), await newStaff()];
        for (const part of ["holders", "seatmap"]) {
            for (const other of [buyer, staff]) {
                expectProblem(await other.get(`/admin/shows/${concert.showId}/${part}`), 403, "forbidden");
            }
            expectProblem(await admin.get(`/admin/shows/${randomUUID()}/${part}`), 404, "not_found");
        }
        for (const query of ["firstSeatId=0", "lastSeatId=x", "limit=101", "cursor=x"]) {
            const answer = await admin.get(`/admin/shows/${concert.showId}/holders?${query}`);
            expectProblem(answer, 400, "invalid_parameter");
        }
    });
});
