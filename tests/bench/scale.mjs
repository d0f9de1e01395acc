// scale.mjs -- the scripts of the queue with a thousand people waiting and with more, up to a million, and holds in
// halls of a hundred seats and more, up to a hundred thousand, side by side.
//
//   node scale.mjs PEOPLE ROUNDS
//
// The scripts are called as the workers and the scheduler call them, with a time that goes on by a second a
// round. Every figure is Redis's own count of the microseconds in which it did nothing else: its statistics are
// read before and after each call. (Its slow log would count the writing of itself, for each command of a script.)

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";

import {table} from "./speed/figures.mjs";
import {scriptText} from "../support/scripts.mjs";
import {redis} from "../support/stores.mjs";

const [PEOPLE, ROUNDS] = process.argv.slice(2).map(Number);
const FEW = 1000;
const FEW_SEATS = 100;
const SEATS_MAX = PEOPLE >= 1_000_000 ? 100_000 : 1000;
const ADMITTED = 50; // people who hold seats
const BATCH = 250; // what a tick calls up, and what joins again in each round
const TIMED = 100; // joins and looks of a round
const BUCKET = 4096;
const MARKS = 50;
const SEATS = 20_000;
const ADMISSION_SECONDS = 10;
const WARM_UP = 2 * ADMISSION_SECONDS; // rounds, until each tick has admissions to end and the board has all its marks
const CHUNK = 5000;
const POLICY = [1, "OPEN", "", BATCH, 1_000_000, ADMISSION_SECONDS, ADMISSION_SECONDS, 300, 300, 4];
const SHOW = [1, 32_503_680_000_000];
const QUEUE_KEYS = ["concert", "waiting", "active", "turns", "lapsed"]; // the keys that every script begins with
const CALLS = ["join", "look", "tick", "read_board"];

const store = redis();

const scripts = Object.fromEntries(await Promise.all(Object.entries({
    begin: "begin_restore", finish: "finish_restore",
    join: "join_queue", look: "look_queue", tick: "tick_concert", read_board: "read_board",
    hold: "hold_seats", release: "release_hold",
}).map(async ([name, file]) => [name, await store.script("LOAD", scriptText(file))])));

// The microseconds that scripts have taken so far, all together.
const STATISTICS = ["info", "commandstats"];
const taken = (statistics) => Number(/^cmdstat_evalsha:calls=\d+,usec=(\d+)/m.exec(statistics)?.[1] ?? 0);

class Queue {
    id = randomUUID();
    people = []; // in the order of their numbers; those in front of `first` were called
    first = 0;
    nowUs = Date.now() * 1000;
    seats = SEATS;
    times = Object.fromEntries(CALLS.map((name) => [name, []]));

    constructor(count) {
        this.count = count;
    }

    key(name) {
        return `usher:{${this.id}}:${name}`;
    }

    entryKeys(user) {
        return [...QUEUE_KEYS, "lobby", "wishes", `buyer:${user}`];
    }

    command(script, keys, ...args) {
        return ["evalsha", scripts[script], keys.length, ...keys.map((name) => this.key(name)), this.nowUs, ...args];
    }

    async run(...commands) {
        const answers = await store.pipeline(commands).exec();
        return answers.map(([error, answer]) => {
            assert.ifError(error);
            assert.ok(typeof answer === "string" || answer[0] === "OK", answer);
            return answer;
        });
    }

    // The same, noting how long each took. Resolves to the last answer.
    async time(name, ...commands) {
        const answers = await this.run(STATISTICS, ...commands.flatMap((command) => [command, STATISTICS]));
        const clock = answers.filter((_, index) => index % 2 === 0).map(taken);
        this.times[name].push(...clock.slice(1).map((us, index) => us - clock[index]));
        return answers.at(-2);
    }

    async open() {
        await store.hset(this.key("concert"), "state", "OPEN");
        await this.run(this.command("begin", ["concert", "map:1"], "token", this.seats));
        await this.run(this.command("finish", ["concert", "lobby"], "token", "fifo", ""));
        await this.run(this.tickCommand());
    }

    newcomers(count) {
        const users = Array.from({length: count}, () => randomUUID());
        users.forEach((user) => this.people.push(user));
        return users.map((user) => this.command("join", this.entryKeys(user), user, "", "", ""));
    }

    async fill() {
        for (let left = this.count; left > 0; left -= CHUNK) {
            await this.run(...this.newcomers(Math.min(left, CHUNK)));
            this.nowUs += CHUNK;
        }
    }

    lookCommand() {
        const waiting = this.people.length - this.first;
        const user = this.people[this.first + Math.floor(Math.random() * waiting)];
        return this.command("look", this.entryKeys(user), user);
    }

