// charges.test.mjs -- topping up by card: the charge, the provider's webhook, and what the provider says.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {after, before, describe, test} from "node:test";

import net from "node:net";

import {childrenOf, pidOf, signal} from "../../race/processes.mjs";
import {startMoneyWorkers} from "../../support/nginx.mjs";
import {
    deliver, deliverBytes, deliverOnce, eventBody, signedHeaders, startProvider, webhookSecrets,
} from "../../support/provider.mjs";
import {
    charge, eventually, expect, expectProblem, fill, newUser, newUsers, pointsOf, request, sql, usherctl,
} from "../../support/usher.mjs";

const CHARGE_MAX = 10_000_000;
const BALANCE_MAX = 100_000_000;
let provider;

before(async () => {
    provider = await startProvider();
});

after(() => provider.stop());

async function begin(user, amount = 5000, headers = {}) {
    return expect(await user.post("/points/charges", {amount}, headers), 201);
}

async function chargeOf(user, {chargeId}) {
    return expect(await user.get(`/points/charges/${chargeId}`), 200);
}

// A user with a charge that waits to be paid under `reference`.
async function newCharge(amount = 5000) {
    const user = await newUser();
    const made = await begin(user, amount);
    return {user, made, reference: made.providerReference, look: () => chargeOf(user, made)};
}

// How many ledger transactions, and how many points, the charges of a user have brought.
async function creditsOf({userId}) {
    const [row] = await sql(
        `SELECT count(*)::int AS count, coalesce(sum(amount), 0)::int AS points FROM usher.ledger_entries
          WHERE account_kind = 'wallet' AND account_id = $1`, [userId]);
    return row;
}

// A charge as it is, without its owner's looking at it, which has the provider asked.
async function stateOf(reference) {
    const [{status, reason}] = await sql(
        "SELECT status, reason FROM usher.charges WHERE provider_reference = $1", [reference]);
    return reason ? `${status} ${reason}` : status;
}

async function deliveriesOf(reference, kind = "payment_event") {
    return sql(
        `SELECT tries, ended_at IS NOT NULL AS ended, last_error,
                extract(epoch FROM next_at - tried_at)::int AS wait_seconds
           FROM usher.deliveries WHERE payload->>'reference' = $1 AND kind = $2 ORDER BY delivery_id`, [reference, kind]);
}

// Every delivery about a payment is done, or was put off. With what it came to.
async function worked(reference, kind) {
    return eventually(async () => {
        const all = await deliveriesOf(reference, kind);
        return all.length > 0 && all.every(({tries, ended, wait_seconds: wait}) => ended || (tries > 0 && wait !== 60)) &&
            all;
    }, 120_000);
}

// The next try is due.
async function hurry(reference, kind = "payment_event") {
    await sql(`UPDATE usher.deliveries SET next_at = now(), tried_at = NULL, tries = 0
                WHERE payload->>'reference' = $1 AND kind = $2 AND ended_at IS NULL`, [reference, kind]);
}

// Told by an event, which was acted upon.
async function tell(reference, event) {
    expect(await deliver(reference, event), 200);
    await worked(reference);
}

