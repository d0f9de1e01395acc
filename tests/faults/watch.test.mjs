// watch.test.mjs -- what each process tells of its health and what it has counted, while others die.

import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {connect} from "node:net";
import test, {before} from "node:test";

import {
    eventually, expect, hold, join, newBuyer, newConcert, newUser, pay, request,
} from "../support/usher.mjs";
import {ask, metricsAddresses, scrape, scrapeAll, sumOf} from "../support/metrics.mjs";
import {POOLS, childrenOf, deploy, killForGood, pidOf, signal} from "../race/processes.mjs";
import {mend} from "./support.mjs";

const SCHEDULERS = ["scheduler-1", "scheduler-2"];
let at;

before(async () => {
    at = await metricsAddresses();
});

function readiness(service) {
    return ask(at[service], "/readyz?verbose");
}

// Until /readyz of these services says so, and its parts have this line.
async function untilReady(services, status, line = "") {
    for (const service of services) {
        await eventually(async () => {
            const answer = await readiness(service);
            assert.equal(answer.status, status, `${service}: ${answer.text}`);
            assert.ok(answer.text.includes(line), `${service}: ${answer.text}`);
        });
    }
}

function allSamples() {
    return scrapeAll(Object.values(at));
}

test("each pool and each scheduler is live and ready, and promtool has nothing to say of its metrics", async () => {
    assert.deepEqual(Object.keys(at).sort(), [...POOLS, ...SCHEDULERS].sort());
    await untilReady(Object.keys(at), 200, "[+] Postgres answers");
    for (const [service, url] of Object.entries(at)) {
        assert.deepEqual(await ask(url, "/livez"), {status: 200, text: "live\n"}, service);
        const {text} = await ask(url, "/metrics");
        assert.equal(execFileSync("promtool", ["check", "metrics"], {input: text}).toString(), "", service);
    }
});

test("a sale is told in numbers: who joined and was admitted, what was held, paid and refused", async () => {
    const first = await allSamples();
    const grown = async (name, ...labels) => sumOf(await allSamples(), name, ...labels) - sumOf(first, name, ...labels);
    const concert = await newConcert();
    const buyer = await newBuyer(concert, 1000);
    const poor = await newBuyer(concert);
    const [sold, held] = concert.seats(2);
    const [one] = await hold(buyer, concert.showId, [sold]);
    await pay(buyer, [one]);
    const [two] = await hold(poor, concert.showId, [held]);
    assert.equal((await poor.post("/payments", {reservationIds: [two.reservationId]})).status, 402);
    assert.equal((await poor.post("/reservations", {showId: concert.showId, seatIds: [sold]})).status, 409);
    await join([await newUser()], concert);

    assert.equal(await grown("usher_restores_total", 'outcome="done"'), 1); // who made the concert brought it to Redis
    assert.equal(await grown("usher_queue_joined_total"), 3);
    assert.equal(await grown("usher_holds_taken_total"), 2);
    assert.equal(await grown("usher_holds_refused_total", 'outcome="refused"'), 1);
    assert.equal(await grown("usher_payments_total", 'outcome="done"'), 1);
    assert.equal(await grown("usher_payments_total", 'outcome="refused"'), 1);
    assert.equal(await grown("usher_charges_total", 'outcome="done"'), 1);
    assert.equal(await grown("usher_http_requests_total", 'route="/api/v1/payments"', 'code="402"'), 1);
    assert.equal(await grown("usher_http_request_duration_seconds_count", 'method="POST"',
        'route="/api/v1/payments"'), 2);
    assert.ok(await grown("usher_store_call_duration_seconds_count", 'store="postgres"', 'outcome="done"') > 0);
    await eventually(async () => {
        assert.equal(await grown("usher_queue_admitted_total"), 3);
        const samples = await allSamples(); // of all concerts, as it may be one of those without a name
        assert.ok(sumOf(samples, "usher_seats", 'state="sold"') >= 1); // one scheduler writes the boards
        assert.ok(sumOf(samples, "usher_seats", 'state="held"') >= 1);
        assert.ok(sumOf(samples, "usher_queue_active") >= 2);
    });
});

test("no death of a worker loses or doubles a count", async () => {
    const answered = 'route="/healthz",code="200"';
    const answers = sumOf(await scrape(at["queue-workers"]), "usher_http_requests_total", answered);
    const deaths = sumOf(await scrape(at["queue-workers"]), "usher_pool_process_deaths_total");
    let killed = 0;
    for (let round = 0; round < 4; round++) {
        for (let i = 0; i < 25; i++) {
            expect(await request({method: "GET", address: "/healthz"}), 200);
        }
        const children = childrenOf(pidOf("queue-workers"));
        children.forEach((pid) => signal(pid, "SIGKILL"));
        killed += children.length;
        await eventually(async () => {
            const samples = await scrape(at["queue-workers"]);
            assert.equal(sumOf(samples, "usher_pool_process_deaths_total") - deaths, killed);
            assert.equal(sumOf(samples, "usher_pool_processes"), children.length - 1); // one asks the stores
        });
    }
    assert.equal(sumOf(await scrape(at["queue-workers"]), "usher_http_requests_total", answered) - answers, 100);
    await eventually(async () =>
        assert.equal(sumOf(await scrape(at["queue-workers"]), "usher_pool_processes_busy"), 0));
});

test("in an outage all is told: a pool stays ready without one store, and not without both", async (t) => {
    t.after(mend);
    const services = Object.keys(at);
    killForGood("redis");
    await untilReady(services, 200, "[-] Redis does not answer");
    killForGood("postgres");
    await untilReady(services, 503, "[-] Postgres does not answer");
    for (const service of services) {
        const samples = await scrape(at[service]);
        assert.equal(sumOf(samples, "usher_ready"), 0, service);
        assert.equal(sumOf(samples, "usher_store_up"), 0, service);
        assert.equal((await ask(at[service], "/livez")).status, 200, service);
    }
    await deploy("up", "postgres");
    await untilReady(services, 200, "[+] Postgres answers");
    await deploy("up", "redis");
    await untilReady(services, 200, "[+] Redis answers");
});

test("a pool that drains says that it is not ready, and is ready again when it was started", async (t) => {
    t.after(mend);
    const held = connect(`${process.env.USHER_HOME}/run/sockets/money.sock`);
    await new Promise((resolve) => {
        held.once("connect", resolve);
    });
    await eventually(async () => assert.equal(sumOf(await scrape(at["money-workers"]), "usher_pool_accept_queue"), 0));
    signal(pidOf("money-workers"), "SIGTERM");
    await untilReady(["money-workers"], 503, "[-] finishes what it has, and takes nothing new");
    assert.equal((await ask(at["money-workers"], "/livez")).status, 200);
    held.destroy();
    await untilReady(["money-workers"], 200, "[+] takes requests");
});
