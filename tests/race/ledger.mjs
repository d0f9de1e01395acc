// ledger.mjs -- what must be true of the ledger and of the seats, whatever happened before.

import assert from "node:assert/strict";

import {eventually, sql, usherctl} from "../support/usher.mjs";

/** Points are where they belong, to the last one, in all of the ledger. */
export async function assertLedger() {
    const {code, said} = await usherctl("ledger", "audit");
    assert.equal(code, 0, said);
}

/** Once the dust has settled, Redis has of a concert what Postgres has, seat by seat. */
export async function assertSeats(concert) {
    await eventually(async () => {
        const {code, said} = await usherctl("check", concert.concertId);
        assert.equal(code, 0, said);
    });
}

/** The sales of a concert that were not refunded: {showId, showNo, seatId, userId, price}. */
export function salesOf(concert) {
    return sql(
        `SELECT show_id AS "showId", show_no AS "showNo", seat_id AS "seatId", user_id AS "userId",
                price::int AS price
           FROM usher.sales JOIN usher.shows USING (show_id)
          WHERE concert_id = $1
            AND reservation_id NOT IN (SELECT reservation_id FROM usher.refunded_sales)
          ORDER BY show_no, seat_id`,
        [concert.concertId],
    );
}
