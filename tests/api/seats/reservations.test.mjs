// reservations.test.mjs -- holding seats, letting them go, and the list of what one holds and owns.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {
    SECTIONS, admit, allPages, changePolicy, charge, endHolds, entryOf, eventually, expect, expectProblem, hold, inDays,
    join, newBuyer, newConcert, newOwner, newUser, pay, seatStatus, sleep,
} from "../../support/usher.mjs";

const concert = await newConcert({
    shows: [{startsAt: inDays(30), sections: SECTIONS}, {startsAt: inDays(31), sections: SECTIONS}],
});
const [showId, laterShowId] = concert.shows.map((show) => show.showId);
// Holds of some seconds: what happens when one ends.
const BRIEF = {holdSeconds: 5, admissionSeconds: 60};
const brief = await newConcert({policy: BRIEF});

function untilOver({expiresAt}) {
    return sleep(Date.parse(expiresAt) - Date.now() + 50);
}

function reserve(user, seatIds, body = {}) {
    return user.post("/reservations", {showId, seatIds, ...body});
}

async function reservationsOf(user, query = "") {
    return expect(await user.get(`/reservations${query}`), 200).reservations;
}

describe("holding", {concurrency: 16}, () => {
    test("a hold has the seat, its price and a deadline", async () => {
        const buyer = await newBuyer(concert);
        const [seatId] = concert.seats(1);
        const before = Date.now();
        const body = expect(await reserve(buyer, [seatId]), 201);
        assert.equal(body.totalAmount, 1000);
        const [held] = body.reservations;
        assert.deepEqual([held.showId, held.seatId, held.price, held.status], [showId, seatId, 1000, "PENDING"]);
        assert.match(held.seatNumber, /^[A-J]([1-9]|10)$/);
        assert.equal(held.expiresInSeconds, 300);
        const left = Date.parse(held.expiresAt) - before;
        assert.ok(left > 295_000 && left < 330_000);
        assert.equal(await seatStatus(buyer, showId, seatId), "HELD");
    });

    test("several seats in one request are held in the order asked for, with their sum", async () => {
        const buyer = await newBuyer(concert);
        const seatIds = concert.seats(4).reverse();
        const body = expect(await reserve(buyer, seatIds), 201);
        assert.deepEqual(body.reservations.map(({seatId}) => seatId), seatIds);
        assert.equal(body.totalAmount, 4000);
        assert.equal(new Set(body.reservations.map(({reservationId}) => reservationId)).size, 4);
    });

    test("a seat that is held is nobody else's, and the refusal names it", async () => {
        const [ada, ben] = await Promise.all([newBuyer(concert), newBuyer(concert)]);
        const [seatId, free] = concert.seats(2);
        await hold(ada, showId, [seatId]);
        assert.deepEqual(expectProblem(await reserve(ben, [seatId]), 409, "seat_taken").seatIds, [seatId]);
        assert.deepEqual(expectProblem(await reserve(ben, [free, seatId]), 409, "seat_taken").seatIds, [seatId]);
    });

    test("all seats are held or none", async () => {
        const [ada, ben] = await Promise.all([newBuyer(concert), newBuyer(concert)]);
        const [first, taken, last] = concert.seats(3);
        await hold(ada, showId, [taken]);
        expectProblem(await reserve(ben, [first, taken, last]), 409, "seat_taken");
        assert.deepEqual(await reservationsOf(ben), []);
        assert.equal(await seatStatus(ben, showId, first), "AVAILABLE");
        await hold(ada, showId, [first, last]);
    });

    test("of ten that want one seat at once one gets it", async () => {
        const buyers = await Promise.all(Array.from({length: 10}, () => newBuyer(concert)));
        const [seatId] = concert.seats(1);
        const answers = await Promise.all(buyers.map((buyer) => reserve(buyer, [seatId])));
        assert.equal(answers.filter(({status}) => status === 201).length, 1);
        assert.equal(answers.filter(({problem}) => problem?.code === "seat_taken").length, 9);
    });

    test("a sold seat is taken for good", async () => {
        const {reservations: [{seatId}]} = await newOwner(concert);
        const other = await newBuyer(concert);
        assert.deepEqual(expectProblem(await reserve(other, [seatId]), 409, "seat_taken").seatIds, [seatId]);
    });

    test("the same seat of another show, and of another concert, is another seat", async () => {
        const other = await newConcert();
        const [ada, ben] = await Promise.all([newBuyer(concert), newBuyer(concert)]);
        const [seatId] = concert.seats(1);
        await hold(ada, showId, [seatId]);
        await hold(ben, laterShowId, [seatId]);
        await admit([ben], other);
        await hold(ben, other.showId, [seatId]);
    });

    test("holding one's own seat again is refused, and its deadline stays", async () => {
        const buyer = await newBuyer(concert);
        const [seatId, more] = concert.seats(2);
        const [held] = await hold(buyer, showId, [seatId]);
        await sleep(1100);
        expectProblem(await reserve(buyer, [seatId]), 409, "seat_taken");
        await hold(buyer, showId, [more]);
        const listed = (await reservationsOf(buyer)).find(({reservationId}) => reservationId === held.reservationId);
        assert.equal(listed.expiresAt, held.expiresAt);
        assert.ok(listed.expiresInSeconds < held.expiresInSeconds);
    });

    test("a price in the request changes nothing", async () => {
        const buyer = await newBuyer(concert);
        const body = expect(await reserve(buyer, concert.seats(1), {price: 1, totalAmount: 1}), 201);
        assert.equal(body.totalAmount, 1000);
    });

    test("a show that has begun is off sale", async () => {
        const shows = [-1, 30].map((days) => ({startsAt: inDays(days), sections: SECTIONS}));
        const begun = await newConcert({shows});
        const buyer = await newBuyer(begun);
        expectProblem(await reserve(buyer, [1], {showId: begun.showId}), 409, "show_started");
    });

    test("a seat or show that does not exist is 404", async () => {
        const buyer = await newBuyer(concert);
        assert.deepEqual(expectProblem(await reserve(buyer, [101]), 404, "not_found").seatIds, [101]);
        expectProblem(await reserve(buyer, [1], {showId: randomUUID()}), 404, "not_found");
    });

    const refused = [
        ["showId", [undefined, null, 1, true, "", "x", "01a1fc1b-3f31-72b0-90a5-1d77d76ede9", [], {}]],
        ["seatIds", [
            undefined, null, 1, "1", {}, [], [0], [-1], [1.5], [1e300], [2 ** 53], [2 ** 20], ["1"], [null],
            [[1]], [{}], [true], [1, 1], [1, 2, 1], Array.from({length: 101}, (_, at) => at + 1),
        ]],
    ];
    for (const [member, values] of refused) {
        test(`a ${member} that makes no sense is refused and named`, async () => {
            const buyer = await newUser();
            for (const value of values) {
                const answer = await reserve(buyer, [1], {[member]: value});
                const problem = expectProblem(answer, 400, "invalid_member");
                assert.match(problem.detail, new RegExp(`^${member}\\b`), JSON.stringify(value));
            }
        });
    }
});

