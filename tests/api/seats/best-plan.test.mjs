// best-plan.test.mjs -- the best seats of a seating plan, and wishes for them: rows of any length, with aisles.

import assert from "node:assert/strict";
import {after, describe, test} from "node:test";

import {differencesOf} from "../../support/check.mjs";
import {curvedHall, plan, smallHall, table, zone} from "../../support/plan.mjs";
import {
    admit, askBest, bestIds, entryOf, expect, expectProblem, hold, holdBest, inDays, join, liveConcert, newBuyer,
    newConcert, newUser, pay, redis, untilActive,
} from "../../support/usher.mjs";

const store = redis();
after(() => store.disconnect());

function newHall(hall, policy = {}) {
    return newConcert({...hall, shows: [{startsAt: inDays(30)}], policy: {maxSeatsPerUser: 20, ...policy}});
}

/** Nine seats: an aisle is between 1, 2 and 3, 4; the row of 5 to 7 is cheaper, and so are 8 and 9 in the balcony. */
async function newSmallHall(points = 0) {
    const concert = await newHall(smallHall());
    return {concert, buyer: await newBuyer(concert, points)};
}

function seatsOf({reservations}) {
    return reservations.map(({seatId}) => seatId).sort((a, b) => a - b);
}

/** Redis forgets the concert, and the schedulers bring it back. */
async function lose({concertId}) {
    await store.del(await store.keys(`usher:{${concertId}}:*`));
    await liveConcert(concertId, "OPEN");
}

describe("in a hall of a seating plan", {concurrency: 16}, () => {
    test("the best seats are together on one side of an aisle", async () => {
        const {concert, buyer} = await newSmallHall();
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 3, adjacent: true}), [5, 6, 7]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 2}), [1, 2]);
        expectProblem(await askBest(buyer, concert, {quantity: 3, adjacent: true}), 409, "no_seats_left");
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 4}), [3, 4, 8, 9]);
    });

    test("a party that has no room together is parted", async () => {
        const {concert, buyer} = await newSmallHall();
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 4}), [1, 2, 3, 4]);
    });

    test("the best seats are in the middle, a section and a price narrow the choice", async () => {
        const concert = await newHall(curvedHall({zones: 2, rows: 10, seats: 21}));
        const buyer = await newBuyer(concert);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 2}), [10, 11]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 2, section: "Block 1 Silver"}), [115, 116]);
        const row = Array.from({length: 11}, (_, i) => 211 + i);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 11, maxPrice: 1000}), row);
    });

    test("what is held can be paid, and the tickets have the numbers of the house", async () => {
        const {concert, buyer} = await newSmallHall(7000);
        const [dear, cheap] = [{quantity: 2}, {quantity: 1, maxPrice: 1000}];
        const held = [...await holdBest(buyer, concert, dear), ...await holdBest(buyer, concert, cheap)];
        const {tickets, totalAmount} = await pay(buyer, held);
        assert.deepEqual(tickets.map(({seatNumber}) => seatNumber).sort(), ["A1", "A2", "B1"]);
        assert.equal(totalAmount, 7000);
    });

    test("seats beside each other at tables are at one table, wherever at it", async () => {
        const tables = [0, 1].map((i) => table(`T${i + 1}`, 4, "Gold", {x: 200 * i}));
        const hall = {seatingPlan: plan(["Gold"], [zone("Main", tables)]), categoryPrices: {Gold: 1}};
        const concert = await newHall(hall);
        const [other, buyer] = [await newBuyer(concert, 0), await newBuyer(concert, 0)];
        await hold(other, concert.showId, [2, 4, 6]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 3, adjacent: true}), [5, 7, 8]);
        expectProblem(await askBest(buyer, concert, {quantity: 3, adjacent: true}), 409, "no_seats_left");
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 2, adjacent: true}), [1, 3]);
    });

    test("a wish is met by seats that stand together", async () => {
        const concert = await newHall(smallHall(), {maxActive: 1});
        const [inside, user] = [await newBuyer(concert), await newUser()];
        await join([user], concert);
        const wished = {showId: concert.showId, quantity: 3, adjacent: true, sections: ["Floor Gold", "Floor Silver"]};
        const path = `${concert.path}/queue-entry`;
        assert.deepEqual(expect(await user.put(`${path}/wishes`, wished), 200).wishes, {...wished, maxPrice: null});
        expect(await inside.delete(path), 204);
        assert.deepEqual(seatsOf(await untilActive(user, concert)), [5, 6, 7]);
        assert.equal((await entryOf(user, concert)).wishes, null);
    });

    test("a loss of Redis takes nothing of this away", async () => {
        const {concert, buyer} = await newSmallHall(6000);
        await pay(buyer, await holdBest(buyer, concert, {quantity: 2}));
        await lose(concert);
        await admit([buyer], concert);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 3, adjacent: true}), [5, 6, 7]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 3}), [3, 4, 8]);
        assert.deepEqual(await differencesOf(concert), []);
    });
});
