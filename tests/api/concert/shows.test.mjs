// shows.test.mjs -- dates and seats, for whoever is admitted.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {
    allPages, charge, expect, expectProblem, hold, inDays, join, newBuyer, newConcert, newUser, pay, steer,
} from "../../support/usher.mjs";

const SMALL = [{name: "Only", rows: 1, seatsPerRow: 1, price: 500}];
const concert = await newConcert({
    shows: [
        {startsAt: inDays(30), sections: [
            {name: "Floor & Pit", rows: 3, seatsPerRow: 7, price: 900},
            {name: "Rang", rows: 2, seatsPerRow: 10, price: 300},
        ]},
        {startsAt: inDays(40), sections: SMALL},
        {startsAt: inDays(-1), sections: SMALL},
    ],
});
const [main, small, past] = concert.shows.map(({showId}) => showId);
const buyer = await newBuyer(concert, 5000);
await pay(buyer, await hold(buyer, main, [3, 4]));
const holder = await newBuyer(concert);
await hold(holder, main, [5, 30]);

const seatsOf = (query = "", member = "seats") => allPages(holder, `/shows/${main}/seats${query}`, member);

async function showsOf(query = "") {
    return expect(await holder.get(`${concert.path}/shows${query}`), 200);
}

describe("dates", {concurrency: 16}, () => {
    test("what is to come is listed in order, with what is left of it", async () => {
        const {shows} = await showsOf();
        assert.deepEqual(shows.map(({showId}) => showId), [main, small]);
        const {date, startsAt, seatsTotal, seatsAvailable, minPrice, maxPrice} = shows[0];
        assert.equal(startsAt, concert.shows[0].startsAt);
        assert.equal(date, startsAt.slice(0, 10));
        assert.deepEqual([seatsTotal, seatsAvailable, minPrice, maxPrice], [41, 37, 300, 900]);
    });

    test("past dates are shown to whoever asks for them", async () => {
        const {shows} = await showsOf("?soldOut=include");
        assert.deepEqual(shows.map(({showId}) => showId), [past, main, small]);
        assert.equal((await showsOf("?soldOut=exclude")).shows.length, 2);
    });

    test("from and to bound the dates, both included", async () => {
        const [first, second] = [concert.shows[0].startsAt, concert.shows[1].startsAt];
        const found = async (query) => (await showsOf(query)).shows.map(({showId}) => showId);
        assert.deepEqual(await found(`?from=${first}`), [main, small]);
        assert.deepEqual(await found(`?from=${second}`), [small]);
        assert.deepEqual(await found(`?from=${second.slice(0, 10)}`), [small]);
        assert.deepEqual(await found(`?to=${first}`), [main]);
        assert.deepEqual(await found(`?to=${first.slice(0, 10)}`), [main]);
        assert.deepEqual(await found(`?from=${first}&to=${first}`), [main]);
        assert.deepEqual(await found(`?from=${inDays(50).slice(0, 10)}`), []);
    });

    test("a date is a day where the concert is", async () => {
        // 16:00 in UTC is the next day's 1:00 in Seoul.
        const startsAt = `${inDays(30).slice(0, 10)}T16:00:00.000Z`;
        const [before, day] = [0, 24 * 3_600_000].map((ms) =>
            new Date(Date.parse(startsAt) + ms).toISOString().slice(0, 10));
        const far = await newConcert({timeZone: "Asia/Seoul", shows: [{startsAt, sections: SMALL}]});
        const user = await newBuyer(far);
        const found = async (query) => expect(await user.get(`${far.path}/shows${query}`), 200).shows.length;
        const [show] = expect(await user.get(`${far.path}/shows`), 200).shows;
        assert.deepEqual([show.date, show.startsAt], [day, startsAt]);
        assert.deepEqual([await found(`?from=${day}`), await found(`?to=${day}`)], [1, 1]);
        assert.deepEqual([await found(`?to=${before}`), await found(`?from=${before}`)], [0, 1]);
        assert.equal(await found(`?from=${startsAt}&to=${startsAt}`), 1);
        assert.deepEqual(expect(await user.get(far.path), 200).dates, [day]);
    });

    test("a date that makes no sense is refused and named", async () => {
        for (const [name, value] of [["from", "soon"], ["from", "2026-13-01"], ["to", "2026-02-30"], ["to", ""]]) {
            const answer = await holder.get(`${concert.path}/shows?${name}=${value}`);
            assert.match(expectProblem(answer, 400, "invalid_parameter").detail, new RegExp(`^${name}\\b`));
        }
        const answer = await holder.get(`${concert.path}/shows?soldOut=maybe`);
        assert.match(expectProblem(answer, 400, "invalid_parameter").detail, /^soldOut/);
    });

    test("what is full is left out, and nothing left is said so", async () => {
        const full = await newConcert({
            shows: [{startsAt: inDays(1), sections: SMALL}, {startsAt: inDays(2), sections: SMALL}],
        });
        const [first, second] = full.shows.map(({showId}) => showId);
        const [ada, ben] = await Promise.all([newBuyer(full, 500), newBuyer(full, 500)]);
        await pay(ada, await hold(ada, first, [1]));
        const left = expect(await ben.get(`${full.path}/shows`), 200);
        assert.deepEqual([left.shows.map(({showId}) => showId), left.soldOut], [[second], false]);
        await hold(ben, second, [1]);
        assert.deepEqual(expect(await ben.get(`${full.path}/shows`), 200), {shows: [], soldOut: true});
        const all = expect(await ben.get(`${full.path}/shows?soldOut=include`), 200);
        assert.deepEqual(all.shows.map(({seatsAvailable}) => seatsAvailable), [0, 0]);
    });
});

