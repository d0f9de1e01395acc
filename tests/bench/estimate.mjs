// estimate.mjs -- four sales, second by second: what was told of the wait, and what became of it.
//
//   node estimate.mjs SHARE
//
// The tick is the scheduler's, the estimate the pages'; only the time and the visits are made up, always alike. An
// error is told of the people in the first tenth of the queue, in its middle and at its end, where the wait is half a
// minute and more.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";

import {estimatedWait} from "../../nginx/html/js/waiting/queue-position.js";
import {scriptText} from "../support/scripts.mjs";
import {redis} from "../support/stores.mjs";

const SHARE = Number(process.argv[2]);
const START_US = 1_798_106_400_000_000;
const ANSWER_SECONDS = 15;
const PARTS = [0.1, 0.5, 1];
const WAIT_SECONDS_MIN = 30;
const ERROR_MAX = 0.25; // the median
const STEP_MAX = 0.15;
const PEOPLE_MIN = 30;
const ANSWERS_MIN = 100; // of fewer, as in a short sale, the median says nothing
const SEATS = 100_000;
const FAR_MS = 32_503_680_000_000;

// A generator that always gives the same (mulberry32).
function randomFrom(seed) {
    let state = seed;
    return () => {
        state = state + 0x6D2B79F5 | 0;
        let mixed = Math.imul(state ^ state >>> 15, 1 | state);
        mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
        return ((mixed ^ mixed >>> 14) >>> 0) / 4_294_967_296;
    };
}

const chance = randomFrom(2026);
const about = (seconds) => () => Math.max(1, Math.round(-seconds * Math.log(1 - chance())));
const between = (least, most) => () => Math.round(least + chance() * (most - least));

const SALES = [
    {name: "as fast as the pace allows", people: 4000, pace: 5, room: 100_000, visit: about(120)},
    {name: "a full room, visits of any length", people: 1500, pace: 10, room: 50, visit: about(120)},
    {name: "one counter, one person a minute", people: 120, pace: 1, room: 1, visit: between(20, 100)},
    {name: "a full room that empties in waves", people: 2400, pace: 20, room: 200, visit: between(230, 300)},
];

const store = redis();
const scripts = Object.fromEntries(await Promise.all(["begin_restore", "finish_restore", "tick_concert", "leave_queue",
    "read_board"].map(async (name) => [name, await store.script("LOAD", scriptText(name))])));

class Sale {
    #id = randomUUID();
    #now = 0; // seconds since the beginning
    #inside = []; // {user, until}
    #next = 0; // of the people, the first who waits
    admittedAt = [];

    constructor(sale) {
        Object.assign(this, sale, {people: Math.max(PEOPLE_MIN, Math.round(sale.people * SHARE))});
    }

    #key(name) {
        return `usher:{${this.#id}}:${name}`;
    }

    #call(script, names, ...args) {
        const keys = ["concert", ...names].map((name) => this.#key(name));
        return store.evalsha(scripts[script], keys.length, ...keys, START_US + this.#now * 1_000_000, ...args);
    }

    #queue(script, names, ...args) {
        return this.#call(script, ["waiting", "active", "turns", "lapsed", ...names], ...args);
    }

    async open() {
        await this.#call("begin_restore", ["map:1"], "bench", SEATS);
        await this.#call("finish_restore", ["lobby"], "bench", "fifo", "");
        await this.#tick();
        const people = Array.from({length: this.people}, (_, at) => [START_US + at, `user-${at}`]);
        await store.zadd(this.#key("waiting"), ...people.flat());
    }

    #tick() {
        return this.#queue("tick_concert", ["deadlines", "wishes", "hold:", "buyer:", "map:1"],
            250, 1, "OPEN", "", this.pace, this.room, 300, 300, 300, 300, 4, "", 0, 1, FAR_MS);
    }

    async #endVisits() {
        const gone = this.#inside.filter(({until}) => until <= this.#now);
        this.#inside = this.#inside.filter(({until}) => until > this.#now);
        await Promise.all(gone.map(({user}) =>
            this.#queue("leave_queue", ["lobby", `buyer:${user}`, "deadlines", "wishes"], user)));
    }

    /** One second; resolves to false when everybody was let in. */
    async goOn() {
        this.#now++;
        await this.#endVisits();
        const admitted = (await this.#tick())[5];
        for (let i = 0; i < admitted; i++) {
            this.#inside.push({user: `user-${this.#next}`, until: this.#now + this.visit()});
            this.admittedAt[this.#next++] = this.#now;
        }
        return this.#next < this.people;
    }

    /** What the board says now: {at, first, rate, seen}; the rate is people a second, 0 when it is not known. */
    async answer() {
        const board = await this.#queue("read_board", ["lobby", "marks", "map:1"], 4096, 50);
        return {at: this.#now, first: this.#next, rate: board[8] / 1_000_000, seen: board[9]};
    }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function errorsOf(sale, {at, first, rate, seen}) {
    const board = {state: "OPEN", soldOut: false, admittedPerSecond: rate, admissionsSeen: seen};
    return PARTS.map((part) => Math.floor((sale.people - 1 - first) * part)).flatMap((ahead) => {
        const wait = estimatedWait(ahead, board);
        const real = sale.admittedAt[first + ahead] - at;
        return wait === null || real < WAIT_SECONDS_MIN ? [] :
            [{error: Math.abs(wait.seconds - real) / real, isInRange: real >= wait.from && real <= wait.to}];
    });
}

async function play(plan) {
    const sale = new Sale(plan);
    await sale.open();
    const answers = [];
    for (let second = 1; await sale.goOn(); second++) {
        if (second % ANSWER_SECONDS === 0) {
            answers.push(await sale.answer());
        }
    }
    const known = answers.filter(({rate}) => rate > 0);
    const errors = known.flatMap((answer) => errorsOf(sale, answer));
    const steps = known.slice(1).map(({rate}, at) => Math.abs(rate / known[at].rate - 1));
    return {
        name: plan.name, answers: errors.length, error: median(errors.map(({error}) => error)),
        step: Math.max(0, ...steps), inRange: errors.filter(({isInRange}) => isInRange).length / errors.length,
    };
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

process.stdout.write("| sale | answers | median error | largest step in 15 s | real wait in the range |\n|---|---|---|---|---|\n");
const results = [];
for (const plan of SALES) {
    const result = await play(plan);
    results.push(result);
    process.stdout.write(`| ${result.name} | ${result.answers} | ${percent(result.error)} | ${percent(result.step)} | ${
        percent(result.inRange)} |\n`);
}
await store.quit();
for (const {name, answers, error, step} of results) {
    assert.ok(answers > 0, `${name}: nobody was told anything`);
    assert.ok(answers < ANSWERS_MIN || error <= ERROR_MAX, `${name}: the median error is ${percent(error)}`);
    assert.ok(step <= STEP_MAX, `${name}: two answers in a row differ by ${percent(step)}`);
}
