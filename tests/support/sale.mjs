// sale.mjs -- a concert on sale and the steps of buying, each a line in a test.

import assert from "node:assert/strict";
import {after} from "node:test";

import {api, expect} from "./api.mjs";
import {newAdmin, newUsers} from "./people.mjs";
import {redis, sql, superuser} from "./stores.mjs";
import {eventually} from "./wait.mjs";

const DAY_MS = 86_400_000;
const CHARGE_MAX = 10_000_000;
let admin;

/** The administrator who runs the concerts of this process. */
export function theAdmin() {
    admin ??= newAdmin();
    return admin;
}

export function inDays(days) {
    return new Date(Date.now() + days * DAY_MS).toISOString();
}

export const SECTIONS = [{name: "R", rows: 10, seatsPerRow: 10, price: 1000}];

/** What an administrator sends to make a concert of one show with a hundred seats at 1,000 points. */
export function concertBody(changes = {}) {
    return {
        name: "A concert", venue: "A hall",
        shows: [{startsAt: inDays(30), sections: SECTIONS}],
        ...changes,
    };
}

/** Waits until Redis knows a concert, in this state. */
export function liveConcert(concertId, state) {
    return eventually(async () => {
        const concert = expect(await api().get(`/concerts/${concertId}`), 200);
        assert.notEqual(concert.waiting, null);
        assert.equal(concert.state, state);
        return concert;
    });
}

/** Opens, pauses, resumes or closes a sale; a paused one calls nobody any more. */
export async function steer(concert, verb) {
    const answer = expect(await (await theAdmin()).post(`/admin/concerts/${concert.concertId}/${verb}`), 200);
    if (verb === "pause") {
        await liveConcert(concert.concertId, "PAUSED");
    }
    return answer;
}

/** A change of some members of the policy; it counts from the next tick on. */
export async function changePolicy(concert, policy) {
    return expect(await (await theAdmin()).patch(`/admin/concerts/${concert.concertId}`, {policy}), 200);
}

// Many tests make their concerts at once, on a small machine: a 503 has changed nothing and is tried again.
async function create(body) {
    const client = await theAdmin();
    const answer = await eventually(async () => {
        const attempt = await client.post("/admin/concerts", body);
        return attempt.status !== 503 && attempt;
    });
    return expect(answer, 201);
}

// The API makes no show that is past: it is made for tomorrow, and its hour moved before anybody has seen it.
async function createPast(body) {
    const isPast = ({startsAt}) => Date.parse(startsAt) < Date.now();
    const shows = body.shows.map((show) => (isPast(show) ? {...show, startsAt: inDays(1)} : show));
    const concert = await create({...body, shows});
    for (const [i, {startsAt}] of body.shows.entries()) {
        if (isPast({startsAt})) {
            await sql("UPDATE usher.shows SET starts_at = $2 WHERE show_id = $1", [concert.shows[i].showId, startsAt]);
            concert.shows[i].startsAt = startsAt;
        }
    }
    await sql("UPDATE usher.concerts SET version = version + 1 WHERE concert_id = $1", [concert.concertId]);
    return concert;
}

// The schedulers go on with each concert that is not over: those of a file of tests end with it.
const made = [];
if (process.env.NODE_TEST_CONTEXT) {
    after(() => sql("UPDATE usher.shows SET starts_at = now() - interval '1 second'" +
        " WHERE concert_id = ANY ($1) AND starts_at > now()", [made]));
}

/**
 * A concert of its own for a test, live in Redis. `opens`: "now", "by hand", or the time at which it does.
 * Has concertId, shows, showId (of the first), `path` ("/concerts/…"), and seats(n), which hands out
 * seats of the first show that no other test of this process was given.
 */
export async function newConcert({opens = "now", ...changes} = {}) {
    const opensAt = ["now", "by hand"].includes(opens) ? {} : {opensAt: opens};
    const body = concertBody({...opensAt, ...changes});
    const hasPast = body.shows?.some(({startsAt}) => Date.parse(startsAt) < Date.now());
    const concert = await (hasPast ? createPast : create)(body);
    made.push(concert.concertId);
    if (opens === "now") {
        await steer(concert, "open");
    }
    await liveConcert(concert.concertId, opens === "now" ? "OPEN" : "SCHEDULED");
    let handedOut = 0;
    return {
        ...concert,
        path: `/concerts/${concert.concertId}`,
        showId: concert.shows[0].showId,
        seats: (count) => Array.from({length: count}, () => ++handedOut),
    };
}

/** Winds on to a moment after the show has begun, for the schedulers: a worker that knows the show keeps its hour. */
export async function beginShow({showId}) {
    await sql("UPDATE usher.shows SET starts_at = now() - interval '1 second' WHERE show_id = $1", [showId]);
}

/** Joins the queue, all at once. */
export function join(users, concert) {
    return Promise.all(users.map(async (user) => {
        const answer = await user.post(`${concert.path}/queue-entry`);
        assert.ok([200, 201].includes(answer.status), answer.text);
        return answer.body;
    }));
}

