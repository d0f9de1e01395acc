// charges.test.mjs -- topping up by card: the charge, the provider's webhook, and what the provider says.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {after, before, describe, test} from "node:test";

import {startMoneyWorkers} from "../../support/nginx.mjs";
import {
    deliver, deliverBytes, deliverOnce, eventBody, signedHeaders, startProvider, webhookSecrets,
} from "../../support/provider.mjs";
import {
    charge, expect, expectProblem, fill, newUser, newUsers, pointsOf, request, sql,
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

async function isRecorded(id) {
    return (await sql("SELECT FROM usher.webhook_events WHERE webhook_id = $1", [id])).length === 1;
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
        expect(await deliver(made.providerReference), 200);
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
        expect(await deliver(reference, {secret: older, at: Date.now() - 290_000}), 200);
        assert.equal(await pointsOf(user), 5000);
    });

    test("of an unknown type or about an unknown payment is taken and changes nothing", async () => {
        const {look, reference} = await newCharge();
        provider.pay(reference, 5000);
        expect(await deliver(reference, {type: "BillingKey.Issued"}), 200);
        expect(await deliver(randomUUID()), 200);
        for (const body of ['{"test": 2432232314}', '{"type": 5}', '{"type": "Transaction.Paid", "data": []}']) {
            assert.deepEqual(expect(await deliverBytes(body, signedHeaders(body)), 200), {});
        }
        assert.equal((await look()).status, "PENDING");
        assert.equal(provider.asked(reference), 0);
    });
});