describe("a charge", {concurrency: 8}, () => {
    test("is made pending, and is its owner's only", async () => {
        const [ada, ben] = await newUsers(2);
        const made = await begin(ada, 5000);
        assert.deepEqual({...made, chargeId: 0, createdAt: 0, providerReference: 0}, {
            chargeId: 0, amount: 5000, currency: "KRW", status: "PENDING", providerReference: 0, createdAt: 0,
        });
        assert.deepEqual(await chargeOf(ada, made), made);
        expectProblem(await ben.get(`/points/charges/${made.chargeId}`), 404, "not_found");
        expectProblem(await ada.get(`/points/charges/${randomUUID()}`), 404, "not_found");
        assert.equal(await pointsOf(ada), 0);
    });

    test("of an amount that is none from 1 to 10,000,000 is refused, and named", async () => {
        const user = await newUser();
        for (const amount of [undefined, 0, -1, CHARGE_MAX + 1, 1.5, "100", {}]) {
            const problem = expectProblem(await user.post("/points/charges", {amount}), 400, "invalid_member");
            assert.match(problem.detail, /^amount\b/);
        }
        await begin(user, 1);
        await begin(user, CHARGE_MAX);
    });

    test("with the same key is the same charge, even when it was paid meanwhile", async () => {
        const [user, key] = [await newUser(), {"idempotency-key": randomUUID()}];
        const made = await begin(user, 5000, key);
        provider.pay(made.providerReference, 5000);
        await tell(made.providerReference);
        const again = await user.post("/points/charges", {amount: 5000}, key);
        assert.deepEqual(expect(again, 201), made);
        assert.equal(again.headers["idempotent-replayed"], "true");
        expectProblem(await user.post("/points/charges", {amount: 1}, key), 422, "idempotency_key_reused");
        expectProblem(await user.patch("/points/charge", {amount: 5000}, key), 422, "idempotency_key_reused");
    });

    test("counts as paid for an hour, so that no card is debited in vain", async () => {
        const user = await newUser();
        for (let i = 0; i < BALANCE_MAX / CHARGE_MAX; i++) {
            await begin(user, CHARGE_MAX);
        }
        expectProblem(await user.post("/points/charges", {amount: 1}), 409, "balance_limit");
        await sql("UPDATE usher.charges SET created_at = now() - interval '61 minutes' WHERE user_id = $1", [user.userId]);
        await charge(user, CHARGE_MAX);
        await begin(user, CHARGE_MAX);
        for (let i = 2; i < BALANCE_MAX / CHARGE_MAX; i++) {
            await charge(user, CHARGE_MAX);
        }
        expectProblem(await user.post("/points/charges", {amount: 1}), 409, "balance_limit");
    });
});

describe("a webhook", {concurrency: 2}, () => {
    test("that is forged, stale or unsigned is refused and changes nothing", async () => {
        const {user, reference} = await newCharge();
        provider.pay(reference, 5000);
        const body = eventBody(reference);
        const good = signedHeaders(body);
        const refused = [
            {}, {...good, "webhook-signature": ""}, {...good, "webhook-id": "another"},
            {...good, "webhook-timestamp": String(Number(good["webhook-timestamp"]) + 1)},
            {...good, "webhook-signature": good["webhook-signature"].replace("v1,", "v2,")},
            signedHeaders(`${body} `), signedHeaders(body, {secret: Buffer.alloc(24)}),
            signedHeaders(body, {at: Date.now() - 310_000}), signedHeaders(body, {at: Date.now() + 310_000}),
        ];
        for (const headers of refused) {
            expectProblem(await deliverBytes(body, headers), 401, "invalid_signature");
        }
        assert.equal(provider.asked(reference), 0);
        assert.equal(await pointsOf(user), 0);
    });

    test("is genuine by any of the secrets, and within five minutes", async () => {
        const {user, reference} = await newCharge();
        provider.pay(reference, 5000);
        const [, older] = webhookSecrets();
        await tell(reference, {secret: older, at: Date.now() - 290_000});
        assert.equal(await pointsOf(user), 5000);
    });

    test("of an unknown type or about an unknown payment is taken and changes nothing", async () => {
        const {reference} = await newCharge();
        provider.pay(reference, 5000);
        expect(await deliver(reference, {type: "BillingKey.Issued"}), 200);
        expect(await deliver(randomUUID()), 200);
        for (const body of ['{"test": 2432232314}', '{"type": 5}', '{"type": "Transaction.Paid", "data": []}']) {
            assert.deepEqual(expect(await deliverBytes(body, signedHeaders(body)), 200), {});
        }
        assert.equal(await stateOf(reference), "PENDING");
        assert.equal(provider.asked(reference), 0);
        assert.deepEqual(await deliveriesOf(reference), []);
    });

    test("in the provider's older form is acted upon as well", async () => {
        const {user, reference} = await newCharge();
        provider.pay(reference, 5000);
        const body = JSON.stringify({payment_id: reference, tx_id: randomUUID(), status: "Paid"});
        assert.deepEqual(expect(await deliverBytes(body, signedHeaders(body)), 200), {});
        await worked(reference);
        assert.equal(await pointsOf(user), 5000);
    });

    test("is answered at once, twenty at a time, and each is acted upon", async () => {
        const references = [];
        for (let i = 0; i < 20; i++) {
            const {reference} = await newCharge();
            provider.pay(reference, 5000);
            references.push(reference);
        }
        const answers = await Promise.all(references.map((reference) => deliver(reference)));
        assert.deepEqual(answers.map(({status}) => status), Array(20).fill(200));
        for (const reference of references) {
            await worked(reference);
            assert.equal(await stateOf(reference), "COMPLETED");
        }
    });

    test("gets through while others are sent by half and unsigned", async () => {
        const {host, hostname, port} = new URL(process.env.USHER_URL);
        const halves = Array.from({length: 20}, () => net.connect(Number(port), hostname));
        try {
            await Promise.all(halves.map((socket) => new Promise((resolve, reject) => {
                socket.on("error", reject);
                socket.write(`POST /api/v1/webhooks/payments HTTP/1.1\r\nHost: ${host}\r\n` +
                    'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"type"', resolve);
            })));
            const {user, reference} = await newCharge();
            provider.pay(reference, 5000);
            const body = eventBody(reference);
            for (let i = 0; i < 5; i++) {
                expect(await deliverOnce(body, signedHeaders(body)), 200);
            }
            await worked(reference);
            assert.equal(await pointsOf(user), 5000);
        } finally {
            halves.forEach((socket) => socket.destroy());
        }
    });
});

