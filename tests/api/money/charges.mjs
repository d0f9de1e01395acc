// charges.mjs -- the steps of a top-up by card, and the deliveries about it.

import {deliver} from "../../support/provider.mjs";
import {eventually, expect, newUser, sql} from "../../support/usher.mjs";

export async function begin(user, amount = 5000, headers = {}) {
    return expect(await user.post("/points/charges", {amount}, headers), 201);
}

export async function chargeOf(user, {chargeId}) {
    return expect(await user.get(`/points/charges/${chargeId}`), 200);
}

// A user with a charge that waits to be paid under `reference`.
export async function newCharge(amount = 5000) {
    const user = await newUser();
    const made = await begin(user, amount);
    return {user, made, reference: made.providerReference, look: () => chargeOf(user, made)};
}

// How many ledger transactions, and how many points, the charges of a user have brought.
export async function creditsOf({userId}) {
    const [row] = await sql(
        `SELECT count(*)::int AS count, coalesce(sum(amount), 0)::int AS points FROM usher.ledger_entries
          WHERE account_kind = 'wallet' AND account_id = $1`, [userId]);
    return row;
}

// A charge as it is, without its owner's looking at it, which has the provider asked.
export async function stateOf(reference) {
    const [{status, reason}] = await sql(
        "SELECT status, reason FROM usher.charges WHERE provider_reference = $1", [reference]);
    return reason ? `${status} ${reason}` : status;
}

export async function deliveriesOf(reference, kind = "payment_event") {
    return sql(
        `SELECT tries, ended_at IS NOT NULL AS ended, last_error,
                extract(epoch FROM next_at - tried_at)::int AS wait_seconds
           FROM usher.deliveries WHERE payload->>'reference' = $1 AND kind = $2 ORDER BY delivery_id`,
        [reference, kind]);
}

// Every delivery about a payment is done, or was put off. With what it came to.
export async function worked(reference, kind) {
    return eventually(async () => {
        const all = await deliveriesOf(reference, kind);
        const isWorked = ({tries, ended, wait_seconds: wait}) => ended || (tries > 0 && wait !== 60);
        return all.length > 0 && all.every(isWorked) && all;
    });
}

// The next try is due.
export async function hurry(reference, kind = "payment_event") {
    await sql(`UPDATE usher.deliveries SET next_at = now(), tried_at = NULL, tries = 0
                WHERE payload->>'reference' = $1 AND kind = $2 AND ended_at IS NULL`, [reference, kind]);
}

// Told by an event, which was acted upon; with what that came to.
export async function tell(reference, event) {
    expect(await deliver(reference, event), 200);
    return worked(reference);
}
