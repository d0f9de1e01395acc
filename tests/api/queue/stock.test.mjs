// stock.test.mjs -- the queue knows the stock: who waits is told that it is gone, and is called when it comes back.

import assert from "node:assert/strict";
import {describe, test} from "node:test";

import {
    api, entryOf, eventually, expect, expectProblem, hold, inDays, join, newBuyer, newConcert, newUser, sleep,
    untilActive,
} from "../../support/usher.mjs";

const TWO_SEATS = {shows: [{startsAt: inDays(30), sections: [{name: "Floor", rows: 1, seatsPerRow: 2, price: 1000}]}]};
const TWO_TICKS_MS = 2500;

function untilSoldOut(concert, soldOut) {
    return eventually(async () => assert.equal(expect(await api().get(`${concert.path}/queue`), 200).soldOut, soldOut));
}

describe("a concert whose seats are all held", () => {
    test("says so, calls nobody, keeps who waits, and calls the next when a seat comes back", async () => {
        const concert = await newConcert(TWO_SEATS);
        const holder = await newBuyer(concert);
        const [first] = await hold(holder, concert.showId, [1, 2]);
        const waiting = await newUser();
        await join([waiting], concert);

        await untilSoldOut(concert, true);
        await sleep(TWO_TICKS_MS);
        assert.equal((await entryOf(waiting, concert)).status, "WAITING");
        expectProblem(await waiting.get(`${concert.path}/shows`), 403, "not_admitted");

        expect(await holder.delete(`/reservations/${first.reservationId}`), 204);
        await untilActive(waiting, concert);
        await untilSoldOut(concert, false);
    });
});
