// login.mjs -- signing in beside the hash that it cannot do without, computed alone on every core.

import {execFile} from "node:child_process";
import os from "node:os";
import {promisify} from "node:util";

import {api, expect, newEmail, sql} from "../../support/usher.mjs";
import {measure} from "./rounds.mjs";
import {saveRequests, send} from "./send.mjs";

const run = promisify(execFile);
const SMOKE = process.env.SMOKE === "yes";
const CORES = os.cpus().length;
const SECONDS = SMOKE ? 0.2 : 2;
const ACCOUNTS = SMOKE ? 50 : 400;
const PASSWORD = "correct horse battery staple";

// What the workers keep: $scrypt$ln=14,r=8,p=5$salt$hash
function parametersOf(hash) {
    const [, logN, r, p] = /ln=(\d+),r=(\d+),p=(\d+)/.exec(hash).map(Number);
    return {n: 2 ** logN, r, p, maxmem_bytes: 2 ** logN * r * 256};
}

// The library that the workers have, by its own program.
function hashOnce(parameters) {
    const options = Object.entries({...parameters, pass: PASSWORD, salt: "a salt of sixteen"});
    return run("openssl", ["kdf", "-keylen", "32", ...options.flatMap(([name, value]) => ["-kdfopt", `${name}:${value}`]),
        "SCRYPT"]);
}

/** A load: one hash after the other on every core at once. */
function hashes(parameters) {
    const chain = async (until) => {
        let count = 0;
        for (; performance.now() < until; count++) {
            await hashOnce(parameters);
        }
        return count;
    };
    return {
        name: "scrypt alone", fullOnly: true,
        async send() {
            const began = performance.now();
            const counts = await Promise.all(Array.from({length: CORES}, () => chain(began + 1000 * SECONDS)));
            const seconds = (performance.now() - began) / 1000;
            const answers = counts.reduce((a, b) => a + b, 0);
            const ms = 1000 * seconds * CORES / answers;
            return {perSecond: answers / seconds, answers, refused: 0, lost: 0, ms: {p50: ms, p99: ms}};
        },
    };
}

// One is registered; the others have the hash of its password.
async function makeAccounts() {
    const email = newEmail();
    expect(await api().post("/auth/register", {email, password: PASSWORD}), 201);
    const rows = await sql(
        `WITH made AS (
             INSERT INTO usher.users (email, password_hash, role)
             SELECT gen_random_uuid() || '@bench.example', u.password_hash, 'buyer'
               FROM usher.users u, generate_series(1, $2) WHERE u.email = $1
             RETURNING user_id, email, password_hash)
         , wallets AS (INSERT INTO usher.wallets (user_id) SELECT user_id FROM made)
         SELECT email, password_hash AS hash FROM made`,
        [email, ACCOUNTS],
    );
    return {emails: rows.map((row) => row.email), hash: rows[0].hash};
}

export async function measureLogins(_bench, report) {
    const {emails, hash} = await makeAccounts();
    const file = saveRequests("login", emails.map((email) =>
        ({method: "POST", path: "/auth/login", body: {email, password: PASSWORD}})));
    const results = await measure([
        hashes(parametersOf(hash)),
        {name: "login", file, pool: "passwords", connections: 2 * CORES, send: (load, _seconds, rate) => send(load, SECONDS, rate)},
    ]);
    report.add(results);
    report.compare("login", "login", "scrypt alone", {atLeast: 0.9});
    report.note(`scrypt ran alone on all ${CORES} cores at once, as passwords do, with the parameters of the kept hash.`);
}