describe("a payment by card", {concurrency: 2}, () => {
    test("that was paid completes its charge and credits the points", async () => {
        const {user, made, reference, look} = await newCharge(5000);
        await charge(user, 700);
        provider.pay(reference, 5000);
        await tell(reference);
        const now = await look();
        assert.ok(Date.parse(now.completedAt) >= Date.parse(made.createdAt));
        assert.deepEqual(now, {
            ...made, status: "COMPLETED", points: 5700, creditedAmount: 5000, completedAt: now.completedAt,
        });
        assert.equal(await pointsOf(user), 5700);
    });

    test("is credited once, whatever is delivered again", async () => {
        const {user, reference} = await newCharge(5000);
        provider.pay(reference, 5000);
        const id = randomUUID();
        for (const event of [{id}, {id}, {}, {type: "Transaction.Ready"}, {type: "Transaction.Failed"}]) {
            await tell(reference, event);
        }
        assert.deepEqual(await creditsOf(user), {count: 1, points: 5000});
    });

    test("is credited once when ten deliveries of one event come at once", async () => {
        const {user, reference, look} = await newCharge(5000);
        provider.pay(reference, 5000);
        const id = randomUUID();
        const answers = await Promise.all(Array.from({length: 10}, () => deliver(reference, {id})));
        assert.deepEqual(answers.map(({status}) => status), Array(10).fill(200));
        assert.equal((await worked(reference)).length, 1, "one event is one delivery");
        assert.deepEqual(await creditsOf(user), {count: 1, points: 5000});
        assert.equal((await look()).status, "COMPLETED");
    });

    test("of another amount or currency, or by a test card, credits nothing and says why", async () => {
        const wrong = [
            [[4999, {}], "amount_differs"], [[5001, {}], "amount_differs"],
            [[5000, {currency: "USD"}], "currency_differs"], [[5000, {channel: "TEST"}], "test_payment"],
        ];
        for (const [[total, how], reason] of wrong) {
            const {user, reference, look} = await newCharge(5000);
            provider.pay(reference, total, how);
            await tell(reference);
            const {status, reason: told} = await look();
            assert.deepEqual({status, told}, {status: "FAILED", told: reason});
            assert.equal(await pointsOf(user), 0);
        }
    });

    test("is what the provider says it is, whatever the event claims", async () => {
        const {user, reference, look} = await newCharge(5000);
        for (const status of ["READY", "PAY_PENDING", "VIRTUAL_ACCOUNT_ISSUED", "SOMETHING_NEW"]) {
            provider.pay(reference, 5000, {status});
            await tell(reference, {type: "Transaction.Paid"});
            assert.equal(await stateOf(reference), "PENDING");
        }
        provider.pay(reference, 5000);
        await tell(reference, {type: "Transaction.Failed"});
        assert.equal((await look()).status, "COMPLETED");
        assert.equal(await pointsOf(user), 5000);
    });

    test("that failed may be tried again; one that was completed stays so", async () => {
        const {user, reference} = await newCharge(5000);
        for (const [status, shown] of [["FAILED", "FAILED"], ["CANCELLED", "FAILED"], ["PAID", "COMPLETED"],
            ["CANCELLED", "COMPLETED"], ["PARTIAL_CANCELLED", "COMPLETED"], ["FAILED", "COMPLETED"]]) {
            provider.pay(reference, 5000, {status});
            await tell(reference);
            assert.equal((await stateOf(reference)).split(" ")[0], shown);
        }
        assert.deepEqual(await creditsOf(user), {count: 1, points: 5000});
    });

    test("that is told before the provider's own API says so is credited when that does", async () => {
        const {user, reference} = await newCharge(5000);
        await tell(reference);
        provider.pay(reference, 5000, {status: "READY"});
        for (let tries = 0; tries < 2; tries++) {
            await hurry(reference);
            const [{ended, last_error: error}] = await worked(reference);
            assert.deepEqual({ended, error}, {ended: false, error: "unfinished"});
        }
        provider.pay(reference, 5000);
        await hurry(reference);
        assert.equal((await worked(reference))[0].ended, true);
        assert.equal(await pointsOf(user), 5000);
    });

    test("that was cancelled in part before we knew of it is credited with the rest", async () => {
        const {user, reference, look} = await newCharge(5000);
        provider.pay(reference, 5000, {status: "PARTIAL_CANCELLED", cancelled: 2000});
        await tell(reference, {type: "Transaction.PartialCancelled"});
        assert.equal(await pointsOf(user), 3000);
        const {status, amount, creditedAmount, points} = await look();
        assert.deepEqual({status, amount, creditedAmount, points},
            {status: "COMPLETED", amount: 5000, creditedAmount: 3000, points: 3000});
    });

    test("that would overfill the wallet is credited when there is room", async () => {
        const {user, reference} = await newCharge(5000);
        await sql("UPDATE usher.wallets SET balance = $2 WHERE user_id = $1", [user.userId, BALANCE_MAX - 4999]);
        provider.pay(reference, 5000);
        await tell(reference);
        const [{ended, last_error: error}] = await deliveriesOf(reference);
        assert.deepEqual({ended, error}, {ended: false, error: "balance_limit"});
        assert.equal(await stateOf(reference), "PENDING");
        await sql("UPDATE usher.wallets SET balance = 0 WHERE user_id = $1", [user.userId]);
        await hurry(reference);
        await worked(reference);
        assert.equal(await pointsOf(user), 5000);
    });

    test("fills the wallet to its maximum exactly", async () => {
        const {user, reference} = await newCharge(5000);
        await fill(user, BALANCE_MAX - 5000);
        provider.pay(reference, 5000);
        await tell(reference);
        assert.equal(await pointsOf(user), BALANCE_MAX);
    });
});

