// begun.mjs -- what people have begun at one moment of a sale: all that an upgrade must not lose.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";

import pg from "pg";

import {
    api, charge, entryOf, eventually, expect, expectProblem, hold, inDays, newBuyer, newConcert, newEmail, newQueue,
    newOwner, newUsers, superuser, untilActive,
} from "../support/usher.mjs";
import {newLottery} from "../support/lottery.mjs";
import {newCrowd, tryPay} from "../race/crowd.mjs";
import {letIn} from "../race/storms.mjs";
import {killMoneyWorkers} from "./support.mjs";

const HOUR = {admissionSeconds: 3600, claimSeconds: 3600, holdSeconds: 3600};
const OPEN = {...HOUR, admitPerSecond: 100_000, maxActive: 100_000};
const FULL = {...HOUR, admitPerSecond: 5};

/** A concert that everybody can go into, and where one may refund. */
export function newSale() {
    return newConcert({policy: OPEN});
}

/** Three people are inside and nine wait. */
export async function newFullQueue() {
    const {concert, users} = await newQueue({...FULL, maxActive: 3}, 12);
    await Promise.all(users.slice(0, 3).map((user) => untilActive(user, concert)));
    const entries = await Promise.all(users.map((user) => entryOf(user, concert)));
    assert.deepEqual(entries.slice(3).map(({status}) => status), Array(9).fill("WAITING"));
    return {concert, users, entries};
}

/** The only one inside holds a seat, and the next in the queue has a wish. */
export async function newWish() {
    const {concert, users: [first, second]} = await newQueue({...FULL, maxActive: 1}, 2);
    await untilActive(first, concert);
    await Promise.all([charge(first, 1000), charge(second, 2000)]);
    const reservations = await hold(first, concert.showId, concert.seats(1));
    const wish = {showId: concert.showId, quantity: 2};
    expect(await second.put(`${concert.path}/queue-entry/wishes`, wish), 200);
    return {concert, first, second, reservations};
}

/** People in the lobby of a lottery, whose hour is far away. */
export async function newLobby() {
    const concert = await newLottery(3600, OPEN);
    const users = await newUsers(7);
    await Promise.all(users.map(async (user) => expect(await user.post(`${concert.path}/queue-entry`), 201)));
    return {concert, users};
}

/** Everybody is inside a small hall, with points for two seats. */
export async function newRush() {
    const sections = [{name: "R", rows: 2, seatsPerRow: 10, price: 1000}];
    const concert = await newConcert({policy: OPEN, shows: [{startsAt: inDays(30), sections}]});
    const crowd = await newCrowd(20, 2000);
    await letIn(crowd, concert);
    return {concert, crowd, seatsTotal: 20, points: 20 * 2000};
}

/** A sign-in: the tokens. */
export async function newSession() {
    return expect(await api().post("/auth/register", {email: newEmail(), password: "correct horse"}), 201);
}

/** A charge with a key that was carried out, and one by card that is not paid yet. */
export async function newCharges() {
    const [user] = await newUsers(1);
    const sent = [{amount: 500}, {"idempotency-key": randomUUID()}];
    expect(await user.patch("/points/charge", ...sent), 200);
    const {providerReference} = expect(await user.post("/points/charges", {amount: 700}), 201);
    return {user, sent, providerReference};
}

/** Somebody who holds a seat of the sale and has points for it: {buyer, reservations}. */
export async function newHolder(sale) {
    const buyer = await newBuyer(sale, 1000);
    return {buyer, reservations: await hold(buyer, sale.showId, sale.seats(1))};
}

/** So many of them, or of what else is made by a function. */
export function several(count, make, ...args) {
    return Promise.all(Array.from({length: count}, () => make(...args)));
}

/** Somebody who has bought a seat: {buyer, reservations, payment}. */
export function newPayer(sale) {
    return newOwner(sale);
}

/** With a standby that never answers every commit is durable here, and nobody is told. */
export async function commitsHang(hang) {
    await superuser(`ALTER SYSTEM ${hang ? "SET synchronous_standby_names = 'nobody'" : "RESET synchronous_standby_names"}`);
    await superuser("SELECT pg_reload_conf()");
}

// The connections of workers that are in the middle of a payment, and wait for this.
function paying(waitEvent) {
    return superuser(`
        SELECT pid FROM pg_stat_activity
         WHERE usename = 'usher_worker' AND wait_event = '${waitEvent}' AND query LIKE '%usher.pay(%'`);
}

// Every worker dies while a payment waits; nginx says so, and that is all the buyer hears. Resolves to the connection.
async function dieWhilePaying({buyer, reservations}, waitEvent, pools) {
    const answer = tryPay(buyer, reservations);
    const pid = await eventually(async () => (await paying(waitEvent))[0]?.pid ?? false);
    killMoneyWorkers(pools);
    expectProblem(await answer, 503, "worker_unavailable");
    return pid;
}

/** A payment that Redis knows of and the ledger does not: its worker dies while it waits for the buyer's wallet. */
export async function leaveUnpaid(holder, pools) {
    const other = new pg.Client({connectionString: process.env.USHER_TEST_DATABASE_URL});
    await other.connect();
    try {
        await other.query("BEGIN");
        await other.query("SELECT FROM usher.wallets WHERE user_id = $1 FOR UPDATE", [holder.buyer.userId]);
        const pid = await dieWhilePaying(holder, "transactionid", pools);
        await superuser(`SELECT pg_terminate_backend(${pid})`);
        await eventually(async () => assert.deepEqual(await paying("transactionid"), []));
    } finally {
        await other.end();
    }
    return holder;
}

/** A payment that the ledger has and Redis has not been told of: its worker dies in mid-commit. */
export async function leavePaid(holder, pools) {
    await commitsHang(true);
    try {
        await dieWhilePaying(holder, "SyncRep", pools);
    } finally {
        await commitsHang(false);
    }
    return holder;
}
