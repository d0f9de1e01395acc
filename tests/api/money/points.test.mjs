// points.test.mjs -- a wallet: the balance, and charging it once.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import pg from "pg";

import {POOLS, childrenOf, pidOf} from "../../race/processes.mjs";
import {charge, eventually, expect, expectProblem, newUser, newUsers, pointsOf, sql} from "../../support/usher.mjs";

const CHARGE_MAX = 10_000_000;
const BALANCE_MAX = 100_000_000;

function chargeWith(user, key, amount) {
    return user.patch("/points/charge", {amount}, {"idempotency-key": key});
}

describe("points", {concurrency: 16}, () => {
    test("who has never charged has none", async () => {
        assert.equal(await pointsOf(await newUser()), 0);
    });

    test("a user without a row in the wallets has none, may charge, and is no error", async () => {
        const user = await newUser();
        await sql("DELETE FROM usher.wallets WHERE user_id = $1", [user.userId]);
        assert.equal(await pointsOf(user), 0);
        assert.equal((await charge(user, 700)).points, 700);
    });

    test("a charge answers with the balance and the amount", async () => {
        const user = await newUser();
        assert.deepEqual(await charge(user, 700), {points: 700, chargeAmount: 700});
        assert.deepEqual(await charge(user, 1), {points: 701, chargeAmount: 1});
        assert.equal(await pointsOf(user), 701);
    });

    test("the balance is its owner's only", async () => {
        const [ada, ben] = await newUsers(2);
        await charge(ada, 700);
        assert.equal(await pointsOf(ben), 0);
    });

    test("an amount that is no whole number from 1 to 10,000,000 is refused, named, and changes nothing", async () => {
        const user = await newUser();
        const amounts = [
            undefined, null, 0, -1, -500, CHARGE_MAX + 1, 1.5, 0.1, 1e300, 2 ** 53, "100", "", true, [], [1],
            {}, -0.5,
        ];
        for (const amount of amounts) {
            const problem = expectProblem(await user.patch("/points/charge", {amount}), 400, "invalid_member");
            assert.match(problem.detail, /^amount\b/, JSON.stringify(amount));
        }
        assert.equal(await pointsOf(user), 0);
    });

    test("a whole number is one however it is written", async () => {
        const user = await newUser();
        for (const amount of ["100", "1e2", "100.0", "0.1e3"]) {
            expect(await user.patch("/points/charge", `{"amount": ${amount}}`), 200);
        }
        assert.equal(await pointsOf(user), 400);
    });

    test("the balance goes to 100,000,000 exactly and not past it", async () => {
        const user = await newUser();
        for (let i = 0; i < BALANCE_MAX / CHARGE_MAX; i++) {
            await charge(user, CHARGE_MAX);
        }
        assert.equal(await pointsOf(user), BALANCE_MAX);
        expectProblem(await user.patch("/points/charge", {amount: 1}), 409, "balance_limit");
        assert.equal(await pointsOf(user), BALANCE_MAX);
    });

    test("twenty charges of one user at once all succeed", async () => {
        const user = await newUser();
        const answers = await Promise.all(
            Array.from({length: 20}, (_, index) => user.patch("/points/charge", {amount: index + 1})));
        assert.deepEqual(answers.map(({status}) => status), Array(20).fill(200));
        assert.equal(await pointsOf(user), 210);
    });

    test("a hundred top-ups an hour are the most, and one more says when to come back", async () => {
        const user = await newUser();
        const first = randomUUID();
        expect(await chargeWith(user, first, 1), 200);
        await sql("UPDATE usher.uses SET count = 100 WHERE user_id = $1 AND what = 'top_up'", [user.userId]);
        for (const answer of [await user.patch("/points/charge", {amount: 1}),
            await user.post("/points/charges", {amount: 1})]) {
            expectProblem(answer, 429, "too_many_requests");
            const seconds = Number(answer.headers["retry-after"]);
            assert.ok(seconds > 60 && seconds <= 3600, `${seconds} s`);
        }
        expect(await chargeWith(user, first, 1), 200);
        assert.equal(await pointsOf(user), 1);
        await sql("UPDATE usher.uses SET since = now() - interval '1 hour' WHERE user_id = $1", [user.userId]);
        await charge(user, 1);
    });

    test("a worker has one connection to Postgres, whatever it does", async () => {
        const users = await newUsers(40);
        await Promise.all(users.map((user) => charge(user, 1)));
        // One that was lost, and has been replaced, is there until Postgres has seen its end.
        await eventually(async () => {
            const [{count}] = await sql("SELECT count(*)::int FROM pg_stat_activity WHERE usename = 'usher_worker'");
            const workers = POOLS.flatMap((pool) => childrenOf(pidOf(pool)));
            assert.ok(count <= workers.length, `${count} connections of ${workers.length} workers`);
        });
    });

    test("each charge sums to zero in the ledger, and the entries sum to the balance", async () => {
        const user = await newUser();
        await Promise.all([charge(user, 300), charge(user, 400)]);
        const legs = await sql(
            `SELECT sum(amount)::int AS sum, count(*)::int AS legs FROM usher.ledger_entries
              WHERE transaction_id IN (SELECT transaction_id FROM usher.ledger_entries WHERE account_id = $1)
              GROUP BY transaction_id`, [user.userId]);
        assert.deepEqual(legs, [{sum: 0, legs: 2}, {sum: 0, legs: 2}]);
        const [{balance}] = await sql(
            "SELECT sum(amount)::int AS balance FROM usher.ledger_entries WHERE account_id = $1", [user.userId]);
        assert.equal(balance, 700);
    });
});

