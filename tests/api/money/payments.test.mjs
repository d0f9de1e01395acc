// payments.test.mjs -- paying for held seats, once; and the bills of it.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {
    SECTIONS, admit, allPages, charge, expect, expectProblem, hold, inDays, join, newBuyer, newConcert, newOwner,
    newUser, newUsers, pay, pointsOf, renumber, seatStatus, sql,
} from "../../support/usher.mjs";

const concert = await newConcert({
    shows: [{startsAt: inDays(30), sections: SECTIONS}, {startsAt: inDays(31), sections: SECTIONS}],
});
const [showId, laterShowId] = concert.shows.map((show) => show.showId);

function payFor(user, reservations, headers = {}) {
    const reservationIds = reservations.map(({reservationId}) => reservationId);
    return user.post("/payments", {reservationIds}, headers);
}

async function newHolder(points, seats = 1) {
    const buyer = await newBuyer(concert, points);
    return {buyer, held: await hold(buyer, showId, concert.seats(seats))};
}

describe("paying", {concurrency: 16}, () => {
    test("a payment takes the price, gives the seats and their tickets, and shows the new balance", async () => {
        const {buyer, held} = await newHolder(5000, 2);
        const payment = expect(await payFor(buyer, held), 201);
        assert.equal(payment.status, "COMPLETED");
        assert.equal(payment.totalAmount, 2000);
        assert.equal(payment.points, 3000);
        assert.equal(await pointsOf(buyer), 3000);
        assert.deepEqual(payment.reservationIds.slice().sort(), held.map(({reservationId}) => reservationId).sort());
        assert.deepEqual(payment.tickets.map(({seatNumber}) => seatNumber).sort(),
            held.map(({seatNumber}) => seatNumber).sort());
        assert.ok(payment.tickets.every((ticket) => ticket.showId === showId));
        assert.match(payment.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        const other = await newBuyer(concert);
        for (const {seatId} of held) {
            assert.equal(await seatStatus(other, showId, seatId), "SOLD");
        }
    });

    test("the price is the section's, whatever the request says", async () => {
        const {buyer, held: [{reservationId}]} = await newHolder(1000);
        const body = {reservationIds: [reservationId], price: 1, totalAmount: 1, amount: 1};
        assert.equal(expect(await buyer.post("/payments", body), 201).totalAmount, 1000);
        assert.equal(await pointsOf(buyer), 0);
    });

    test("the last point pays and one point less does not", async () => {
        const [rich, poor] = await Promise.all([newHolder(1000), newHolder(999)]);
        assert.equal(expect(await payFor(rich.buyer, rich.held), 201).points, 0);
        const problem = expectProblem(await payFor(poor.buyer, poor.held), 402, "not_enough_points");
        assert.deepEqual([problem.balance, problem.required], [999, 1000]);
    });

    test("a balance of 9 does not pay for 10,000", async () => {
        const dear = await newConcert({
            shows: [{startsAt: inDays(1), sections: [{name: "R", rows: 1, seatsPerRow: 5, price: 10_000}]}],
        });
        const buyer = await newBuyer(dear, 9);
        expectProblem(await payFor(buyer, await hold(buyer, dear.showId, [1])), 402, "not_enough_points");
        assert.equal(await pointsOf(buyer), 9);
    });

    test("too few points change nothing: the seat stays held as long as before, and can be paid later", async () => {
        const {buyer, held} = await newHolder(999);
        expectProblem(await payFor(buyer, held), 402, "not_enough_points");
        assert.equal(await pointsOf(buyer), 999);
        const {reservations: [listed]} = expect(await buyer.get("/reservations"), 200);
        assert.deepEqual([listed.status, listed.expiresAt], ["PENDING", held[0].expiresAt]);
        assert.deepEqual(expect(await buyer.get("/payments"), 200).payments, []);
        await charge(buyer, 1);
        expect(await payFor(buyer, held), 201);
    });

    test("trying to pay again and again does not keep a seat", async () => {
        const brief = await newConcert({policy: {holdSeconds: 2}});
        const buyer = await newBuyer(brief);
        const held = await hold(buyer, brief.showId, [1]);
        const deadline = Date.now() + 2100;
        while (Date.now() < deadline) {
            const {status} = await payFor(buyer, held);
            assert.ok(status === 402 || status === 410);
        }
        expectProblem(await payFor(buyer, held), 410, "hold_expired");
    });

    test("paying the same seats again is the same payment", async () => {
        const {buyer, held} = await newHolder(5000, 2);
        const first = expect(await payFor(buyer, held), 201);
        const again = await payFor(buyer, held.slice().reverse());
        assert.deepEqual(expect(again, 200), first);
        assert.equal(await pointsOf(buyer), 3000);
    });

    test("ten payments of the same seat at once are one", async () => {
        const {buyer, held} = await newHolder(5000);
        const answers = await Promise.all(Array.from({length: 10}, () => payFor(buyer, held)));
        const told = answers.map(({status}) => status).sort();
        assert.deepEqual(told, [...Array(9).fill(200), 201]);
        assert.equal(new Set(answers.map(({body}) => body.paymentId)).size, 1);
        assert.equal(await pointsOf(buyer), 4000);
    });

    test("two payments at once never spend the same points", async () => {
        const {buyer, held: [first, second]} = await newHolder(1000, 2);
        const answers = await Promise.all([payFor(buyer, [first]), payFor(buyer, [second])]);
        assert.deepEqual(answers.map(({status}) => status).sort(), [201, 402]);
        assert.equal(await pointsOf(buyer), 0);
    });

    test("seats of two shows are paid in one payment", async () => {
        const {buyer, held} = await newHolder(2000);
        const later = await hold(buyer, laterShowId, concert.seats(1));
        assert.equal(expect(await payFor(buyer, [...held, ...later]), 201).totalAmount, 2000);
    });

    test("seats of two concerts are not", async () => {
        const other = await newConcert();
        const {buyer, held} = await newHolder(2000);
        await admit([buyer], other);
        const foreign = await hold(buyer, other.showId, [1]);
        expectProblem(await payFor(buyer, [...held, ...foreign]), 400, "mixed_concerts");
        assert.equal(await pointsOf(buyer), 2000);
        expect(await payFor(buyer, foreign), 201);
        expect(await payFor(buyer, held), 201);
    });

    test("somebody else's reservation is not paid for, before or after it was sold", async () => {
        const [{buyer, held}, thief] = await Promise.all([newHolder(1000), newBuyer(concert, 5000)]);
        const own = await hold(thief, showId, concert.seats(1));
        expectProblem(await payFor(thief, held), 404, "not_found");
        expectProblem(await payFor(thief, [...own, ...held]), 404, "not_found");
        expect(await payFor(buyer, held), 201);
        expectProblem(await payFor(thief, held), 404, "not_found");
        assert.equal(await pointsOf(thief), 5000);
        expect(await payFor(thief, own), 201);
    });

    test("a reservation that never was is 404", async () => {
        const user = await newUser();
        const made = [randomUUID(), "01a1fc1b-45eb-7fff-bfff-ffff538cafd5", "01a1fc1b-45eb-7000-8000-000000000000"];
        for (const reservationId of made) {
            expectProblem(await payFor(user, [{reservationId}]), 404, "not_found");
        }
    });

    test("a paid seat is not paid for once more together with another", async () => {
        const {buyer, held: [first, second]} = await newHolder(5000, 2);
        expect(await payFor(buyer, [first]), 201);
        expectProblem(await payFor(buyer, [first, second]), 410, "hold_expired");
        assert.equal(await pointsOf(buyer), 4000);
    });

    test("a live hold is paid for after the admission has ended", async () => {
        const {buyer, held: [first, second]} = await newHolder(2000, 2);
        expect(await payFor(buyer, [first]), 201);
        expectProblem(await buyer.get(`${concert.path}/shows`), 403, "not_admitted");
        expect(await payFor(buyer, [second]), 201);
    });

    test("what was let go or left behind is not paid for", async () => {
        const [released, left] = await Promise.all([newHolder(1000), newHolder(1000)]);
        expect(await released.buyer.delete(`/reservations/${released.held[0].reservationId}`), 204);
        expect(await left.buyer.delete(`${concert.path}/queue-entry`), 204);
        for (const {buyer, held} of [released, left]) {
            expectProblem(await payFor(buyer, held), 410, "hold_expired");
            assert.equal(await pointsOf(buyer), 1000);
        }
    });

    test("reservationIds that make no sense are refused and named", async () => {
        const user = await newUser();
        const id = randomUUID();
        const values = [
            undefined, null, id, 1, {}, [], [1], [null], ["x"], [""], [id, id], [id, id.toUpperCase()], [[id]],
            Array.from({length: 101}, () => randomUUID()),
        ];
        for (const reservationIds of values) {
            const problem = expectProblem(await user.post("/payments", {reservationIds}), 400, "invalid_member");
            assert.match(problem.detail, /^reservationIds\b/, JSON.stringify(reservationIds));
        }
    });

    test("a sale is in the ledger: the buyer's points are the concert's, to the point", async () => {
        const {payment} = await newOwner(concert, 2);
        const legs = await sql(
            `SELECT account_kind, amount::int FROM usher.ledger_entries WHERE transaction_id = $1
              ORDER BY account_kind`, [payment.paymentId]);
        assert.deepEqual(legs,
            [{account_kind: "revenue", amount: 2000}, {account_kind: "wallet", amount: -2000}]);
    });

    test("a payment lets the next in the queue in, and the others move up", async () => {
        const narrow = await newConcert({policy: {maxActive: 1}});
        const buyer = await newBuyer(narrow, 1000);
        const waiting = await newUsers(2);
        await join([waiting[0]], narrow);
        await join([waiting[1]], narrow);
        await pay(buyer, await hold(buyer, narrow.showId, [1]));
        await admit([waiting[0]], narrow);
        const entry = expect(await waiting[1].get(`${narrow.path}/queue-entry`), 200);
        assert.equal(entry.queuePosition, 1);
    });
});

describe("a payment with an Idempotency-Key", {concurrency: 16}, () => {
    const withKey = (user, reservations, key) => payFor(user, reservations, {"idempotency-key": key});

    test("the same call again is a replay of the first answer", async () => {
        const {buyer, held} = await newHolder(5000);
        const key = randomUUID();
        const first = await withKey(buyer, held, key);
        const again = await withKey(buyer, held, key);
        assert.equal(first.headers["idempotent-replayed"], undefined);
        assert.equal(again.headers["idempotent-replayed"], "true");
        assert.deepEqual(expect(again, 200), expect(first, 201));
        assert.equal(await pointsOf(buyer), 4000);
    });

    test("another body under the same key is 422 and pays nothing", async () => {
        const {buyer, held: [first, second]} = await newHolder(5000, 2);
        const key = randomUUID();
        expect(await withKey(buyer, [first], key), 201);
        expectProblem(await withKey(buyer, [second], key), 422, "idempotency_key_reused");
        assert.equal(await pointsOf(buyer), 4000);
        expect(await payFor(buyer, [second]), 201);
    });

    test("a key of a charge is none of a payment", async () => {
        const {buyer, held} = await newHolder(0);
        const key = randomUUID();
        expect(await buyer.patch("/points/charge", {amount: 1000}, {"idempotency-key": key}), 200);
        expectProblem(await withKey(buyer, held, key), 422, "idempotency_key_reused");
        expect(await payFor(buyer, held), 201);
    });

    test("ten of the same at once pay once", async () => {
        const {buyer, held} = await newHolder(5000);
        const key = randomUUID();
        const answers = await Promise.all(Array.from({length: 10}, () => withKey(buyer, held, key)));
        assert.equal(answers.filter(({status}) => status === 201).length, 1);
        assert.ok(answers.every(({status, problem}) =>
            status < 300 || problem.code === "idempotency_in_flight"), answers.map(({text}) => text).join());
        assert.equal(await pointsOf(buyer), 4000);
        assert.equal(expect(await withKey(buyer, held, key), 200).status, "COMPLETED");
    });

    test("a refused payment may be tried again under its key", async () => {
        const {buyer, held} = await newHolder(0);
        const key = randomUUID();
        expectProblem(await withKey(buyer, held, key), 402, "not_enough_points");
        await charge(buyer, 1000);
        expect(await withKey(buyer, held, key), 201);
    });

    test("a key that is not well formed is refused, and nothing is paid", async () => {
        const {buyer, held} = await newHolder(1000);
        expectProblem(await withKey(buyer, held, "x".repeat(256)), 400, "invalid_header");
        assert.equal(await pointsOf(buyer), 1000);
    });
});

describe("the bills", {concurrency: 16}, () => {
    test("a payment is read as it was answered, by its owner alone", async () => {
        const {buyer, payment} = await newOwner(concert, 2);
        assert.deepEqual(expect(await buyer.get(`/payments/${payment.paymentId}`), 200), payment);
        expectProblem(await (await newUser()).get(`/payments/${payment.paymentId}`), 404, "not_found");
        expectProblem(await buyer.get(`/payments/${randomUUID()}`), 404, "not_found");
    });

    test("the cursors lead through one's payments once, the newest first, to the last page", async () => {
        const {buyer, held} = await newHolder(3000, 3);
        const made = [];
        for (const reservation of held) {
            made.unshift(await pay(buyer, [reservation]));
        }
        const {items, pages} = await allPages(buyer, "/payments?limit=2", "payments");
        assert.deepEqual(items, made);
        assert.deepEqual(pages.map((page) => page.length), [2, 1]);
        assert.deepEqual(expect(await (await newUser()).get("/payments"), 200).payments, []);
        await renumber(buyer);
        assert.deepEqual((await allPages(buyer, "/payments?limit=1", "payments")).items, made.reverse(),
            "the order is that of the wallet, not of the clock");
    });

    test("a garbled cursor is refused", async () => {
        const user = await newUser();
        for (const path of ["/payments", "/tickets"]) {
            for (const cursor of ["x", "MQ", "", "%00"]) {
                expectProblem(await user.get(`${path}?cursor=${cursor}`), 400, "invalid_parameter");
            }
        }
    });
});

describe("tickets", {concurrency: 16}, () => {
    test("every seat that was paid for has a ticket, which is its owner's alone", async () => {
        const {buyer, payment, reservations} = await newOwner(concert, 2);
        const {tickets} = expect(await buyer.get("/tickets"), 200);
        assert.deepEqual(tickets.map(({ticketId}) => ticketId).sort(),
            payment.tickets.map(({ticketId}) => ticketId).sort());
        const [ticket] = tickets;
        const reservation = reservations.find(({reservationId}) => reservationId === ticket.reservationId);
        assert.deepEqual(
            [ticket.concertName, ticket.venue, ticket.showId, ticket.seatNumber, ticket.section, ticket.price],
            ["A concert", "A hall", showId, reservation.seatNumber, "R", 1000]);
        assert.deepEqual(expect(await buyer.get(`/tickets/${ticket.ticketId}`), 200), ticket);
        const stranger = await newUser();
        expectProblem(await stranger.get(`/tickets/${ticket.ticketId}`), 404, "not_found");
        assert.deepEqual(expect(await stranger.get("/tickets"), 200).tickets, []);
        expectProblem(await buyer.get(`/tickets/${randomUUID()}`), 404, "not_found");
    });

    test("the cursors lead through one's tickets once, to the last page", async () => {
        const {buyer, payment} = await newOwner(concert, 3);
        const {items, pages} = await allPages(buyer, "/tickets?limit=2", "tickets");
        assert.deepEqual(items.map(({ticketId}) => ticketId).sort(),
            payment.tickets.map(({ticketId}) => ticketId).sort());
        assert.deepEqual(pages.map((page) => page.length), [2, 1]);
    });
});