    tickCommand() {
        const keys = [...QUEUE_KEYS, "deadlines", "wishes", "hold:", "buyer:", "map:1"];
        return this.command("tick", keys, BATCH, ...POLICY, "", 0, ...SHOW);
    }

    // The queue is as long in front of each tick as it was in front of the one before.
    async round() {
        this.nowUs += 1_000_000;
        await this.run(...this.newcomers(BATCH - TIMED));
        await this.time("join", ...this.newcomers(TIMED));
        await this.time("look", ...Array.from({length: TIMED}, () => this.lookCommand()));
        const ticked = await this.time("tick", this.tickCommand());
        this.first += ticked[5];
        const board = await this.time("read_board",
            this.command("read_board", [...QUEUE_KEYS, "lobby", "marks", "map:1"], BUCKET, MARKS));
        return {admitted: ticked[5], ended: ticked[6] + ticked[7], buckets: board[10]};
    }

    async warmUp() {
        await this.open();
        await this.fill();
        for (let round = 0; round < WARM_UP; round++) {
            await this.round();
        }
        CALLS.forEach((name) => this.times[name].splice(0));
    }

    async measure() {
        const {admitted, ended, buckets} = await this.round();
        assert.deepEqual([admitted, ended], [BATCH, BATCH], "a tick moves two full batches");
        this.buckets = buckets;
    }

    async bytesAPerson() {
        return await store.memory("USAGE", this.key("waiting"), "SAMPLES", 0) / (this.people.length - this.first);
    }
}

// A sale to a few people who are admitted, and hold seats of a hall from anywhere in it.
class Hall extends Queue {
    times = {hold: []};

    constructor(seats) {
        super(ADMITTED);
        this.seats = seats;
    }

    async warmUp() {
        await this.open();
        await this.fill();
        this.nowUs += 1_000_000;
        await this.run(this.tickCommand());
        await this.measure();
        this.times.hold.splice(0);
    }

    holdCommand({user, reservation, ref}) {
        return this.command("hold", [...QUEUE_KEYS, `buyer:${user}`, "deadlines", "wishes", "hold:", "map:1", `hold:${ref}`],
            user, SHOW[1], SHOW[0], reservation, ref);
    }

    releaseCommand({user, reservation, ref}) {
        const keys = ["concert", `buyer:${user}`, "deadlines", "map:1", `hold:${ref}`].map((name) => this.key(name));
        return ["evalsha", scripts.release, keys.length, ...keys, user, reservation, ref];
    }

    async measure() {
        const share = Math.floor(this.seats / ADMITTED);
        const holds = this.people.map((user, at) => {
            const seat = at * share + Math.ceil(Math.random() * share);
            return {user, reservation: randomUUID(), ref: `${SHOW[0]}:${seat}`};
        });
        await this.time("hold", ...holds.map((hold) => this.holdCommand(hold)));
        await this.run(...holds.map((hold) => this.releaseCommand(hold)));
    }
}

function summary(times) {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
    return {median: at(0.5), most: at(0.99)};
}

/** The median and what 99 of 100 take, for each size; and how much the latter grows from the first to the last. */
function printTable(what, calls, sizes) {
    const titles = sizes.map(({name}) => name);
    console.log(table([`${what}: µs in Redis, 50 % / 99 %`, ...titles, "99 % grows by"], calls.map((call) => {
        const figures = sizes.map(({times}) => summary(times[call]));
        const growth = (figures.at(-1).most / figures[0].most).toFixed(2);
        return [call, ...figures.map(({median, most}) => `${median} / ${most}`), growth];
    })));
    console.log();
}

/** Ten times as many each time, up to so many. */
function powers(first, last) {
    const counts = [];
    for (let count = first; count < last; count *= 10) {
        counts.push(count);
    }
    return [...counts, last];
}

const queues = powers(FEW, PEOPLE).map((count) => new Queue(count));
const halls = powers(FEW_SEATS, SEATS_MAX).map((seats) => new Hall(seats));
for (const each of [...queues, ...halls]) {
    await each.warmUp();
}
for (let round = 0; round < ROUNDS; round++) {
    for (const each of [...queues, ...halls]) {
        await each.measure();
    }
}
queues.forEach((queue) => {
    queue.name = `${queue.count.toLocaleString("en")} waiting`;
});
halls.forEach((hall) => {
    hall.name = `${hall.seats.toLocaleString("en")} seats`;
});
printTable("people who wait", CALLS, queues);
printTable("a hall", ["hold"], halls);
for (const queue of queues) {
    console.log(`${queue.name}: ${(await queue.bytesAPerson()).toFixed(1)} bytes a person, ${queue.buckets} buckets`);
}
store.disconnect();
