// buying.mjs -- what a buyer does once admitted: looks at the seats, holds some, and pays or does not.
//
// The calls are those of nginx/html/js/seats.js and cart.js, in their order.

import {SeatStates} from "../../../nginx/html/js/hall/seat-states.js";
import {sleep} from "../../support/wait.mjs";
import {Refusal} from "./calls.mjs";

/** What came of an admission that was over too soon: whoever meets it joins again. */
export const AGAIN = "missed the admission, and came back";

const TRIES_MAX = 8;
const OVER = ["not_admitted", "admission_expired", "choosing_over", "not_in_queue", "hold_expired"];
const UNKNOWN = ["network", "outcome_unknown", "idempotency_in_flight", "payment_in_flight"];
const TAKEN = ["seat_taken", "no_seats_left"];
const POINTS = 1_000_000;

const isUnknown = ({code, status}) => UNKNOWN.includes(code) || status >= 500 || status === 429;

/** One reader's map of the show, which changes while they look. */
class Hall {
    #buyer;
    #states = null;
    #end;

    constructor(buyer) {
        this.#buyer = buyer;
        this.#end = buyer.followSeats((changes) => {
            if (this.#states?.take(changes) === null) {
                this.read().catch(() => {}); // the next change tries again
            }
        });
    }

    async read() {
        const {body} = await this.#buyer.call("seat map", "GET", `/shows/${this.#buyer.sale.showId}/seatmap`);
        this.#states = new SeatStates(body);
    }

    /** So many free seats in a row of their numbers, rather in front; fewer when there are no more. */
    choose(count) {
        const free = this.#states.letters.flatMap((letter, i) => (letter === "A" ? [i + 1] : []));
        const at = Math.floor(this.#buyer.random() ** 2 * Math.max(0, free.length - count));
        return free.slice(at, at + count);
    }

    leave() {
        this.#end();
    }
}

async function heldBy(buyer) {
    const {body} = await buyer.call("own holds", "GET", "/reservations?status=PENDING&limit=100");
    return body.reservations;
}

async function hold(buyer, wanted) {
    try {
        const body = {showId: buyer.sale.showId, ...wanted};
        const answer = await buyer.call(wanted.seatIds ? "hold" : "hold the best", "POST", "/reservations", {body});
        return answer.body.reservations;
    } catch (error) {
        if (error.code === "network") { // its answer was lost, and perhaps that alone
            const held = await heldBy(buyer);
            return held.length > 0 ? held : null;
        }
        if (TAKEN.includes(error.code)) {
            return null;
        }
        throw error;
    }
}

// Tries for as many as one came for, then for fewer; resolves to the holds, or null when there is nothing to have.
async function holdSeats(buyer, hall) {
    let count = buyer.plan.seats;
    for (let i = 0; i < TRIES_MAX; i++) {
        await buyer.take("clicking");
        const seatIds = hall.choose(count);
        if (seatIds.length === 0) {
            return null;
        }
        count = Math.min(count, seatIds.length);
        const held = await hold(buyer, buyer.plan.takesBest ? {quantity: count} : {seatIds});
        if (held) {
            return held;
        }
        await hall.read();
    }
    return null;
}

async function visitSeats(buyer) {
    const {concertId} = buyer.sale;
    await buyer.openPage("seats");
    await buyer.call("concert", "GET", `/concerts/${concertId}`, {anonymous: true});
    await buyer.call("claim", "GET", `/concerts/${concertId}/shows`);
    const hall = new Hall(buyer);
    try {
        await Promise.all([buyer.look(), hall.read(), heldBy(buyer)]);
        await buyer.take("choosing");
        return await holdSeats(buyer, hall);
    } finally {
        hall.leave();
    }
}

async function payUntilKnown(buyer, reservationIds) {
    const options = {body: {reservationIds}, key: buyer.browser.newKey(), isCut: buyer.plan.losesAnswer};
    for (;;) {
        try {
            return (await buyer.call("pay", "POST", "/payments", options)).body;
        } catch (error) {
            if (!(error instanceof Refusal) || !isUnknown(error)) {
                throw error;
            }
            options.isCut = false;
            await sleep(2000 * (0.5 + buyer.random()));
        }
    }
}

async function topUp(buyer) {
    await buyer.call("top up", "PATCH", "/points/charge", {body: {amount: POINTS}, key: buyer.browser.newKey()});
}

async function visitCart(buyer) {
    await buyer.openPage("cart");
    await buyer.call("shows", "GET", `/concerts/${buyer.sale.concertId}/shows`);
    const [, held, wallet] = await Promise.all([buyer.look(), heldBy(buyer), buyer.call("points", "GET", "/points")]);
    await buyer.take("readingCart");
    return {held, points: wallet.body.points};
}

async function letGo(buyer, held) {
    for (const {reservationId} of held) {
        await buyer.call("let go", "DELETE", `/reservations/${reservationId}`);
    }
    await buyer.call("leave", "DELETE", buyer.entryPath, {cookie: "usher_queue"});
}

async function pay(buyer, held, points) {
    buyer.sender.paying++;
    try {
        if (points < held.reduce((sum, {price}) => sum + price, 0)) {
            await topUp(buyer);
        }
        const payment = await payUntilKnown(buyer, held.map(({reservationId}) => reservationId));
        buyer.sender.paid.push({
            userId: buyer.userId, paymentId: payment.paymentId, seatIds: payment.tickets.map(({seatId}) => seatId),
        });
    } finally {
        buyer.sender.paying--;
    }
    await buyer.call("tickets", "GET", "/tickets").catch(() => {}); // paid all the same
}

async function holdAndPay(buyer) {
    if (!await visitSeats(buyer)) {
        await buyer.call("leave", "DELETE", buyer.entryPath, {cookie: "usher_queue"});
        return "found no seats";
    }
    const {held, points} = await visitCart(buyer);
    if (held.length === 0) {
        return AGAIN;
    }
    if (buyer.plan.letsGo) {
        await letGo(buyer, held);
        return "gave the seats back";
    }
    if (!buyer.plan.pays) {
        return "held and did not pay";
    }
    await pay(buyer, held, points);
    return "bought";
}

/** Resolves to what came of it. */
export async function buy(buyer) {
    await buyer.take("noticing");
    try {
        return await holdAndPay(buyer);
    } catch (error) {
        if (OVER.includes(error.code)) {
            return AGAIN;
        }
        throw error;
    }
}
