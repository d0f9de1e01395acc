// concerts.test.mjs -- what is on sale, and how long its queues are.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {
    SECTIONS, allPages, api, expect, expectProblem, hold, inDays, join, newBuyer, newConcert, newUser, newUsers, steer,
    untilActive,
} from "../../support/usher.mjs";

const anyone = api();
const concert = await newConcert({
    name: "Winterreise 🎶", venue: "Große Halle",
    shows: [
        {startsAt: inDays(31), sections: [{name: "A", rows: 1, seatsPerRow: 5, price: 700}]},
        {startsAt: inDays(30), sections: [
            {name: "A", rows: 2, seatsPerRow: 10, price: 900}, {name: "B", rows: 1, seatsPerRow: 10, price: 300}]},
    ],
});

describe("concerts", {concurrency: 16}, () => {
    test("a concert is shown with its shows in order, their prices, and its policy", async () => {
        const shown = expect(await anyone.get(concert.path), 200);
        assert.equal(shown.name, "Winterreise 🎶");
        assert.equal(shown.venue, "Große Halle");
        assert.equal(shown.state, "OPEN");
        assert.deepEqual(shown.shows.map(({minPrice, maxPrice, seatsTotal}) => [minPrice, maxPrice, seatsTotal]),
            [[300, 900, 30], [700, 700, 5]]);
        assert.deepEqual(shown.shows.map(({showId}) => showId), [concert.shows[1].showId, concert.shows[0].showId]);
        assert.deepEqual(shown.shows.map(({sections}) => sections.map(({name, price}) => `${name} ${price}`)),
            [["A 900", "B 300"], ["A 700"]]);
        assert.deepEqual(shown.policy, {
            admitPerSecond: 100, maxActive: 1000, admissionSeconds: 300, claimSeconds: 60, graceSeconds: 300,
            holdSeconds: 300, maxSeatsPerUser: 4, refundCutoffSeconds: 86400,
            checkinOpensSeconds: 21600, queueing: "fifo",
        });
    });

    test("it says when, for how much, and in which zone its hours are told", async () => {
        const [later, sooner] = concert.shows.map(({startsAt}) => startsAt);
        const {concerts} = expect(await anyone.get("/concerts?limit=100"), 200);
        const listed = concerts.find(({concertId}) => concertId === concert.concertId);
        for (const shown of [expect(await anyone.get(concert.path), 200), listed]) {
            assert.equal(shown.timeZone, "UTC");
            assert.deepEqual([shown.firstStartsAt, shown.lastStartsAt], [sooner, later]);
            assert.deepEqual(shown.dates, [sooner, later].map((at) => at.slice(0, 10)));
            assert.deepEqual([shown.minPrice, shown.maxPrice, shown.soldOut], [300, 900, false]);
        }
    });

    test("a concert of which nothing is left to come says so", async () => {
        const over = await newConcert({shows: [{startsAt: inDays(-1), sections: SECTIONS}]});
        const shown = expect(await anyone.get(over.path), 200);
        assert.deepEqual(shown.dates, []);
        assert.deepEqual([shown.firstStartsAt, shown.lastStartsAt, shown.minPrice, shown.maxPrice, shown.soldOut],
            [null, null, null, null, true]);
    });

    test("sold out is said on the list as well, while a seat is held too, and taken back when it comes back", async () => {
        const sections = [{name: "R", rows: 1, seatsPerRow: 1, price: 1000}];
        const past = {startsAt: inDays(-1), sections};
        const small = await newConcert({shows: [{startsAt: inDays(30), sections}, past]});
        const isSoldOut = async () => {
            const {concerts} = expect(await anyone.get("/concerts?limit=100"), 200);
            const {soldOut} = concerts.find(({concertId}) => concertId === small.concertId);
            assert.equal(expect(await anyone.get(small.path), 200).soldOut, soldOut);
            return soldOut;
        };
        assert.equal(await isSoldOut(), false);
        const buyer = await newBuyer(small);
        const [{reservationId}] = await hold(buyer, small.showId, [1]);
        assert.equal(await isSoldOut(), true);
        expect(await buyer.delete(`/reservations/${reservationId}`), 204);
        assert.equal(await isSoldOut(), false);
    });

    test("a concert that does not exist is 404", async () => {
        expectProblem(await anyone.get(`/concerts/${randomUUID()}`), 404, "not_found");
    });

    test("a sale that opens at an hour says when and in how many seconds", async () => {
        const opensAt = new Date(Date.now() + 3_600_000).toISOString();
        const scheduled = await newConcert({opens: opensAt});
        const shown = expect(await anyone.get(scheduled.path), 200);
        assert.equal(shown.state, "SCHEDULED");
        assert.equal(shown.opensAt, opensAt);
        assert.ok(shown.opensInSeconds > 3500 && shown.opensInSeconds <= 3600);
        assert.equal(shown.estimatedWaitSeconds, null);
    });

    test("the number of people who wait is the number of people in the queue", async () => {
        const standing = await newConcert();
        await steer(standing, "pause");
        await join(await newUsers(3), standing);
        assert.equal(expect(await anyone.get(standing.path), 200).waiting, 3);
    });

    test("with a token one sees the own position in each queue, without one nobody's", async () => {
        const standing = await newConcert();
        const [first, second, stranger] = await newUsers(3);
        await join([first], concert);
        await untilActive(first, concert);
        await steer(standing, "pause");
        await join([second], standing);
        await join([first], standing);
        const positionsOf = async (client) => {
            const {concerts} = expect(await client.get("/concerts?limit=100"), 200);
            return [concert, standing].map(({concertId}) =>
                concerts.find((shown) => shown.concertId === concertId).queuePosition);
        };
        assert.deepEqual(await positionsOf(first), [0, 2]);
        assert.deepEqual(await positionsOf(second), [null, 1]);
        assert.deepEqual(await positionsOf(stranger), [null, null]);
        assert.deepEqual(await positionsOf(anyone), [undefined, undefined]);
        assert.equal(expect(await first.get(standing.path), 200).queuePosition, 2);
    });

    test("in the lobby there is no position", async () => {
        const [scheduled, user] = await Promise.all([newConcert({opens: "by hand"}), newUser()]);
        await join([user], scheduled);
        assert.equal(expect(await user.get(scheduled.path), 200).queuePosition, null);
    });
});

