// webhooks.test.mjs -- what the provider tells, what becomes of it, and what is done when it tells nothing.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import net from "node:net";
import {after, before, describe, test} from "node:test";

import {childrenOf, pidOf, signal} from "../../race/processes.mjs";
import {
    deliver, deliverBytes, deliverOnce, eventBody, signedHeaders, startProvider, webhookSecrets,
} from "../../support/provider.mjs";
import {charge, eventually, expect, expectProblem, pointsOf, sql, usherctl} from "../../support/usher.mjs";
import {deliveriesOf, hurry, newCharge, stateOf, tell, worked} from "./charges.mjs";

const WAITS_SECONDS = [5, 15, 60, 300, 900, 3600]; // after each try to work an event off
let provider;

before(async () => {
    provider = await startProvider();
});

after(() => provider.stop());

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
            signedHeaders(body, {at: Date.now() - 310_000}), signedHeaders(body, {at: Date.now() + 340_000}),
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
        await tell(reference, {secret: older, at: Date.now() - 270_000});
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
        const {user, reference} = await paidCharge(...Array(99).fill(500));
        const [{tries, ended, last_error: error, wait_seconds: wait}] = await tell(reference);
        assert.deepEqual({ended, error, wait},
            {ended: false, error: "provider_unavailable", wait: WAITS_SECONDS[tries - 1]});
        provider.misbehave(reference);
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
