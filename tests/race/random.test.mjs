// random.test.mjs -- fifty people do a thousand things at random, and the ledger is right.
//
// USHER_TEST_SEED=… draws the same things again, though not in the same order among the fifty.

import assert from "node:assert/strict";
import test from "node:test";

import {charge, inDays, newConcert, newStaff, newUsers} from "../support/usher.mjs";
import {assertLedger, assertSeats} from "./ledger.mjs";
import {patient, sum, tally} from "./crowd.mjs";
import {schedulerKiller, whileRepeating, whileWorkersDie} from "./processes.mjs";
import {assertToldTheTruth, doAnything, newPerson} from "./random.mjs";
import {DOORS_WIDE_OPEN} from "./storms.mjs";

const PEOPLE = 50;
const OPERATIONS_EACH = 20;
const POINTS = 5000;
const SEATS = 120;
const sections = [
    {name: "R", rows: 6, seatsPerRow: 10, price: 1500}, {name: "S", rows: 6, seatsPerRow: 10, price: 700},
];

async function newWorld(seed) {
    const shows = [30, 31].map((days) => ({startsAt: inDays(days), sections}));
    const concert = await newConcert({policy: {...DOORS_WIDE_OPEN, holdSeconds: 10}, shows});
    const people = (await newUsers(PEOPLE)).map((user, index) =>
        newPerson(patient(user), seed + index * 7919));
    await Promise.all(people.map(async (person) => {
        await charge(person.user, POINTS);
        person.charged = POINTS;
    }));
    const staff = patient(await newStaff());
    return {concert, people, staff, shows: concert.shows.map(({showId}) => ({showId, seatsTotal: SEATS}))};
}

// Each does one thing after the other, all of them at the same time; resolves to what was done, and how often.
async function doAThousandThings(world) {
    const done = await Promise.all(world.people.map(async (person) => {
        const words = [];
        for (let i = 0; i < OPERATIONS_EACH; i++) {
            words.push(...await doAnything(person, world));
        }
        return words;
    }));
    return tally(done.flat());
}

// A run in which everything was refused proves nothing.
function assertWorthwhile(done) {
    const often = (pattern) => sum(Object.entries(done).map(([what, count]) => (pattern.test(what) ? count : 0)));
    [/^hold.* 201/, /^pay.* 201/, /^refund.* 200/].forEach((pattern) =>
        assert.ok(often(pattern) >= 10, `${pattern}: ${JSON.stringify(done)}`));
}

async function withSeed(work) {
    const seed = Number(process.env.USHER_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
    try {
        await work(seed);
    } catch (error) {
        throw new Error(`USHER_TEST_SEED=${seed} draws the same things again.`, {cause: error});
    }
}

async function randomStorm(seed, meanwhile = (work) => work()) {
    const world = await newWorld(seed);
    assertWorthwhile(await meanwhile(() => doAThousandThings(world)));
    await assertSeats(world.concert);
    await Promise.all(world.people.map(assertToldTheTruth));
    await assertLedger();
}

test("a thousand things at random by fifty people: all are told the truth, and the ledger is right", () =>
    withSeed((seed) => randomStorm(seed)));

test("the same while workers and schedulers die", () =>
    withSeed((seed) => randomStorm(seed, (work) =>
        whileWorkersDie(() => whileRepeating(schedulerKiller(), 1000, work)))));