describe("the limit of seats", {concurrency: 16}, () => {
    test("held and bought seats of a show both count", async () => {
        const two = await newConcert({policy: {maxSeatsPerUser: 2}});
        const buyer = await newBuyer(two, 5000);
        const wanted = (seatIds) => reserve(buyer, seatIds, {showId: two.showId});
        const refusal = expectProblem(await wanted([1, 2, 3]), 409, "seat_limit");
        assert.equal(refusal.limit, 2);
        const [first] = await hold(buyer, two.showId, [1]);
        expectProblem(await wanted([2, 3]), 409, "seat_limit");
        await pay(buyer, [first]);
        await admit([buyer], two);
        await hold(buyer, two.showId, [2]);
        expectProblem(await wanted([3]), 409, "seat_limit");
    });

    test("one seat for each person and date: another date is free, a second seat is refused", async () => {
        const one = await newConcert({
            policy: {maxSeatsPerUser: 1},
            shows: [{startsAt: inDays(1), sections: SECTIONS}, {startsAt: inDays(2), sections: SECTIONS}],
        });
        const buyer = await newBuyer(one);
        await hold(buyer, one.shows[0].showId, [1]);
        await hold(buyer, one.shows[1].showId, [1]);
        expectProblem(await reserve(buyer, [2], {showId: one.shows[0].showId}), 409, "seat_limit");
    });

    test("a hundred seats are held in one call, where so many may be had", async () => {
        const large = await newConcert({policy: {maxSeatsPerUser: 100}});
        assert.equal((await hold(await newBuyer(large), large.showId, large.seats(100))).length, 100);
    });

    test("twenty requests at once hold no more than the limit", async () => {
        const buyer = await newBuyer(concert);
        const seatIds = concert.seats(20);
        const answers = await Promise.all(seatIds.map((seatId) => reserve(buyer, [seatId])));
        assert.equal(answers.filter(({status}) => status === 201).length, 4);
        assert.equal(answers.filter(({problem}) => problem?.code === "seat_limit").length, 16);
        const held = answers.flatMap(({body}) => body.reservations ?? []);
        await Promise.all(held.map(({reservationId}) => buyer.delete(`/reservations/${reservationId}`)));
    });

    test("no hold begins after the time to choose, and what is held is paid for all the same", async () => {
        const short = await newConcert();
        const buyer = await newBuyer(short, 1000);
        const held = await hold(buyer, short.showId, [1]);
        assert.ok((await entryOf(buyer, short)).choosingEndsInSeconds > 200);
        await changePolicy(short, {admissionSeconds: 1});
        await eventually(async () => assert.equal((await entryOf(buyer, short)).choosingEndsInSeconds, 0));
        await eventually(async () => expectProblem(
            await buyer.post("/reservations", {showId: short.showId, seatIds: [2]}), 409, "choosing_over"));
        const entry = await entryOf(buyer, short);
        assert.equal(entry.status, "ACTIVE");
        assert.ok(entry.expiresInSeconds > 200);
        await pay(buyer, held);
    });

    test("a seat that was let go or has expired no longer counts", async () => {
        const two = await newConcert({policy: {maxSeatsPerUser: 2}});
        const buyer = await newBuyer(two);
        const [first, second] = await hold(buyer, two.showId, [1, 2]);
        expect(await buyer.delete(`/reservations/${first.reservationId}`), 204);
        const [last] = await hold(buyer, two.showId, [3]);
        await endHolds(buyer, two, [second, last]);
        await hold(buyer, two.showId, [4, 5]);
    });
});

