// bulkheads.test.mjs -- what fills or hangs in one pool of workers holds up no other.

import assert from "node:assert/strict";
import {once} from "node:events";
import {connect} from "node:net";
import {join as joinPath} from "node:path";
import test, {after, afterEach, before} from "node:test";

import {api, eventually, expect, expectProblem, join, newBuyer, newConcert, newEmail} from "../support/usher.mjs";
import {POOLS, childrenOf, deploy, pidOf, signalAll} from "../race/processes.mjs";
import {mend} from "./support.mjs";

let buyer;
let concert;

before(async () => {
    concert = await newConcert();
    buyer = await newBuyer(concert);
    await join([buyer], concert);
});

function goOn() {
    ["postgres", "redis", ...POOLS].forEach((service) => signalAll(service, "SIGCONT"));
}

afterEach(goOn);
after(mend);

function signIn() {
    return api().post("/auth/login", {email: newEmail(), password: "wrong horse"});
}

// What each pool answers, and with what, when it is well.
const ASKED = {
    "queue-workers": {ask: () => buyer.get(`${concert.path}/queue-entry`), status: 200},
    "catalogue-workers": {ask: () => api().get("/concerts?limit=1"), status: 200},
    "money-workers": {ask: () => buyer.get("/points"), status: 200},
    "passwords-workers": {ask: signIn, status: 401},
};

test("the table below has every pool", () => {
    assert.deepEqual(Object.keys(ASKED).sort(), [...POOLS].sort());
});

for (const hung of POOLS) {
    test(`while ${hung} hang every other pool answers`, async () => {
        signalAll(hung, "SIGSTOP");
        const stuck = Array.from({length: 12}, ASKED[hung].ask); // more than a pool has processes
        for (const [pool, {ask, status}] of Object.entries(ASKED)) {
            if (pool !== hung) {
                expect(await ask(), status);
            }
        }
        goOn();
        const answers = await Promise.all(stuck);
        assert.ok(answers.every(({status}) => status === ASKED[hung].status || status === 503));
        await eventually(async () => expect(await ASKED[hung].ask(), ASKED[hung].status));
    });
}

// Whether looks were answered while the catalogue still waited for Postgres, which it does for a second.
async function looksCameFirst() {
    signalAll("postgres", "SIGSTOP");
    const stuck = Array.from({length: 30}, () => api().get(`/concerts/${concert.concertId}`));
    let answered = 0;
    stuck.forEach((answer) => answer.then(() => {
        answered += 1;
    }));
    const looks = await Promise.all(Array.from({length: 10}, ASKED["queue-workers"].ask));
    const isFirst = answered < stuck.length;
    goOn();
    await Promise.all(stuck);
    assert.deepEqual(looks.map(({status}) => status), Array(10).fill(200));
    return isFirst;
}

// On a busy machine a look may take as long as that for other reasons, so there is more than one try.
test("while Postgres hangs and the catalogue is asked for, a look need not wait for it", async () => {
    await eventually(looksCameFirst);
});

// As many as deploy/pools lets wait are kept; each of the others is told at once, whatever the first are waiting for.
test("of too many sign-ins some wait and the others are told to come back: nobody's money waits with them", async () => {
    signalAll("passwords-workers", "SIGSTOP");
    let told = 0;
    const tries = Array.from({length: 100}, () => signIn().then((answer) => {
        told += 1;
        return answer;
    }));
    await eventually(() => assert.ok(told >= 40, `${told} were told`));
    expect(await buyer.get("/points"), 200);
    goOn();
    const answers = await Promise.all(tries);
    const refused = answers.filter(({status}) => status === 429);
    const taken = answers.filter(({status}) => status === 401);
    assert.equal(refused.length + taken.length, tries.length);
    assert.ok(taken.length >= 48, `${taken.length} were taken`);
    refused.forEach((answer) => assert.match(expectProblem(answer, 429, "too_many_requests").detail, /are signing in/));
    await eventually(async () => expect(await signIn(), 401));
});

test("a pool of passwords that is not there is no crowd: that is 503", async () => {
    await deploy("down", "passwords-workers");
    expectProblem(await signIn(), 503, "worker_unavailable");
    await deploy("up", "passwords-workers");
    await eventually(async () => expect(await signIn(), 401));
});

test("connections that are kept and say nothing keep nobody waiting", async () => {
    const path = joinPath(process.env.USHER_HOME, "run", "sockets", "queue.sock");
    const idle = Array.from({length: 4 * childrenOf(pidOf("queue-workers")).length}, () => connect({path}));
    try {
        await Promise.all(idle.map((socket) => once(socket, "connect")));
        for (let i = 0; i < idle.length; i++) { // some for each process
            expect(await buyer.get(`${concert.path}/queue-entry`), 200);
        }
    } finally {
        idle.forEach((socket) => socket.destroy());
    }
});
