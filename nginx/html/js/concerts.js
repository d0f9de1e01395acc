// concerts.js -- the concerts, each with its queue and, for who is signed in, the own position in it.

import {byId, fill, make, notice, setText} from "./core/dom.js";
import {clock, countdown, duration, number, price, time, timeSpan} from "./core/format.js";
import {word} from "./core/language.js";
import {getAll} from "./core/lists.js";
import {everySecond, onReturn} from "./core/page-visibility.js";
import {problemNotice, startPage} from "./core/page.js";
import {seemsSignedIn} from "./core/session.js";

const REFRESH_MS = 15_000;
const LONG_COUNTDOWN_SECONDS = 86_400; // before that the date alone says enough
const BADGES = {SCHEDULED: "warn", OPEN: "good", PAUSED: "warn", CLOSED: ""};

const list = byId("concerts");
const trouble = byId("trouble");
let shown = "";
let ticking = [];
let timer = null;

function opening(concert) {
    if (concert.opensAt === null) {
        return make("p", {class: "muted"}, word("opensByHand"));
    }
    const left = countdown(concert.opensInSeconds);
    const text = make("p", {class: "number"});
    ticking.push(() => setText(text, left.left() < LONG_COUNTDOWN_SECONDS ? word("opensIn", {clock: clock(left.left())})
        : word("opensAt", {time: time(concert.opensAt, concert.timeZone)})));
    return text;
}

const isGone = ({soldOut, state}) => soldOut && ["OPEN", "PAUSED"].includes(state);

function wait({waiting, estimatedWaitSeconds: seconds}) {
    if (waiting === null) {
        return word("waitUnknown");
    }
    const about = seconds === null ? word("waitUnknown") : seconds === 0 ? word("noWait") :
        word("waitAbout", {duration: duration(seconds)});
    return `${word("waiting", {count: waiting})} · ${about}`;
}

const onWaitlist = ({waiting}) => word("onWaitlist", {count: waiting ?? 0});

function ownPlace(concert) {
    const {queuePosition: position} = concert;
    if (position === null || position === undefined) {
        return null;
    }
    const text = position === 0 ? word("youAreAdmitted")
        : word(isGone(concert) ? "yourWaitlistPlace" : "yourPosition", {position: number(position)});
    return make("p", {class: "badge good"}, text);
}

// When and for how much; a run of shows is told by its first and its last.
function offer({firstStartsAt: first, lastStartsAt: last, timeZone, minPrice, maxPrice}) {
    if (!first) {
        return null;
    }
    const when = first === last ? time(first, timeZone) : timeSpan(first, last, timeZone);
    const cost = minPrice === maxPrice ? price(minPrice) : word("fromTo", {from: price(minPrice), to: price(maxPrice)});
    return [make("p", {}, when), make("p", {class: "number"}, cost)];
}

function stateBadge(concert) {
    return isGone(concert) ? make("span", {class: "badge"}, word("soldOut"))
        : make("span", {class: `badge ${BADGES[concert.state]}`}, word(concert.state));
}

function nextStep(concert) {
    const address = `/wait?concert=${concert.concertId}`;
    if (concert.state === "CLOSED") {
        return make("a", {class: "button quiet", href: address}, word("seeSale"));
    }
    const key = concert.queuePosition === 0 ? "chooseSeats" : concert.queuePosition > 0 ? "seePlace" :
        concert.state === "SCHEDULED" ? "enterLobby" : isGone(concert) ? "joinWaitlist" : "joinQueue";
    const href = key === "chooseSeats" ? `/seats?concert=${concert.concertId}` :
        key === "seePlace" ? address : `${address}&join=1`;
    return make("a", {class: "button", href, "aria-describedby": `name-${concert.concertId}`}, word(key));
}

function card(concert) {
    return make("li", {class: "card"},
        make("div", {class: "row between"},
            stateBadge(concert), ownPlace(concert)),
        make("div", {},
            make("h2", {id: `name-${concert.concertId}`}, concert.name),
            make("p", {class: "muted"}, concert.venue), offer(concert)),
        concert.state === "SCHEDULED" ? opening(concert) : null,
        concert.state === "OPEN"
            ? make("p", {class: "muted"}, isGone(concert) ? onWaitlist(concert) : wait(concert)) : null,
        nextStep(concert));
}

function show(concerts) {
    const text = JSON.stringify(concerts);
    if (text === shown) {
        return;
    }
    shown = text;
    ticking = [];
    fill(trouble, concerts.length === 0 && notice("info", word("noConcerts"), make("p", {}, word("noConcertsAdvice"))));
    fill(list, concerts.map(card));
    list.removeAttribute("aria-busy");
    ticking.forEach((tick) => tick());
}

// What can be bought or waited for comes first.
const ORDER = ["OPEN", "PAUSED", "SCHEDULED", "CLOSED"];

async function refresh() {
    try {
        const concerts = await getAll("/concerts", "concerts", {anonymous: !seemsSignedIn()});
        show(concerts.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)));
    } catch (problem) {
        shown = "";
        fill(trouble, problemNotice(problem, refresh));
    }
    clearTimeout(timer);
    timer = setTimeout(refresh, REFRESH_MS * (0.8 + 0.4 * Math.random()));
}

await startPage();
document.title = `Usher – ${word("concertsTitle")}`;
refresh();
everySecond(() => ticking.forEach((tick) => tick()));
onReturn(refresh);