/** A concert with this policy, and so many users who have joined its queue one after the other. */
export async function newQueue(policy, count) {
    const [concert, users] = await Promise.all([newConcert({policy}), newUsers(count)]);
    for (const user of users) {
        expect(await user.post(`${concert.path}/queue-entry`), 201);
    }
    return {concert, users};
}

export async function entryOf(user, concert) {
    return expect(await user.get(`${concert.path}/queue-entry`), 200);
}

/** Waits until a user of the queue is called up; resolves to the entry. */
export function untilActive(user, concert) {
    return eventually(async () => {
        const entry = await entryOf(user, concert);
        assert.equal(entry.status, "ACTIVE");
        return entry;
    });
}

/** Joins and waits until all of them are ACTIVE; resolves to their entries. */
export async function admit(users, concert) {
    await join(users, concert);
    return Promise.all(users.map((user) => untilActive(user, concert)));
}

/** Somebody's admission ends at once, as if it had been waited for. */
export async function endAdmission({userId}, concert) {
    const store = redis();
    await store.zadd(`usher:{${concert.concertId}}:active`, "XX", Date.now(), userId);
    await store.quit();
}

/** So many seconds of somebody's admission are over, as if they had been waited for. */
export async function shortenAdmission({userId}, concert, seconds) {
    const store = redis();
    await store.zincrby(`usher:{${concert.concertId}}:active`, -1000 * seconds, userId);
    await store.quit();
}

/** Somebody's holds end at once, as if they had been waited for: their keys are gone, and what follows is due. */
export async function endHolds({userId}, {concertId}, reservations) {
    const store = redis();
    const key = (name) => `usher:{${concertId}}:${name}`;
    for (const {showId, seatId, reservationId} of reservations) {
        const [{no}] = await sql("SELECT show_no AS no FROM usher.shows WHERE show_id = $1", [showId]);
        const [ref, now] = [`${no}:${seatId}`, Date.now()];
        await store.multi().del(key(`hold:${ref}`)).zadd(key("deadlines"), "XX", now, ref)
            .hset(key(`buyer:${userId}`), ref, `${reservationId} ${now}`).exec();
    }
    await store.quit();
}

export async function charge(user, amount) {
    return expect(await user.patch("/points/charge", {amount}), 200);
}

/** Charges any number of points, in as few calls as may be. */
export async function fill(user, points) {
    for (let left = points; left > 0; left -= CHARGE_MAX) {
        await charge(user, Math.min(left, CHARGE_MAX));
    }
}

export async function pointsOf(user) {
    return expect(await user.get("/points"), 200).points;
}

/** Holds seats of a show; resolves to the reservations. */
export async function hold(user, showId, seatIds) {
    return expect(await user.post("/reservations", {showId, seatIds}), 201).reservations;
}

/** Asks for the best seats of a concert's first show: {quantity, …}; resolves to the answer. */
export function askBest(user, {showId}, body) {
    return user.post("/reservations", {showId, ...body});
}

/** Holds them; resolves to the reservations. */
export async function holdBest(user, concert, body) {
    return expect(await askBest(user, concert, body), 201).reservations;
}

/** Holds them; resolves to the ids of the seats. */
export async function bestIds(user, concert, body) {
    return (await holdBest(user, concert, body)).map(({seatId}) => seatId);
}

/** Pays for reservations; resolves to the payment. */
export async function pay(user, reservations) {
    const reservationIds = reservations.map(({reservationId}) => reservationId);
    return expect(await user.post("/payments", {reservationIds}), 201);
}

/** A user who is admitted to a concert, with points. */
export async function newBuyer(concert, points = 0) {
    const [buyer] = await newUsers(1);
    await admit([buyer], concert);
    if (points > 0) {
        await charge(buyer, points);
    }
    return buyer;
}

/** A user who has bought so many seats of a concert's first show: {buyer, reservations, payment}. */
export async function newOwner(concert, seats = 1) {
    const buyer = await newBuyer(concert, 1000 * seats);
    const reservations = await hold(buyer, concert.showId, concert.seats(seats));
    return {buyer, reservations, payment: await pay(buyer, reservations)};
}

/** Turns the numbers of a wallet's movements round, as if their ids came of a clock that was set back between them. */
export async function renumber({userId}) {
    await superuser(`SET session_replication_role = replica;
        UPDATE usher.ledger_entries SET entry_no = 1000 - entry_no
         WHERE account_kind = 'wallet' AND account_id = '${userId}'`);
}

/** The status of one seat of a show, as an admitted user sees it. */
export async function seatStatus(user, showId, seatId) {
    const {status} = expect(await user.get(`/shows/${showId}/seatmap`), 200);
    return {A: "AVAILABLE", H: "HELD", S: "SOLD"}[status[seatId - 1]];
}

/** Follows the cursors of a list to its end; resolves to all its items and to the pages. */
export async function allPages(user, path, member) {
    const pages = [];
    let cursor = "";
    do {
        const body = expect(await user.get(`${path}${cursor}`), 200);
        pages.push(body[member]);
        const next = body.pagination.nextCursor;
        cursor = next && `${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(next)}`;
    } while (cursor);
    return {pages, items: pages.flat()};
}
