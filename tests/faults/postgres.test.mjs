// postgres.test.mjs -- Postgres stops, dies, hangs, and comes back.

import assert from "node:assert/strict";
import test, {afterEach} from "node:test";
import {isDeepStrictEqual} from "node:util";

import {
    entryOf, eventually, expect, expectProblem, hold, join, newConcert, newOwner, newUsers, pay, pointsOf,
    sleep, sql,
} from "../support/usher.mjs";
import {assertLedger, assertSeats, salesOf} from "../race/ledger.mjs";
import {newCrowd, patient, tryPay} from "../race/crowd.mjs";
import {childrenOf, deploy, killForGood, pidOf, signal, signalAll} from "../race/processes.mjs";
import {DOORS_WIDE_OPEN, letIn} from "../race/storms.mjs";
import {PATIENCE_MS, assertUnavailable, makeMoneyCalls, mend, moneyCalls, readiness, waiting, works} from "./support.mjs";

const TROUBLE = ["database_unavailable", "outcome_unknown"];

afterEach(mend);

const ACCIDENTS = {
    "is stopped": {begin: () => deploy("down", "postgres"), end: () => deploy("up", "postgres")},
    "is killed": {begin: () => killForGood("postgres"), end: () => deploy("up", "postgres")},
    hangs: {begin: () => signalAll("postgres", "SIGSTOP"), end: () => signalAll("postgres", "SIGCONT")},
};

async function assertQueueGoesOn(concert, crowd, newcomer) {
    const [entry] = await join([newcomer], concert);
    assert.equal(entry.status, "WAITING");
    const before = await waitingOf(crowd, concert);
    await eventually(async () => assert.ok(await waitingOf(crowd, concert) < before));
}

// By their own entries: the list of concerts is read from Postgres.
async function waitingOf(crowd, concert) {
    const entries = await Promise.all(crowd.map((user) => entryOf(user, concert)));
    return entries.filter(({status}) => status === "WAITING").length;
}

for (const [what, {begin, end}] of Object.entries(ACCIDENTS)) {
    test(`Postgres ${what}: money is refused at once, the queue goes on, and all is well afterwards`, async () => {
        // A queue for a minute and a half, as it may take long until it is looked at. No admission ends meanwhile.
        const concert = await newConcert({policy: {admitPerSecond: 1, maxActive: 1000, claimSeconds: 600}});
        const owner = await newOwner(concert);
        const [newcomer, ...crowd] = await newUsers(91);
        await join(crowd, concert);
        await begin();
        await assertUnavailable(moneyCalls(owner.buyer, owner.payment), ...TROUBLE);
        assert.equal(expectProblem(await readiness(), 503, "database_unavailable").database, "unavailable");
        assert.equal((await readiness()).problem.redis, "ok");
        await assertQueueGoesOn(concert, crowd, newcomer);

        await end();
        await makeMoneyCalls(owner.buyer, owner.payment, (call) => works(call, 200));
        await waiting(concert); // can be told again
        await assertLedger();
        await assertSeats(concert);
    });
}

async function holders(concert, count) {
    const crowd = await newCrowd(count, 1000);
    await letIn(crowd, concert);
    return Promise.all(crowd.map(async (user) =>
        ({user, reservations: await hold(user, concert.showId, concert.seats(1))})));
}

// What moves points and can be sent again as it is: its effect on the seats and the points of who sends it.
const MOVES = {
    pays: {
        before: {seats: 0, points: 1000}, after: {seats: 1, points: 0},
        ask: ({user, reservations}) => tryPay(user, reservations),
    },
    refunds: {
        before: {seats: 1, points: 0}, after: {seats: 0, points: 1000},
        ask: ({user, payment}) => user.post(`/payments/${payment.paymentId}/refund`),
    },
    charges: {
        before: {seats: 0, points: 1000}, after: {seats: 0, points: 1500},
        ask: ({user}) => user.patch("/points/charge", {amount: 500}, {"idempotency-key": "the-same-again"}),
    },
};

// A third of them pays, a third has paid and refunds, and a third charges.
async function movers(concert, count) {
    const crowd = await holders(concert, count);
    return Promise.all(crowd.map(async (holder, index) => {
        const move = Object.values(MOVES)[index % 3];
        return {...holder, move, payment: move === MOVES.refunds && await pay(holder.user, holder.reservations)};
    }));
}