describe("a charge of which no event comes", {concurrency: 2}, () => {
    test("is asked about after 1, 5 and 15 minutes and then each hour, and is credited", async () => {
        const {user, reference} = await newCharge(5000);
        const [{tries, next}] = await sql(
            `SELECT tries, extract(epoch FROM next_at - created_at)::int AS next FROM usher.deliveries
              WHERE kind = 'charge' AND payload->>'reference' = $1`, [reference]);
        assert.deepEqual({tries, next}, {tries: 0, next: 60});
        provider.pay(reference, 5000, {status: "READY"});
        for (const [done, wait] of [[0, 240], [1, 600], [2, 3600], [70, 3600]]) {
            await sql(`UPDATE usher.deliveries SET next_at = now(), tries = $2
                        WHERE kind = 'charge' AND payload->>'reference' = $1`, [reference, done]);
            await eventually(async () => (await deliveriesOf(reference, "charge"))[0].wait_seconds === wait);
        }
        provider.pay(reference, 5000);
        await hurry(reference, "charge");
        assert.equal((await worked(reference, "charge"))[0].ended, true);
        assert.equal(await pointsOf(user), 5000);
    });

    test("is given up after three days, with what was wrong, and not in silence", async () => {
        const {reference} = await newCharge(5000);
        provider.misbehave(reference, 404);
        await sql(`UPDATE usher.deliveries SET next_at = now(), created_at = now() - interval '73 hours'
                    WHERE kind = 'charge' AND payload->>'reference' = $1`, [reference]);
        const [{ended, last_error: error}] = await worked(reference, "charge");
        assert.deepEqual({ended, error}, {ended: true, error: "provider_unavailable"});
    });

    test("is asked about when its owner looks, given up or not, and at most each ten seconds", async () => {
        const {user, reference, look} = await newCharge(5000);
        provider.pay(reference, 5000);
        const age = (seconds) => sql(`UPDATE usher.deliveries SET created_at = now() - make_interval(secs => $2),
            ended_at = now() WHERE kind = 'charge' AND payload->>'reference' = $1`, [reference, seconds]);
        await age(-60);
        await look();
        assert.equal((await deliveriesOf(reference, "charge"))[0].ended, true);
        await age(4 * 86_400);
        await look();
        await eventually(async () => await stateOf(reference) === "COMPLETED");
        assert.equal(await pointsOf(user), 5000);
    });

    test("is settled by hand", async () => {
        const {user, made, reference} = await newCharge(5000);
        provider.pay(reference, 5000, {status: "READY"});
        assert.deepEqual(await usherctl("charge", "settle", made.chargeId),
            {code: 0, said: "unfinished: the provider says READY\n"});
        provider.pay(reference, 5000);
        for (const said of ["completed: the provider says PAID\n", "kept: the provider says PAID\n"]) {
            const answer = await usherctl("charge", "settle", made.chargeId);
            assert.equal(answer.code, 0);
            assert.ok(answer.said.startsWith(said), answer.said);
        }
        assert.equal(await pointsOf(user), 5000);
        provider.pay(made.chargeId.replace(/^.{8}/, "00000000"), 5000);
        assert.equal((await usherctl("charge", "settle", made.chargeId.replace(/^.{8}/, "00000000"))).code, 1);
        assert.equal((await usherctl("charge", "settle", "x")).code, 2);
    });
});

