// charges.test.mjs -- topping up by card: the charge, and what the provider says of its payment.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {after, before, describe, test} from "node:test";

import {startMoneyWorkers} from "../../support/nginx.mjs";
import {deliver, deliverOnce, eventBody, signedHeaders, startProvider} from "../../support/provider.mjs";
import {
    charge, eventually, expect, expectProblem, fill, newUser, newUsers, pointsOf, request, sql, usherctl,
} from "../../support/usher.mjs";
import {begin, chargeOf, creditsOf, hurry, newCharge, stateOf, tell, worked} from "./charges.mjs";

const CHARGE_MAX = 10_000_000;
const BALANCE_MAX = 100_000_000;
let provider;

before(async () => {
    provider = await startProvider();
});

after(() => provider.stop());

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
        const [{ended, last_error: error}] = await tell(reference);
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
            await eventually(async () => expect(await call("PATCH", "/points/charge"), 200)); // it has just started
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
