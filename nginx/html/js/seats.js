// seats.js -- choosing seats while one is admitted: from the map, which others change while one looks, or the best
// that are free. What is chosen is only held by the button; until then somebody else may be faster.
//
// What is chosen and held is in hall/choice.js, what is shown in choice-display.js, what is asked in seat-calls.js.

import {get, Problem} from "./core/api.js";
import {announce, busy, byId, fill, make, notice, setText} from "./core/dom.js";
import {number, time, timeInShort} from "./core/format.js";
import {word} from "./core/language.js";
import {noticePlace} from "./core/notice-place.js";
import {everySecond, onReturn} from "./core/page-visibility.js";
import {idParameter, problemNotice, startPage} from "./core/page.js";
import {claimAdmission, showAdmission} from "./buying/admission.js";
import {ChoiceDisplay} from "./hall/choice-display.js";
import {Choice} from "./hall/choice.js";
import {SeatCalls} from "./hall/seat-calls.js";

const RETRY_MS = 3_000;

const concertId = idParameter("concert");
const cart = `/cart?concert=${concertId}`;
const notices = noticePlace(byId("trouble"));
let choice = null; // of the seats of a show, once it is open

function showMap(isShown) {
    byId("choose").hidden = byId("bar").hidden = !isShown;
}

const toWait = (key) => make("a", {class: "button", href: `/wait?concert=${concertId}`}, word(key));

// Without an admission there is nothing to choose; the way back in is the waiting page.
function showOver(problem) {
    const hasOwn = choice?.own.size > 0;
    showMap(false);
    fill(byId("admission"));
    notices.show("over",
        problem ? problemNotice(problem) : notice("warn", word("admissionOver"), make("p", {}, word("admissionOverAdvice"))),
        hasOwn && make("a", {class: "button", href: cart}, word("toCart")),
        make("a", {class: hasOwn ? "button quiet" : "button", href: `/wait?concert=${concertId}`}, word("toQueue")));
}

const isAdmissionOver = ({code}) =>
    ["not_admitted", "admission_expired", "choosing_over", "not_in_queue"].includes(code);

function meet(problem, retry) {
    if (problem instanceof Problem && isAdmissionOver(problem)) {
        showOver(problem);
    } else {
        notices.show(retry ? "unreached" : "problem", problemNotice(problem, retry));
    }
}

function showShows(concert, shows, show) {
    if (shows.length > 1) {
        fill(byId("shows"), show === null && make("h2", {}, word("chooseShow")), make("div", {class: "shows"}, shows.map((each) => make("a", {
            class: "show", href: `/seats?concert=${concertId}&show=${each.showId}`,
            "aria-current": each.showId === show?.showId ? "true" : null,
        }, make("strong", {}, timeInShort(each.startsAt, concert.timeZone)),
        make("span", {class: "muted"}, word("seatsFree", {count: number(each.seatsAvailable)}))))));
    }
}

// The show of the address, or the only one there is.
function findShow(shows) {
    const wanted = idParameter("show");
    return shows.find(({showId}) => showId === wanted) ?? (wanted || shows.length !== 1 ? null : shows[0]);
}

function showNone(soldOut) {
    notices.show("none", notice("warn", word(soldOut ? "nothingLeft" : "noShow"),
        make("p", {}, word(soldOut ? "nothingLeftAdvice" : "noShowAdvice")), toWait("toWaitlist")));
}

async function openShow(concert, {showId}) {
    choice = new Choice(concert.policy.maxSeatsPerUser);
    const display = new ChoiceDisplay(choice, notices);
    const calls = new SeatCalls(showId, choice, display, {meet, pay: () => location.assign(cart)});
    byId("to-cart").href = cart;
    byId("hold").addEventListener("click", ({currentTarget}) =>
        busy(currentTarget, () => calls.hold({seatIds: [...choice.chosen].sort((a, b) => a - b)})));
    byId("zoom-in").addEventListener("click", () => display.zoom(true));
    byId("zoom-out").addEventListener("click", () => display.zoom(false));
    byId("zoom-fit").addEventListener("click", () => display.fit());
    showMap(true);
    calls.follow((problem) => isAdmissionOver(problem) && showOver(problem));
    await calls.read();
    everySecond(() => display.showOwnTime());
    onReturn(() => byId("choose").hidden || calls.read());
}

async function begin() {
    notices.clear();
    try {
        const concert = await get(`/concerts/${concertId}`, {anonymous: true});
        setText(byId("name"), concert.name);
        document.title = `${word("chooseSeats")} – ${concert.name}`;
        const {shows, soldOut} = await claimAdmission(concertId);
        showAdmission(byId("admission"), concertId, () => showOver(null), {toChoose: true});
        const show = findShow(shows);
        showShows(concert, shows, show);
        if (show === null && shows.length === 0) {
            showNone(soldOut);
        }
        setText(byId("when"), show ? `${time(show.startsAt, concert.timeZone)} · ${concert.venue}` : concert.venue);
        if (show) {
            await openShow(concert, show);
        } else if (shows.length > 0) {
            announce(word("chooseShow"));
        }
    } catch (problem) {
        meetAndRetry(problem);
    }
}

// What passes by itself is tried again without being asked, unless the button was faster.
function meetAndRetry(problem) {
    const timer = problem.status === 503 ? setTimeout(begin, RETRY_MS * (1 + Math.random())) : null;
    meet(problem, () => {
        clearTimeout(timer);
        begin();
    });
}

await startPage({signedIn: true});
if (concertId) {
    begin();
} else {
    setText(byId("name"), word("noConcert"));
    fill(byId("shows"), make("a", {class: "button", href: "/"}, word("toConcerts")));
}