describe("the list of concerts", {concurrency: 16}, () => {
    test("the cursors lead through all concerts once, the newest first, to the last page", async () => {
        const {items, pages} = await allPages(anyone, "/concerts?limit=7", "concerts");
        const ids = items.map(({concertId}) => concertId);
        assert.deepEqual(ids, [...new Set(ids)].sort().reverse());
        assert.ok(ids.includes(concert.concertId));
        assert.ok(pages.slice(0, -1).every((page) => page.length === 7));
    });

    test("a page has twenty when nothing is said, and as many as are asked for", async () => {
        assert.equal(expect(await anyone.get("/concerts"), 200).pagination.limit, 20);
        const {concerts, pagination} = expect(await anyone.get("/concerts?limit=1"), 200);
        assert.equal(concerts.length, 1);
        assert.equal(pagination.limit, 1);
    });

    test("a limit that makes no sense is refused and named", async () => {
        for (const limit of ["0", "101", "-1", "1.5", "ten", "", "1e1", "0x10", "99999999999999999999", "%31%00"]) {
            const problem = expectProblem(await anyone.get(`/concerts?limit=${limit}`), 400, "invalid_parameter");
            assert.match(problem.detail, /^limit\b/);
        }
    });

    test("a garbled cursor is refused and named", async () => {
        const {pagination} = expect(await anyone.get("/concerts?limit=1"), 200);
        const next = pagination.nextCursor ?? "";
        const garbled = ["", "x", "!!!!", "%", "%zz", "%ff%fe", "AAAA", `${next}AA`, next.slice(1), "x".repeat(300)];
        for (const cursor of garbled) {
            const problem = expectProblem(await anyone.get(`/concerts?cursor=${cursor}`), 400, "invalid_parameter");
            assert.match(problem.detail, /^cursor\b/, cursor);
        }
    });
});
