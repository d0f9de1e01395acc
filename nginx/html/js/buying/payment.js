// payment.js -- paying for a cart exactly once.
//
// A cart has one key for as long as nobody knows what became of its payment. The call is repeated under that key until
// the answer is known, also after a reload of this tab; nothing is called failed before. The key is no secret: without
// the session it does nothing.

import {newIntent, post, Problem} from "../core/api.js";

const PAUSE_MS = 2_000;
const SLOW_MS = 3_000; // then the reader is told that it is being checked
const UNKNOWN = ["network", "outcome_unknown", "idempotency_in_flight", "payment_in_flight"];

const storedAs = (concertId) => `usher.paying.${concertId}`;

function keep(concertId, attempt) {
    try {
        if (attempt) {
            sessionStorage.setItem(storedAs(concertId), JSON.stringify(attempt));
        } else {
            sessionStorage.removeItem(storedAs(concertId));
        }
    } catch {
        // Without storage a reload forgets the key; paying the same reservations is one payment all the same.
    }
}

/** A payment of this concert that was begun and whose outcome nobody knows: {reservationIds, intent}, or null. */
export function unfinishedPayment(concertId) {
    try {
        return JSON.parse(sessionStorage.getItem(storedAs(concertId)));
    } catch {
        return null;
    }
}

const isUnknown = (problem) => problem instanceof Problem
    && (UNKNOWN.includes(problem.code) || problem.status >= 500 || problem.status === 429);

const pause = () => new Promise((resolve) => {
    setTimeout(resolve, PAUSE_MS * (0.5 + Math.random()));
});

async function repeat(reservationIds, intent, onChecking) {
    for (;;) {
        try {
            return await post("/payments", {reservationIds}, {intent});
        } catch (problem) {
            if (!isUnknown(problem)) {
                throw problem;
            }
            onChecking();
            await pause();
        }
    }
}

/**
 * Pays; resolves to the payment, or throws a refusal after which nothing was taken. onChecking() is called when it
 * takes longer than the reader should wait without a word.
 */
export async function payUntilKnown(concertId, {reservationIds, intent = newIntent()}, onChecking) {
    keep(concertId, {reservationIds, intent});
    const slow = setTimeout(onChecking, SLOW_MS);
    try {
        const payment = await repeat(reservationIds, intent, onChecking);
        keep(concertId, null);
        return payment;
    } catch (problem) {
        if (problem.status !== 401) { // signed out meanwhile: it is asked again after signing in
            keep(concertId, null);
        }
        throw problem;
    } finally {
        clearTimeout(slow);
    }
}
