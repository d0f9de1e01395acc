// options.mjs -- what is asked of a sale, from the words of the command line.

import {readFileSync} from "node:fs";
import {availableParallelism} from "node:os";
import {parseArgs} from "node:util";

const WORDS = {
    buyers: {type: "string"}, seats: {type: "string"}, rate: {type: "string"}, seed: {type: "string"},
    json: {type: "string"}, smoke: {type: "boolean"}, polling: {type: "boolean"}, reloading: {type: "boolean"},
};

// Times are shorter than a real sale's, so that one takes minutes; what people take for a step is shortened by `pace`.
const FULL = {
    buyers: 20_000, seats: 2000, rate: 20, pace: 1, lobbySeconds: 60, lateSeconds: 60, secondsMax: 1500,
    policy: {maxActive: 1000, admissionSeconds: 90, claimSeconds: 20, graceSeconds: 120, holdSeconds: 45},
};
const SMALL = {
    buyers: 200, seats: 30, rate: 15, pace: 0.05, lobbySeconds: 2, lateSeconds: 1, secondsMax: 180,
    policy: {maxActive: 1000, admissionSeconds: 30, claimSeconds: 5, graceSeconds: 30, holdSeconds: 3},
};
// Of nginx's files: a request takes two, and where the board is pushed the streams are up to three quarters.
const CONNECTIONS_SHARE = {pages: 0.1, polling: 0.45, reloading: 0.45};

function openFiles() {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return Number(soft) || 20_000;
}

function whole(name, text, least, most) {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
        throw new Error(`--${name} must be a whole number from ${least} to ${most}.`);
    }
    return value;
}

function shapeOf({polling, reloading}) {
    if (polling && reloading) {
        throw new Error("--polling or --reloading, one of them.");
    }
    return polling ? "polling" : reloading ? "reloading" : "pages";
}

/** Throws a sentence about what is wrong. */
export function readOptions(words) {
    const {values} = parseArgs({args: words, options: WORDS});
    const size = values.smoke ? SMALL : FULL;
    const given = (name, least, most) => whole(name, values[name] ?? size[name], least, most);
    const options = {
        ...size, shape: shapeOf(values), buyers: given("buyers", 1, 200_000), seats: given("seats", 1, 50_000),
        rate: given("rate", 1, 10_000), seed: whole("seed", values.seed ?? Date.now() % 1_000_000, 0, 999_999_999),
        json: values.json, smoke: values.smoke ?? false,
    };
    const files = openFiles();
    const senders = Math.max(availableParallelism(), Math.ceil(options.buyers / (files / 2)));
    const connections = Math.max(8, Math.floor(files * CONNECTIONS_SHARE[options.shape] / senders));
    return {...options, senders, connections};
}
