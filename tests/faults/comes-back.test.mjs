// comes-back.test.mjs -- whatever dies is there again within seconds, and nobody has done anything.

import assert from "node:assert/strict";
import {readFileSync, readdirSync, readlinkSync, writeFileSync} from "node:fs";
import {join as joinPath} from "node:path";
import test, {afterEach} from "node:test";

import {eventually, expect, newBuyer, newConcert, newOwner} from "../support/usher.mjs";
import {assertLedger, assertSeats} from "../race/ledger.mjs";
import {tryHold} from "../race/crowd.mjs";
import {SERVICES, childrenOf, deploy, pidOf, signal, signalAll} from "../race/processes.mjs";
import {mend, readiness} from "./support.mjs";

const home = process.env.USHER_HOME;
const PATIENCE_MS = 60_000; // for a busy machine; it takes seconds

afterEach(mend);

// Somebody buys a seat of a new concert: this needs every part there is.
async function sell() {
    expect(await readiness(), 200);
    const concert = await newConcert();
    const owner = await newOwner(concert);
    assert.equal(owner.payment.status, "COMPLETED");
    await assertSeats(concert);
    await assertLedger();
}

const assertSells = () => eventually(sell, PATIENCE_MS);

/** The service runs, and is none of the processes of before. */
function assertReplaced(service, ...before) {
    return eventually(() => {
        const pid = pidOf(service);
        assert.ok(!before.includes(pid) && signal(pid, 0), `${service} is not back`);
    }, PATIENCE_MS);
}

for (const service of SERVICES) {
    test(`${service} is killed, and comes back by itself`, async () => {
        const before = pidOf(service);
        assert.ok(signal(before, "SIGKILL"));
        await assertReplaced(service, before);
        await assertSells();
    });
}

test("everything is killed at once, and comes back by itself", async () => {
    const before = SERVICES.map(pidOf);
    SERVICES.forEach((service) => signalAll(service, "SIGKILL"));
    await Promise.all(SERVICES.map((service) => assertReplaced(service, ...before)));
    await assertSells();
});

test("a process of nginx is killed, and another one takes its place", async () => {
    const before = childrenOf(pidOf("nginx"));
    assert.ok(signal(before[0], "SIGKILL"));
    await eventually(() => {
        const now = childrenOf(pidOf("nginx"));
        assert.ok(now.length === before.length && !now.includes(before[0]));
    });
    await assertSells();
});

/** The processes with this link in /proc: "cwd", the folder they work in, or "fd/2", the log they write. */
function processesWith(link, target) {
    return readdirSync("/proc").filter((pid) => {
        try {
            return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/${link}`) === target;
        } catch {
            return false; // it has ended
        }
    }).map(Number);
}

test("s6-supervise is killed: the service that it has lost is not there twice", async () => {
    const [keeper] = processesWith("cwd", joinPath(home, "run", "s6", "redis"));
    const before = pidOf("redis");
    process.kill(keeper, "SIGKILL");
    await assertReplaced("redis", before);
    await eventually(() => assert.equal(processesWith("fd/2", joinPath(home, "log", "redis.log")).length, 1));
    await assertSells();
});

test("s6-svscan is killed: all goes on, and after deploy/up everything is kept again", async () => {
    const [scanner] = processesWith("cwd", joinPath(home, "run", "s6"));
    process.kill(scanner, "SIGKILL");
    await assertSells();
    await deploy("up", "redis");
    await assertSells();
    const [keeper] = await eventually(() => {
        const keepers = processesWith("cwd", joinPath(home, "run", "s6", "scheduler-1"));
        return keepers.length === 1 && keepers;
    });
    const before = pidOf("scheduler-1");
    process.kill(keeper, "SIGKILL");
    await assertReplaced("scheduler-1", before);
});

const appendOnly = joinPath(home, "redis", "appendonlydir");

function spoil(ending, change) {
    const file = joinPath(appendOnly, readdirSync(appendOnly).find((name) => name.endsWith(ending)));
    writeFileSync(file, change(readFileSync(file)));
}

const DAMAGES = {
    "is torn": () => spoil(".incr.aof", (bytes) => bytes.subarray(0, bytes.length - 7)),
    "is corrupt": () => spoil(".incr.aof", (bytes) => Buffer.concat([Buffer.alloc(500, "x"), bytes])),
    "has a list that is none": () => spoil(".manifest", () => Buffer.from("nothing\n")),
};

for (const [what, damage] of Object.entries(DAMAGES)) {
    test(`Redis is killed and its append-only file ${what}: it starts, and everything is restored`, async () => {
        const concert = await newConcert();
        const {reservations: [{seatId}]} = await newOwner(concert);
        await assertSeats(concert);
        const before = pidOf("redis");
        signal(before, "SIGSTOP");
        damage();
        signal(before, "SIGKILL");
        await assertReplaced("redis", before);
        await assertSells();
        await assertSeats(concert);
        const rival = await newBuyer(concert);
        assert.equal((await tryHold(rival, concert.showId, [seatId])).refusal, "seat_taken");
        const kept = readdirSync(joinPath(home, "redis")).filter((name) => name.startsWith("unreadable-"));
        assert.equal(kept.length > 0, what !== "is torn", "what Redis could not read is kept");
    });
}