describe("seats", {concurrency: 16}, () => {
    test("a seat has an id in its show, a printed number, a section, a row, a price and a status", async () => {
        const {seats, show} = expect(await holder.get(`/shows/${main}/seats?limit=100`), 200);
        assert.deepEqual(seats.map(({seatId}) => seatId), Array.from({length: 41}, (_, index) => index + 1));
        assert.deepEqual(seats[0],
            {seatId: 1, number: "A1", section: "Floor & Pit", row: "A", numberInRow: "1", price: 900, status: "AVAILABLE"});
        assert.deepEqual(seats[21],
            {seatId: 22, number: "D1", section: "Rang", row: "D", numberInRow: "1", price: 300, status: "AVAILABLE"});
        assert.equal(seats[40].number, "E10");
        assert.deepEqual([2, 3, 4, 29].map((at) => seats[at].status), ["SOLD", "SOLD", "HELD", "HELD"]);
        assert.equal(show.concertId, concert.concertId);
        assert.equal(show.seatsAvailable, 37);
    });

    test("the rows after Z are AA, AB and so on", async () => {
        const tall = await newConcert({
            shows: [{startsAt: inDays(9), sections: [{name: "Tall", rows: 29, seatsPerRow: 1, price: 1}]}],
        });
        const client = await newBuyer(tall);
        const {seats} = expect(await client.get(`/shows/${tall.showId}/seats?limit=100`), 200);
        assert.deepEqual(seats.slice(25).map(({number}) => number), ["Z1", "AA1", "AB1", "AC1"]);
    });

    test("the cursors lead through all seats once, to the last page", async () => {
        const {items, pages} = await seatsOf("?limit=8");
        assert.deepEqual(items.map(({seatId}) => seatId), Array.from({length: 41}, (_, index) => index + 1));
        assert.deepEqual(pages.map((page) => page.length), [8, 8, 8, 8, 8, 1]);
        assert.equal((await seatsOf()).pages[0].length, 20);
    });

    test("a page that ends with the last seat is the last page", async () => {
        const {pages} = await seatsOf("?section=Rang&limit=10");
        assert.deepEqual(pages.map((page) => page.length), [10, 10]);
    });

    test("seats are found by status and by section", async () => {
        const found = async (query) => (await seatsOf(query)).items.map(({seatId}) => seatId);
        assert.deepEqual(await found("?status=SOLD"), [3, 4]);
        assert.deepEqual(await found("?status=HELD"), [5, 30]);
        assert.deepEqual(await found("?status=HELD&section=Rang"), [30]);
        assert.equal((await found("?status=AVAILABLE&limit=5")).length, 37);
        assert.equal((await found("?section=Floor%20%26%20Pit")).length, 21);
        assert.equal((await found("?section=Floor+%26+Pit")).length, 21);
        assert.deepEqual(await found("?section=Nowhere"), []);
    });

    test("a filter or cursor that makes no sense is refused and named", async () => {
        const wrong = [
            ["status", "sold"], ["status", ""], ["limit", "0"], ["limit", "101"], ["cursor", "x"], ["cursor", "AAAA"],
            ["cursor", "LTE"], ["cursor", "MA"], ["cursor", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ"], ["section", "%ff"],
        ];
        for (const [name, value] of wrong) {
            const answer = await holder.get(`/shows/${main}/seats?${name}=${value}`);
            const problem = expectProblem(answer, 400, "invalid_parameter");
            assert.match(problem.detail, new RegExp(`^${name}\\b`), value);
        }
    });

    test("a cursor from past the end finds nothing more", async () => {
        const cursor = Buffer.from("9223372036854775807").toString("base64url");
        const {seats, pagination} = expect(await holder.get(`/shows/${main}/seats?cursor=${cursor}`), 200);
        assert.deepEqual([seats, pagination.nextCursor], [[], null]);
    });

    test("the compact map says the same as the list of seats", async () => {
        const map = expect(await holder.get(`/shows/${main}/seatmap`), 200);
        const {items} = await seatsOf("?limit=100");
        assert.equal(map.status, items.map(({status}) => status[0]).join(""));
        const drawn = map.sections.flatMap(({name, price, rows}) => rows.flatMap(({row, firstSeatId, seats}) =>
            Array.from({length: seats}, (_, at) => ({
                seatId: firstSeatId + at, number: `${row}${at + 1}`, section: name, row, numberInRow: `${at + 1}`, price,
            }))));
        assert.deepEqual(drawn, items.map(({status: _, ...seat}) => seat));
    });

    test("a show that does not exist is 404", async () => {
        for (const what of ["seats", "seatmap"]) {
            expectProblem(await holder.get(`/shows/${randomUUID()}/${what}`), 404, "not_found");
        }
        expectProblem(await holder.get(`/concerts/${randomUUID()}/shows`), 404, "not_found");
    });
});

describe("the door", {concurrency: 16}, () => {
    const gated = (client, {path, showId}) => Promise.all([
        client.get(`${path}/shows`), client.get(`/shows/${showId}/seats`), client.get(`/shows/${showId}/seatmap`),
        client.post("/reservations", {showId, seatIds: [1]}),
    ]);

    test("a user's own token opens nothing before the admission", async () => {
        for (const answer of await gated(await newUser(), concert)) {
            assert.equal(expectProblem(answer, 403, "not_admitted").queuePosition, undefined);
        }
    });

    test("who waits is told the position", async () => {
        const standing = await newConcert();
        const users = [await newUser(), await newUser()];
        await steer(standing, "pause");
        await join([users[0]], standing);
        await join([users[1]], standing);
        for (const answer of await gated(users[1], standing)) {
            assert.equal(expectProblem(answer, 403, "not_admitted").queuePosition, 2);
        }
    });

    test("admission to one concert is none to another", async () => {
        const other = await newConcert();
        const client = await newBuyer(concert);
        for (const answer of await gated(client, other)) {
            expectProblem(answer, 403, "not_admitted");
        }
    });

    test("balance, payments and tickets need no admission", async () => {
        const user = await newUser();
        for (const path of ["/points", "/payments", "/tickets", "/reservations"]) {
            expect(await user.get(path), 200);
        }
        await charge(user, 1);
    });
});
