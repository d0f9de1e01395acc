// queue.mjs -- a crowd in a concert's queue: what must be true of its order and of the rate, all the time.

import assert from "node:assert/strict";

import {expect, liveConcert, redis, sleep, theAdmin} from "../support/usher.mjs";
import {patient} from "./crowd.mjs";

const SAMPLE_MS = 50;
const PATIENCE_MS = 60_000; // with a queue that stands still

/** Everybody joins a queue that does not move; resolves to their entries, by number. */
export async function joinStorm(concert, crowd) {
    const entry = `${concert.path}/queue-entry`;
    const joined = await Promise.all(crowd.map((user) => user.post(entry)));
    joined.forEach(({status, text}) => assert.ok([200, 201].includes(status), text));
    const looked = await Promise.all(crowd.map(async (user) => expect(await user.get(entry), 200)));
    const numbers = looked.map(({queueNumber}) => queueNumber);
    assert.deepEqual(numbers, joined.map(({body}) => body.queueNumber), "a place stays what it was");
    assert.equal(new Set(numbers).size, crowd.length, "numbers are unique");
    const inOrder = looked.slice().sort((a, b) => a.queueNumber - b.queueNumber);
    assert.deepEqual(inOrder.map(({queuePosition}) => queuePosition), crowd.map((_, index) => index + 1));
    return inOrder;
}

// One look at the queue as it is at one moment, by the store's own records.
async function sample(store, key) {
    const [[, active], [, first], [, turns]] = await store.multi()
        .zrange(key("active"), 0, -1).zrange(key("waiting"), 0, 0, "WITHSCORES").hgetall(key("turns")).exec();
    const admitted = active.map((userId) => {
        const [number, admittedAtMs] = turns[userId].split(" ").map(Number);
        return {userId, number, admittedAtMs};
    });
    return {admitted, firstWaiting: first.length ? Number(first[1]) : Infinity};
}

function checkSample({admitted, firstWaiting}, maxActive) {
    assert.ok(admitted.length <= maxActive, `${admitted.length} of ${maxActive} were admitted`);
    admitted.forEach(({number}) => assert.ok(number < firstWaiting, "somebody jumped the queue"));
}

/**
 * Watches the queue until everybody has been admitted; each leaves as soon as they are. Resolves to the
 * admissions {userId, number, admittedAtMs} in the order of the numbers.
 */
export async function watchTheQueue(concert, crowd, {maxActive}) {
    const users = new Map(crowd.map((user) => [user.userId, user]));
    const admissions = new Map();
    const leaving = [];
    const store = redis();
    let deadline = Date.now() + PATIENCE_MS;
    try {
        while (admissions.size < crowd.length) {
            const now = await sample(store, (name) => `usher:{${concert.concertId}}:${name}`);
            checkSample(now, maxActive);
            for (const admission of now.admitted.filter(({userId}) => !admissions.has(userId))) {
                deadline = Date.now() + PATIENCE_MS;
                admissions.set(admission.userId, admission);
                leaving.push(users.get(admission.userId).delete(`${concert.path}/queue-entry`));
            }
            assert.ok(Date.now() < deadline, `after ${admissions.size} of ${crowd.length} nobody was admitted any more`);
            await sleep(SAMPLE_MS);
        }
        (await Promise.all(leaving)).forEach(({status, text}) => assert.ok([204, 404].includes(status), text));
    } finally {
        store.disconnect();
    }
    return [...admissions.values()].sort((a, b) => a.number - b.number);
}

function countByMoment(admissions) {
    const counts = new Map();
    admissions.forEach(({admittedAtMs}) => counts.set(admittedAtMs, (counts.get(admittedAtMs) ?? 0) + 1));
    return [...counts].sort(([a], [b]) => a - b);
}

/** Nobody was admitted before somebody with a smaller number. */
export function assertInOrder(admissions) {
    admissions.slice(1).forEach(({admittedAtMs}, index) =>
        assert.ok(admittedAtMs >= admissions[index].admittedAtMs, "a later number was admitted first"));
}

/** In any window of t seconds, told in whole ms, no more than rate × t were admitted, and one second's burst. */
export function assertRate(admissions, rate) {
    const moments = countByMoment(admissions);
    moments.forEach(([from], first) => {
        let count = 0;
        for (const [until, more] of moments.slice(first)) {
            count += more;
            const most = rate * (1 + (until - from + 1) / 1000);
            assert.ok(count <= most, `${count} were admitted in ${until - from} ms`);
        }
    });
}

// The worker that is asked may die, before it has done it or afterwards: the state tells.
async function steerAnyhow(concert, verb, state) {
    const {status, text} = await patient(await theAdmin()).post(`/admin/concerts/${concert.concertId}/${verb}`);
    assert.ok([200, 409].includes(status), text);
    await liveConcert(concert.concertId, state);
}

/** The whole of it: a crowd joins a queue at rest, the queue is let go, and everybody gets their admission. */
export async function queueStorm(concert, crowd, {admitPerSecond, maxActive}) {
    await steerAnyhow(concert, "pause", "PAUSED");
    const entries = await joinStorm(concert, crowd);
    await steerAnyhow(concert, "resume", "OPEN");
    const admissions = await watchTheQueue(concert, crowd, {maxActive});
    assert.deepEqual(admissions.map(({userId}) => userId), entries.map(({userId}) => userId));
    assertInOrder(admissions);
    assertRate(admissions, admitPerSecond);
}
