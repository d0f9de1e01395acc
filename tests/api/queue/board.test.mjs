// board.test.mjs -- GET /concerts/{concertId}/queue: what everybody who waits may know.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {send} from "../../support/http.mjs";
import {
    BASE, admit, api, beginShow, entryOf, eventually, expect, expectProblem, hold, inDays, join, newBuyer, newConcert,
    newOwner, newQueue, newUsers, pay, request, sleep, steer, untilActive,
} from "../../support/usher.mjs";

async function boardOf(concert) {
    return expect(await api().get(`${concert.path}/queue`), 200);
}

// Waits until the board is as a test wants it; resolves to it.
function boardThat(concert, isIt) {
    return eventually(async () => {
        const board = await boardOf(concert);
        assert.ok(isIt(board), JSON.stringify(board));
        return board;
    });
}

function raw(concert, headers = {}) {
    return send({method: "GET", path: `${BASE}${concert.path}/queue`, headers});
}

describe("the board", {concurrency: 16}, () => {
    test("an id in capitals is the same concert, for its board and its events as well", async () => {
        const concert = await newConcert();
        const loud = `${BASE}/concerts/${concert.concertId.toUpperCase()}`;
        assert.equal(expect(await request({method: "GET", address: loud}), 200).concertId, concert.concertId);
        for (const last of ["queue", "events"]) {
            const answer = await send({method: "GET", path: `${loud}/${last}`, headers: {accept: "text/event-stream"}});
            assert.deepEqual([answer.status, answer.headers.location], [308, `${BASE}${concert.path}/${last}`]);
        }
        await eventually(async () => {
            const {status} = await fetch(`${process.env.USHER_URL}${loud}/queue`);
            assert.equal(status, 200);
        });
        assert.equal((await send({method: "GET", path: `${BASE}/concerts/${randomUUID()}/queue`})).status, 404);
    });

    test("a new concert has a board, and it is kept fresh", async () => {
        const concert = await newConcert();
        const board = await boardThat(concert, ({state}) => state === "OPEN");
        assert.equal(board.concertId, concert.concertId);
        assert.deepEqual(
            [board.waiting, board.active, board.frontier, board.admittedPerSecond, board.places],
            [0, 0, 0, null, []]);
        await boardThat(concert, ({updatedAt}) => Date.parse(updatedAt) - Date.parse(board.updatedAt) >= 2000);
    });

    test("a cache may keep it for a second and ask whether it has changed", async () => {
        const concert = await newConcert();
        await boardThat(concert, () => true);
        const first = await raw(concert);
        assert.equal(first.headers["cache-control"], "public, max-age=1");
        assert.match(first.headers["content-type"], /^application\/json\b/);
        const second = Math.floor(Date.parse(first.body.updatedAt) / 1000) * 1000;
        assert.equal(Date.parse(first.headers["last-modified"]), second);
        const again = await raw(concert, {"if-none-match": first.headers.etag});
        assert.ok(again.status === 304 || again.body.updatedAt !== first.body.updatedAt);
        await eventually(async () =>
            assert.equal((await raw(concert, {"if-none-match": first.headers.etag})).status, 200));
    });

    test("no two boards have the same tag", async () => {
        const concert = await newConcert();
        await boardThat(concert, () => true);
        const tags = new Map();
        while (tags.size < 4) {
            const {headers, body} = await raw(concert);
            assert.equal(tags.get(headers.etag) ?? body.updatedAt, body.updatedAt);
            tags.set(headers.etag, body.updatedAt);
            await sleep(50);
        }
    });

    test("the frontier is the highest number called, and whoever is above it waits", async () => {
        const {concert, users} = await newQueue({admitPerSecond: 100, maxActive: 2}, 5);
        await untilActive(users[1], concert);
        const board = await boardThat(concert, ({waiting}) => waiting === 3);
        const entries = await Promise.all(users.map((user) => entryOf(user, concert)));
        for (const {status, queueNumber} of entries) {
            assert.equal(queueNumber <= board.frontier, status === "ACTIVE");
        }
        assert.deepEqual([board.active, board.maxActive], [2, 2]);
        const [[start, people], ...others] = board.places;
        assert.ok(start <= entries[2].queueNumber && people === 3 && others.length === 0);
    });

    test("the rate is that of real admissions, and null while the sale rests", async () => {
        const {concert} = await newQueue({admitPerSecond: 2, maxActive: 1000}, 12);
        const board = await boardThat(concert, ({admittedPerSecond}) => admittedPerSecond !== null);
        assert.ok(board.admittedPerSecond > 0 && board.admittedPerSecond <= 4, `${board.admittedPerSecond}`);
        await steer(concert, "pause");
        const paused = await boardThat(concert, ({state}) => state === "PAUSED");
        assert.equal(paused.admittedPerSecond, null);
        await steer(concert, "close");
        await boardThat(concert, ({state}) => state === "CLOSED");
    });

    test("seats are counted by price as they are held, sold and free", async () => {
        const sections = [
            {name: "R", rows: 1, seatsPerRow: 3, price: 2000}, {name: "S", rows: 1, seatsPerRow: 2, price: 1000},
            {name: "T", rows: 1, seatsPerRow: 1, price: 2000},
        ];
        const concert = await newConcert({shows: [{startsAt: inDays(30), sections}]});
        const buyer = await newBuyer(concert, 2000);
        await pay(buyer, await hold(buyer, concert.showId, [1]));
        const other = await newBuyer(concert);
        await hold(other, concert.showId, [4, 6]);
        const {seats, prices, soldOut} = await boardThat(concert, (board) => board.seats.held === 2);
        assert.deepEqual(seats, {total: 6, available: 3, held: 2, sold: 1});
        assert.deepEqual(prices, [
            {price: 1000, total: 2, available: 1, held: 1, sold: 0},
            {price: 2000, total: 4, available: 2, held: 1, sold: 1},
        ]);
        assert.equal(soldOut, false);
    });

    test("when nothing can be had it says so, and no longer when a seat comes back", async () => {
        const sections = [{name: "R", rows: 1, seatsPerRow: 2, price: 1000}];
        const concert = await newConcert({shows: [{startsAt: inDays(30), sections}]});
        await newOwner(concert);
        const holder = await newBuyer(concert);
        const [held] = await hold(holder, concert.showId, concert.seats(1));
        await boardThat(concert, ({soldOut}) => soldOut);
        expect(await holder.delete(`/reservations/${held.reservationId}`), 204);
        await boardThat(concert, ({soldOut, seats}) => !soldOut && seats.available === 1);
    });

    test("a show that has begun counts no more", async () => {
        const sections = [{name: "R", rows: 1, seatsPerRow: 2, price: 1000}];
        const concert = await newConcert({shows: [2, 3].map((days) => ({startsAt: inDays(days), sections}))});
        await boardThat(concert, ({seats}) => seats.total === 4);
        await beginShow(concert);
        await eventually(async () => assert.equal((await boardOf(concert)).seats.total, 2));
    });

    test("before the hour it counts down, and nobody is called", async () => {
        const opensAt = new Date(Date.now() + 3_600_000).toISOString();
        const concert = await newConcert({opens: opensAt});
        await join(await newUsers(3), concert);
        const board = await boardThat(concert, ({waiting}) => waiting === 3);
        assert.deepEqual([board.state, board.opensAt, board.frontier, board.active], ["SCHEDULED", opensAt, 0, 0]);
        assert.ok(board.opensInSeconds > 3000 && board.opensInSeconds <= 3600, `${board.opensInSeconds}`);
    });

    test("a place left shows at once in the places", async () => {
        const {concert, users} = await newQueue({admitPerSecond: 1, maxActive: 1}, 6);
        await untilActive(users[0], concert);
        await boardThat(concert, ({waiting, places}) => waiting === 5 && places[0][1] === 5);
        expect(await users[3].delete(`${concert.path}/queue-entry`), 204);
        await boardThat(concert, ({waiting, places}) => waiting === 4 && places[0][1] === 4);
    });

    test("the board of an unknown concert, or another method, is a problem", async () => {
        expectProblem(await api().get(`/concerts/${randomUUID()}/queue`), 404, "not_found");
        expectProblem(await api().get("/concerts/17/queue"), 400, "invalid_parameter");
        const concert = await newConcert();
        await boardThat(concert, () => true);
        const answer = await request({method: "POST", path: `${concert.path}/queue`});
        expectProblem(answer, 405, "method_not_allowed");
        assert.equal(answer.headers.allow, "GET, HEAD");
        assert.equal((await request({method: "HEAD", path: `${concert.path}/queue`})).status, 200);
    });

    test("looking at it costs nobody's admission: it needs no token, and takes a bad one as none", async () => {
        const concert = await newConcert();
        await admit(await newUsers(1), concert);
        await boardThat(concert, () => true);
        expect(await api("nonsense").get(`${concert.path}/queue`), 200);
    });
});