describe("the process that works deliveries off", () => {
    test("is started again, and what it had taken is taken up again", async () => {
        const {user, reference} = await newCharge(5000);
        provider.pay(reference, 5000);
        provider.misbehave(reference, "hang");
        expect(await deliver(reference), 200);
        await eventually(() => provider.asked(reference) > 0);
        for (const scheduler of ["scheduler-1", "scheduler-2"]) {
            childrenOf(pidOf(scheduler)).forEach((pid) => signal(pid, "SIGKILL"));
        }
        const [{tries, ended}] = await deliveriesOf(reference);
        assert.deepEqual({tries, ended}, {tries: 1, ended: false});
        await hurry(reference);
        await worked(reference);
        assert.equal(await pointsOf(user), 5000);
    });
});

describe("a provider that misbehaves", () => {
    async function paidCharge(...acts) {
        const made = await newCharge(5000);
        provider.pay(made.reference, 5000);
        provider.misbehave(made.reference, ...acts);
        return made;
    }

    for (const act of [500, 503, "close"]) {
        test(`is asked three times when it answers with ${act}`, async () => {
            const {user, reference} = await paidCharge(act, act);
            await tell(reference);
            assert.equal(provider.asked(reference), 3);
            assert.equal(await pointsOf(user), 5000);
        });
    }

    test("that does not come round is asked again later", async () => {
        const {user, reference} = await paidCharge(500, 500, 500);
        await tell(reference);
        const [{ended, last_error: error, wait_seconds: wait}] = await deliveriesOf(reference);
        assert.deepEqual({ended, error, wait}, {ended: false, error: "provider_unavailable", wait: 5});
        await eventually(async () => (await deliveriesOf(reference))[0].ended);
        assert.equal(await pointsOf(user), 5000);
    });

    test("and hangs keeps no webhook and no payment waiting", async () => {
        const {user, reference} = await paidCharge(...Array(20).fill("hang"));
        const body = eventBody(reference);
        const answers = await Promise.all(Array.from({length: 8}, () => deliverOnce(body, signedHeaders(body))));
        assert.deepEqual(answers.map(({status}) => status), Array(8).fill(200));
        for (let i = 0; i < 20; i++) {
            await charge(user, 1);
        }
        await eventually(() => provider.asked(reference) > 0);
        assert.equal(await stateOf(reference), "PENDING");
        provider.misbehave(reference);
        await eventually(async () => await stateOf(reference) === "COMPLETED", 60_000);
        assert.equal(await pointsOf(user), 5020);
    });

    test("and talks nonsense is not believed", async () => {
        const nonsense = [
            "", "PAID", "{", "[]", '{"status": "PAID"}', {id: randomUUID(), status: "PAID"}, {status: "PAID", id: 5},
            "x".repeat(300_000), 400, 401, 403, 404, 302,
        ];
        const refused = async (reference) => {
            await hurry(reference);
            const [{ended, last_error: error}] = await worked(reference);
            assert.deepEqual({ended, error}, {ended: false, error: "provider_unavailable"});
            assert.equal(await stateOf(reference), "PENDING");
        };
        for (const answer of nonsense) {
            const {reference} = await paidCharge(...Array(9).fill(answer));
            expect(await deliver(reference), 200);
            await refused(reference);
        }
        const {user, reference} = await paidCharge(...Array(9).fill("x"));
        expect(await deliver(reference), 200);
        const amounts = [undefined, null, 5000, {}, {total: "5000"}, {total: 5000.5}, {total: -5000}, {total: 1e300}];
        for (const amount of amounts) {
            const answer = {id: reference, status: "PAID", currency: "KRW", amount};
            provider.misbehave(reference, ...Array(9).fill(answer));
            await refused(reference);
        }
        assert.equal(await pointsOf(user), 0);
    });
});

