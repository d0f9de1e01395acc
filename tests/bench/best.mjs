// best.mjs -- the best seats of a hall of 50,000, as long as Redis does nothing else for them.
//
//   node best.mjs ROUNDS
//
// Every call finds the hall as the one before did. The figures are Redis's own count of microseconds, read before
// and after each call: the least of all rounds, which nothing else on the machine has disturbed, and the median.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";

import {scriptText} from "../support/scripts.mjs";
import {redis} from "../support/stores.mjs";

const ROUNDS = Number(process.argv[2]);
const SEATS = 50_000;
const QUANTITIES = [1, 2, 4, 100];
const FAR_AWAY_MS = 32_503_680_000_000;
const user = randomUUID();
const store = redis();

/** So many sections, of rows of one length. */
function sectionsOf(count, rows, seats) {
    return Array.from({length: count}, () => ({rows: Array(rows).fill(seats)}));
}

/** A zone of a seating plan: 5,000 seats in rows of 20 to 60 about one middle, with two aisles. */
function zone() {
    const [WIDTH, AISLES, rows] = [64, 4, []];
    for (let left = 5000, i = 0; left > 0; left -= rows.at(-1), i++) {
        const seats = 20 + i * 17 % 41;
        rows.push(left - seats < 20 ? left : seats);
    }
    const places = rows.map((seats) => {
        const side = Math.floor(seats / 3);
        return `${Math.floor((WIDTH + 16 - seats - AISLES) / 2)}+${side}+2+${seats - 2 * side}+2+${side}`;
    });
    return {rows, layout: `${WIDTH + 16}:${places.join(";")}`};
}

const HALLS = {
    "500 rows of 100": sectionsOf(1, 500, 100),
    "1,000 rows of 50": sectionsOf(1, 1000, 50),
    "50 rows of 1,000": sectionsOf(1, 50, 1000),
    "10 x 125 rows of 40": sectionsOf(10, 125, 40),
    "10 zones of a plan": Array.from({length: 10}, zone),
};

const seatsOf = ({rows}) => rows.reduce((sum, seats) => sum + seats, 0);
const filled = (pattern) => pattern.repeat(Math.ceil(SEATS / pattern.length)).slice(0, SEATS);
const random = (free) => Array.from({length: SEATS}, () => Math.random() < free ? "A" : "S").join("");
const endsFree = (hall) => hall.flatMap(({rows}) => rows).map((seats) => `AA${"S".repeat(seats - 4)}AA`).join("");

// What a hall can look like, the last three being what the search likes least: two seats are free at both ends of
// every row, so that pairs of rows look like four together; and every run is one seat longer than the party.
const MAPS = {
    "empty": () => filled("A"),
    "half full": () => random(0.5),
    "nearly full": () => random(0.02),
    "full": () => filled("S"),
    "only the last are free": () => `${"S".repeat(SEATS - 4)}AAAA`,
    "every other seat is free": () => filled("AS"),
    "the ends of rows are free": endsFree,
    "runs of one seat more": (_, quantity) => filled(`${"A".repeat(quantity + 1)}S`),
};

const script = await store.script("LOAD", scriptText("hold_best"));
const tick = await store.script("LOAD", scriptText("tick_concert"));
const restoreLayouts = await store.script("LOAD", scriptText("restore_layouts"));
const id = randomUUID();
const key = (name) => `usher:{${id}}:${name}`;
const KEYS = ["concert", "waiting", "active", "turns", "lapsed", `buyer:${user}`, "deadlines", "wishes",
    "hold:", "map:1"];

async function open() {
    await store.hset(key("concert"), "ready", 1, "state", "OPEN", "hold_seconds", 300, "admission_seconds",
        86_400, "max_seats_per_user", 100);
    await store.zadd(key("active"), FAR_AWAY_MS, user);
    await store.hset(key("turns"), user, `1 ${Date.now()} 1 0`);
}

async function taken() {
    return Number(/^cmdstat_evalsha:calls=\d+,usec=(\d+)/m.exec(await store.info("commandstats"))?.[1] ?? 0);
}