describe("a payment by card", {concurrency: 2}, () => {
    test("that was paid completes its charge and credits the points", async () => {
        const {user, made, reference, look} = await newCharge(5000);
        await charge(user, 700);
        provider.pay(reference, 5000);
        expect(await deliver(reference), 200);
        const now = await look();
        assert.ok(Date.parse(now.completedAt) >= Date.parse(made.createdAt));
        assert.deepEqual(now, {...made, status: "COMPLETED", points: 5700, completedAt: now.completedAt});
        assert.equal(await pointsOf(user), 5700);
    });

    test("is credited once, whatever is delivered again", async () => {
        const {user, reference} = await newCharge(5000);
        provider.pay(reference, 5000);
        const id = randomUUID();
        for (const event of [{id}, {id}, {}, {type: "Transaction.Ready"}, {type: "Transaction.Failed"}]) {
            expect(await deliver(reference, event), 200);
        }
        assert.deepEqual(await creditsOf(user), {count: 1, points: 5000});
    });

    test("is credited once when ten deliveries of one event come at once", async () => {
        const {user, reference, look} = await newCharge(5000);
        provider.pay(reference, 5000);
        const id = randomUUID();
        const answers = await Promise.all(Array.from({length: 10}, () => deliver(reference, {id})));
        assert.deepEqual(answers.map(({status}) => status), Array(10).fill(200));
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
            expect(await deliver(reference), 200);
            const {status, reason: told} = await look();
            assert.deepEqual({status, told}, {status: "FAILED", told: reason});
            assert.equal(await pointsOf(user), 0);
        }
    });

    test("is what the provider says it is, whatever the event claims", async () => {
        const {user, reference, look} = await newCharge(5000);
        for (const status of ["READY", "PAY_PENDING", "VIRTUAL_ACCOUNT_ISSUED", "SOMETHING_NEW"]) {
            provider.pay(reference, 5000, {status});
            expect(await deliver(reference, {type: "Transaction.Paid"}), 200);
            assert.equal((await look()).status, "PENDING");
        }
        provider.pay(reference, 5000);
        expect(await deliver(reference, {type: "Transaction.Failed"}), 200);
        assert.equal((await look()).status, "COMPLETED");
        assert.equal(await pointsOf(user), 5000);
    });

    test("that failed may be tried again; one that was completed stays so", async () => {
        const {user, reference, look} = await newCharge(5000);
        for (const [status, shown] of [["FAILED", "FAILED"], ["CANCELLED", "FAILED"], ["PAID", "COMPLETED"],
            ["CANCELLED", "COMPLETED"], ["PARTIAL_CANCELLED", "COMPLETED"], ["FAILED", "COMPLETED"]]) {
            provider.pay(reference, 5000, {status});
            expect(await deliver(reference), 200);
            assert.equal((await look()).status, shown);
        }
        assert.deepEqual(await creditsOf(user), {count: 1, points: 5000});
    });

    test("that would overfill the wallet is credited when there is room", async () => {
        const {user, reference, look} = await newCharge(5000);
        await sql("UPDATE usher.wallets SET balance = $2 WHERE user_id = $1", [user.userId, BALANCE_MAX - 4999]);
        provider.pay(reference, 5000);
        const id = randomUUID();
        expectProblem(await deliver(reference, {id}), 409, "balance_limit");
        assert.equal(await isRecorded(id), false);
        assert.equal((await look()).status, "PENDING");
        await sql("UPDATE usher.wallets SET balance = 0 WHERE user_id = $1", [user.userId]);
        expect(await deliver(reference, {id}), 200);
        assert.equal(await pointsOf(user), 5000);
    });

    test("fills the wallet to its maximum exactly", async () => {
        const {user, reference} = await newCharge(5000);
        await fill(user, BALANCE_MAX - 5000);
        provider.pay(reference, 5000);
        expect(await deliver(reference), 200);
        assert.equal(await pointsOf(user), BALANCE_MAX);
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
            expect(await deliver(reference), 200);
            assert.equal(provider.asked(reference), 3);
            assert.equal(await pointsOf(user), 5000);
        });
    }

    test("that does not come round makes it deliver the event again", async () => {
        const {user, reference, look} = await paidCharge(500, 500, 500);
        const id = randomUUID();
        expectProblem(await deliver(reference, {id}), 503, "provider_unavailable");
        assert.equal(await isRecorded(id), false);
        assert.equal((await look()).status, "PENDING");
        expect(await deliver(reference, {id}), 200);
        assert.equal(await pointsOf(user), 5000);
    });

    test("and hangs costs five seconds, and two workers at most: payments have the others", async () => {
        const {user, reference} = await paidCharge(...Array(20).fill("hang"));
        const body = eventBody(reference);
        const asked = Date.now();
        const deliveries = Promise.all(Array.from({length: 8}, () => deliverOnce(body, signedHeaders(body))));
        let hanging = true;
        deliveries.then(() => (hanging = false));
        for (let i = 0; i < 20; i++) {
            await charge(user, 1);
        }
        assert.ok(hanging, "twenty charges had to wait");
        const codes = (await deliveries).map(({problem}) => problem.code).sort();
        assert.ok(Date.now() - asked < 15_000, `it took ${Date.now() - asked} ms`);
        assert.deepEqual(codes, [...Array(2).fill("provider_unavailable"), ...Array(6).fill("worker_unavailable")]);
        provider.misbehave(reference);
        expect(await deliver(reference), 200);
        assert.equal(await pointsOf(user), 5020);
    });

    test("and talks nonsense is not believed", async () => {
        const nonsense = [
            "", "PAID", "{", "[]", '{"status": "PAID"}', {id: randomUUID(), status: "PAID"}, {status: "PAID", id: 5},
            "x".repeat(300_000), 400, 401, 403, 404, 302,
        ];
        for (const answer of nonsense) {
            const {reference, look} = await paidCharge(answer, answer, answer);
            expectProblem(await deliver(reference), 503, "provider_unavailable");
            assert.equal((await look()).status, "PENDING");
        }
        const {user, reference} = await paidCharge();
        const amounts = [undefined, null, 5000, {}, {total: "5000"}, {total: 5000.5}, {total: -5000}, {total: 1e300}];
        for (const amount of amounts) {
            provider.misbehave(reference, {id: reference, status: "PAID", currency: "KRW", amount});
            expectProblem(await deliver(reference), 503, "provider_unavailable");
        }
        provider.misbehave(reference, {id: randomUUID(), status: "PAID", currency: "KRW", amount: {total: 5000}});
        expectProblem(await deliver(reference), 503, "provider_unavailable");
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

    test("takes test cards when it says so", () =>
        inHouse({USHER_TEST_PAYMENTS: "on"}, async ({user, call, socketPath}) => {
            const {providerReference} = expect(await call("POST", "/points/charges"), 201);
            provider.pay(providerReference, 5000, {channel: "TEST"});
            const body = eventBody(providerReference);
            expect(await deliverOnce(body, signedHeaders(body), socketPath), 200);
            assert.equal(await pointsOf(user), 5000);
        }));
});
