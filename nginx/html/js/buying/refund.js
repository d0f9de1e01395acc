// refund.js -- giving seats of a payment back.

import {get, newIntent, post} from "../core/api.js";
import {announce, busy, fill, make, setText} from "../core/dom.js";
import {points, price, time} from "../core/format.js";
import {word} from "../core/language.js";
import {problemNotice} from "../core/page.js";
import {seatName} from "../core/seat-names.js";

function seatBox(seat, onchange) {
    return make("label", {class: "check"},
        make("input", {type: "checkbox", name: "seat", value: seat.reservationId, checked: true, onchange}),
        `${seatName(seat)} · ${price(seat.price)}`);
}

// Until when, by the concert's policy and the hour of the show; the server has the last word.
async function showDeadline(node, {concertId}, seats) {
    const {policy, timeZone} = await get(`/concerts/${concertId}`, {anonymous: true});
    const first = Math.min(...seats.map(({startsAt}) => Date.parse(startsAt)));
    setText(node, word("refundUntil", {time: time(first - policy.refundCutoffSeconds * 1000, timeZone)}));
}

/** Asks which of these seats, and gives them back; onDone() then. */
export function askRefund(payment, seats, onDone) {
    const trouble = make("div", {});
    const until = make("p", {class: "hint"}, " ");
    const send = make("button", {class: "quiet"});
    const dialog = make("dialog", {"aria-labelledby": "refund-title"});
    let intent = newIntent();

    const chosen = () => seats.filter(({reservationId}) =>
        form.querySelector(`input[value="${reservationId}"]`).checked);

    function showSum() {
        intent = newIntent();
        const sum = chosen().reduce((amount, seat) => amount + seat.price, 0);
        setText(send, word("refundSum", {points: points(sum)}));
        send.hidden = sum === 0;
    }

    async function refund() {
        const reservationIds = chosen().map(({reservationId}) => reservationId);
        try {
            const made = await post(`/payments/${payment.paymentId}/refund`, {reservationIds}, {intent});
            dialog.close();
            announce(word("refunded", {points: points(made.amount)}));
            await onDone(made);
        } catch (problem) {
            fill(trouble, problemNotice(problem));
        }
    }

    const form = make("form", {},
        make("h2", {id: "refund-title"}, word("refundTitle")), make("p", {}, word("refundAdvice")),
        make("fieldset", {}, make("legend", {}, word("refundSeats")), seats.map((seat) => seatBox(seat, showSum))),
        until, trouble,
        make("div", {class: "row"},
            make("button", {type: "button", autofocus: true, onclick: () => dialog.close()}, word("keepSeats")), send));
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        busy(send, refund);
    });
    dialog.append(form);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    showSum();
    dialog.showModal();
    showDeadline(until, payment, seats).catch(() => until.remove());
}