// told: the code of the problem, or the status. Those whose outcome is unknown may have moved or not, but not half.
async function assertToldTheTruth(concert, crowd) {
    const sold = await salesOf(concert);
    for (const {user, told, move: {before, after}} of crowd) {
        const seats = sold.filter(({userId}) => userId === user.userId).length;
        const has = {seats, points: await pointsOf(user)};
        const may = {200: [after], 201: [after], database_unavailable: [before]}[told] ?? [before, after];
        assert.ok(may.some((state) => isDeepStrictEqual(state, has)), `told ${told}, and has ${JSON.stringify(has)}`);
    }
}

function toldBy({status, problem}) {
    return problem?.code ?? status;
}

// One backend's death makes Postgres drop everybody and recover by itself.
function killOneBackend() {
    const backends = childrenOf(pidOf("postgres"));
    signal(backends.at(-1), "SIGKILL");
}

function killPostgres() {
    signalAll("postgres", "SIGKILL");
}

for (const [what, accident] of [["one of its processes", killOneBackend], ["Postgres", killPostgres]]) {
    test(`a crowd pays, refunds and charges when ${what} is killed: what they were told is so, and none of it by half`, async () => {
        const concert = await newConcert({policy: DOORS_WIDE_OPEN});
        const crowd = await movers(concert, 90);
        const moving = crowd.map(async (mover, index) => {
            await sleep(index * 8);
            const told = toldBy(await mover.move.ask(mover));
            assert.ok([200, 201, ...TROUBLE].includes(told), told);
            return {...mover, told};
        });
        await sleep(150);
        await accident();
        const moved = await Promise.all(moving);
        const inDoubt = moved.filter(({told}) => TROUBLE.includes(told));
        assert.equal(new Set(inDoubt.map(({move}) => move)).size, 3, "the accident came too late to matter");
        await works(readiness, 200);
        await assertToldTheTruth(concert, moved);
        await assertLedger();

        // Those in doubt ask again until they know.
        const known = await Promise.all(moved.map(async (mover) => {
            const {status, text} = await mover.move.ask({...mover, user: patient(mover.user, TROUBLE)});
            assert.ok([200, 201].includes(status), text);
            return {...mover, told: status};
        }));
        await assertToldTheTruth(concert, known);
        await assertLedger();
        await assertSeats(concert);
    });
}

// A worker prepares its statements and reads a show once. After this none stops at that any more.
async function warmUp({user, reservations}) {
    expect(await tryPay(user, reservations), 201);
    await Promise.all(Array.from({length: 100}, async () => expect(await tryPay(user, reservations), 200)));
}

// The statement has arrived, and nothing comes back: it may be carried out at any later time.
test("a payment that got stuck in Postgres is called unknown, and is made once", async () => {
    const concert = await newConcert({policy: DOORS_WIDE_OPEN});
    const [first, ...buyers] = await holders(concert, 9);
    await warmUp(first);
    const backends = await sql("SELECT pid FROM pg_stat_activity WHERE usename = 'usher_worker'");
    backends.forEach(({pid}) => signal(pid, "SIGSTOP"));
    const asked = Date.now();
    const answers = await Promise.all(buyers.map(({user, reservations}) => tryPay(user, reservations)));
    assert.ok(Date.now() - asked < PATIENCE_MS, `it took ${Date.now() - asked} ms`);
    answers.forEach((answer) => assert.ok([201, ...TROUBLE].includes(toldBy(answer)), answer.text));
    backends.forEach(({pid}) => signal(pid, "SIGCONT"));
    const told = buyers.map((buyer, index) => ({...buyer, move: MOVES.pays, told: toldBy(answers[index])}));
    await eventually(() => assertToldTheTruth(concert, told)); // not while one of them is carried out
    assert.ok(answers.some((answer) => toldBy(answer) === "outcome_unknown"), "no payment got stuck");
    const again = await Promise.all(buyers.map(({user, reservations}) => tryPay(patient(user, TROUBLE), reservations)));
    again.forEach(({status, text}) => assert.ok([200, 201].includes(status), text));
    assert.equal((await salesOf(concert)).length, 9);
    await assertLedger();
    await assertSeats(concert);
});

test("a payment that failed for want of Postgres leaves its hold as it was", async () => {
    const concert = await newConcert({policy: DOORS_WIDE_OPEN});
    const [{user, reservations}] = await holders(concert, 1);
    await deploy("down", "postgres");
    await assertUnavailable([() => tryPay(user, reservations)], "database_unavailable");
    // A process that does not know the show yet would have to ask Postgres for it.
    await works(() => user.delete(`/reservations/${reservations[0].reservationId}`), 204);
    await deploy("up", "postgres");
    await assertSeats(concert);
    assert.equal((await works(() => user.get("/points"), 200)).points, 1000);
});
