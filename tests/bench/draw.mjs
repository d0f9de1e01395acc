// draw.mjs -- draws a large lottery and measures how long it takes, and what waits for it meanwhile.
//
//   node draw.mjs PEOPLE
//
// The lobby is filled in Redis; what is measured begins when the sale is opened.

import {randomUUID} from "node:crypto";

import {eventually, redis, steer} from "../support/usher.mjs";
import {drawOf, newLottery} from "../support/lottery.mjs";
import {usherctl} from "../support/usherctl.mjs";

const PEOPLE = Number(process.argv[2]);
const BATCH = 20_000;
const HOUR_FAR_AWAY = 86_400;

const store = redis();
const concert = await newLottery(HOUR_FAR_AWAY, {admitPerSecond: 1, maxActive: 1});
const keyOf = (name) => `usher:{${concert.concertId}}:${name}`;

function say(what, value) {
    console.log(`${what.padEnd(52)} ${value}`);
}

async function fill() {
    const first = Date.now() * 1000;
    for (let at = 0; at < PEOPLE; at += BATCH) {
        const people = Array.from({length: Math.min(BATCH, PEOPLE - at)}, (_, i) => [first + at + i, randomUUID()]);
        await store.zadd(keyOf("lobby"), ...people.flat());
    }
}

// The longest that a person who looks at the place is kept waiting by Redis while the draw goes on.
function watchLatency() {
    const seen = {worst: 0, done: false};
    const loop = (async () => {
        const other = redis();
        while (!seen.done) {
            const asked = process.hrtime.bigint();
            await other.zscore(keyOf("lobby"), "nobody");
            seen.worst = Math.max(seen.worst, Number(process.hrtime.bigint() - asked) / 1e6);
            await new Promise((resolve) => setTimeout(resolve, 1));
        }
        await other.quit();
    })();
    return async () => {
        seen.done = true;
        await loop;
        return seen.worst;
    };
}

// What Redis was busy with meanwhile, by its own statistics since the opening: milliseconds in which it did nothing else.
// Of the scripts all but a few are those that give places. On a busy machine the longest ones also count the time in
// which Redis was not running.
async function costs() {
    const [calls, times] = [await store.info("commandstats"), await store.info("latencystats")];
    return ["evalsha", "zscan", "zrange"].map((name) => {
        const count = new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(calls)?.[1] ?? 0;
        const line = new RegExp(`usec_${name}:(.*)`).exec(times)?.[1] ?? "";
        return {name, count, figures: line.split(",").map((part) => (part.split("=")[1] / 1000).toFixed(2)).join(" / ")};
    });
}

async function cpuSeconds() {
    const info = await store.info("cpu");
    const used = (part) => Number(new RegExp(`used_cpu_${part}:([0-9.]+)`).exec(info)[1]);
    return used("user") + used("sys");
}

await fill();
say("people in the lobby", await store.zcard(keyOf("lobby")));
say("bytes a person in the lobby", Math.round(await store.memory("USAGE", keyOf("lobby"), "SAMPLES", 0) / PEOPLE));
await store.call("CONFIG", "SET", "latency-tracking-info-percentiles", "50 99 99.9 100");
await store.call("CONFIG", "RESETSTAT");
const cpu = await cpuSeconds();
const stop = watchLatency();
const opened = Date.now();
await steer(concert, "open");
await eventually(async () => (await drawOf(concert)).root !== null, 120_000);
say("seconds from the opening to the committed list", ((Date.now() - opened) / 1000).toFixed(1));
await eventually(async () => await store.hget(keyOf("concert"), "drawn") === "1", 120_000);
say("seconds from the opening to the first call-up", ((Date.now() - opened) / 1000).toFixed(1));
say("longest wait of a command meanwhile, ms", (await stop()).toFixed(1));
say("CPU seconds of Redis meanwhile", (await cpuSeconds() - cpu).toFixed(1));
for (const {name, count, figures} of await costs()) {
    say(`${count} × ${name}, ms: middle / 99 % / 99.9 % / longest`, figures);
}
say("bytes a person in the line", Math.round(await store.memory("USAGE", keyOf("waiting"), "SAMPLES", 0) / PEOPLE));
const began = Date.now();
const verified = await usherctl("draw", "verify", concert.concertId);
const seconds = ((Date.now() - began) / 1000).toFixed(1);
process.exitCode = verified.code;
say("usherctl draw verify", `${verified.code === 0 ? "agrees" : "REFUSES"} in ${seconds} s`);
await store.quit();
