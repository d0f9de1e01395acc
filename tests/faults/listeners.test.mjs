// listeners.test.mjs -- no listener ends a process of nginx, whatever it says it has seen.

import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join as joinPath} from "node:path";
import test, {afterEach} from "node:test";

import {listen} from "../support/events.mjs";
import {eventually, hold, newBuyer, newConcert} from "../support/usher.mjs";
import {childrenOf, deploy, pidOf, signal} from "../race/processes.mjs";
import {mend} from "./support.mjs";

const SCHEDULERS = ["scheduler-1", "scheduler-2"];
const LISTENERS = 8; // more than nginx has processes

afterEach(mend);

// What nginx has written about processes of its own that did not end as they should.
function processesLost() {
    const log = readFileSync(joinPath(process.env.USHER_HOME, "log", "nginx.log"), "utf8");
    return log.split("\n").filter((line) => /exited on signal|exited with .*code [^0]|Assertion/.test(line));
}

function restartNginx() {
    return deploy("down", "nginx").then(() => deploy("up", "nginx"));
}

// The processes that did not get the signal yet go when they have nothing to do, so a new one is waited for.
async function reloadNginx() {
    const before = childrenOf(pidOf("nginx"));
    signal(pidOf("nginx"), "SIGHUP");
    await eventually(() => childrenOf(pidOf("nginx")).some((pid) => !before.includes(pid)));
}

/** Opens a stream once it can be opened: the worker that lets it in may have been told that nginx is new only now. */
function open(path, headers) {
    return eventually(async () => {
        const listener = await listen(path, headers);
        if (listener.status !== 200) {
            listener.stop();
            return false;
        }
        return listener;
    });
}

async function comeBackAfter(disturb) {
    const concert = await newConcert();
    const buyer = await newBuyer(concert);
    const authorization = `Bearer ${buyer.token}`;
    const streams = [[`${concert.path}/events`, {}], [`/shows/${concert.showId}/events`, {authorization}]];
    const first = await Promise.all(streams.map(([path, headers]) => open(path, headers)));
    await hold(buyer, concert.showId, [1]);
    const seen = await Promise.all(first.map((listener) => listener.until(() => true)));
    first.forEach((listener) => listener.stop());
    const before = processesLost();

    await deploy("down", ...SCHEDULERS); // whose posts would fill the channels
    await disturb();
    const back = await Promise.all(streams.flatMap(([path, headers], index) =>
        Array.from({length: LISTENERS}, (_, number) =>
            open(path, {...headers, "last-event-id": number % 2 ? seen[index].id : `${number}:0`}))));
    await deploy("up", ...SCHEDULERS);
    await hold(buyer, concert.showId, [2]);
    await Promise.any(back.map((listener) => listener.until(() => true)));
    back.forEach((listener) => listener.stop());
    assert.deepEqual(processesLost(), before);
}

test("listeners come back with their last id after a restart of nginx, and no process of it is lost", () =>
    comeBackAfter(restartNginx));

test("listeners come back with their last id after a reload of nginx, and no process of it is lost", () =>
    comeBackAfter(reloadNginx));
