// support.mjs -- breaking the Usher under test, and mending it.

import assert from "node:assert/strict";
import {chmodSync, existsSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {join as joinPath} from "node:path";

import {api, eventually, expect, expectProblem, request} from "../support/usher.mjs";
import {deliver} from "../support/provider.mjs";
import {SERVICES, deploy, isUp, signalAll} from "../race/processes.mjs";

/** Within this a call is answered that takes two seconds, on a busy machine too: what is not waits for ever. */
export const PATIENCE_MS = 15_000;
const FAILURE_FILE = process.env.USHER_FAILURE_FILE;

export function readiness() {
    return request({method: "GET", address: "/readyz"});
}

/** Everything runs again and answers, whatever a test has left behind. */
export async function mend() {
    ["redis", "postgres"].forEach((store) => signalAll(store, "SIGCONT"));
    const missing = SERVICES.filter((service) => !isUp(service));
    await (missing.length > 0 && deploy("up", ...missing));
    await eventually(async () => expect(await readiness(), 200));
}

/** Whoever gets to this point next dies there: see workers/base/failure_point.h. */
export function dieAt(point) {
    writeFileSync(FAILURE_FILE, point);
    chmodSync(FAILURE_FILE, 0o644); // what root starts runs as somebody else
}

export function dieNowhere() {
    rmSync(FAILURE_FILE, {force: true});
}

/** Waits until somebody has died where dieAt() said. */
export function someoneDied() {
    return eventually(() => !existsSync(FAILURE_FILE));
}

/** Waits for an answer with this status: what works again does so within seconds, by itself. */
export function works(ask, status) {
    return eventually(async () => expect(await ask(), status));
}

/** All at once, each of these calls is refused with 503 and one of these codes, soon. */
export async function assertUnavailable(calls, ...codes) {
    const asked = Date.now();
    await Promise.all(calls.map(async (ask) => {
        const answer = await ask();
        assert.ok(codes.includes(answer.problem?.code), `${answer.status} ${answer.text}`);
        expectProblem(answer, 503, answer.problem.code);
        assert.ok(Date.now() - asked < PATIENCE_MS, `the answer took ${Date.now() - asked} ms`);
    }));
}

/** What Redis has written to disk is gone. It must be down. */
export function forgetRedis() {
    const folder = joinPath(process.env.USHER_HOME, "redis");
    readdirSync(folder).forEach((name) => rmSync(joinPath(folder, name), {recursive: true}));
}

/** The calls that need Redis, by somebody who holds a seat, each as a function to be called. */
export function gatedCalls(user, concert, reservations) {
    const reservationIds = reservations.map(({reservationId}) => reservationId);
    const entry = `${concert.path}/queue-entry`;
    return [
        () => user.post(entry),
        () => user.get(entry),
        () => user.get(`${concert.path}/shows`),
        () => user.get(`/shows/${concert.showId}/seats`),
        () => user.get(`/shows/${concert.showId}/seatmap`),
        () => user.post("/reservations", {showId: concert.showId, seatIds: [100]}),
        () => user.delete(`/reservations/${reservationIds[0]}`),
        () => user.post("/payments", {reservationIds}),
        () => user.delete(entry),
    ];
}

/** The calls that need Postgres, by somebody who has bought a seat. */
export function moneyCalls(user, payment) {
    return [
        () => user.get("/points"),
        () => user.get("/payments"),
        () => user.get(`/payments/${payment.paymentId}`),
        () => user.get("/tickets"),
        () => user.get(`/tickets/${payment.tickets[0].ticketId}.svg`),
        () => user.get("/reservations?status=CONFIRMED"),
        () => user.patch("/points/charge", {amount: 1}),
        () => user.get("/points/history"),
        () => deliver(payment.paymentId),
        () => user.post(`/payments/${payment.paymentId}/refund`),
    ];
}

/** Makes those calls by `ask`, all at once but the refund, which comes last: it voids the ticket that another shows. */
export async function makeMoneyCalls(user, payment, ask) {
    const calls = moneyCalls(user, payment);
    await Promise.all(calls.slice(0, -1).map(ask));
    await ask(calls.at(-1));
}

/** How many of a concert's people are waiting, as anybody can see. */
export async function waiting(concert) {
    return expect(await api().get(concert.path), 200).waiting;
}
