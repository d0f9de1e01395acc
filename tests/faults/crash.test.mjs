// crash.test.mjs -- a process dies at every step of a sale, and nobody has to clean up behind it.
//
// The points at which one can die are in a test's build only: see workers/base/failure_point.h.

import assert from "node:assert/strict";
import test, {afterEach, before} from "node:test";

import {eventually, expect, expectProblem, hold, newConcert, newOwner, newStaff, pointsOf, superuser} from "../support/usher.mjs";
import {assertLedger, assertSeats, salesOf} from "../race/ledger.mjs";
import {newCrowd, patient, tryPay} from "../race/crowd.mjs";
import {childrenOf, pidOf, signal} from "../race/processes.mjs";
import {DOORS_WIDE_OPEN, letIn} from "../race/storms.mjs";
import {dieAt, dieNowhere, mend, someoneDied} from "./support.mjs";

afterEach(async () => {
    dieNowhere();
    await commitsHang(false);
    await mend();
});

let concert;
let brief; // its holds end within a test
before(async () => {
    [concert, brief] = await Promise.all([newConcert({policy: DOORS_WIDE_OPEN}),
        newConcert({policy: {...DOORS_WIDE_OPEN, holdSeconds: 8}})]);
});

async function newHolder(sale = concert) {
    const [user] = await newCrowd(1, 1000);
    await letIn([user], sale);
    return {user, sale, reservations: await hold(user, sale.showId, sale.seats(1))};
}

async function seatsOf({user, sale}) {
    return (await salesOf(sale)).filter(({userId}) => userId === user.userId).length;
}

// As many seats as were paid for, in Postgres and in Redis, and nothing is left on hold.
async function assertRepaired({user, sale}, seats) {
    await eventually(async () => {
        assert.deepEqual(expect(await user.get("/reservations?status=PENDING"), 200).reservations, []);
    });
    assert.equal(await seatsOf({user, sale}), seats);
    assert.equal(await pointsOf(user), 1000 * (1 - seats));
    await assertSeats(sale);
    await assertLedger();
}

// A worker dies there under somebody's payment; nginx says so, and that is all the buyer hears.
async function payAndLoseTheAnswer({user, reservations}, point) {
    dieAt(point);
    const answer = await tryPay(user, reservations);
    assert.equal(answer.problem?.code, "worker_unavailable", answer.text);
    await someoneDied();
}

// What is left when the buyer never comes back: 0 or 1 seats. A hold that was being paid ends at the latest when no
// payment can still be under way, after fifteen seconds.
const STEPS = {
    "payment.before_start": 0, "payment.before_record": 0, "payment.before_finish": 1, "payment.before_answer": 1,
};

for (const [point, seats] of Object.entries(STEPS)) {
    test(`a worker dies at ${point}: the buyer who asks again has the seat, and has paid once`, async () => {
        const holder = await newHolder();
        await payAndLoseTheAnswer(holder, point);
        const {status, text} = await tryPay(patient(holder.user), holder.reservations);
        assert.ok([200, 201].includes(status), text);
        await assertRepaired(holder, 1);
    });

    test(`a worker dies at ${point}: the buyer who never comes back has ${seats} seats`, async () => {
        const holder = await newHolder(brief);
        await payAndLoseTheAnswer(holder, point);
        await assertRepaired(holder, seats);
    });
}

for (const point of ["outbox.before_tell", "outbox.before_commit"]) {
    test(`a scheduler dies at ${point}: another one tells Redis what was sold`, async () => {
        const holder = await newHolder();
        dieAt(point);
        expect(await tryPay(holder.user, holder.reservations), 201);
        await someoneDied();
        await assertRepaired(holder, 1);
    });
}

// Somebody who has bought a seat of which Redis has been told.
async function newPayer() {
    const {buyer, payment} = await newOwner(concert);
    await assertSeats(concert);
    return {user: buyer, sale: concert, payment};
}

function tryRefund({payment}, user) {
    return user.post(`/payments/${payment.paymentId}/refund`);
}

for (const point of ["refund.before_free", "refund.before_answer"]) {
    test(`a worker dies at ${point}: the points are back once and the seat is free, whoever asks again`, async () => {
        const owner = await newPayer();
        dieAt(point);
        const answer = await tryRefund(owner, owner.user);
        assert.equal(answer.problem?.code, "worker_unavailable", answer.text);
        await someoneDied();
        await assertRepaired(owner, 0);
        expect(await tryRefund(owner, patient(owner.user)), 200);
        await assertRepaired(owner, 0);
    });
}

// With a standby that never answers every commit is durable here, and nobody is told.
async function commitsHang(hang) {
    await superuser(`ALTER SYSTEM ${hang ? "SET synchronous_standby_names = 'nobody'" : "RESET synchronous_standby_names"}`);
    await superuser("SELECT pg_reload_conf()");
}

// A call that hangs in mid-commit of a function; resolves to the answer to come, and the process that serves it.
async function untilMidCommit(ask, name) {
    await commitsHang(true);
    let told = null;
    const answer = ask().then((one) => {
        told = one;
        return one;
    });
    const pid = await eventually(async () => {
        const [backend] = await superuser(`
            SELECT pid FROM pg_stat_activity
             WHERE usename = 'usher_worker' AND wait_event = 'SyncRep' AND query LIKE '%usher.${name}(%'`);
        return backend?.pid ?? (told !== null && null);
    });
    assert.notEqual(pid, null, `nobody saw it hang before it was answered: ${told?.text}`);
    return {answer, pid};
}

