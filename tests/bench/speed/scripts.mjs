// scripts.mjs -- what each decision costs Redis, beside a bare ZRANK, as redis-benchmark would send it.
//
// The calls are those that a worker makes for somebody who joins, looks, holds, lets go and pays; they are sent again
// for others by connections of the sender, without any worker. Time is what Redis's process had of the processors.

import {randomUUID} from "node:crypto";

import {charge, eventually, expect, inDays, newConcert, newUser, redis, steer} from "../../support/usher.mjs";
import {about, callsDuring, withOthers} from "./calls.mjs";
import {processes} from "./cpu.mjs";
import {ROUNDS} from "./rounds.mjs";
import {redisRequest, saveBytes, send} from "./send.mjs";

const REDIS = process.env.USHER_TEST_REDIS_URL.replace(/^unix:/, "");
const SMOKE = process.env.SMOKE === "yes";
const PEOPLE = SMOKE ? 50 : 2000; // of a round; each has four seats of their own
const CONNECTIONS = 16;
const UNTIL_DONE_SECONDS = 30;
const CAPTURED = [49_001, 49_002, 49_003, 49_004]; // the seats of the calls that are captured
const SECTIONS = Array.from({length: 25}, (_, at) => ({name: `Section ${at}`, rows: 20, seatsPerRow: 100, price: 1000}));

async function newSale() {
    const policy = {admitPerSecond: 100_000, maxActive: 1_000_000, admissionSeconds: 3600, claimSeconds: 3600,
        holdSeconds: 3600};
    const concert = await newConcert({policy, shows: [{startsAt: inDays(30), sections: SECTIONS}]});
    await steer(concert, "pause");
    return concert;
}

const untilAllAreIn = (store, key) => eventually(async () => await store.zcard(key("waiting")) === 0);

/** The call of each decision, made by one person: {join, look, …}; `ids` are what is theirs in them. */
async function capture(concert, store, key) {
    const user = await newUser();
    await charge(user, 10_000);
    const one = async (doIt) => about(await callsDuring(doIt), user.userId);
    const entry = `${concert.path}/queue-entry`;
    const [join] = await one(() => user.post(entry));
    const [look] = await one(() => user.get(entry));
    await steer(concert, "resume");
    await untilAllAreIn(store, key);
    const ids = [];
    const holdSome = async (seatIds) => {
        const {reservations} = expect(await user.post("/reservations", {showId: concert.showId, seatIds}), 201);
        ids.splice(0, ids.length, ...reservations.map(({reservationId}) => reservationId));
    };
    const letGo = (id) => user.delete(`/reservations/${id}`);
    const [hold4] = await one(() => holdSome(CAPTURED));
    const ids4 = [...ids];
    const [release] = await one(() => letGo(ids4[0]));
    await Promise.all(ids4.slice(1).map(letGo));
    const [hold] = await one(() => holdSome(CAPTURED.slice(0, 1)));
    const ids1 = [...ids];
    const [start, finish] = await one(async () => expect(await user.post("/payments", {reservationIds: ids1}), 201));
    await steer(concert, "pause");
    return {calls: {join, look, hold, "hold of 4": hold4, release, "begin a payment": start, "finish a payment": finish},
        userId: user.userId, ids1, ids4};
}

// Somebody of a round: their seats are four in a row, of which the first is also held alone.
function newPerson(at) {
    return {userId: randomUUID(), seats: [1, 2, 3, 4].map((nth) => String(4 * at + nth)),
        ids: Array.from({length: 4}, () => randomUUID())};
}

function changesFor({userId, ids1, ids4}, person) {
    return Object.fromEntries([
        [userId, person.userId], [ids1[0], person.ids[0]], ...ids4.map((id, nth) => [id, person.ids[nth]]),
        ...CAPTURED.map((seat, nth) => [String(seat), person.seats[nth]]),
    ]);
}

// What the release of the first of four seats becomes for each of them.
function releasesOf(captured, person) {
    return person.seats.map((seat, nth) => withOthers(captured.calls.release, {
        [captured.userId]: person.userId, [captured.ids4[0]]: person.ids[nth], [CAPTURED[0]]: seat}));
}

function costOf(requests, how) {
    const load = {address: REDIS, connections: CONNECTIONS, how, file: saveBytes("script", requests.map(redisRequest))};
    return send(load, how === "once" ? UNTIL_DONE_SECONDS : SMOKE ? 0.05 : 0.3);
}

async function measureRound(captured, people, names, zrank, into) {
    for (const name of names) {
        const requests = name === "release" ? people.flatMap((person) => releasesOf(captured, person)) :
            people.map((person) => withOthers(captured.calls[name], changesFor(captured, person)));
        into.ZRANK.push(await costOf([zrank], "again"));
        into[name].push(await costOf(requests, "once"));
    }
}

function signalSchedulers(signal) {
    processes().filter(({group}) => group === "scheduler").forEach(({pid}) => process.kill(pid, signal));
}

export async function measureScripts(_bench, report) {
    const store = redis();
    const concert = await newSale();
    const key = (name) => `usher:{${concert.concertId}}:${name}`;
    const captured = await capture(concert, store, key);
    const rounds = Array.from({length: ROUNDS}, (_, round) =>
        Array.from({length: PEOPLE}, (__, at) => newPerson(round * PEOPLE + at)));
    const results = Object.fromEntries(["ZRANK", ...Object.keys(captured.calls)].map((name) => [name, []]));
    signalSchedulers("SIGSTOP"); // a tick is not what is measured
    for (const people of rounds) {
        await measureRound(captured, people, ["join", "look"], ["ZRANK", key("waiting"), people[0].userId], results);
    }
    signalSchedulers("SIGCONT");
    await steer(concert, "resume");
    await untilAllAreIn(store, key);
    signalSchedulers("SIGSTOP");
    for (const people of rounds) {
        await measureRound(captured, people, ["hold of 4", "release", "hold", "begin a payment", "finish a payment"],
            ["ZRANK", key("active"), people[0].userId], results);
    }
    signalSchedulers("SIGCONT");
    await store.quit();
    tell(results, report);
}

function tell({ZRANK, ...results}, report) {
    report.addHidden(Object.fromEntries(Object.entries({ZRANK, ...results}).map(([name, full]) =>
        [`in Redis: ${name}`, {full, half: []}])));
    for (const name of Object.keys(results)) {
        const aim = {atMost: name === "hold of 4" ? 4 : 2};
        report.compareRedis(`${name}, µs of Redis`, `in Redis: ${name}`, "in Redis: ZRANK", aim);
    }
}
