// account.js -- one's points and what became of them, what one has bought, and giving it back.

import {get} from "./core/api.js";
import {announce, busy, byId, fill, make, notice, setText} from "./core/dom.js";
import {number, points, price, time, timeInShort} from "./core/format.js";
import {word} from "./core/language.js";
import {getAll} from "./core/lists.js";
import {showOutcome} from "./core/notice-place.js";
import {problemNotice, startPage} from "./core/page.js";
import {seatName, seatNames} from "./core/seat-names.js";
import {askRefund} from "./buying/refund.js";
import {showTopUp} from "./buying/top-up.js";

const SIZE = 10; // of a page of a list
const BADGES = {COMPLETED: "good", PARTIALLY_REFUNDED: "warn", REFUNDED: "off"};

let reservations = [];

/** Fills a list page by page; `more` asks for the next one. */
function paged({path, member, show, more, none, trouble}) {
    let cursor = null;
    async function load() {
        try {
            const query = new URLSearchParams({limit: String(SIZE), ...(cursor && {cursor})});
            const page = await get(`${path}?${query}`);
            const isFirst = cursor === null;
            show(page[member], isFirst);
            fill(trouble, isFirst && page[member].length === 0 && make("p", {class: "muted"}, word(none)));
            cursor = page.pagination.nextCursor;
            more.hidden = cursor === null;
        } catch (problem) {
            fill(trouble, problemNotice(problem, load));
        }
    }
    more.addEventListener("click", () => busy(more, load));
    return () => {
        cursor = null;
        return load();
    };
}

async function loadPoints() {
    try {
        setText(byId("points"), points((await get("/points")).points));
    } catch (problem) {
        fill(byId("points-trouble"), problemNotice(problem, loadPoints));
    }
}

function movement({kind, amount, balanceAfter, createdAt}) {
    return make("tr", {},
        make("th", {scope: "row"}, word(`kind-${kind}`), make("p", {class: "hint"}, timeInShort(createdAt))),
        make("td", {class: "number"}, `${amount > 0 ? "+" : "−"}${number(Math.abs(amount))}`),
        make("td", {class: "number muted"}, number(balanceAfter)));
}

const bySeat = (a, b) => a.startsAt.localeCompare(b.startsAt) || a.seatId - b.seatId;

const seatsOf = (payment) => reservations.filter(({paymentId}) => paymentId === payment.paymentId).sort(bySeat);

function seatItem(seat) {
    const isBack = seat.status === "REFUNDED";
    return make("li", {class: isBack ? "off" : null}, seatName(seat),
        isBack && make("span", {class: "unseen"}, ` ${word("seatRefunded")}`));
}

function paymentCard(payment) {
    const seats = seatsOf(payment);
    const left = seats.filter(({status}) => status === "CONFIRMED");
    const names = (seats.length > 0 ? seats : payment.tickets).map(seatItem);
    const back = payment.refundedAmount > 0 && ` · ${word("refundedOf", {price: price(payment.refundedAmount)})}`;
    const ask = () => askRefund(payment, left, afterRefund);
    return make("li", {class: "card"},
        make("div", {class: "row between"}, make("h3", {}, seats[0]?.concertName ?? word("payment")),
            make("span", {class: `badge ${BADGES[payment.status]}`}, word(`payment-${payment.status}`))),
        seats[0] && make("p", {class: "muted"}, time(seats[0].startsAt, seats[0].timeZone)),
        make("ul", {class: "seats", "aria-label": word("seats")}, names),
        make("div", {class: "row between"},
            make("p", {}, make("strong", {}, price(payment.totalAmount)),
                make("span", {class: "hint"}, ` ${timeInShort(payment.createdAt)}`, back)),
            left.length > 0 && make("button", {type: "button", class: "quiet small", onclick: ask}, word("refund"))));
}

async function afterRefund({amount}) {
    const title = word("refunded", {points: points(amount)});
    showOutcome(byId("done"), notice("good", title, make("p", {}, word("refundedAdvice"))));
    await loadAll();
    byId("done").scrollIntoView({block: "nearest"});
}

// What is held of one concert is paid for together.
function held(holds) {
    const [{concertId, concertName}] = holds;
    const sum = holds.reduce((total, hold) => total + hold.price, 0);
    return make("li", {},
        make("div", {class: "grow"}, make("strong", {}, concertName), make("p", {class: "hint"}, seatNames(holds))),
        make("span", {class: "number"}, price(sum)),
        make("a", {class: "button small", href: `/cart?concert=${concertId}`}, word("toPay")));
}

async function loadReservations() {
    reservations = await getAll("/reservations", "reservations");
    const pending = reservations.filter(({status}) => status === "PENDING");
    byId("held").hidden = pending.length === 0;
    const concerts = [...new Set(pending.map(({concertId}) => concertId))];
    fill(byId("held-lines"), concerts.map((id) => held(pending.filter(({concertId}) => concertId === id))));
}

const append = (node, build) => (items, isFirst) => {
    if (isFirst) {
        fill(node);
    }
    node.append(...items.map(build));
};

const loadHistory = paged({
    path: "/points/history", member: "entries", more: byId("history-more"), trouble: byId("history-trouble"),
    show: append(byId("history"), movement),
    none: "noHistory",
});

const loadPayments = paged({
    path: "/payments", member: "payments", more: byId("payments-more"), trouble: byId("payments-trouble"),
    show: append(byId("payments"), paymentCard),
    none: "noPayments",
});

async function loadAll() {
    try {
        await loadReservations();
    } catch (problem) {
        fill(byId("payments-trouble"), problemNotice(problem, loadAll));
        return;
    }
    await Promise.all([loadPoints(), loadHistory(), loadPayments()]);
    byId("lists").removeAttribute("aria-busy");
}

await startPage({signedIn: true});
document.title = `Usher – ${word("account")}`;
showTopUp(byId("top-up"), {
    onDone: async (text) => {
        await Promise.all([loadPoints(), loadHistory()]);
        announce(`${text} ${word("pointsNow", {points: byId("points").textContent})}`);
    },
});
loadAll();
