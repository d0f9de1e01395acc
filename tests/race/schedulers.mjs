// schedulers.mjs -- more schedulers than the stack has, and a watch over the queue that they share.

import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {closeSync, openSync, readFileSync, readlinkSync, realpathSync, statSync} from "node:fs";
import {dirname} from "node:path";

import {expect, redis, sleep, theAdmin} from "../support/usher.mjs";
import {pidOf, signal, whileRepeating} from "./processes.mjs";

const home = realpathSync(process.env.USHER_HOME);
const TICK_MS = 1000;
const MID_TICK_MS = 40; // a tick of the stack's concerts takes some tens of milliseconds
const SAMPLE_MS = 50;
const STATS_MS = 100;

// One more of what runs as scheduler-1: the same program, account, settings and kind of log, by which signal() knows
// it.
function spawnScheduler(name) {
    const model = `/proc/${pidOf("scheduler-1")}`;
    const settings = readFileSync(`${model}/environ`, "utf8").split("\0").filter(Boolean);
    const env = Object.fromEntries(settings.map((line) => [line.split("=", 1)[0], line.slice(line.indexOf("=") + 1)]));
    const log = openSync(`${home}/log/${name}.log`, "a");
    const {uid, gid} = statSync(model);
    const child = spawn(readlinkSync(`${model}/exe`), [], {cwd: "/", env, uid, gid, stdio: ["ignore", log, log]});
    closeSync(log);
    child.gone = new Promise((resolve) => {
        child.once("exit", resolve);
    });
    return child;
}

/** Does something while there are `count` schedulers beside the stack's own; they are gone in the end. */
export async function withSchedulers(count, work) {
    const names = Array.from({length: count}, (_, index) => `scheduler-${index + 3}`);
    const running = names.map(spawnScheduler);
    try {
        return await work({
            async replace(index) {
                signal(running[index].pid, "SIGKILL");
                await running[index].gone;
                running[index] = spawnScheduler(names[index]);
            },
        });
    } finally {
        running.forEach(({pid}) => signal(pid, "SIGTERM"));
        await Promise.all(running.map(({gone}) => gone));
    }
}

/** Kills one scheduler after the other in the middle of its tick: all tick at the full second of one clock. */
export function midTickKiller(schedulers, count) {
    let turn = 0;
    return async () => {
        const now = Number(process.hrtime.bigint() / 1_000_000n);
        await sleep(TICK_MS - now % TICK_MS + Math.random() * MID_TICK_MS);
        await schedulers.replace(turn++ % count);
    };
}

/** Empties the Redis under test, and refuses to touch any other. */
export async function flushRedis() {
    const socket = process.env.USHER_TEST_REDIS_URL.replace(/^unix:/, "");
    assert.equal(realpathSync(dirname(socket)), realpathSync(`${home}/run/sockets`), "this Redis is not the test's own");
    const store = redis();
    await store.flushall();
    store.disconnect();
}

function admissionsOf(fields) {
    return new Map(Object.entries(fields).filter(([name]) => !name.startsWith("back:")).map(([userId, value]) => {
        const [number, admittedAtMs] = value.split(" ").map(Number);
        return [userId, {userId, number, admittedAtMs}];
    }));
}

async function sample(concert, store) {
    const key = (name) => `usher:{${concert.concertId}}:${name}`;
    const replies = await store.multi().zrange(key("waiting"), 0, -1, "WITHSCORES").zrange(key("active"), 0, -1)
        .hgetall(key("turns")).exec();
    const [queue, active, admissions] = replies.map(([, value]) => value);
    const waiting = new Map();
    for (let i = 0; i < queue.length; i += 2) {
        waiting.set(queue[i], Number(queue[i + 1]));
    }
    const known = admissionsOf(admissions);
    active.forEach((userId) => assert.ok(known.has(userId), "somebody was active without an admission"));
    return {waiting, admitted: active.map((userId) => known.get(userId))};
}

/** Who waits, user → number, and who was admitted {userId, number, admittedAtMs}, at one moment. */
export async function placesIn(concert) {
    const store = redis();
    try {
        return await sample(concert, store);
    } finally {
        store.disconnect();
    }
}

// Who waits in both samples with one number was not admitted between them; who was admitted is in front of them.
function assertNobodyWasPassed(before, now, admittedBetween) {
    const stayed = [...now.waiting].filter(([userId, number]) => before.waiting.get(userId) === number);
    const first = Math.min(...stayed.map(([, number]) => number));
    admittedBetween.forEach(({number}) => assert.ok(number < first, "somebody was passed by"));
}

function assertSample(now, maxActive) {
    assert.ok(now.admitted.length <= maxActive, `${now.admitted.length} of ${maxActive} were admitted`);
    now.admitted.forEach(({userId}) => assert.ok(!now.waiting.has(userId), "somebody waits and is admitted"));
}

/**
 * Watches a queue by the store's own records while something is done. Resolves to all admissions that
 * were seen {userId, number, admittedAtMs}.
 */
export async function whileWatching(concert, {maxActive}, work) {
    const store = redis();
    const admissions = new Map();
    let before = {waiting: new Map()};
    const watch = async () => {
        const now = await sample(concert, store);
        assertSample(now, maxActive);
        const fresh = now.admitted.map((one) => [Object.values(one).join(), one])
            .filter(([name]) => !admissions.has(name));
        assertNobodyWasPassed(before, now, fresh.map(([, one]) => one));
        fresh.forEach(([name, one]) => admissions.set(name, one));
        before = now;
    };
    try {
        await whileRepeating(watch, SAMPLE_MS, work);
    } finally {
        store.disconnect();
    }
    return [...admissions.values()];
}

/**
 * Asks for the number of people admitted again and again while something is done: between no two answers was it more
 * than the rate allows, and one second's burst.
 */
export async function whileCounting(concert, {admitPerSecond}, work) {
    const admin = await theAdmin();
    const counts = [];
    await whileRepeating(async () => {
        const from = performance.now();
        const {admitted} = expect(await admin.get(`/admin/concerts/${concert.concertId}/stats`), 200);
        counts.push({from, until: performance.now(), admitted});
    }, STATS_MS, work);
    counts.forEach((first, index) => counts.slice(index + 1).forEach((last) => {
        const most = admitPerSecond * (1 + (last.until - first.from) / 1000);
        const admitted = last.admitted - first.admitted;
        assert.ok(admitted <= most, `${admitted} were admitted where ${most.toFixed(1)} may be`);
    }));
}
