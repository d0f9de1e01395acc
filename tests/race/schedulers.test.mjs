// schedulers.test.mjs -- five schedulers at once on one line: killed in mid-tick, raced by those who leave and come
// back, and deprived of Redis.

import assert from "node:assert/strict";
import test from "node:test";

import {
    entryOf, eventually, inDays, join, newConcert, newOwner, newUsers, redis, sleep, sql, steer,
} from "../support/usher.mjs";
import {assertLedger, assertSeats} from "./ledger.mjs";
import {patient, tryHold} from "./crowd.mjs";
import {assertRate, queueStorm} from "./queue.mjs";
import {whileRepeating} from "./processes.mjs";
import {flushRedis, midTickKiller, placesIn, whileCounting, whileWatching, withSchedulers} from "./schedulers.mjs";

const EXTRA = 3;
const LOST = ["concert_restoring", "redis_unavailable"];

function whileSchedulersDie(work) {
    return withSchedulers(EXTRA, (schedulers) => whileRepeating(midTickKiller(schedulers, EXTRA), 0, work));
}

test("five schedulers, one of them dying in each second: the rate, the order and maxActive of one", async () => {
    const policy = {admitPerSecond: 50, maxActive: 20};
    const concert = await newConcert({policy});
    const crowd = await newUsers(400);
    await whileSchedulersDie(() =>
        whileCounting(concert, policy, () => queueStorm(concert, crowd, policy)));
});

// Leaves and comes back, sometimes both at once; whoever has joined has the place that the answer told.
async function comeAndGo(user, concert, until) {
    const entry = `${concert.path}/queue-entry`;
    while (Date.now() < until) {
        const [{queueNumber}] = await join([user], concert);
        assert.equal((await entryOf(user, concert)).queueNumber, queueNumber, "a place was lost");
        await sleep(Math.random() * 500);
        const [left] = await Promise.all([user.delete(entry), Math.random() < 0.3 && join([user], concert)]);
        assert.ok([204, 404].includes(left.status), left.text);
    }
}

async function assertOnePlaceEach(crowd, concert) {
    const {waiting, admitted} = await placesIn(concert);
    const users = [...waiting.keys(), ...admitted.map(({userId}) => userId)];
    assert.deepEqual(users.sort(), crowd.map(({userId}) => userId).sort());
}

test("who leaves and comes back while five schedulers tick is never lost, nor in two places", async () => {
    const policy = {admitPerSecond: 40, maxActive: 15, claimSeconds: 300};
    const concert = await newConcert({policy});
    const crowd = await newUsers(200);
    const until = Date.now() + 8000;
    const admissions = await whileSchedulersDie(() =>
        whileWatching(concert, policy, () =>
            whileCounting(concert, policy, () =>
                Promise.all(crowd.map((user) => comeAndGo(user, concert, until))))));
    assert.ok(admissions.length > policy.maxActive, "the line has moved");
    await join(crowd, concert);
    await assertOnePlaceEach(crowd, concert);
});

// As soon as a concert is open again its sold seats are marked: one look sees both at the same moment.
async function assertNotOffered(concert, showNo, sold) {
    const key = (name) => `usher:{${concert.concertId}}:${name}`;
    const store = redis();
    const [[, ready], [, map]] = await store.multi().hget(key("concert"), "ready").get(key(`map:${showNo}`)).exec();
    store.disconnect();
    if (ready) {
        sold.forEach((seatId) => assert.equal(map[seatId - 1], "S", "a sold seat is offered again"));
    }
}

// Everybody comes back at once with the token; some are new. Those find places behind all the others.
async function comeBack(concert, tokens, newcomers) {
    const entry = `${concert.path}/queue-entry`;
    const highest = Math.max(...[...tokens.values()].map(({queueNumber}) => queueNumber));
    await Promise.all([
        ...[...tokens].map(async ([user, {queueNumber, queueToken}]) => {
            const {body} = await patient(user, LOST).post(entry, undefined, {"queue-token": queueToken});
            assert.equal(body.queueNumber, queueNumber, "a place came back as another one");
        }),
        ...newcomers.map(async (user) => {
            const {body} = await patient(user, LOST).post(entry);
            assert.ok(body.queueNumber > highest, "a newcomer came in front");
            tokens.set(user, body);
        }),
    ]);
}

async function loseRedisInMidPromotion(concert, tokens, newcomers) {
    await eventually(async () => (await placesIn(concert)).admitted.length >= 20);
    await flushRedis();
    await comeBack(concert, tokens, newcomers);
}

test("Redis is emptied while five schedulers call people up: nobody is passed, nothing sold is offered", async () => {
    const policy = {admitPerSecond: 20, maxActive: 100, claimSeconds: 300};
    const sections = [{name: "R", rows: 20, seatsPerRow: 20, price: 1000}];
    const concert = await newConcert({policy, shows: [{startsAt: inDays(30), sections}]});
    const owner = await newOwner(concert, 3);
    const sold = owner.reservations.map(({seatId}) => seatId);
    const [{showNo}] = await sql(`SELECT show_no AS "showNo" FROM usher.shows WHERE show_id = $1`, [concert.showId]);
    const [crowd, ...newcomers] = await Promise.all([newUsers(120), newUsers(10), newUsers(10)]);
    await steer(concert, "pause");
    const entries = await join(crowd, concert);
    const tokens = new Map(crowd.map((user, index) => [user, entries[index]]));
    const admissions = await withSchedulers(EXTRA, () => whileWatching(concert, policy, () =>
        whileRepeating(() => assertNotOffered(concert, showNo, sold), 20, async () => {
            await steer(concert, "resume");
            await loseRedisInMidPromotion(concert, tokens, newcomers[0]);
            await loseRedisInMidPromotion(concert, tokens, newcomers[1]);
            await eventually(async () => (await placesIn(concert)).admitted.length === policy.maxActive);
            await sleep(1500);
        })));
    assertRate(admissions, policy.admitPerSecond);
    await assertOnePlaceEach([...tokens.keys()], concert);
    const [{userId}] = (await placesIn(concert)).admitted;
    const rival = [...tokens.keys()].find((user) => user.userId === userId);
    assert.equal((await tryHold(rival, concert.showId, [sold[0]])).refusal, "seat_taken");
    await assertSeats(concert);
    await assertLedger();
});