describe("a house with settings of its own", () => {
    async function inHouse(settings, act) {
        const {socketPath, stop} = await startMoneyWorkers(settings);
        const user = await newUser();
        const headers = {authorization: `Bearer ${user.token}`};
        const call = (method, path) => request({method, path, body: {amount: 5000}, headers, socketPath});
        try {
            await act({user, call, socketPath});
        } finally {
            await stop();
        }
    }

    test("takes points by card only, when charging without one is off", () =>
        inHouse({USHER_DIRECT_CHARGE: "off"}, async ({user, call}) => {
            expectProblem(await call("PATCH", "/points/charge"), 403, "direct_charge_off");
            expect(await call("POST", "/points/charges"), 201);
            assert.equal(await pointsOf(user), 0);
        }));

    test("takes no card without a provider", () =>
        inHouse({USHER_PROVIDER_URL: ""}, async ({call, socketPath}) => {
            expectProblem(await call("POST", "/points/charges"), 409, "no_provider");
            expect(await call("PATCH", "/points/charge"), 200);
            const body = eventBody(randomUUID());
            expectProblem(await deliverOnce(body, signedHeaders(body), socketPath), 409, "no_provider");
            expectProblem(await deliverOnce(body, {}, socketPath), 401, "invalid_signature");
        }));

    test("takes test cards when it says so", async () => {
        const {user, made, reference} = await newCharge(5000);
        provider.pay(reference, 5000, {channel: "TEST"});
        const said = await usherctl("charge", "settle", made.chargeId);
        assert.ok(said.said.includes("failed, test_payment"), said.said);
        process.env.USHER_TEST_PAYMENTS = "on";
        try {
            assert.equal((await usherctl("charge", "settle", made.chargeId)).code, 0);
        } finally {
            delete process.env.USHER_TEST_PAYMENTS;
        }
        assert.equal(await pointsOf(user), 5000);
    });
});