describe("letting go", {concurrency: 16}, () => {
    test("a released seat is free for everybody at once", async () => {
        const [ada, ben] = await Promise.all([newBuyer(concert), newBuyer(concert)]);
        const [seatId] = concert.seats(1);
        const [held] = await hold(ada, showId, [seatId]);
        expect(await ada.delete(`/reservations/${held.reservationId}`), 204);
        assert.equal(await seatStatus(ben, showId, seatId), "AVAILABLE");
        await hold(ben, showId, [seatId]);
        expectProblem(await ada.delete(`/reservations/${held.reservationId}`), 410, "hold_expired");
        assert.deepEqual(await reservationsOf(ada), []);
    });

    test("nobody releases somebody else's seat", async () => {
        const [ada, ben] = await Promise.all([newBuyer(concert), newBuyer(concert)]);
        const [seatId] = concert.seats(1);
        const [held] = await hold(ada, showId, [seatId]);
        expectProblem(await ben.delete(`/reservations/${held.reservationId}`), 404, "not_found");
        assert.equal(await seatStatus(ben, showId, seatId), "HELD");
        assert.equal((await reservationsOf(ada)).length, 1);
    });

    test("a reservation that never was is 404", async () => {
        expectProblem(await (await newUser()).delete(`/reservations/${randomUUID()}`), 404, "not_found");
    });

    test("a seat that was paid for is not let go", async () => {
        const {buyer, reservations: [{reservationId, seatId}]} = await newOwner(concert);
        expectProblem(await buyer.delete(`/reservations/${reservationId}`), 410, "hold_expired");
        assert.equal((await reservationsOf(buyer))[0].status, "CONFIRMED");
        const other = await newBuyer(concert);
        assert.equal(await seatStatus(other, showId, seatId), "SOLD");
    });

    test("a hold that has expired is free again, and its old holder cannot pay or release it", async () => {
        const [ada, ben] = await Promise.all([newBuyer(concert, 1000), newBuyer(concert, 1000)]);
        const [seatId] = concert.seats(1);
        const [held] = await hold(ada, showId, [seatId]);
        expectProblem(await reserve(ben, [seatId]), 409, "seat_taken");
        await endHolds(ada, concert, [held]);
        expectProblem(await ada.post("/payments", {reservationIds: [held.reservationId]}), 410, "hold_expired");
        expectProblem(await ada.delete(`/reservations/${held.reservationId}`), 410, "hold_expired");
        const again = await hold(ben, showId, [seatId]);
        expectProblem(await ada.post("/payments", {reservationIds: [held.reservationId]}), 410, "hold_expired");
        await pay(ben, again);
    });

    test("the map shows an expired seat as free, and it is listed no more", async () => {
        const buyer = await newBuyer(brief);
        const [seatId] = brief.seats(1);
        await hold(buyer, brief.showId, [seatId]);
        await eventually(async () => {
            assert.equal(await seatStatus(buyer, brief.showId, seatId), "AVAILABLE");
        });
        assert.deepEqual(await reservationsOf(buyer), []);
    });

    test("who holds no longer keeps the seat by holding more", async () => {
        const [ada, ben] = await Promise.all([newBuyer(brief), newBuyer(brief)]);
        const [seatId, another] = brief.seats(2);
        const [first] = await hold(ada, brief.showId, [seatId]);
        await sleep(2000);
        await hold(ada, brief.showId, [another]);
        await untilOver(first);
        await hold(ben, brief.showId, [seatId]);
    });
});

