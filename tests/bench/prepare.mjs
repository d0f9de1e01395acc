// prepare.mjs -- the people, holds and rows that a measurement uses up, as files for requests.lua.
//
//   node prepare.mjs queueFOLDER ROUNDS PEOPLE    a concert at rest, and its people with their tokens
//   node prepare.mjs looks FOLDER ROUNDS          the first of them, who have joined
//   node prepare.mjs holds FOLDER ROUNDS          lets all of them in: each can hold a seat
//   node prepare.mjs payments FOLDER ROUNDS       each hold with its payer's points, and rows for pgbench

import {createHmac} from "node:crypto";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";

import {BASE, accessClaims, api, eventually, inDays, newConcert, redis, sql, steer, tokenKeys} from "../support/usher.mjs";

const SEATS = 5000;
const LOOKERS = 5000;
const PAYERS_MAX = 30_000;
const SECONDS_LONG = 3600;
const [verb, folder, rounds, count] = process.argv.slice(2);

function save(name, value) {
    writeFileSync(join(folder, name), JSON.stringify(value));
}

function load(name) {
    return JSON.parse(readFileSync(join(folder, name), "utf8"));
}

// Requests are {method, path, token, body}; a measurement's rounds share them out.
function saveRequests(name, requests) {
    const lines = requests.map(({method, path, token, body}) =>
        [method, BASE + path, token, body ? JSON.stringify(body) : ""].join("\t"));
    for (let round = 0; round < rounds; round++) {
        const share = lines.filter((_, index) => index % rounds === round);
        writeFileSync(join(folder, `${name}-${round}`), `${share.join("\n")}\n`);
    }
}

function signer() {
    const [{kid, secret}] = tokenKeys();
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const header = part({alg: "HS256", kid, typ: "JWT"});
    const iat = Math.floor(Date.now() / 1000);
    return (userId) => {
        const input = `${header}.${part({...accessClaims(userId), iat, exp: iat + SECONDS_LONG})}`;
        return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
    };
}

async function newPeople() {
    const rows = await sql(
        `WITH made AS (
             INSERT INTO usher.users (email, password_hash, role)
             SELECT gen_random_uuid() || '@bench.example', 'no password fits this', 'buyer' FROM generate_series(1, $1)
             RETURNING user_id)
         INSERT INTO usher.wallets (user_id) SELECT user_id FROM made RETURNING user_id AS "userId"`,
        [Number(count)],
    );
    const sign = signer();
    return rows.map(({userId}) => ({userId, token: sign(userId)}));
}

// Halls of 5,000, evening after evening, until each has a seat; as many again are for pgbench.
function showsFor(people) {
    const sections = ["Floor", "Lower", "Upper", "Left", "Right"].map((name) =>
        ({name, rows: 20, seatsPerRow: 50, price: 1000}));
    return Array.from({length: 2 * Math.ceil(people / SEATS)}, (_, evening) =>
        ({startsAt: inDays(30 + evening), sections}));
}

function seatOf(shows, index) {
    return {showId: shows[Math.floor(index / SEATS)].showId, seatIds: [index % SEATS + 1]};
}

async function prepareQueue() {
    const policy = {
        admitPerSecond: 100_000, maxActive: 1_000_000, admissionSeconds: SECONDS_LONG, claimSeconds: SECONDS_LONG,
        holdSeconds: SECONDS_LONG,
    };
    const concert = await newConcert({policy, shows: showsFor(Number(count))});
    await steer(concert, "pause");
    const people = await newPeople();
    const path = `${concert.path}/queue-entry`;
    saveRequests("join", people.map(({token}) => ({method: "POST", path, token})));
    save("people", people);
    save("concert", concert);
}

// Whoever the measurement had no time for joins now.
async function joinTheRest(store, key, concert, people = load("people")) {
    const waiting = new Set(await store.zrange(key("waiting"), 0, -1));
    const rest = people.filter(({userId}) => !waiting.has(userId));
    await Promise.all(rest.map(({token}) => api(token).post(`${concert.path}/queue-entry`)));
}

async function prepareLooks(store, key, concert) {
    const lookers = load("people").slice(0, LOOKERS);
    await joinTheRest(store, key, concert, lookers);
    saveRequests("look", lookers.map(({token}) => ({method: "GET", path: `${concert.path}/queue-entry`, token})));
}

async function prepareHolds(store, key, concert) {
    await joinTheRest(store, key, concert);
    await steer(concert, "resume");
    await eventually(async () => await store.zcard(key("waiting")) === 0, 30_000);
    saveRequests("hold", load("people").map(({token}, index) => ({
        method: "POST", path: "/reservations", token, body: seatOf(concert.shows, index),
    })));
}

async function holdsOf(store, key) {
    const holds = [];
    for await (const keys of store.scanStream({match: key("hold:*"), count: 1000})) {
        const values = keys.length ? await store.mget(keys) : [];
        holds.push(...values.map((value) => value.split(" ")).map(([reservationId, userId]) => ({reservationId, userId})));
    }
    return holds.slice(0, PAYERS_MAX);
}

async function givePoints(userIds, amount) {
    await sql("SELECT usher.charge_points(user_id, $2, NULL, NULL) FROM unnest($1::uuid[]) AS w (user_id)",
        [userIds, amount]);
}

// pgbench pays for seats of the last shows, without asking whether anybody holds them.
async function prepareRows(concert, userIds) {
    await sql("CREATE SCHEMA bench");
    await sql("GRANT USAGE ON SCHEMA bench TO usher_worker");
    await sql(
        `CREATE TABLE bench.payers AS
         SELECT n::int - 1 AS n, user_id, $2::uuid AS concert_id, gen_random_uuid() AS reservation_id,
                ($3::uuid[])[(n - 1) / $4 + 1] AS show_id, ((n - 1) % $4 + 1)::int AS seat_id
           FROM unnest($1::uuid[]) WITH ORDINALITY AS w (user_id, n)`,
        [userIds, concert.concertId, concert.shows.slice(concert.shows.length / 2).map(({showId}) => showId), SEATS],
    );
    await sql("ALTER TABLE bench.payers ADD PRIMARY KEY (n)");
    await sql("GRANT SELECT ON bench.payers TO usher_worker");
}

async function preparePayments(store, key, concert) {
    const tokens = new Map(load("people").map(({userId, token}) => [userId, token]));
    const holds = await holdsOf(store, key);
    const userIds = holds.map(({userId}) => userId);
    await givePoints(userIds, 2000);
    await prepareRows(concert, userIds);
    saveRequests("payment", holds.map(({userId, reservationId}) => ({
        method: "POST", path: "/payments", token: tokens.get(userId), body: {reservationIds: [reservationId]},
    })));
    await sql("VACUUM ANALYZE");
}

if (verb === "queue") {
    await prepareQueue();
} else {
    const store = redis();
    const concert = load("concert");
    const key = (name) => `usher:{${concert.concertId}}:${name}`;
    const prepare = {looks: prepareLooks, holds: prepareHolds, payments: preparePayments}[verb];
    await prepare(store, key, concert);
    store.disconnect();
}
