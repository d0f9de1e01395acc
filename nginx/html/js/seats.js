// seats.js -- choosing seats while one is admitted: from the map, which others change while one looks, or the best
// that are free. What is chosen is only held by the button; until then somebody else may be faster.

import {get, post, Problem} from "./core/api.js";
import {announce, busy, byId, fill, make, notice, setText} from "./core/dom.js";
import {clock, countdown, number, price, time, timeInShort} from "./core/format.js";
import {word} from "./core/language.js";
import {getAll} from "./core/lists.js";
import {noticePlace} from "./core/notice-place.js";
import {everySecond, onReturn} from "./core/page-visibility.js";
import {idParameter, problemNotice, startPage} from "./core/page.js";
import {seatName, seatNames} from "./core/seat-names.js";
import {claimAdmission, showAdmission} from "./buying/admission.js";
import {showBest} from "./hall/best-available.js";
import {bandOf} from "./hall/drawing.js";
import {Hall} from "./hall/hall.js";
import {findSeat, placeOf, planOf} from "./hall/seat-plan.js";
import {SeatStates} from "./hall/seat-states.js";
import {followStream} from "./hall/show-events.js";

const RETRY_MS = 3_000;
const WARN_SECONDS = 60;

const concertId = idParameter("concert");
const cart = `/cart?concert=${concertId}`;
const chosen = new Set();
let concert = null;
let show = null; // of the address
let plan = null;
let states = null;
let hall = null;
let own = new Set(); // seats of this show that the reader holds
let ownLeft = null; // of the hold that ends first
let hasWarned = false;
let hadLeft = true; // seats that are free
let isHolding = false;
const waiting = []; // changes that came while the map was read
const notices = noticePlace(byId("trouble"));

function showMap(isShown) {
    byId("choose").hidden = byId("bar").hidden = !isShown;
}

const toWait = (key) => make("a", {class: "button", href: `/wait?concert=${concertId}`}, word(key));

