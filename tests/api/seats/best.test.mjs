// best.test.mjs -- the best seats there are: which they are, within which bounds, and what is refused.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {
    SECTIONS, admit, api, askBest, assertSince, bestIds, entryOf, expect, expectProblem, hold, holdBest, inDays,
    newBuyer, newConcert, newQueue, newUser, pay, pointsOf, seatStatus,
} from "../../support/usher.mjs";

const HALL = [
    {name: "Stalls", rows: 2, seatsPerRow: 6, price: 3000}, // seats 1 to 12
    {name: "Circle", rows: 1, seatsPerRow: 6, price: 2000}, // 13 to 18
    {name: "Gallery", rows: 1, seatsPerRow: 4, price: 1000}, // 19 to 22
];
const any = await newConcert();

/** A concert with the hall above, untouched, and somebody who may choose in it. */
async function newHall(policy = {}, points = 0) {
    const concert = await newConcert({shows: [{startsAt: inDays(30), sections: HALL}], policy});
    return {concert, buyer: await newBuyer(concert, points)};
}

describe("the best seats", {concurrency: 16}, () => {
    test("they are held like any others, and can be paid", async () => {
        const {concert, buyer} = await newHall({}, 6000);
        const asked = Date.now();
        const body = expect(await askBest(buyer, concert, {quantity: 2}), 201);
        assert.equal(body.totalAmount, 6000);
        assert.deepEqual(body.reservations.map(({seatId}) => seatId), [3, 4]);
        const [held] = body.reservations;
        assert.deepEqual([held.showId, held.seatNumber, held.price, held.status], [concert.showId, "A3", 3000, "PENDING"]);
        assert.equal(held.expiresInSeconds, 300);
        assertSince(asked, held.reservedAt);
        assert.equal(await seatStatus(buyer, concert.showId, 3), "HELD");
        assert.equal((await pay(buyer, body.reservations)).totalAmount, 6000);
        assert.equal(await pointsOf(buyer), 0);
    });

    test("they are listed among the reservations, and can be let go", async () => {
        const {concert, buyer} = await newHall();
        const [held] = await holdBest(buyer, concert, {quantity: 1});
        const {reservations} = expect(await buyer.get("/reservations?status=PENDING"), 200);
        assert.deepEqual(reservations.map(({reservationId}) => reservationId), [held.reservationId]);
        assert.equal((await buyer.delete(`/reservations/${held.reservationId}`)).status, 204);
        assert.equal(await seatStatus(buyer, concert.showId, held.seatId), "AVAILABLE");
    });

    test("no single seat is left over where another choice exists", async () => {
        const {concert, buyer} = await newHall({maxSeatsPerUser: 10});
        await hold(buyer, concert.showId, [4]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 2}), [5, 6]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 2}), [9, 10]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 3}), [1, 2, 3]);
    });

    test("a section, and the most that a seat may cost, narrow the choice", async () => {
        const {concert, buyer} = await newHall({maxSeatsPerUser: 10});
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 2, section: "Circle"}), [15, 16]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 1, maxPrice: 1999}), [19]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 2, maxPrice: 2000}), [13, 14]);
        assert.deepEqual(await bestIds(buyer, concert, {quantity: 2, section: null, maxPrice: null}), [3, 4]);
    });

    test("a party is parted, but not when it wants to be adjacent", async () => {
        const {concert, buyer} = await newHall({maxSeatsPerUser: 10});
        await hold(buyer, concert.showId, [20]);
        const wanted = {quantity: 3, section: "Gallery"};
        expectProblem(await askBest(buyer, concert, {...wanted, adjacent: true}), 409, "no_seats_left");
        assert.deepEqual(await bestIds(buyer, concert, {...wanted, adjacent: false}), [19, 21, 22]);
    });

    test("when there are too few, nothing is held", async () => {
        const {concert, buyer} = await newHall({maxSeatsPerUser: 10});
        expectProblem(await askBest(buyer, concert, {quantity: 5, section: "Gallery"}), 409, "no_seats_left");
        expectProblem(await askBest(buyer, concert, {quantity: 1, maxPrice: 999}), 409, "no_seats_left");
        expectProblem(await askBest(buyer, concert, {quantity: 1, section: "Stalls", maxPrice: 1}), 409, "no_seats_left");
        assert.equal(await seatStatus(buyer, concert.showId, 20), "AVAILABLE");
    });

    test("they count towards the limit of seats, held or bought", async () => {
        const {concert, buyer} = await newHall({maxSeatsPerUser: 3}, 6000);
        assert.equal(expectProblem(await askBest(buyer, concert, {quantity: 4}), 409, "seat_limit").limit, 3);
        const held = await holdBest(buyer, concert, {quantity: 2});
        expectProblem(await askBest(buyer, concert, {quantity: 2}), 409, "seat_limit");
        await pay(buyer, held);
        await admit([buyer], concert);
        expectProblem(await askBest(buyer, concert, {quantity: 2}), 409, "seat_limit");
        await holdBest(buyer, concert, {quantity: 1});
        expectProblem(await askBest(buyer, concert, {quantity: 1}), 409, "seat_limit");
    });

    test("a hundred are held in one call, and paid in one", async () => {
        const concert = await newConcert({policy: {maxSeatsPerUser: 100}});
        const [buyer, late] = await Promise.all([newBuyer(concert, 100_000), newBuyer(concert)]);
        const held = await holdBest(buyer, concert, {quantity: 100});
        assert.equal(new Set(held.map(({reservationId}) => reservationId)).size, 100);
        expectProblem(await askBest(late, concert, {quantity: 1}), 409, "no_seats_left");
        assert.equal((await pay(buyer, held)).tickets.length, 100);
    });

    test("of ten who want two seats at once each gets two beside each other, and no seat is given twice", async () => {
        const concert = await newConcert();
        const buyers = await Promise.all(Array.from({length: 10}, () => newBuyer(concert)));
        const pairs = await Promise.all(buyers.map((buyer) => bestIds(buyer, concert, {quantity: 2})));
        assert.ok(pairs.every(([left, right]) => right === left + 1 && left % 10 !== 0));
        assert.equal(new Set(pairs.flat()).size, 20);
    });
});

