// books.mjs -- what must be true of the books and of the seats, whatever happened before.

import assert from "node:assert/strict";

import {eventually, redis, sql} from "../support/usher.mjs";

const SETTLED_MS = 15_000;

// Each finds the rows that break a rule; none may find one.
const BROKEN_BOOKS = {
    "a ledger transaction does not sum to zero": `
        SELECT transaction_id FROM usher.ledger_entries GROUP BY 1 HAVING sum(amount) <> 0`,
    "a ledger transaction has no entries": `
        SELECT transaction_id FROM usher.ledger_transactions
         WHERE transaction_id NOT IN (SELECT transaction_id FROM usher.ledger_entries)`,
    "a balance is negative or is not the sum of its entries": `
        SELECT w.user_id, w.balance, sum(e.amount)
          FROM usher.wallets w
          LEFT JOIN usher.ledger_entries e ON e.account_id = w.user_id AND e.account_kind = 'wallet'
         GROUP BY w.user_id HAVING w.balance < 0 OR w.balance <> coalesce(sum(e.amount), 0)`,
    "a payment is not what its seats cost, or not what left the wallet, or not what came in": `
        SELECT p.payment_id
          FROM usher.payments p
          LEFT JOIN (SELECT payment_id, sum(price) AS total FROM usher.sales GROUP BY 1) s USING (payment_id)
          LEFT JOIN usher.ledger_entries w ON w.transaction_id = payment_id AND w.account_id = p.user_id
          LEFT JOIN usher.ledger_entries r ON r.transaction_id = payment_id AND r.account_id = p.concert_id
         WHERE (total_amount, total_amount, total_amount) IS DISTINCT FROM (s.total, -w.amount, r.amount)`,
    "a refund is not what its seats cost, or not what came back, or not what left the revenue": `
        SELECT f.refund_id
          FROM usher.refunds f
          LEFT JOIN (SELECT refund_id, sum(price) AS total
                       FROM usher.refunded_sales JOIN usher.sales USING (reservation_id) GROUP BY 1) s USING (refund_id)
          LEFT JOIN usher.ledger_entries w ON w.transaction_id = refund_id AND w.account_id = f.user_id
          LEFT JOIN usher.ledger_entries r ON r.transaction_id = refund_id AND r.account_id = f.concert_id
         WHERE (f.amount, f.amount, f.amount) IS DISTINCT FROM (s.total, w.amount, -r.amount)`,
    "points left a wallet without a payment, or came back without a refund": `
        SELECT transaction_id FROM usher.ledger_transactions
         WHERE kind = 'payment' AND transaction_id NOT IN (SELECT payment_id FROM usher.payments)
            OR kind = 'refund' AND transaction_id NOT IN (SELECT refund_id FROM usher.refunds)`,
    "a seat has two owners": `
        SELECT show_id, seat_id FROM usher.sales
         WHERE reservation_id NOT IN (SELECT reservation_id FROM usher.refunded_sales)
         GROUP BY 1, 2 HAVING count(*) > 1`,
    "a sale has not one ticket, or is not the payer's, or has not its section's price": `
        SELECT s.reservation_id
          FROM usher.sales s
          LEFT JOIN usher.payments p USING (payment_id)
          LEFT JOIN usher.seats seat ON seat.show_id = s.show_id AND seat.seat_id = s.seat_id
          LEFT JOIN usher.sections c ON c.show_id = s.show_id AND c.section_no = seat.section_no
         WHERE (s.user_id, s.price, 1) IS DISTINCT FROM (p.user_id, c.price,
               (SELECT count(*)::int FROM usher.tickets t WHERE t.reservation_id = s.reservation_id))`,
};

/** Points are where they belong, to the last one, in all the books. */
export async function assertBooks() {
    for (const [rule, query] of Object.entries(BROKEN_BOOKS)) {
        assert.deepEqual(await sql(query), [], rule);
    }
}

/** The sales of a concert that were not refunded: {showId, showNo, seatId, userId, price}. */
export function salesOf(concert) {
    return sql(
        `SELECT show_id AS "showId", show_no AS "showNo", seat_id AS "seatId", user_id AS "userId",
                reservation_id AS "reservationId", price::int AS price
           FROM usher.sales JOIN usher.shows USING (show_id)
          WHERE concert_id = $1
            AND reservation_id NOT IN (SELECT reservation_id FROM usher.refunded_sales)
          ORDER BY show_no, seat_id`,
        [concert.concertId],
    );
}

function showsOf(concert) {
    return sql(`SELECT show_no AS "showNo", seats_total AS seats FROM usher.shows WHERE concert_id = $1`,
        [concert.concertId]);
}

// The map a show should have: S for what is sold, H for what has a hold key, A for the rest.
async function rightMap(store, key, {showNo, seats}, sold) {
    const ids = Array.from({length: seats}, (_, index) => index + 1);
    const holds = await store.pipeline(ids.map((id) => ["exists", key(`hold:${showNo}:${id}`)])).exec();
    return ids.map((id, index) => {
        const isSold = sold.some((sale) => sale.showNo === showNo && sale.seatId === id);
        return isSold ? "S" : "AH"[holds[index][1]];
    }).join("");
}

async function compareSeats(store, concert, shows) {
    const key = (name) => `usher:{${concert.concertId}}:${name}`;
    const sold = await salesOf(concert);
    const held = [];
    for (const show of shows) {
        const map = await store.get(key(`map:${show.showNo}`));
        assert.equal(map, await rightMap(store, key, show, sold));
        [...map].forEach((letter, index) => letter === "H" && held.push(`${show.showNo}:${index + 1}`));
    }
    const deadlines = await store.zrange(key("deadlines"), 0, -1);
    assert.deepEqual(deadlines.sort(), held.sort(), "exactly what is held has a deadline");
    for (const {showNo, seatId, userId, reservationId} of sold) {
        assert.equal(await store.hget(key(`buyer:${userId}`), `${showNo}:${seatId}`), `sold ${reservationId}`);
    }
    const [{count}] = await sql(`SELECT count(*)::int FROM usher.outbox WHERE concert_id = $1`,
        [concert.concertId]);
    assert.equal(count, 0, "nothing is left to be told to Redis");
}

/**
 * Once the dust has settled, the map of a concert's seats is the truth: what is sold is S, what has a
 * hold key is H, all else is A.
 */
export async function assertSeats(concert) {
    const store = redis();
    const shows = await showsOf(concert);
    try {
        await eventually(() => compareSeats(store, concert, shows), SETTLED_MS);
    } finally {
        store.disconnect();
    }
}
