// main.mjs -- plays a whole sale, from the lobby until every seat is sold, and tells how it went.
//
//   node main.mjs [--buyers N] [--seats N] [--rate N] [--seed N] [--polling | --reloading] [--smoke] [--json FILE]
//
// The buyers are processes of sender.mjs. Ends with 1 when the sale was not right, or did not sell out.

import {fork} from "node:child_process";
import {once} from "node:events";
import {writeFileSync} from "node:fs";
import {resolve} from "node:path";

import {expect} from "../../support/api.mjs";
import {theAdmin} from "../../support/sale.mjs";
import {summaryOf, watchSale} from "./course.mjs";
import {Measures, Spread} from "./measures.mjs";
import {readOptions} from "./options.mjs";
import {makePeople, makeSale, readPages} from "./prepare.mjs";
import {
    limitsOfSenders, printCounters, printCourse, printHead, printSenders, printSteps, printUsherLoad, printVerdict,
} from "./report.mjs";
import {watchUsher} from "./usher-load.mjs";
import {judge, tryJudge} from "./verdict.mjs";

const SENDER = new URL("sender.mjs", import.meta.url);
const SOON_MS = 1000;

async function answerOf(child) {
    const died = once(child, "exit").then(([code]) => {
        throw new Error(`A sender ended with ${code}.`);
    });
    return (await Promise.race([once(child, "message"), died]))[0];
}

async function startSenders(options, rest) {
    const people = await makePeople(options);
    const share = Math.ceil(people.length / options.senders);
    return Promise.all(Array.from({length: options.senders}, async (_, i) => {
        const child = fork(SENDER);
        const ready = answerOf(child);
        const first = i * share;
        child.send({kind: "people", people: people.slice(first, first + share), first, options, ...rest});
        await ready;
        return child;
    }));
}

// The lobby is open from now on, and the hour of the sale is when it closes.
async function callHour({concertId}, {lobbySeconds}) {
    const beganAtMs = Date.now() + SOON_MS;
    const hourMs = beganAtMs + 1000 * lobbySeconds;
    const admin = await theAdmin();
    expect(await admin.patch(`/admin/concerts/${concertId}`, {opensAt: new Date(hourMs).toISOString()}), 200);
    return {beganAtMs, hourMs};
}

async function endSenders(senders) {
    const answers = await Promise.all(senders.map((child) => {
        const answer = answerOf(child);
        child.send({kind: "over"});
        return answer;
    }));
    const measures = new Measures();
    const waits = new Spread();
    answers.forEach((answer) => {
        measures.join(answer.measures);
        waits.join(answer.waits);
    });
    const sum = (of) => answers.reduce((total, answer) => total + of(answer), 0);
    return {
        measures, waits, loads: answers.map(({load}) => load), paid: answers.flatMap(({paid}) => paid),
        mistakes: answers.flatMap(({mistakes}) => mistakes), stillPaying: sum(({stillPaying}) => stillPaying),
        requests: sum(({requests}) => requests),
    };
}

function print(options, course, felt, verdict) {
    printCourse(course, options, felt.requests);
    printSteps(felt.measures.steps);
    printCounters("Refused, by step and kind", felt.measures.refusals);
    printCounters("What became of people", felt.measures.events);
    printUsherLoad(felt.cpuOfUsher);
    printSenders(felt.loads, felt.waits);
    printVerdict(verdict, course, felt.paid);
}

function figuresOf(spread) {
    return {times: spread.count, p50Ms: spread.at(0.5), p99Ms: spread.at(0.99), longestMs: spread.longest};
}

function save(options, course, figures, felt, verdict) {
    const {measures: {steps, refusals, events}, loads, waits, requests, cpuOfUsher} = felt;
    const told = Object.fromEntries(Object.entries(steps).map(([name, spread]) => [name, figuresOf(spread)]));
    writeFileSync(resolve(process.env.BENCH_FOLDER ?? "", options.json), `${JSON.stringify({
        options, course, figures, steps: told, refusals, events, requests, cpuOfUsher,
        senders: {loads, limits: limitsOfSenders(loads), waits: figuresOf(waits)}, verdict,
    }, null, 4)}\n`);
}

async function play(options) {
    tryJudge();
    printHead(options);
    const sale = await makeSale(options);
    const senders = await startSenders(options, {sale, ...await readPages()});
    const tellLoad = watchUsher();
    const {beganAtMs, hourMs} = await callHour(sale, options);
    senders.forEach((child) => child.send({kind: "begin", beganAtMs}));
    const figures = await watchSale(sale, hourMs, options.secondsMax);
    const felt = {...await endSenders(senders), cpuOfUsher: tellLoad()};
    const course = summaryOf(figures);
    const verdict = await judge(sale, course, options.seats, felt);
    print(options, course, felt, verdict);
    if (options.json) {
        save(options, course, figures, felt, verdict);
    }
    return verdict.isRight;
}

let options = null;
try {
    options = readOptions(process.argv.slice(2));
} catch (error) {
    console.error(error.message);
    process.exit(2);
}
process.exit(await play(options) ? 0 : 1);