describe("best seats that nobody gets", {concurrency: 16}, () => {
    test("only who is admitted, while the show is on sale", async () => {
        const {concert, users: [, second]} = await newQueue({maxActive: 1}, 2);
        const refusal = expectProblem(await askBest(second, concert, {quantity: 1}), 403, "not_admitted");
        assert.ok(refusal.queuePosition > 0);
        expectProblem(await askBest(await newUser(), concert, {quantity: 1}), 403, "not_admitted");
        const shows = [-1, 30].map((days) => ({startsAt: inDays(days), sections: SECTIONS}));
        const begun = await newConcert({shows});
        expectProblem(await askBest(await newBuyer(begun), begun, {quantity: 1}), 409, "show_started");
    });

    test("a show or section that does not exist is 404", async () => {
        const buyer = await newBuyer(any);
        expectProblem(await askBest(buyer, {showId: randomUUID()}, {quantity: 1}), 404, "not_found");
        const problem = expectProblem(await askBest(buyer, any, {quantity: 1, section: "Z"}), 404, "not_found");
        assert.match(problem.detail, /section/);
    });

    test("the queue token of another concert is refused", async () => {
        const buyer = await newBuyer(any);
        const [{queueToken}, other] = await Promise.all([entryOf(buyer, any), newConcert()]);
        expectProblem(await askBest(api(queueToken), other, {quantity: 1}), 403, "forbidden");
        expect(await askBest(api(queueToken), any, {quantity: 1}), 201);
    });

    test("seats and a quantity exclude each other, and one of them must be there", async () => {
        const user = await newUser();
        for (const body of [{}, {seatIds: [1], quantity: 1}, {seatIds: null, quantity: null}, {section: "R"}]) {
            const problem = expectProblem(await askBest(user, any, body), 400, "invalid_member");
            assert.match(problem.detail, /^seatIds or quantity\b/);
        }
    });

    const refused = [
        ["showId", [undefined, null, 1, "", "x", [], {}]],
        ["quantity", [0, -1, 101, 1.5, 1e300, "1", "", [], [1], {}, true, false]],
        ["section", ["", "x".repeat(382), 1, [], {}, true]],
        ["maxPrice", [0, -1, 10_000_001, 1.5, "1", [], {}, true]],
        ["adjacent", [0, 1, "", "true", [], {}]],
    ];
    for (const [member, values] of refused) {
        test(`a ${member} that makes no sense is refused and named`, async () => {
            const user = await newUser();
            for (const value of values) {
                const answer = await askBest(user, any, {quantity: 1, [member]: value});
                const problem = expectProblem(answer, 400, "invalid_member");
                assert.match(problem.detail, new RegExp(`^${member}\\b`), JSON.stringify(value));
            }
        });
    }
});
