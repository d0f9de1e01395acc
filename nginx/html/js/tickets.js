// tickets.js -- the tickets one owns, each with the code that opens the door.

import {getText} from "./core/api.js";
import {announce, byId, fill, make, notice} from "./core/dom.js";
import {price, time} from "./core/format.js";
import {word} from "./core/language.js";
import {getAll} from "./core/lists.js";
import {idParameter, problemNotice, startPage} from "./core/page.js";
import {seatName, seatNames} from "./core/seat-names.js";

const BADGES = {VALID: "good", USED: "off", VOID: "off"};

// An <img> cannot send the token, so the picture is fetched and shown from memory.
async function showCode(ticket, node) {
    try {
        const svg = await getText(`/tickets/${ticket.ticketId}.svg`);
        const src = URL.createObjectURL(new Blob([svg], {type: "image/svg+xml"}));
        fill(node, make("img", {src, alt: word("codeOf", {seat: seatName(ticket)}), width: "240", height: "240"}));
    } catch (problem) {
        fill(node, problemNotice(problem, () => showCode(ticket, node)));
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
    return {node, load: code ? () => showCode(ticket, code) : () => {}};
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

async function load() {
    fill(byId("trouble"));
    try {
        const tickets = (await getAll("/tickets", "tickets"))
            .sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.seatId - b.seatId);
        showPaid(tickets);
        const cards = tickets.map(card);
        const good = cards.filter((_, i) => tickets[i].status === "VALID");
        const gone = cards.filter((each) => !good.includes(each));
        fill(byId("tickets"), list("ticketsGood", good), list("ticketsGone", gone), tickets.length === 0 && none());
        byId("tickets").removeAttribute("aria-busy");
        byId("print").hidden = good.length === 0;
        for (const each of [...good, ...gone]) {
            await each.load();
        }
    } catch (problem) {
        fill(byId("tickets"));
        fill(byId("trouble"), problemNotice(problem, load));
    }
}

await startPage({signedIn: true});
document.title = `Usher – ${word("tickets")}`;
byId("print").addEventListener("click", () => print());
load();