describe("a charge with an Idempotency-Key", {concurrency: 16}, () => {
    test("the same call again has the effect of one and gets the first answer", async () => {
        const [user, key] = [await newUser(), randomUUID()];
        const first = await chargeWith(user, key, 500);
        await charge(user, 1);
        const second = await chargeWith(user, key, 500);
        assert.deepEqual(expect(second, 200), expect(first, 200));
        assert.equal(first.headers["idempotent-replayed"], undefined);
        assert.equal(second.headers["idempotent-replayed"], "true");
        assert.equal(await pointsOf(user), 501);
    });

    test("another body under the same key is 422 and changes nothing", async () => {
        const [user, key] = [await newUser(), randomUUID()];
        expect(await chargeWith(user, key, 500), 200);
        expectProblem(await chargeWith(user, key, 501), 422, "idempotency_key_reused");
        assert.equal(await pointsOf(user), 500);
    });

    test("twenty of the same at once charge once", async () => {
        const [user, key] = [await newUser(), randomUUID()];
        const answers = await Promise.all(Array.from({length: 20}, () => chargeWith(user, key, 500)));
        const told = answers.map(({status, problem}) => problem?.code ?? status);
        assert.ok(told.includes(200) && told.every((one) => [200, "idempotency_in_flight"].includes(one)), told.join());
        const firsts = answers.filter(({status, headers}) => status === 200 && !headers["idempotent-replayed"]);
        assert.equal(firsts.length, 1);
        assert.equal(await pointsOf(user), 500);
    });

    test("a call that comes while the first is still running is 409", async () => {
        const [user, key] = [await newUser(), randomUUID()];
        const running = new pg.Client({connectionString: process.env.USHER_TEST_DATABASE_URL});
        await running.connect();
        try {
            await running.query("BEGIN");
            await running.query("SELECT pg_advisory_xact_lock(hashtextextended($1::text || $2, 0))", [user.userId, key]);
            expectProblem(await chargeWith(user, key, 500), 409, "idempotency_in_flight");
            await running.query("COMMIT");
        } finally {
            await running.end();
        }
        expect(await chargeWith(user, key, 500), 200);
    });

    test("a key belongs to its user", async () => {
        const [[ada, ben], key] = [await newUsers(2), randomUUID()];
        expect(await chargeWith(ada, key, 500), 200);
        const answer = await chargeWith(ben, key, 700);
        assert.deepEqual(expect(answer, 200), {points: 700, chargeAmount: 700});
    });

    test("a key is honoured for a day", async () => {
        const [user, key] = [await newUser(), randomUUID()];
        expect(await chargeWith(user, key, 500), 200);
        const age = (hours) => sql(
            "UPDATE usher.idempotency SET created_at = now() - make_interval(hours => $2) WHERE user_id = $1",
            [user.userId, hours]);
        await age(23);
        expect(await chargeWith(user, key, 500), 200);
        assert.equal(await pointsOf(user), 500);
        await age(25);
        expect(await chargeWith(user, key, 700), 200);
        assert.equal(await pointsOf(user), 1200);
    });

    test("a refused charge leaves its key free", async () => {
        const [user, key] = [await newUser(), randomUUID()];
        expectProblem(await chargeWith(user, key, 0), 400, "invalid_member");
        expect(await chargeWith(user, key, 500), 200);
    });

    test("a key has 1 to 255 visible ASCII characters", async () => {
        const user = await newUser();
        for (const key of ["", "x".repeat(256), "two words", "tab\tkey", "é"]) {
            expectProblem(await chargeWith(user, key, 1), 400, "invalid_header");
        }
        for (const key of ["x".repeat(255), "!~\"'%", "0"]) {
            expect(await chargeWith(user, key, 1), 200);
        }
        assert.equal(await pointsOf(user), 3);
    });
});