// Without an admission there is nothing to choose; the way back in is the waiting page.
function showOver(problem) {
    showMap(false);
    fill(byId("admission"));
    notices.show("over",
        problem ? problemNotice(problem) : notice("warn", word("admissionOver"), make("p", {}, word("admissionOverAdvice"))),
        own.size > 0 && make("a", {class: "button", href: cart}, word("toCart")),
        make("a", {class: own.size > 0 ? "button quiet" : "button", href: `/wait?concert=${concertId}`}, word("toQueue")));
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

const nameOf = (seatId) => seatName(placeOf(findSeat(plan, seatId)));

const isTaken = (seatId) => states.of(seatId) !== "free" && !chosen.has(seatId);

function stateOf(seatId) {
    if (own.has(seatId)) {
        return "seatOwn";
    }
    const {[states.of(seatId)]: name} = {free: "seatFree", held: "legend-held", sold: "legend-sold", closed: "seatClosed"};
    return chosen.has(seatId) ? "seatChosen" : name;
}

function describe(seatId) {
    const cost = findSeat(plan, seatId).row.price;
    return [nameOf(seatId), cost !== null && price(cost), word(stateOf(seatId))].filter(Boolean).join(", ");
}

const limit = () => concert.policy.maxSeatsPerUser;

function toggle(seatId) {
    if (chosen.delete(seatId)) {
        tell(seatId, word("seatLeft", {seat: nameOf(seatId)}));
    } else if (isTaken(seatId)) {
        tell(seatId, own.has(seatId) ? word("alreadyYours", {seat: nameOf(seatId)}) : describe(seatId));
    } else if (chosen.size + own.size >= limit()) {
        tell(seatId, word("limitReached", {count: limit()}), word("limitReached", {count: limit()}));
    } else {
        chosen.add(seatId);
        tell(seatId, describe(seatId));
    }
    showChosen();
}

// What a seat is, and what its choice did, is said beside it, and to the ear.
function tell(seatId, text, state = word(stateOf(seatId))) {
    pointAt(seatId, state);
    announce(text);
}

function pointAt(seatId, state = word(stateOf(seatId))) {
    const {row} = findSeat(plan, seatId);
    hall.tell(seatId, make("strong", {}, nameOf(seatId)),
        row.price !== null && make("span", {class: bandOf(plan.prices, row.price)},
            make("i", {}), `${row.section} · ${price(row.price)}`),
        make("span", {class: "muted"}, state));
}

function chip(seatId) {
    const seat = findSeat(plan, seatId);
    const drop = {"aria-label": word("letGo", {seat: nameOf(seatId)}), onclick: () => toggle(seatId)};
    return make("li", {class: `chip ${bandOf(plan.prices, seat.row.price)}`},
        make("span", {}, nameOf(seatId)),
        make("button", {type: "button", class: "plain", ...drop}, "×"));
}

function showChosen() {
    const total = Array.from(chosen).reduce((sum, seatId) => sum + findSeat(plan, seatId).row.price, 0);
    fill(byId("chips"), Array.from(chosen, chip));
    setText(byId("told"), chosen.size === 0 && own.size === 0 ? word("chooseHint", {count: limit()}) : "");
    byId("hold").hidden = chosen.size === 0;
    byId("best").hidden = chosen.size > 0; // in the same place: the dock keeps its height
    setText(byId("hold"), word("holdSeats", {count: chosen.size, price: price(total)}));
    byId("to-cart").hidden = own.size === 0;
    byId("to-cart").classList.toggle("quiet", chosen.size > 0);
    hall?.mark({chosen, own});
    showOwnTime();
}

function showOwnTime() {
    const seconds = ownLeft?.left() ?? 0;
    const isSoon = own.size > 0 && seconds <= WARN_SECONDS;
    setText(byId("to-cart"), word("seeHeld", {count: own.size, clock: clock(seconds)}));
    if (isSoon && !hasWarned) {
        notices.show("soon", notice("warn", word("ownEndSoon")));
        announce(word("ownEndSoon"));
    } else if (!isSoon) {
        notices.clear("soon");
    }
    hasWarned = isSoon;
}

// Seats that others took: they leave the choice, the others stay in it.
function lose(seatIds) {
    const lost = seatIds.filter((seatId) => chosen.delete(seatId));
    if (lost.length === 0) {
        return;
    }
    const names = seatNames(lost.map((seatId) => ({seatId, ...placeOf(findSeat(plan, seatId))})));
    const text = word(chosen.size > 0 ? "lostSome" : "lostAll", {seats: names});
    notices.show("lost", notice("warn", word("lostTitle", {count: lost.length}), make("p", {}, text)));
    announce(`${word("lostTitle", {count: lost.length})} ${text}`);
}

function take(changes) {
    const changed = states.take(changes);
    if (changed === null) {
        readMap();
        return;
    }
    if (changed.length > 0) {
        if (!isHolding) {
            lose(changed.filter((seatId) => states.of(seatId) !== "free"));
        }
        changed.filter((seatId) => states.of(seatId) !== "held").forEach((seatId) => own.delete(seatId));
        hall.changed(changed);
        showChosen();
        showLeft();
    }
}

function showLeft() {
    const free = states.letters.reduce((sum, letter) => sum + (letter === "A"), 0);
    setText(byId("left"), word("seatsFree", {count: number(free)}));
    if (free === 0 && hadLeft) {
        notices.show("none", notice("warn", word("noneLeft")));
    } else if (free > 0) {
        notices.clear("none");
    }
    hadLeft = free > 0;
}

const NAMES_MAX = 2; // of sections beside a price

function legendOf(points, sections) {
    const names = sections.filter((section) => section.price === points).map(({name}) => name);
    return [...(names.length > NAMES_MAX ? [] : [names.join(", ")]), price(points)].join(" · ");
}

function showLegend(prices, sections) {
    fill(byId("legend"), prices.map((points) =>
        make("li", {class: bandOf(prices, points)}, make("i", {}), legendOf(points, sections))),
        ["held", "sold"].map((key) => make("li", {class: key}, make("i", {}),
            word(key === "sold" && sections.some(({price: cost}) => cost === null) ? "legend-closed" : `legend-${key}`))));
}

function drawMap(map) {
    states = new SeatStates(map);
    if (plan === null) {
        plan = planOf(map);
        const words = {label: word("mapLabel"), helpId: "map-help", stage: word("stage"), frame: byId("frame")};
        hall = new Hall(byId("hall"), plan, words,
            {stateOf: (seatId) => states.of(seatId), describe, isTaken, toggle, pointAt: (seatId) => pointAt(seatId)});
        showLegend(plan.prices, map.sections);
        showBest(byId("best"), {
            sections: map.sections, most: limit(), find: (wanted) => hold(wanted),
        });
    }
}

let isReading = false;

async function readMap() {
    if (isReading) {
        return;
    }
    isReading = true;
    try {
        const [map, held] = await Promise.all([get(`/shows/${show.showId}/seatmap`), heldSeats()]);
        drawMap(map);
        own = new Set(held.map(({seatId}) => seatId));
        ownLeft = countdown(Math.min(...held.map(({expiresInSeconds}) => expiresInSeconds)));
        lose(Array.from(chosen).filter((seatId) => states.of(seatId) !== "free" && !isHolding));
        hall.changed();
        showChosen();
        showLeft();
        byId("choose").removeAttribute("aria-busy");
        notices.clear("unreached");
    } catch (problem) {
        meet(problem, readMap);
    } finally {
        isReading = false;
    }
    waiting.splice(0).forEach(take);
}

async function heldSeats() {
    const reservations = await getAll("/reservations?status=PENDING", "reservations");
    return reservations.filter(({showId}) => showId === show.showId);
}

function follow() {
    followStream(`/shows/${show.showId}/events`, (changes) => {
        if (states === null || isReading) {
            waiting.push(changes);
        } else {
            take(changes);
        }
    }, (problem) => isAdmissionOver(problem) && showOver(problem));
}

// A call whose answer was lost may have held the seats: what one holds now tells.
async function wereHeld() {
    return (await heldSeats()).some(({seatId}) => !own.has(seatId));
}

/** Holds the chosen seats, or the best of those that are wanted, and goes to pay. */
async function hold(wanted) {
    isHolding = true;
    notices.clear();
    try {
        await post("/reservations", {showId: show.showId, ...wanted});
        location.assign(cart);
    } catch (problem) {
        isHolding = false;
        await meetRefusal(problem);
    }
}

async function meetRefusal(problem) {
    if (problem.code === "seat_taken") {
        lose(problem.body.seatIds ?? []);
        await readMap();
    } else if (problem.code === "network" && await wereHeld().catch(() => false)) {
        location.assign(cart);
    } else if (problem.code === "seat_limit") {
        const most = word("limitIs", {count: problem.body.limit ?? limit()});
        notices.show("problem", problemNotice(problem), make("p", {class: "hint"}, most));
    } else {
        meet(problem);
    }
}

function showShows(shows) {
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

async function begin() {
    notices.clear();
    try {
        concert = await get(`/concerts/${concertId}`, {anonymous: true});
        setText(byId("name"), concert.name);
        document.title = `${word("chooseSeats")} – ${concert.name}`;
        const {shows, soldOut} = await claimAdmission(concertId);
        showAdmission(byId("admission"), concertId, () => showOver(null), {toChoose: true});
        show = findShow(shows);
        showShows(shows);
        if (show === null && shows.length === 0) {
            showNone(soldOut);
        }
        setText(byId("when"), show ? `${time(show.startsAt, concert.timeZone)} · ${concert.venue}` : concert.venue);
        if (show) {
            showMap(true);
            follow();
            await readMap();
            everySecond(showOwnTime);
            onReturn(() => byId("choose").hidden || readMap());
        } else if (shows.length > 0) {
            announce(word("chooseShow"));
        }
    } catch (problem) {
        meet(problem, begin);
        if (problem.status === 503) {
            setTimeout(begin, RETRY_MS * (1 + Math.random()));
        }
    }
}

await startPage({signedIn: true});
if (concertId) {
    byId("hold").addEventListener("click", ({currentTarget}) =>
        busy(currentTarget, () => hold({seatIds: [...chosen].sort((a, b) => a - b)})));
    byId("to-cart").href = cart;
    byId("zoom-in").addEventListener("click", () => hall?.zoom(true));
    byId("zoom-out").addEventListener("click", () => hall?.zoom(false));
    byId("zoom-fit").addEventListener("click", () => hall?.fit());
    begin();
} else {
    setText(byId("name"), word("noConcert"));
    fill(byId("shows"), make("a", {class: "button", href: "/"}, word("toConcerts")));
}
