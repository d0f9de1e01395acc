// sale.mjs -- the sale that is measured: a concert, its people with their tokens, and what they ask for.

import {createHmac} from "node:crypto";

import {accessClaims, eventually, inDays, newConcert, redis, sql, steer, tokenKeys} from "../../support/usher.mjs";
import {saveRequests, send} from "./send.mjs";

const SECONDS_LONG = 3600;
const LOOKERS = 5000;
const SEATS_MAX = 50_000; // what a seat map is to have
const UNTIL_DONE_SECONDS = 60;

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

/** People {userId, token} with so many points, made by few statements. */
async function newPeople(count, points) {
    const rows = await sql(
        `WITH made AS (
             INSERT INTO usher.users (email, password_hash, role)
             SELECT gen_random_uuid() || '@bench.example', 'no password fits this', 'buyer' FROM generate_series(1, $1)
             RETURNING user_id)
         INSERT INTO usher.wallets (user_id) SELECT user_id FROM made RETURNING user_id AS "userId"`,
        [count],
    );
    await sql("SELECT usher.charge_points(user_id, $2, NULL, NULL) FROM unnest($1::uuid[]) AS w (user_id)",
        [rows.map(({userId}) => userId), points]);
    const sign = signer();
    return rows.map(({userId}) => ({userId, token: sign(userId)}));
}

const SECTION_SEATS = 2000;

function sections(count) {
    return Array.from({length: count}, (_, at) => ({name: `Section ${at + 1}`, rows: 20, seatsPerRow: 100, price: 1000}));
}

export class Sale {
    #isPaused = true;
    #joined; // the file of requests by which all of them join

    constructor(concert, people) {
        Object.assign(this, {concert, people, store: redis(), entryPath: `${concert.path}/queue-entry`});
    }

    key(name) {
        return `usher:{${this.concert.concertId}}:${name}`;
    }

    #ask(name, method, people) {
        return saveRequests(name, people.map(({token}) => ({method, path: this.entryPath, token})));
    }

    async #pause() {
        if (!this.#isPaused) {
            await steer(this.concert, "pause");
            this.#isPaused = true;
        }
    }

    /** The queue is empty again. */
    async emptyQueue() {
        await this.store.del(...["waiting", "active", "turns", "lapsed", "lobby"].map((name) => this.key(name)));
    }

    joins() {
        this.#joined ??= this.#ask("join", "POST", this.people);
        return this.#joined;
    }

    /** Some have joined and wait, and each of them can look. */
    async looks() {
        await this.#pause();
        await this.emptyQueue();
        this.lookers = this.people.slice(0, LOOKERS);
        await send({file: this.#ask("join-to-look", "POST", this.lookers), how: "once"}, UNTIL_DONE_SECONDS);
        return this.#ask("look", "GET", this.lookers);
    }

    /** Everybody is admitted, and holds nothing. */
    async admitAll() {
        await send({file: this.joins(), how: "once"}, UNTIL_DONE_SECONDS);
        await steer(this.concert, "resume");
        this.#isPaused = false;
        await eventually(async () => await this.store.zcard(this.key("waiting")) === 0);
    }

    /** The requests by which each holds a seat: the nth person the nth seat. */
    holds(count = this.people.length) {
        return saveRequests("hold", this.people.slice(0, count).map(({token}, at) => ({
            method: "POST", path: "/reservations", token, body: {showId: this.concert.showId, seatIds: [at + 1]},
        })));
    }

    /** What is held now: {reservationId, userId, token}. */
    async held() {
        const tokens = new Map(this.people.map(({userId, token}) => [userId, token]));
        const found = [];
        for await (const keys of this.store.scanStream({match: this.key("hold:*"), count: 1000})) {
            const values = keys.length ? await this.store.mget(keys) : [];
            found.push(...values.filter(Boolean).map((value) => value.split(" ")));
        }
        return found.map(([reservationId, userId]) => ({reservationId, userId, token: tokens.get(userId)}));
    }

    async end() {
        await this.store.quit();
    }
}

/** A paused sale of a hall, with so many people who have done nothing yet. */
export async function newSale(count) {
    const policy = {
        admitPerSecond: 100_000, maxActive: 1_000_000, admissionSeconds: SECONDS_LONG, claimSeconds: SECONDS_LONG,
        holdSeconds: SECONDS_LONG,
    };
    const seats = Math.min(SEATS_MAX, SECTION_SEATS * Math.ceil(2.5 * count / SECTION_SEATS));
    const hall = sections(seats / SECTION_SEATS);
    const concert = await newConcert({policy, shows: [{startsAt: inDays(30), sections: hall}]});
    await steer(concert, "pause");
    return new Sale(concert, await newPeople(count, 100_000));
}
