// random.mjs -- somebody who does anything, right or wrong, in any order, and remembers what they were told.

import assert from "node:assert/strict";

import {allPages, eventually, expect, pointsOf} from "../support/usher.mjs";
import {sum, tryHold, tryPay} from "./crowd.mjs";
import {letIn} from "./storms.mjs";

const AWAY = ["not_admitted", "admission_expired"];
const NOTHING = null; // there is nothing yet to do it with
const MADE_UP = "01a1fc1b-3f31-72b0-90a5-1d77d76ede94";

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed) {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

/**
 * A person: `held` and `payments` are what they may use next; `charged`, `paid` (the price of each reservation) and
 * `refunded` are what they were told.
 */
export function newPerson(user, seed) {
    const random = randomFrom(seed);
    const below = (limit) => Math.floor(random() * limit);
    return {
        user, random, below, pick: (things) => things[below(things.length)],
        held: [], payments: [], charged: 0, paid: new Map(), refunded: new Set(), keys: 0, usedKey: null,
    };
}

function toldBy({status, problem}) {
    return problem?.code ?? status;
}

const idsOf = (reservations) => reservations.map(({reservationId}) => reservationId);

// A key stays the same for all the tries of one call: so the effect of one that was lost is not had twice.
function newKey(person) {
    return {"idempotency-key": `key-${person.keys++}`};
}

// The first try may be running on after its worker has died.
function untilNotInFlight(ask) {
    return eventually(async () => {
        const answer = await ask();
        return answer.problem?.code !== "idempotency_in_flight" && answer;
    });
}

async function enter({user}, {concert}) {
    await letIn([user], concert);
    return 200;
}

async function mayEnter(person, world) {
    if (person.random() < 0.8) {
        await enter(person, world);
    }
}

async function holdSeats(person, world, count) {
    await mayEnter(person, world);
    const {showId, seatsTotal} = person.pick(world.shows);
    const first = 1 + person.below(seatsTotal - count);
    const seatIds = Array.from({length: count}, (_, index) => first + index);
    const {reservations, refusal} = await tryHold(person.user, showId, seatIds);
    person.held.push(...(reservations ?? []));
    return refusal ?? 201;
}

async function holdTheBest(person, world) {
    await mayEnter(person, world);
    const {showId} = person.pick(world.shows);
    const answer = await person.user.post("/reservations", {showId, quantity: 1 + person.below(3)});
    person.held.push(...(answer.body?.reservations ?? []));
    return toldBy(answer);
}

// Until its deadline a hold is its holder's, whatever the others do.
function assertInTime(answers, chosen) {
    if (answers.some((answer) => toldBy(answer) === "hold_expired")) {
        const inTime = chosen.every(({expiresAt}) => Date.parse(expiresAt) > Date.now());
        assert.ok(!inTime, `a hold ended before its time: ${JSON.stringify(chosen)}`);
    }
}

// Takes a place, says what to hold at the moment of the admission, and waits for it.
async function wish(person, {concert, shows}) {
    const {user} = person;
    const entry = `${concert.path}/queue-entry`;
    await user.post(entry);
    const answer = await user.put(`${entry}/wishes`,
        {showId: person.pick(shows).showId, quantity: 1 + person.below(2)});
    if (answer.status === 200) {
        await letIn([user], concert);
        const {reservations = []} = expect(await user.get(entry), 200);
        const known = idsOf(person.held);
        person.held.push(...reservations.filter(({reservationId}) => !known.includes(reservationId)));
    }
    return toldBy(answer);
}

// A payment whose worker died has the hold until it is found, within seconds.
async function letGo({user}, {reservationId}) {
    let tries = 0;
    const answer = await eventually(async () => {
        tries++;
        const told = await user.delete(`/reservations/${reservationId}`);
        assert.notEqual(toldBy(told), "payment_in_flight");
        return told;
    });
    return {...answer, repeated: answer.repeated || tries > 1};
}

async function release(person) {
    if (person.held.length === 0) {
        return NOTHING;
    }
    const [held] = person.held.splice(person.below(person.held.length), 1);
    const answer = await letGo(person, held);
    assertInTime(answer.repeated ? [] : [answer], [held]);
    return toldBy(answer);
}

async function leave(person, {concert}) {
    person.held = [];
    return toldBy(await person.user.delete(`${concert.path}/queue-entry`));
}

function noteThePayment(person, answer) {
    if (![200, 201].includes(answer.status)) {
        return;
    }
    const {paymentId, reservationIds, tickets} = answer.body;
    tickets.forEach(({reservationId, price}) => person.paid.set(reservationId, price));
    person.held = person.held.filter(({reservationId}) => !reservationIds.includes(reservationId));
    if (!person.payments.some((known) => known.paymentId === paymentId)) {
        person.payments.push({paymentId, reservationIds, tickets});
    }
}

// All that is held of one show, or a part of it: together, as it was held, or one by one.
async function payBy(person, send) {
    if (person.held.length === 0) {
        return NOTHING;
    }
    const chosen = person.held.slice(person.below(person.held.length));
    const answers = await send((headers) => tryPay(person.user, chosen, headers));
    answers.forEach((answer) => noteThePayment(person, answer));
    assertInTime(answers, chosen);
    person.held = person.held.filter((held) => !chosen.includes(held) || toldBy(answers[0]) === "not_enough_points");
    const payments = new Set(answers.flatMap(({body}) => body?.paymentId ?? []));
    assert.ok(payments.size <= 1, `${chosen.length} seats were paid in ${payments.size} payments`);
    return answers.map(toldBy);
}

const pay = (person) => payBy(person, async (send) => [await send()]);
const payTwice = (person) => payBy(person, (send) => Promise.all([send(), send()]));

function payWithAKeyTwice(person) {
    const key = newKey(person);
    const ask = (send) => untilNotInFlight(() => send(key));
    return payBy(person, async (send) => [await ask(send), await ask(send)]);
}

async function payAgain(person) {
    const earlier = person.pick(person.payments);
    if (!earlier) {
        return NOTHING;
    }
    const answer = await person.user.post("/payments", {reservationIds: earlier.reservationIds});
    assert.equal(answer.body.paymentId, earlier.paymentId, answer.text);
    return toldBy(answer);
}

async function charge(person) {
    const amount = 1 + person.below(3000);
    const key = newKey(person);
    const answer = await untilNotInFlight(() => person.user.patch("/points/charge", {amount}, key));
    person.charged += amount;
    person.usedKey = key;
    return toldBy(answer);
}

async function useAKeyAgain({user, usedKey}) {
    return usedKey ? toldBy(await user.patch("/points/charge", {amount: 7654321}, usedKey)) : NOTHING;
}

// The whole payment, or one seat of it; from one tab or two.
async function refundBy(person, tabs, isWhole) {
    const payment = person.pick(person.payments);
    if (!payment) {
        return NOTHING;
    }
    const body = isWhole ? undefined : {reservationIds: [person.pick(payment.reservationIds)]};
    const answers = await Promise.all(Array.from({length: tabs}, () =>
        person.user.post(`/payments/${payment.paymentId}/refund`, body)));
    answers.filter(({status}) => status === 200).forEach(({body: {reservationIds}}) =>
        reservationIds.forEach((id) => person.refunded.add(id)));
    return answers.map(toldBy);
}

async function goToTheDoor(person, {staff}) {
    const payment = person.pick(person.payments);
    if (!payment) {
        return NOTHING;
    }
    const ticket = expect(await person.user.get(`/tickets/${person.pick(payment.tickets).ticketId}`), 200);
    return ticket.code ? toldBy(await staff.post("/checkins", {code: ticket.code})) : ticket.status;
}

async function sneakIn({user}, {staff}) {
    return [await user.post("/checkins", {code: "x"}), await staff.post("/checkins", {code: "x.y.z"})].map(toldBy);
}

async function look({user}, {concert, shows}) {
    const paths = [`${concert.path}/queue-entry`, `${concert.path}/shows`, `/shows/${shows[0].showId}/seats?limit=5`];
    return Promise.all(paths.map(async (path) => toldBy(await user.get(path))));
}

async function readOnesOwn({user}) {
    const paths = ["/points", "/points/history", "/reservations", "/payments", "/tickets", "/auth/me"];
    return Promise.all(paths.map(async (path) => toldBy(await user.get(path))));
}

// What belongs to somebody else is neither paid, nor released, nor refunded, nor read.
async function touchWhatIsNotOnesOwn(person, {people}) {
    const other = person.pick(people.filter((one) => one !== person));
    const held = other.held[0]?.reservationId ?? other.payments[0]?.reservationIds[0] ?? MADE_UP;
    const paymentId = other.payments[0]?.paymentId ?? MADE_UP;
    const answers = await Promise.all([
        person.user.post("/payments", {reservationIds: [held]}), person.user.delete(`/reservations/${held}`),
        person.user.post(`/payments/${paymentId}/refund`), person.user.get(`/payments/${paymentId}`),
    ]);
    return answers.map(toldBy);
}

async function makeUpIds({user}) {
    const answers = await Promise.all([
        user.get(`/shows/${MADE_UP}/seatmap`), user.get(`/tickets/${MADE_UP}`), user.post(`/payments/${MADE_UP}/refund`),
        user.post("/reservations", {showId: MADE_UP, seatIds: [1]}), user.post(`/concerts/${MADE_UP}/queue-entry`),
        user.post("/payments", {reservationIds: [MADE_UP]}),
    ]);
    return answers.map(toldBy);
}

async function talkNonsense({user, pick}, {shows: [{showId}]}) {
    const [path, body] = pick([
        ["/reservations", {}], ["/reservations", {showId, seatIds: []}], ["/reservations", {showId, seatIds: [0]}],
        ["/reservations", {showId, quantity: 101}], ["/reservations", {showId, seatIds: [1], quantity: 1}],
        ["/payments", {reservationIds: ["x"]}], ["/payments", {reservationIds: []}], ["/payments", "{"],
        ["/points/charges", {amount: -5}], ["/points/charges", {amount: 1.5}],
    ]);
    return toldBy(await user.post(path, body));
}

const PAID = [200, 201, "not_enough_points", "hold_expired"];
const REFUNDED = [200, "already_refunded", "already_checked_in"];

// How often each is drawn, and what one may be told.
const OPERATIONS = [
    [4, "join", enter, [200]],
    [3, "leave", leave, [204, "not_in_queue"]],
    [4, "look", look, [200, "not_in_queue", ...AWAY]],
    [16, "hold", (person, world) => holdSeats(person, world, 1 + person.below(2)),
        [201, "seat_taken", "seat_limit", ...AWAY]],
    [12, "hold the best", holdTheBest, [201, "no_seats_left", "seat_limit", ...AWAY]],
    [6, "wish", wish, [200, "state_conflict", "seat_limit"]],
    [2, "hold too many", (person, world) => holdSeats(person, world, 5), ["seat_taken", "seat_limit", ...AWAY]],
    [4, "release", release, [204, "hold_expired"]],
    [16, "pay", pay, PAID],
    [5, "pay twice at once", payTwice, PAID],
    [5, "pay with a key twice", payWithAKeyTwice, PAID],
    [3, "pay again", payAgain, [200]],
    [8, "charge", charge, [200]],
    [2, "use a key for something else", useAKeyAgain, ["idempotency_key_reused"]],
    [4, "refund all", (person) => refundBy(person, 1, true), REFUNDED],
    [4, "refund a seat", (person) => refundBy(person, 1, false), REFUNDED],
    [3, "refund twice at once", (person) => refundBy(person, 2, person.random() < 0.5), REFUNDED],
    [4, "go to the door", goToTheDoor, [200, "already_checked_in", "ticket_void", "VOID"]],
    [1, "sneak in", sneakIn, ["forbidden", "not_found"]],
    [4, "read one's own", readOnesOwn, [200]],
    [3, "touch what is not one's own", touchWhatIsNotOnesOwn, ["not_found", "hold_expired"]],
    [2, "make up ids", makeUpIds, ["not_found"]],
    [3, "talk nonsense", talkNonsense, ["invalid_member", "malformed_json"]],
];
const DRAWN = OPERATIONS.flatMap((operation) => Array(operation[0]).fill(operation));

/** Does one thing that can be done; resolves to what it was and what was told, as words: ["pay 201"]. */
export async function doAnything(person, world) {
    const [, name, act, may] = person.pick(DRAWN);
    const told = await act(person, world);
    if (told === NOTHING) {
        return doAnything(person, world);
    }
    return [told].flat().map((word) => {
        assert.ok(may.includes(word), `"${name}" was told ${word}`);
        return `${name} ${word}`;
    });
}

/** Nobody has anything that they were not told of, or lacks anything that they were. */
export async function assertToldTheTruth({user, charged, paid, refunded}) {
    const {items} = await allPages(user, "/reservations?limit=100", "reservations");
    const having = (status) => idsOf(items.filter((item) => item.status === status)).sort();
    const kept = [...paid.keys()].filter((id) => !refunded.has(id));
    assert.deepEqual(having("CONFIRMED"), kept.sort());
    assert.deepEqual(having("REFUNDED"), [...refunded].sort());
    assert.equal(await pointsOf(user), charged - sum(kept.map((id) => paid.get(id))));
    const {items: tickets} = await allPages(user, "/tickets?limit=100", "tickets");
    assert.equal(tickets.filter(({status}) => status !== "VOID").length, kept.length);
}
