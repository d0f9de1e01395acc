// listeners.test.mjs -- whoever listens hears again, whatever happens to nginx; and no listener ends a process of it.

import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join as joinPath} from "node:path";
import test, {afterEach} from "node:test";

import {follow, listen} from "../support/events.mjs";
import {send} from "../support/http.mjs";
import {startNginx} from "../support/nginx.mjs";
import {beginShow, eventually, hold, newBuyer, newConcert, request, sleep} from "../support/usher.mjs";
import {childrenOf, deploy, pidOf, signal} from "../race/processes.mjs";
import {mend} from "./support.mjs";

const LISTENERS = 6; // of each stream: so that each process that nginx might have would have some
const PATIENCE_MS = 40_000;

afterEach(mend);

// What nginx has written about processes of its own that did not end as they should.
function processesLost(folder = joinPath(process.env.USHER_HOME, "log"), name = "nginx.log") {
    const log = readFileSync(joinPath(folder, name), "utf8");
    return log.split("\n").filter((line) => /exited on signal|exited with .*code [^0]|Assertion|core dumped/.test(line));
}

async function restartNginx() {
    await deploy("down", "nginx");
    await deploy("up", "nginx");
}

// The processes that did not get the signal yet go when they have nothing to do, so a new one is waited for.
async function reloadNginx() {
    const before = childrenOf(pidOf("nginx"));
    signal(pidOf("nginx"), "SIGHUP");
    await eventually(() => childrenOf(pidOf("nginx")).some((pid) => !before.includes(pid)));
}

async function killProcessOfNginx() {
    const before = childrenOf(pidOf("nginx"));
    signal(before[0], "SIGKILL");
    await eventually(() => assert.ok(!childrenOf(pidOf("nginx")).includes(before[0])));
}

/** Some who follow the board of a concert, and some who follow its show, some from an old id on that nobody knows. */
async function followAll() {
    const concert = await newConcert();
    await eventually(async () => assert.equal((await request({method: "GET", path: `${concert.path}/queue`})).status, 200));
    const buyers = [await newBuyer(concert), await newBuyer(concert)];
    const board = Array.from({length: LISTENERS}, () => follow(`${concert.path}/events`));
    const seats = Array.from({length: LISTENERS}, (_, number) =>
        follow(`/shows/${concert.showId}/events`, {authorization: `Bearer ${buyers[number % 2].token}`}));
    return {concert, buyers, board, seats, all: [...board, ...seats]};
}

// Each of them hears something that happens from now on; a hold makes news of the show and of the board.
async function assertAllHear({concert, buyers, all}, seat) {
    const since = Date.now();
    await eventually(() => hold(buyers[seat % 2], concert.showId, [seat]).then(() => true, () => false), PATIENCE_MS);
    await eventually(() => {
        const deaf = all.filter(({at}) => at < since).length;
        assert.equal(deaf, 0, `${deaf} of ${all.length} have heard nothing`);
    }, PATIENCE_MS);
}

function stopAll({all}) {
    return Promise.all(all.map((follower) => follower.stop()));
}

const DISTURBANCES = [
    ["a restart of nginx", restartNginx, 0], ["a reload of nginx", reloadNginx, 0],
    ["the death of a process of nginx", killProcessOfNginx, 1],
];

for (const [what, disturb, deaths] of DISTURBANCES) {
    test(`after ${what} all who listen come back, with their last id, and hear what happens`, async () => {
        const followers = await followAll();
        await assertAllHear(followers, 1);
        const lost = processesLost().length;
        await disturb();
        await assertAllHear(followers, 2);
        await disturb(); // and again, as those who came back are the ones with an id now
        await assertAllHear(followers, 3);
        await stopAll(followers);
        assert.equal(processesLost().length, lost + 2 * deaths);
    });
}

test("a show begins under those who listen, and one who comes then names what is no more: no process is lost", async () => {
    const followers = await followAll();
    await assertAllHear(followers, 1);
    const lost = processesLost();
    await beginShow(followers.concert);
    const ids = followers.all.map(({id}) => id);
    const back = await Promise.all(ids.map((id) => listen(`${followers.concert.path}/events`, {"last-event-id": id})));
    back.forEach((listener) => listener.stop());
    await stopAll(followers);
    assert.deepEqual(processesLost(), lost);
});

function post(nginx, path, body) {
    return send({method: "POST", path, body, socketPath: joinPath(nginx.folder, "publish.sock")});
}

test("a channel whose last message has ended takes back those who have heard it, and no process is lost", async () => {
    const concert = await newConcert();
    await eventually(async () => assert.equal((await request({method: "GET", path: `${concert.path}/queue`})).status, 200));
    const nginx = await startNginx((text) => text.replaceAll(/nchan_message_timeout \w+;/g, "nchan_message_timeout 1s;"));
    const channel = `/concerts/${concert.concertId}`;
    const path = `${concert.path}/events`;
    try {
        const first = await listen(path, {}, nginx.socketPath);
        await post(nginx, channel, {number: 1});
        const {id} = await first.until(({number}) => number === 1);
        first.stop();
        await sleep(2500); // longer than what is kept is kept
        const back = await Promise.all(Array.from({length: LISTENERS}, (_, number) =>
            listen(path, {"last-event-id": number % 2 ? id : `${number}:0`}, nginx.socketPath)));
        await post(nginx, channel, {number: 2});
        await Promise.all(back.map((listener) => listener.until(({number}) => number === 2)));
        back.forEach((listener) => listener.stop());
        assert.deepEqual(processesLost(nginx.folder, "error.log"), []);
    } finally {
        await nginx.stop();
    }
});