// A worker waits for its commit for less than a second. On a busy machine a test may come too late into the middle of
// one, so there is more than one try. Resolves to what the first says that went as it should.
function inMidCommit(attempt) {
    return eventually(async () => {
        try {
            return await attempt();
        } finally {
            await commitsHang(false);
        }
    });
}

function payUntilMidCommit({user, reservations}) {
    return untilMidCommit(() => tryPay(user, reservations), "pay");
}

test("a worker dies in mid-commit: the buyer who asks again has the seat, and has paid once", async () => {
    const holder = await inMidCommit(async () => {
        const made = await newHolder();
        const {answer} = await payUntilMidCommit(made);
        childrenOf(pidOf("money-workers")).forEach((pid) => signal(pid, "SIGKILL"));
        assert.equal((await answer).problem?.code, "worker_unavailable");
        return made;
    });
    const {status, text} = await tryPay(patient(holder.user), holder.reservations);
    assert.equal(status, 200, text);
    await assertRepaired(holder, 1);
});

test("a connection dies in mid-commit: Postgres is asked before the buyer is told, and told 201", async () => {
    const holder = await inMidCommit(async () => {
        const made = await newHolder();
        const {answer, pid} = await payUntilMidCommit(made);
        await superuser(`SELECT pg_terminate_backend(${pid})`);
        await commitsHang(false);
        const {status, text} = await answer;
        assert.ok([200, 201].includes(status), text);
        return made;
    });
    await assertRepaired(holder, 1);
});

test("a commit that does not end is called unknown, never failed, and is found when it is asked for again", async () => {
    const holder = await inMidCommit(async () => {
        const made = await newHolder();
        const {answer} = await payUntilMidCommit(made);
        assert.equal((await answer).problem?.code, "outcome_unknown", (await answer).text);
        return made;
    });
    assert.equal((await tryPay(patient(holder.user), holder.reservations)).status, 200);
    await assertRepaired(holder, 1);
});

// Somebody at the door with a ticket in front of the camera.
async function newScan() {
    const {buyer, payment} = await newOwner(concert);
    const {code} = expect(await buyer.get(`/tickets/${payment.tickets[0].ticketId}`), 200);
    const staff = await newStaff();
    return () => staff.post("/checkins", {code});
}

test("a connection dies in mid-commit of a scan: Postgres is asked, and it lets in, once", async () => {
    const {scan, checkedInAt} = await inMidCommit(async () => {
        const made = await newScan();
        const {answer, pid} = await untilMidCommit(made, "check_in_for_show");
        await superuser(`SELECT pg_terminate_backend(${pid})`);
        await commitsHang(false);
        return {scan: made, checkedInAt: expect(await answer, 200).checkedInAt};
    });
    assert.equal(expectProblem(await scan(), 409, "already_checked_in").checkedInAt, checkedInAt);
});

test("a scan whose commit does not end is called unknown, and the next one is told when it was", async () => {
    const scan = await inMidCommit(async () => {
        const made = await newScan();
        const {answer} = await untilMidCommit(made, "check_in_for_show");
        expectProblem(await answer, 503, "outcome_unknown");
        return made;
    });
    await eventually(async () => expectProblem(await scan(), 409, "already_checked_in"));
});

test("a connection dies in mid-commit of a refund: Postgres is asked, and the owner is told of one refund", async () => {
    const {owner, refundId} = await inMidCommit(async () => {
        const made = await newPayer();
        const {answer, pid} = await untilMidCommit(() => tryRefund(made, made.user), "refund");
        await superuser(`SELECT pg_terminate_backend(${pid})`);
        await commitsHang(false);
        return {owner: made, refundId: expect(await answer, 200).refundId};
    });
    assert.equal(expect(await tryRefund(owner, owner.user), 200).refundId, refundId);
    await assertRepaired(owner, 0);
});

test("a refund whose commit does not end is called unknown, and is found when it is asked for again", async () => {
    const owner = await inMidCommit(async () => {
        const made = await newPayer();
        const {answer} = await untilMidCommit(() => tryRefund(made, made.user), "refund");
        assert.equal((await answer).problem?.code, "outcome_unknown", (await answer).text);
        return made;
    });
    expect(await tryRefund(owner, patient(owner.user)), 200);
    await assertRepaired(owner, 0);
});

test("a charge whose commit does not end is called unknown, and is made once when it is sent again with its key", async () => {
    const {user, charge} = await inMidCommit(async () => {
        const [made] = await newCrowd(1, 1000);
        const send = () => made.patch("/points/charge", {amount: 500}, {"idempotency-key": "once"});
        const {answer} = await untilMidCommit(send, "charge_points");
        expectProblem(await answer, 503, "outcome_unknown");
        return {user: made, charge: send};
    });
    await eventually(async () => assert.equal((await charge()).headers["idempotent-replayed"], "true"));
    assert.equal(await pointsOf(user), 1500);
});
