// people.mjs -- users with a token in hand, made without the cost of hashing a password.

import {randomUUID} from "node:crypto";

import {api} from "./api.mjs";
import {sql} from "./stores.mjs";
import {accessClaims, mint} from "./tokens.mjs";

async function withRole(role, count) {
    const rows = await sql(
        `SELECT email, usher.register_user(email, 'no password fits this', $1) AS "userId"
           FROM (SELECT gen_random_uuid() || '@test.example' AS email FROM generate_series(1, $2)) AS made`,
        [role, count],
    );
    return Promise.all(rows.map(async (user) => {
        const token = await mint(accessClaims(user.userId, role));
        return {...user, token, ...api(token)};
    }));
}

/** Users {userId, email, token}, each a client of the API as well: user.get("/points"). */
export function newUsers(count) {
    return withRole("buyer", count);
}

export async function newUser() {
    return (await newUsers(1))[0];
}

export async function newAdmin() {
    return (await withRole("admin", 1))[0];
}

/** Somebody who works at the door. */
export async function newStaff() {
    return (await withRole("staff", 1))[0];
}

/** An address that nobody has registered. */
export function newEmail() {
    return `${randomUUID()}@test.example`;
}