describe("the list of reservations", {concurrency: 16}, () => {
    test("holds and bought seats are listed together, the newest first, with their concert", async () => {
        const {buyer, reservations: [sold]} = await newOwner(concert);
        await admit([buyer], concert);
        const [held] = await hold(buyer, laterShowId, concert.seats(1));
        const listed = await reservationsOf(buyer);
        assert.deepEqual(listed.map(({reservationId}) => reservationId), [held.reservationId, sold.reservationId]);
        assert.deepEqual(listed.map(({status}) => status), ["PENDING", "CONFIRMED"]);
        for (const [at, {seatNumber, reservedAt}] of [held, sold].entries()) {
            assert.equal(listed[at].concertName, "A concert");
            assert.equal(listed[at].seatNumber, seatNumber);
            assert.equal(listed[at].reservedAt, reservedAt);
        }
        const statuses = async (status) => (await reservationsOf(buyer, `?status=${status}`)).map((one) => one.status);
        assert.deepEqual(await statuses("PENDING"), ["PENDING"]);
        assert.deepEqual(await statuses("CONFIRMED"), ["CONFIRMED"]);
        assert.deepEqual(await statuses("REFUNDED"), []);
    });

    test("the cursors lead through holds and bought seats once, to the last page", async () => {
        const {buyer, reservations} = await newOwner(concert, 3);
        await admit([buyer], concert);
        const held = await hold(buyer, laterShowId, concert.seats(4));
        const {items, pages} = await allPages(buyer, "/reservations?limit=2", "reservations");
        assert.deepEqual(pages.map((page) => page.length), [2, 2, 2, 1]);
        assert.deepEqual(items.map(({reservationId}) => reservationId).sort(),
            [...reservations, ...held].map(({reservationId}) => reservationId).sort());
        assert.deepEqual(items.map(({status}) => status),
            [...Array(4).fill("PENDING"), ...Array(3).fill("CONFIRMED")]);
        const sold = await allPages(buyer, "/reservations?limit=1&status=CONFIRMED", "reservations");
        assert.equal(sold.pages.length, 3);
    });

    test("nobody sees what is somebody else's, and no admission is needed", async () => {
        const buyer = await newBuyer(concert);
        await hold(buyer, showId, concert.seats(1));
        assert.deepEqual(await reservationsOf(await newUser()), []);
        assert.equal((await reservationsOf(buyer)).length, 1);
    });

    test("a status, limit or cursor that makes no sense is refused and named", async () => {
        const user = await newUser();
        for (const [name, value] of [["status", "HELD"], ["limit", "0"], ["cursor", "x"], ["cursor", "MQ"]]) {
            const problem = expectProblem(await user.get(`/reservations?${name}=${value}`), 400, "invalid_parameter");
            assert.match(problem.detail, new RegExp(`^${name}\\b`));
        }
    });

    test("a hold keeps its place when its buyer charges and looks around", async () => {
        const buyer = await newBuyer(concert);
        const [held] = await hold(buyer, showId, concert.seats(1));
        await charge(buyer, 1000);
        await join([buyer], concert);
        assert.equal((await entryOf(buyer, concert)).status, "ACTIVE");
        assert.equal((await reservationsOf(buyer))[0].expiresAt, held.expiresAt);
    });
});
