// prepare.mjs -- the concert that is to be sold, and the people, each with a session as if they had signed in before.
//
// Passwords cost a fifth of a second each; nobody here has one.

import {randomBytes} from "node:crypto";

import {inDays, newConcert} from "../../support/sale.mjs";
import {sql} from "../../support/stores.mjs";
import {send} from "../../support/http.mjs";
import {randomFrom} from "./plan.mjs";
import {filesOf} from "./page-files.mjs";

const STEP = 2000;
const POINTS = 1_000_000;
const SHARE_WITH_POINTS = 0.4;
const ROW = 25;
const SECTION_ROWS = 20;
const PRICES = [150_000, 120_000, 90_000, 70_000];

// Sections of 500 seats, the dearest in front; what is left over is a shorter one, and a shorter row.
function sectionsOf(seats) {
    const sections = [];
    for (let left = seats; left > 0;) {
        const rows = Math.min(SECTION_ROWS, Math.max(1, Math.floor(left / ROW)));
        const seatsPerRow = Math.min(ROW, left);
        const price = PRICES[Math.min(PRICES.length - 1, sections.length)];
        sections.push({name: `Section ${sections.length + 1}`, rows, seatsPerRow, price});
        left -= rows * seatsPerRow;
    }
    return sections;
}

/** A lottery whose hour is far away. */
export async function makeSale({seats, rate, policy}) {
    const full = {...policy, queueing: "lottery", admitPerSecond: rate};
    const shows = [{startsAt: inDays(30), sections: sectionsOf(seats)}];
    const {concertId, showId} = await newConcert({opens: inDays(1), policy: full, shows});
    return {concertId, showId, policy: full};
}

function insert(tokens) {
    return sql(
        `WITH given AS (SELECT token, encode(sha256(token::bytea), 'hex') || '@bench.example' AS email
                          FROM unnest($1::text[]) AS t (token)),
              made AS (INSERT INTO usher.users (email, password_hash, role)
                       SELECT email, 'no password fits this', 'buyer' FROM given RETURNING user_id, email),
              wallets AS (INSERT INTO usher.wallets (user_id) SELECT user_id FROM made),
              families AS (INSERT INTO usher.refresh_families (user_id)
                           SELECT user_id FROM made RETURNING family_id, user_id),
              tokens AS (INSERT INTO usher.refresh_tokens (token_hash, family_id, expires_at)
                         SELECT sha256(token::bytea), family_id, now() + interval '1 day'
                           FROM families JOIN made USING (user_id) JOIN given USING (email))
         SELECT user_id AS "userId", token FROM made JOIN given USING (email)`,
        [tokens],
    );
}

/** People {userId, token}: the token is the one that a browser keeps in a cookie. */
export async function makePeople({buyers, seed}) {
    const random = randomFrom(seed);
    const people = [];
    while (people.length < buyers) {
        const count = Math.min(STEP, buyers - people.length);
        people.push(...await insert(Array.from({length: count}, () => randomBytes(24).toString("base64url"))));
    }
    const rich = people.filter(() => random() < SHARE_WITH_POINTS).map(({userId}) => userId);
    await sql("SELECT usher.charge_points(user_id, $2, NULL, NULL) FROM unnest($1::uuid[]) AS w (user_id)",
        [rich, POINTS]);
    await sql("VACUUM ANALYZE");
    return people;
}

/** The files of the pages that buyers open, by page, and the ETags of all of them. */
export async function readPages() {
    const files = {};
    for (const page of ["wait", "seats", "cart"]) {
        files[page] = await filesOf(`/${page}`);
    }
    const etags = await Promise.all([...new Set(Object.values(files).flat())].map(async (path) => {
        const {headers} = await send({method: "GET", path, headers: {"accept-encoding": "gzip"}});
        return [path, headers.etag];
    }));
    return {files, etags: etags.filter(([, etag]) => etag)};
}
