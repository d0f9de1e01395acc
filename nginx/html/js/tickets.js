// tickets.js -- the tickets one owns, each with the code that opens the door. They are kept (tickets/kept.js), and
// shown as they were when no answer comes.

import {getText, mayPass} from "./core/api.js";
import {announce, byId, fill, make, notice} from "./core/dom.js";
import {price, time, timeInShort} from "./core/format.js";
import {word} from "./core/language.js";
import {getAll} from "./core/lists.js";
import {idParameter, problemNotice, startPage} from "./core/page.js";
import {seatName, seatNames} from "./core/seat-names.js";
import {keepTickets, keptPicture, keptTickets} from "./tickets/kept.js";

const PATIENCE_MS = 2_000; // before what was kept is shown
const BADGES = {VALID: "good", USED: "off", VOID: "off"};

// The picture of a ticket's code: the server's, unless what was kept is to be shown, or nothing else is to be had.
async function pictureOf({ticketId}, isKept) {
    const kept = await keptPicture(ticketId);
    if (isKept && kept) {
        return kept;
    }
    try {
        return await getText(`/tickets/${ticketId}.svg`);
    } catch (problem) {
        if (!kept || !mayPass(problem)) {
            throw problem;
        }
        return kept;
    }
}

// An <img> cannot send the token, so the picture is fetched and shown from memory.
async function showCode(ticket, node, isKept) {
    try {
        const svg = await pictureOf(ticket, isKept);
        const src = URL.createObjectURL(new Blob([svg], {type: "image/svg+xml"}));
        fill(node, make("img", {src, alt: word("codeOf", {seat: seatName(ticket)}), width: "240", height: "240"}));
        return svg;
    } catch (problem) {
        fill(node, problemNotice(problem, () => showCode(ticket, node, isKept)));
        return null;
    }
}

function card(ticket) {
    const isGood = ticket.status === "VALID";
    const code = ticket.status !== "VOID" && make("div", {class: "code"}, make("p", {class: "hint"}, word("loading")));
    const node = make("li", {class: isGood ? "card ticket" : "card ticket gone"},
        make("div", {class: "row between"}, make("h3", {}, ticket.concertName),
            make("span", {class: `badge ${BADGES[ticket.status]}`}, word(`ticket-${ticket.status}`))),
        make("p", {class: "muted"}, time(ticket.startsAt, ticket.timeZone), make("br"), ticket.venue),
        make("div", {class: "row between"},
            make("p", {class: "seat"}, seatName(ticket)),
            make("p", {class: "muted"}, price(ticket.price))),
        ticket.checkedInAt &&
            make("p", {class: "used"}, word("usedAt", {time: time(ticket.checkedInAt, ticket.timeZone)})), code);
    return {node, ticket, load: (isKept) => code && showCode(ticket, code, isKept)};
}

function list(key, cards) {
    return cards.length > 0 && make("section", {class: `stack ${key}`, "aria-label": word(key)},
        make("h2", {class: key === "ticketsGood" ? "unseen" : null}, word(key)),
        make("ul", {class: "grid"}, cards.map(({node}) => node)));
}

function showPaid(tickets) {
    const paid = idParameter("paid");
    const bought = tickets.filter(({paymentId}) => paid && paymentId === paid);
    if (bought.length > 0) {
        const text = word("paidAdvice", {seats: seatNames(bought)});
        fill(byId("paid"), notice("good", word("paidTitle"), make("p", {}, text)));
        announce(`${word("paidTitle")} ${text}`);
    }
}

const none = () => notice("info", word("noTickets"), make("p", {}, word("noTicketsAdvice")),
    make("a", {class: "button", href: "/"}, word("toConcerts")));

// Shows tickets; resolves to the pictures of their codes, by ticketId.
async function show(tickets, isKept) {
    tickets.sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.seatId - b.seatId);
    showPaid(tickets);
    const cards = tickets.map(card);
    const good = cards.filter(({ticket}) => ticket.status === "VALID");
    const gone = cards.filter((each) => !good.includes(each));
    fill(byId("tickets"), list("ticketsGood", good), list("ticketsGone", gone), tickets.length === 0 && none());
    byId("tickets").removeAttribute("aria-busy");
    byId("print").hidden = good.length === 0;
    const pictures = new Map();
    for (const each of [...good, ...gone]) {
        const svg = await each.load(isKept);
        if (svg) {
            pictures.set(each.ticket.ticketId, svg);
        }
    }
    return pictures;
}

let loading = null;
let shownAt = null; // when what is shown was kept; null: it is what the server says now

async function showKept({tickets, at}) {
    const text = word("ticketsKept", {time: timeInShort(at)});
    const why = word(navigator.onLine ? "ticketsLateAdvice" : "ticketsKeptAdvice");
    fill(byId("trouble"), notice("info", text, make("p", {}, why),
        make("button", {type: "button", class: "quiet", onclick: load}, word("tryAgain"))));
    announce(`${text} ${why}`);
    if (shownAt !== at) {
        shownAt = at;
        await show(tickets, true);
    }
}

// What was just paid for is not among what was kept.
async function loadOnce() {
    const kept = await keptTickets();
    const late = kept && !idParameter("paid") && setTimeout(showKept, PATIENCE_MS, kept);
    try {
        const tickets = await getAll("/tickets", "tickets");
        clearTimeout(late);
        shownAt = null;
        fill(byId("trouble"));
        const pictures = await show(tickets, false);
        await (tickets.length > 0 && keepTickets(tickets, pictures));
    } catch (problem) {
        clearTimeout(late);
        if (kept && mayPass(problem)) {
            await showKept(kept);
        } else {
            fill(byId("tickets"));
            fill(byId("trouble"), problemNotice(problem, load));
        }
    }
}

// One at a time: an answer never comes after a newer one.
function load() {
    loading ??= loadOnce().finally(() => {
        loading = null;
    });
    return loading;
}

await startPage({signedIn: true, patienceMs: PATIENCE_MS});
document.title = `Usher – ${word("tickets")}`;
byId("print").addEventListener("click", () => print());
addEventListener("online", load);
load();