/** Puts the layouts into Redis; resolves to what hold_best is told of the sections. */
async function build(hall) {
    const [told, layouts] = [[], []];
    let first = 1;
    for (const section of hall) {
        const {layout, rows} = section;
        told.push(first, ...layout ? [0, seatsOf(section)] : [rows.length, rows[0]]);
        layouts.push(...layout ? [first, layout, 0] : []);
        first += seatsOf(section);
    }
    await store.hset(key("concert"), "restoring", "bench");
    await store.evalsha(restoreLayouts, 2, key("concert"), key("map:1"), 0, "bench", 1, ...layouts);
    return told;
}

async function timeOf(told, map, quantity) {
    await store.set(key("map:1"), map);
    const before = await taken();
    const answer = await store.evalsha(script, KEYS.length, ...KEYS.map(key),
        0, user, FAR_AWAY_MS, 1, quantity, "", 1, ...told);
    const us = await taken() - before;
    assert.ok(["OK", "NO_SEATS_LEFT"].includes(answer[0]), answer);
    const seats = answer.slice(3).filter((_, index) => index % 2 === 0);
    await store.del(key(`buyer:${user}`), ...seats.map((seat) => key(`hold:1:${seat}`)));
    return us;
}

// Eight people are admitted whose wishes, four seats beside each other, fit into the last two rows of 100 alone.
const WISHES = 8;
const WISH = "1 4 1 0 0 7 1:250:100,25001:250:100";
const TICK_KEYS = ["concert", "waiting", "active", "turns", "lapsed", "deadlines", "wishes", "hold:", "buyer:", "map:1"];

function tickAt(nowUs) {
    return store.evalsha(tick, TICK_KEYS.length, ...TICK_KEYS.map(key),
        nowUs, WISHES, 1, "OPEN", "", 1000, 1000, 300, 300, 300, 300, 100, "", 0, 1, FAR_AWAY_MS);
}

async function timeOfWishes(round) {
    const began = Date.now() * 1000;
    const people = Array.from({length: WISHES}, (_, index) => `bench-${round}-${index}`);
    const [runId] = /(?<=run_id:)\w+/.exec(await store.info("server"));
    await store.del(...["concert", ...TICK_KEYS.slice(1, 7)].map(key));
    await store.hset(key("concert"), "ready", 1, "ready_at_us", 0, "restored_by", runId);
    await tickAt(began);
    await store.set(key("map:1"), `${"SA".repeat((SEATS - 200) / 2)}${"A".repeat(200)}`);
    await store.zadd(key("waiting"), ...people.flatMap((name, index) => [index + 1, name]));
    await store.hset(key("wishes"), ...people.flatMap((name) => [name, WISH]));
    const before = await taken();
    const answer = await tickAt(began + 1_000_000); // the tokens of a second have come meanwhile
    const us = await taken() - before;
    const held = (await store.hvals(key("wishes"))).filter((wish) => wish.startsWith("HELD ")).flatMap((wish) =>
        wish.split(" ").slice(1));
    assert.equal(held.length, 4 * WISHES, answer);
    await store.del(...people.map((name) => key(`buyer:${name}`)), ...held.map((seat) => key(`hold:${seat}`)));
    return us;
}

async function leastAndHalf(timeOfRound) {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
        times.push(await timeOfRound(round));
    }
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
    return `${at(0)} / ${at(0.5)}`;
}

function row(first, others) {
    console.log(first.padEnd(28) + others.map((other) => String(other).padStart(14)).join(""));
}

await open();
for (const [name, hall] of Object.entries(HALLS)) {
    const told = await build(hall);
    row(`${name}: us, least / half`, QUANTITIES.map((quantity) => `${quantity} seats`));
    for (const [kind, make] of Object.entries(MAPS)) {
        const figures = [];
        for (const quantity of QUANTITIES) {
            figures.push(await leastAndHalf(() => timeOf(told, make(hall, quantity), quantity)));
        }
        row(kind, figures);
    }
}
row("a tick, us, least / half", ["eight wishes"]);
row("four seats, at the very end", [await leastAndHalf(timeOfWishes)]);
store.disconnect();
