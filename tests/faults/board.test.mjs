// board.test.mjs -- the board and its listeners while something behind them is away.

import assert from "node:assert/strict";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join as joinPath} from "node:path";
import test, {afterEach} from "node:test";

import {send} from "../support/http.mjs";
import {listen} from "../support/events.mjs";
import {
    BASE, api, beginShow, eventually, expect, expectProblem, hold, join, newBuyer, newConcert, newUsers, sleep, steer,
} from "../support/usher.mjs";
import {POOLS, deploy, killForGood, pidOf, signal, signalAll} from "../race/processes.mjs";
import {mend} from "./support.mjs";

const STREAM = {accept: "text/event-stream"};

afterEach(mend);

function read(concert) {
    return send({method: "GET", path: `${BASE}${concert.path}/queue`});
}

async function boardOf(concert) {
    return expect(await read(concert), 200);
}

function fileOf(concert) {
    return joinPath(process.env.USHER_HOME, "run", "board", `${concert.concertId}.json`);
}

async function concertWithBoard(settings) {
    const concert = await newConcert(settings);
    await eventually(() => existsSync(fileOf(concert)));
    return concert;
}

// The board moves on: one that is younger than this moment appears.
async function movesOn(concert) {
    const {updatedAt} = await boardOf(concert);
    await eventually(async () => assert.notEqual((await boardOf(concert)).updatedAt, updatedAt));
}

test("with all workers stopped the board answers, moves on and is pushed", async () => {
    const concert = await concertWithBoard();
    const listener = await listen(`${concert.path}/events`);
    await listener.until(() => true);
    await steer(concert, "pause");
    await deploy("down", ...POOLS);
    await listener.until(({state}) => state === "PAUSED");
    await movesOn(concert);
    await movesOn(concert);
    const late = await listen(`${concert.path}/events`);
    await late.until(({state}) => state === "PAUSED");
    assert.equal((await send({method: "GET", path: `${BASE}${concert.path}`})).status, 503);
    listener.stop();
    late.stop();
});

test("with Redis away the board answers and says how old it is, and goes on when Redis does", async () => {
    const concert = await concertWithBoard();
    await join(await newUsers(2), concert);
    await eventually(async () => assert.equal((await boardOf(concert)).active, 2));
    killForGood("redis");
    await sleep(3500);
    const asked = Date.now();
    const {body, headers} = await read(concert);
    assert.equal(body.active, 2);
    const [least, most] = [asked, Date.now()].map((now) => now - Date.parse(body.updatedAt));
    assert.ok(least > 2000, `${least}`);
    const told = Date.parse(headers.date) - Date.parse(headers["last-modified"]);
    assert.ok(told > least - 2100 && told < most + 2100, `${told} for ${least} to ${most}`);
    await deploy("up", "redis");
    await movesOn(concert);
});

test("with Postgres away the board goes on", async () => {
    const concert = await concertWithBoard();
    signalAll("postgres", "SIGSTOP");
    await sleep(1500);
    await movesOn(concert);
    await movesOn(concert);
    signalAll("postgres", "SIGCONT");
});

test("whichever scheduler is killed, the other one takes the board over", async () => {
    const concert = await concertWithBoard();
    for (const name of ["scheduler-1", "scheduler-2", "scheduler-1"]) {
        signal(pidOf(name), "SIGKILL");
        await movesOn(concert);
        await movesOn(concert);
        await deploy("up", name);
    }
    await deploy("down", "scheduler-1", "scheduler-2");
    const {updatedAt} = await boardOf(concert);
    await sleep(2500);
    assert.equal((await boardOf(concert)).updatedAt, updatedAt);
});

test("the board of a concert that is over goes, and so does one that nobody was there to remove", async () => {
    const concert = await concertWithBoard();
    const other = await concertWithBoard();
    await steer(concert, "close");
    await beginShow(concert);
    await eventually(() => !existsSync(fileOf(concert)));
    expectProblem(await api().get(`${concert.path}/queue`), 404, "not_found");
    writeFileSync(fileOf(concert), "{}");
    ["scheduler-1", "scheduler-2"].forEach((name) => signalAll(name, "SIGKILL"));
    await deploy("up", "scheduler-1", "scheduler-2");
    await eventually(() => !existsSync(fileOf(concert)));
    await boardOf(other);
});

test("an nginx that hangs holds up neither the queue nor the boards", async () => {
    const concert = await concertWithBoard({policy: {admitPerSecond: 3, maxActive: 1000}});
    const users = await newUsers(24);
    const joined = Date.now();
    await join(users, concert);
    const before = (await boardOf(concert)).frontier;
    signalAll("nginx", "SIGSTOP");
    const stopped = Date.now();
    const hung = await eventually(() => {
        const board = JSON.parse(readFileSync(fileOf(concert), "utf8"));
        assert.ok(Date.parse(board.updatedAt) > stopped + 3000 && board.frontier > before, board.updatedAt);
        return board;
    });
    signalAll("nginx", "SIGCONT");
    assert.ok(hung.active <= 3 * (2 + (Date.parse(hung.updatedAt) - joined) / 1000), `${hung.active}`);
    const listener = await listen(`${concert.path}/events`);
    await listener.until(({active}) => active === 24);
    listener.stop();
});

test("after a restart of nginx whoever comes back hears the board at once, and seats go on", async () => {
    const concert = await concertWithBoard();
    const [watcher, buyer] = await Promise.all([newBuyer(concert), newBuyer(concert)]);
    const seats = () => listen(`/shows/${concert.showId}/events`, {...STREAM, authorization: `Bearer ${watcher.token}`});
    const [board, first] = await Promise.all([listen(`${concert.path}/events`), seats()]);
    await first.until(() => true);
    await deploy("down", "nginx");
    await eventually(() => board.ended && first.ended);
    await deploy("up", "nginx");
    const lastId = {"last-event-id": board.events.at(-1)?.id ?? ""};
    const [again, second] = await Promise.all([listen(`${concert.path}/events`, lastId), seats()]);
    await again.until(({concertId}) => concertId === concert.concertId, 8000);
    await hold(buyer, concert.showId, [5]);
    const {data} = await second.until(({changes}) => changes.length > 0);
    assert.deepEqual(data.changes, [[5, "H"]]);
    again.stop();
    second.stop();
});
