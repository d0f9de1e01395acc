// concerts.mjs -- thousands of concerts on sale at once: how old their boards are, and what the schedulers take.

import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";

import {concertBody, eventually, expect, redis, sleep, theAdmin} from "../../support/usher.mjs";
import {cpuNow} from "./cpu.mjs";
import {quantile} from "./figures.mjs";

const SMOKE = process.env.SMOKE === "yes";
const COUNT = Number(process.env.BENCH_CONCERTS);
const BUSY = SMOKE ? 2 : 20;
const WAITING = SMOKE ? 100 : 5000; // of a busy one
const AT_ONCE = 8;
const SECONDS = SMOKE ? 1 : 20;
const SETTLE_MS = SMOKE ? 0 : 5000;
const STEP_MS = 250;
const BOARDS_A_STEP = 200;
const BOARDS = join(process.env.RUN, "board");

async function makeConcerts(policy, count) {
    const admin = await theAdmin();
    const ids = [];
    const makeSome = async () => {
        while (ids.length < count) {
            const at = ids.push(null) - 1;
            const {concertId} = expect(await admin.post("/admin/concerts", concertBody({policy})), 201);
            expect(await admin.post(`/admin/concerts/${concertId}/open`), 200);
            ids[at] = concertId;
        }
    };
    await Promise.all(Array.from({length: AT_ONCE}, makeSome));
    return ids;
}

// Numbers as arrivals have them; users are names that nobody has.
async function fillQueues(ids) {
    const store = redis();
    const first = Date.now() * 1000;
    for (const id of ids) {
        const people = Array.from({length: WAITING}, (_, at) =>
            [first + 7 * at, `bench-0000-7000-8000-${String(at).padStart(15, "0")}`]);
        await store.zadd(`usher:{${id}}:waiting`, ...people.flat());
    }
    await store.quit();
}

function ageMs(name) {
    const {updatedAt} = JSON.parse(readFileSync(join(BOARDS, name), "utf8"));
    return Date.now() - Date.parse(updatedAt);
}

// Some boards each step, another part of them each time.
async function agesMeanwhile(names) {
    const ages = [];
    for (let step = 0; step < 1000 * SECONDS / STEP_MS; step++) {
        const first = step * BOARDS_A_STEP;
        for (let at = first; at < first + Math.min(BOARDS_A_STEP, names.length); at++) {
            ages.push(ageMs(names[at % names.length]));
        }
        await sleep(STEP_MS);
    }
    return ages;
}

function schedulerShares(before, after, seconds) {
    const sums = {};
    const known = new Map(before.map(({pid, ns}) => [pid, ns]));
    after.filter(({group}) => group === "scheduler").forEach(({service, pid, ns}) => {
        sums[service] = (sums[service] ?? 0) + (ns - (known.get(pid) ?? 0)) / 1e9;
    });
    return Object.values(sums).map((used) => 100 * used / seconds);
}

export async function measureConcerts(_bench, report) {
    const busy = await makeConcerts({admitPerSecond: 10, maxActive: 1_000_000}, Math.min(BUSY, COUNT));
    const ids = [...busy, ...await makeConcerts({}, COUNT - busy.length)];
    await fillQueues(busy);
    const names = ids.map((id) => `${id}.json`);
    await eventually(() => {
        const there = new Set(readdirSync(BOARDS));
        return names.every((name) => there.has(name));
    });
    await sleep(SETTLE_MS);
    const [began, before] = [performance.now(), cpuNow()];
    const ages = await agesMeanwhile(names);
    const shares = schedulerShares(before, cpuNow(), (performance.now() - began) / 1000);
    const what = `${COUNT.toLocaleString("en")} concerts on sale`;
    report.row(`${what}: a board's age, p99`, "", [quantile(ages, 0.99) / 1000], {atMost: 1.5, unit: " s"});
    report.row(`${what}: a scheduler, of a core`, "", shares, {atMost: 30, unit: " %"});
    report.note(`${what}, ${busy.length} of them with a queue that moves; a board is ${(quantile(ages, 0.5) / 1000).toFixed(2)} s ` +
        `old in the middle and ${(Math.max(...ages) / 1000).toFixed(2)} s at most.`);
}
