// processes.test.mjs -- workers are replaced while they work, and schedulers die.

import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join as joinPath} from "node:path";
import test, {afterEach} from "node:test";

import {entryOf, eventually, join, newBuyer, newConcert, newUsers, pointsOf, sleep} from "../support/usher.mjs";
import {assertLedger} from "../race/ledger.mjs";
import {tally} from "../race/crowd.mjs";
import {assertInOrder, assertRate, watchTheQueue} from "../race/queue.mjs";
import {POOLS, childrenOf, deploy, killForGood, pidOf, signal} from "../race/processes.mjs";
import {mend, works} from "./support.mjs";

const CUT = /prematurely closed|reset by peer|broken pipe/i;

afterEach(mend);

const TOP_UPS_MAX = 90; // a hundred an hour are the most

// The lines that nginx has written so far about requests that were cut.
function requestsCut() {
    const log = readFileSync(joinPath(process.env.USHER_HOME, "log", "nginx.log"), "utf8");
    return log.split("\n").filter((line) => CUT.test(line));
}

// Each user asks one thing after the other until told to stop; resolves to {user, statuses, charged, unknown}: how many
// charges were made, and of how many it was said that nobody knows yet.
function underLoad(users, concert) {
    const stop = {now: false};
    const asking = users.map(async (user) => {
        const statuses = [];
        let charged = 0;
        let unknown = 0;
        while (!stop.now) {
            const answers = [
                await user.post(`${concert.path}/queue-entry`), await user.get(`${concert.path}/queue-entry`),
                await (charged < TOP_UPS_MAX ? user.patch("/points/charge", {amount: 1}) : user.get("/points")),
            ];
            statuses.push(...answers.map(({status}) => status));
            charged += answers[2].status === 200 && answers[2].body.chargeAmount ? 1 : 0;
            unknown += answers[2].problem?.code === "outcome_unknown" ? 1 : 0;
            await sleep(5);
        }
        return {user, statuses, charged, unknown};
    });
    return () => {
        stop.now = true;
        return Promise.all(asking);
    };
}

// Nothing was done without an answer that says so: no request was cut after its work had begun.
async function assertNothingUntold(load) {
    for (const {user, charged, unknown} of load) {
        const points = await pointsOf(user);
        assert.ok(points >= charged && points <= charged + unknown, `${points}, not ${charged} and of ${unknown} some`);
    }
    await assertLedger();
}

test("a rolling restart of all pools under load loses not one request", async () => {
    const concert = await newConcert();
    const users = await newUsers(12);
    await join(users, concert);
    const before = POOLS.flatMap((pool) => childrenOf(pidOf(pool)));
    const cutBefore = requestsCut().length;
    const finish = underLoad(users, concert);
    POOLS.forEach((pool) => signal(pidOf(pool), "SIGHUP"));
    await eventually(() => {
        const now = POOLS.flatMap((pool) => childrenOf(pidOf(pool)));
        assert.ok(!now.some((pid) => before.includes(pid)), "some of the old ones still work");
        assert.equal(now.length, before.length);
    });
    const load = await finish();
    assert.deepEqual(Object.keys(tally(load.flatMap(({statuses}) => statuses))), ["200"]);
    assert.deepEqual(requestsCut().slice(cutBefore), []);
    await assertNothingUntold(load);
});

test("a pool that is stopped finishes what it has begun", async () => {
    const concert = await newConcert();
    const users = await newUsers(12);
    await join(users, concert);
    const finish = underLoad(users, concert);
    for (let round = 0; round < 2; round++) {
        await sleep(200);
        await deploy("down", "money-workers");
        await deploy("up", "money-workers");
    }
    await works(() => users[0].get("/points"), 200);
    const load = await finish();
    const counts = tally(load.flatMap(({statuses}) => statuses));
    assert.deepEqual(Object.keys(counts).filter((status) => !["200", "503"].includes(status)), []);
    await assertNothingUntold(load);
});

test("a pool whose parent is killed has no orphans, and works again by itself", async () => {
    const children = childrenOf(pidOf("money-workers"));
    const buyer = await newBuyer(await newConcert(), 5);
    signal(pidOf("money-workers"), "SIGKILL");
    await eventually(() => assert.ok(!children.some((pid) => signal(pid, 0)), "an orphan is left"));
    assert.equal((await works(() => buyer.get("/points"), 200)).points, 5);
});

async function statusesOf(users, concert) {
    return tally((await Promise.all(users.map((user) => entryOf(user, concert)))).map(({status}) => status));
}

test("without a scheduler nobody is called; with one the queue goes on, no faster than ever", async () => {
    const policy = {admitPerSecond: 10, maxActive: 1000};
    const concert = await newConcert({policy});
    const crowd = await newUsers(60);
    killForGood("scheduler-1", "scheduler-2");
    await join(crowd, concert);
    await sleep(3000);
    assert.deepEqual(await statusesOf(crowd, concert), {WAITING: 60});

    await deploy("up", "scheduler-2");
    const calls = await watchTheQueue(concert, crowd, policy);
    assertInOrder(calls);
    assertRate(calls, policy.admitPerSecond);
});
