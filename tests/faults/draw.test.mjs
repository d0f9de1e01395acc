// draw.test.mjs -- a lottery whose scheduler dies, or whose Redis forgets, while it is being drawn and after.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import test, {afterEach} from "node:test";

import {api, entryOf, eventually, expect, join, newUsers, redis, sql, usherctl} from "../support/usher.mjs";
import {callHour, drawOf, newLottery, untilDrawn} from "../support/lottery.mjs";
import {deploy, killForGood} from "../race/processes.mjs";
import {dieAt, dieNowhere, mend, someoneDied} from "./support.mjs";

afterEach(async () => {
    dieNowhere();
    await mend();
});

const CROWD = 60_000;
const BATCH = 5000;

const keyOf = (concert, name) => `usher:{${concert.concertId}}:${name}`;

// A crowd in the lobby that did not come through the API: it only has to be drawn.
async function fillLobby(store, concert, count) {
    const first = Date.now() * 1000;
    for (let at = 0; at < count; at += BATCH) {
        const people = Array.from({length: BATCH}, (_, i) => [first + at + i, randomUUID()]);
        await store.zadd(keyOf(concert, "lobby"), ...people.flat());
    }
}

// Everybody's number, as Redis has it, who waits or was called up meanwhile.
async function numbersOf(store, concert) {
    const [[, flat], [, turns]] = await store.multi()
        .zrange(keyOf(concert, "waiting"), 0, -1, "WITHSCORES").hgetall(keyOf(concert, "turns")).exec();
    return new Map([...Array.from({length: flat.length / 2}, (_, i) => [flat[2 * i], Number(flat[2 * i + 1])]),
        ...Object.entries(turns).map(([user, admission]) => [user, Number(admission.split(" ")[0])])]);
}

// A test that looks into Redis.
function testWithRedis(name, use) {
    test(name, async () => {
        const store = redis();
        try {
            await use(store);
        } finally {
            await store.quit();
        }
    });
}

// The hour comes, whoever draws dies at this point, and then every scheduler is killed with its draws.
async function drawUntil(point, concert) {
    dieAt(point);
    await callHour(concert);
    await someoneDied();
    killForGood("scheduler-1", "scheduler-2");
}

async function assertDrawnOnce(store, concert, count) {
    const draw = await drawOf(concert);
    await eventually(async () => assert.equal(await store.hget(keyOf(concert, "concert"), "drawn"), "1"));
    assert.equal(await store.zcard(keyOf(concert, "lobby")), 0);
    const numbers = [...(await numbersOf(store, concert)).values()].sort((a, b) => a - b);
    assert.equal(numbers.length, count);
    assert.deepEqual([numbers[0], numbers.at(-1)], [draw.firstNumber, draw.firstNumber + count - 1]);
    assert.equal(new Set(numbers).size, count);
    const verified = await usherctl("draw", "verify", concert.concertId);
    assert.equal(verified.code, 0, verified.said);
}

// Nobody is called up, so that all places can be looked at.
function quietLottery() {
    return newLottery(3600, {admitPerSecond: 1, maxActive: 1});
}

async function pauseLine(concert) {
    await sql("SELECT usher.set_concert_state($1, 'pause')", [concert.concertId]);
}

testWithRedis("schedulers that are killed while they read the lobby leave it whole for the next one", async (store) => {
    const concert = await quietLottery();
    await fillLobby(store, concert, CROWD);
    await drawUntil("draw.lobby_read", concert);
    const before = await drawOf(concert);
    await pauseLine(concert);
    await deploy("up", "scheduler-1", "scheduler-2");
    const draw = await untilDrawn(concert);
    assert.ok(before.root === null || before.root === draw.root);
    await assertDrawnOnce(store, concert, CROWD);
});

testWithRedis("schedulers that are killed while they give places go on with the same draw", async (store) => {
    const concert = await quietLottery();
    await fillLobby(store, concert, CROWD);
    await drawUntil("draw.amid_places", concert);
    const begun = await drawOf(concert);
    const given = await numbersOf(store, concert);
    assert.ok(given.size > 0);

    await pauseLine(concert);
    await deploy("up", "scheduler-1", "scheduler-2");
    await assertDrawnOnce(store, concert, CROWD);
    assert.deepEqual(await drawOf(concert), begun);
    const numbers = await numbersOf(store, concert);
    given.forEach((number, user) => assert.equal(numbers.get(user), number));
});

testWithRedis("Redis forgets everything in the middle of a draw: who comes back has the place that was drawn", async (store) => {
    const concert = await quietLottery();
    const users = await newUsers(4);
    const lobby = await join(users, concert);
    await fillLobby(store, concert, CROWD);
    await callHour(concert);
    await eventually(async () => assert.ok(await store.zcard(keyOf(concert, "waiting")) > 1000));
    await store.flushall();
    await pauseLine(concert);
    const [stranger] = await newUsers(1);
    const asking = (user, token) => eventually(async () => {
        const answer = await user.post(`${concert.path}/queue-entry`, undefined, token ? {"Queue-Token": token} : {});
        assert.ok([200, 201].includes(answer.status), answer.text);
        return answer.body;
    });
    const late = await asking(stranger);
    const back = await Promise.all(users.map((user, i) => asking(user, i % 2 ? lobby[i].queueToken : null)));
    for (const [i, user] of users.entries()) {
        const proof = expect(await user.get(`${concert.path}/queue-entry/proof`), 200);
        assert.equal(back[i].queueNumber, proof.queueNumber);
        assert.ok(back[i].queueNumber < late.queueNumber);
    }
});

testWithRedis("Redis forgets the lobby: its tokens lead back to it, and the draw waits for them", async (store) => {
    const concert = await quietLottery();
    const users = await newUsers(6);
    const lobby = await join(users, concert);
    await store.flushall();
    const comeBack = (user, i) => eventually(async () => {
        const answer = await user.post(`${concert.path}/queue-entry`, undefined, {"Queue-Token": lobby[i].queueToken});
        return expect(answer, 201);
    });
    assert.equal((await comeBack(users[0], 0)).status, "LOBBY");
    await callHour(concert);
    await eventually(async () => assert.equal(expect(await api().get(concert.path), 200).state, "OPEN"));
    for (const [i, user] of users.entries()) {
        if (i > 0) {
            assert.equal((await comeBack(user, i)).status, "LOBBY");
        }
    }
    // As if half a minute had gone since Redis was there again.
    await store.hincrby(keyOf(concert, "concert"), "ready_at_us", -30_000_000);
    assert.equal((await untilDrawn(concert)).entrants, users.length);
    await eventually(async () => assert.notEqual((await entryOf(users[0], concert)).status, "LOBBY"));
});
