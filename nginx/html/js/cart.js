// cart.js -- the seats one holds, for as long as they are held, and paying for them.

import {del, get} from "./core/api.js";
import {askFirst} from "./core/ask-first.js";
import {announce, busy, byId, fill, make, notice, setText} from "./core/dom.js";
import {clock, countdown, points, price, timeInShort} from "./core/format.js";
import {word} from "./core/language.js";
import {getAll} from "./core/lists.js";
import {showOutcome} from "./core/notice-place.js";
import {everySecond, onReturn} from "./core/page-visibility.js";
import {idParameter, problemNotice, startPage} from "./core/page.js";
import {seatName} from "./core/seat-names.js";
import {claimAdmission, showAdmission} from "./buying/admission.js";
import {payUntilKnown, unfinishedPayment} from "./buying/payment.js";
import {showTopUp} from "./buying/top-up.js";

const WARN_SECONDS = 60;
const EXPIRY_MS = 1_000; // the server's second may end a little after ours

let concertId = idParameter("concert");
let holds = [];
let balance = 0;
let left = null; // of the hold that ends first
let hasWarned = false;
let isPaying = false;
let isAdmitted = false;
let suggested = 0; // what the form to top up began with

const total = () => holds.reduce((sum, hold) => sum + hold.price, 0);
const seatsAddress = () => `/seats?concert=${concertId}`;

// Another buyer may have the seat a moment later, so it asks first.
async function release(hold) {
    const question = {title: "releaseTitle", advice: "releaseAdvice", keep: "keepSeat", go: "release",
        rest: make("p", {}, make("strong", {}, seatName(hold)))};
    const isDone = await askFirst(question, async () => {
        try {
            await del(`/reservations/${hold.reservationId}`);
            announce(word("released", {seat: seatName(hold)}));
        } catch (problem) {
            if (![404, 410].includes(problem.status)) {
                throw problem;
            }
        }
    });
    if (isDone) {
        await load();
    }
}

function line(hold) {
    return make("li", {},
        make("div", {class: "grow"}, make("strong", {}, seatName(hold)),
            make("p", {class: "hint"}, timeInShort(hold.startsAt, hold.timeZone))),
        make("div", {class: "end"}, make("span", {class: "number"}, price(hold.price)),
            make("button", {
                type: "button", class: "plain small", "aria-label": word("letGo", {seat: seatName(hold)}),
                onclick: () => release(hold),
            }, word("release"))));
}

// Whoever has no admission has most likely paid: it ended with the payment. There is nothing to choose for them.
function showEmpty() {
    const choose = make("a", {class: "button", href: seatsAddress()}, word("chooseSeats"));
    const tickets = make("a", {class: isAdmitted ? "button quiet" : "button", href: "/tickets"}, word("toTickets"));
    left = null;
    byId("cart").hidden = true;
    document.title = word("cartTitle");
    setText(byId("concert"), "");
    fill(byId("state"), notice("info", word("cartEmpty"), make("p", {}, word("cartEmptyAdvice")),
        make("div", {class: "row"}, isAdmitted ? [choose, tickets] : tickets)));
}

function showTime() {
    if (!left || isPaying) {
        return;
    }
    const seconds = left.left();
    const isSoon = seconds <= WARN_SECONDS;
    setText(byId("clock"), clock(seconds));
    byId("clock").classList.toggle("soon", isSoon);
    byId("warning").hidden = !isSoon;
    if (isSoon && !hasWarned) {
        hasWarned = true;
        announce(word("holdsEndSoon"));
    }
    if (seconds === 0) {
        left = null;
        setTimeout(expire, EXPIRY_MS);
    }
}

// What ended first is gone; seats that were held later may still be there.
async function expire() {
    await load();
    if (holds.length > 0) {
        return;
    }
    byId("cart").hidden = true;
    fill(byId("state"), notice("warn", word("holdsOver"), make("p", {}, word("holdsOverAdvice")),
        make("div", {class: "row"}, make("a", {class: "button", href: seatsAddress()}, word("chooseAgain")))));
    announce(word("holdsOver"));
}

function showMoney() {
    const missing = total() - balance;
    setText(byId("total"), price(total()));
    setText(byId("balance"), points(balance));
    byId("missing").hidden = missing <= 0;
    setText(byId("missing"), word("missing", {points: points(Math.max(0, missing))}));
    setText(byId("pay"), word("pay", {price: price(total())}));
    byId("to-pay").hidden = missing > 0;
    byId("top-up").hidden = missing <= 0;
    if (missing > 0 && missing !== suggested) {
        showTopUp(byId("top-up"), {suggested: missing, onDone: toppedUp});
    }
    suggested = missing;
}

// The form goes when there is enough.
async function toppedUp(text) {
    await load();
    showOutcome(byId("topped-up"), notice("good", text));
}

function show() {
    byId("state").replaceChildren();
    byId("cart").hidden = false;
    setText(byId("concert"), holds[0].concertName);
    document.title = `${word("cartTitle")} – ${holds[0].concertName}`;
    fill(byId("lines"), holds.map(line));
    left = countdown(Math.min(...holds.map(({expiresInSeconds}) => expiresInSeconds)));
    hasWarned &&= left.left() <= WARN_SECONDS;
    showMoney();
    showTime();
}

// Seats of one concert are paid for together: those of the address, or of the newest hold.
async function load() {
    try {
        const [all, wallet] = await Promise.all([
            getAll("/reservations?status=PENDING", "reservations"), get("/points"),
        ]);
        concertId ??= all[0]?.concertId ?? null;
        holds = all.filter((hold) => hold.concertId === concertId)
            .sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.seatId - b.seatId);
        balance = wallet.points;
        fill(byId("trouble"));
        if (holds.length > 0) {
            show();
        } else {
            showEmpty();
        }
    } catch (problem) {
        fill(byId("trouble"), problemNotice(problem, load));
    }
    byId("state").removeAttribute("aria-busy");
}

function showChecking() {
    if (byId("checking")) {
        return;
    }
    byId("cart").hidden = true;
    fill(byId("trouble"));
    fill(byId("state"), make("div", {id: "checking", class: "card"}, make("span", {class: "spinner"}),
        make("h2", {}, word("checking")), make("p", {}, word("checkingAdvice"))));
    announce(word("checking"));
}

async function pay(attempt) {
    isPaying = true;
    try {
        const payment = await payUntilKnown(concertId, attempt, showChecking);
        location.replace(`/tickets?paid=${payment.paymentId}`);
        await new Promise(() => {}); // the page is left
    } catch (problem) {
        isPaying = false;
        await load();
        showOutcome(byId("trouble"), problemNotice(problem));
        byId("trouble").scrollIntoView({block: "nearest"});
    }
}

await startPage({signedIn: true});
everySecond(showTime);
byId("pay").addEventListener("click", ({currentTarget}) =>
    busy(currentTarget, () => pay({reservationIds: holds.map(({reservationId}) => reservationId)})));
const unfinished = concertId && unfinishedPayment(concertId);
if (unfinished) {
    showChecking();
    await pay(unfinished);
} else {
    if (concertId) {
        // Seats held for a wish are held for longer once the admission is claimed; without one they can be paid for
        // too.
        await claimAdmission(concertId).then(() => {
            isAdmitted = true;
            return showAdmission(byId("admission"), concertId, () => {
                isAdmitted = false;
                load();
            });
        }, () => {});
    }
    await load();
}
onReturn(() => isPaying || load());
