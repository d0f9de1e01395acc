// queue.mjs -- the board, looking, joining: what waiting costs, beside a static file, the rival and the floor.

import {execFileSync} from "node:child_process";
import {chmodSync, writeFileSync} from "node:fs";
import {join} from "node:path";

import {BASE, eventually} from "../../support/usher.mjs";
import {about, callsDuring} from "./calls.mjs";
import {measure} from "./rounds.mjs";
import {httpRequest, saveBytes} from "./send.mjs";

const {RIVAL_HOME, RIVAL_ADDRESS, RIVAL_COMMAND, USHER_URL} = process.env;
const SOMEBODY = "00000000-0000-0000-0000-000000000000";

// The rival runs as another account.
function giveRival(name, text) {
    const path = join(RIVAL_HOME, name);
    writeFileSync(path, text);
    chmodSync(path, 0o644);
}

/** A load of the static file with these bytes, from an nginx that does nothing else. */
export function staticFile(name, bytes) {
    giveRival(`files/${name}`, bytes);
    return {name: `file of ${name}`, address: RIVAL_ADDRESS,
        file: saveBytes(`file-${name}`, [httpRequest({path: `/files/${name}`})])};
}

/** A load of the same worker with an empty answer. */
export function floor(name) {
    return {name: `floor of ${name}`, file: saveBytes("floor", [httpRequest({path: "/healthz"})])};
}

export async function measureBoard({sale}, report) {
    const path = `${BASE}${sale.concert.path}/queue`;
    const board = await (await fetch(USHER_URL + path)).text();
    const results = await measure([
        staticFile("board", board),
        {name: "board", file: saveBytes("board", [httpRequest({path})])},
    ]);
    report.add(results);
    report.compare("the board", "board", "file of board", {atLeast: 0.95});
    report.note(`The board had ${board.length} bytes and changed each second.`);
}

// The call that the worker makes for somebody who looks, with nobody's name in it.
async function captureLook({entryPath, people: [{userId, token}]}) {
    const headers = {Authorization: `Bearer ${token}`};
    await fetch(USHER_URL + BASE + entryPath, {method: "POST", headers});
    const [call] = about(await callsDuring(() => fetch(USHER_URL + BASE + entryPath, {headers})), userId);
    return call.map((word) => word.replaceAll(userId, SOMEBODY));
}

/** Starts the rival, which makes the worker's own call. */
export async function startRival(sale) {
    giveRival("call", `${(await captureLook(sale)).join("\n")}\n`);
    await sale.emptyQueue();
    execFileSync("bash", ["-c", RIVAL_COMMAND]);
    await eventually(async () => (await fetch(`http://${RIVAL_ADDRESS}/files/hello`)).ok);
}

export async function measureLooks({sale}, report) {
    const file = await sale.looks();
    const results = await measure([
        floor("look"),
        {name: "rival's look", address: RIVAL_ADDRESS,
            file: saveBytes("rival", sale.lookers.map(({userId}) => httpRequest({path: `/look/${userId}`})))},
        {name: "look", file, pool: "queue"},
    ]);
    report.add(results);
    report.compare("own queue entry", "look", "rival's look", {atLeast: 0.7});
    report.compareP99("own queue entry, p99 at half its rate", "look", "rival's look", {atMost: 2});
    report.compare("own queue entry", "look", "floor of look", {atLeast: 0.65});
    report.row("own queue entry: busiest process ÷ mean", "", results.look.full.map(({unevenness}) => unevenness),
        {atMost: 1.3});
}

export async function measureJoins({sale}, report) {
    const file = sale.joins();
    const results = await measure([
        floor("join"),
        {name: "join", file, how: "once", pool: "queue", before: () => sale.emptyQueue()},
    ]);
    report.add(results);
    report.compare("join", "join", "floor of join", {atLeast: 0.6});
    await sale.emptyQueue();
}
