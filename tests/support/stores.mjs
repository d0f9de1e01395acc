// stores.mjs -- the stores behind Usher, for what a test cannot ask its API.

import Redis from "ioredis";
import pg from "pg";

let pool;

function newPool() {
    const made = new pg.Pool({
        connectionString: process.env.USHER_TEST_DATABASE_URL, max: 4, allowExitOnIdle: true,
    });
    // An idle connection whose server was killed: the next statement opens another.
    made.on("error", () => {});
    return made;
}

/** Runs a statement as the owner of the schema; resolves to its rows. */
export async function sql(text, values = []) {
    pool ??= newPool();
    return (await pool.query(text, values)).rows;
}

/** Runs a statement as the superuser of the private cluster, on a connection of its own. */
export async function superuser(text) {
    const connectionString = process.env.USHER_TEST_DATABASE_URL.replace("usher_owner@", "postgres@");
    const client = new pg.Client({connectionString});
    await client.connect();
    try {
        return (await client.query(text)).rows;
    } finally {
        await client.end();
    }
}

/** A connection to Redis; who opens it ends it with quit(). */
export function redis() {
    return new Redis(process.env.USHER_TEST_REDIS_URL.replace(/^unix:/, ""));
}
