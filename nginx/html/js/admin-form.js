// admin-form.js -- a new concert: its hours, its seats by sections, and how the line is let in. All its shows have the
// same sections here; the API takes others for each.

import {post} from "./api.js";
import {busy, byId, fill, make, setText} from "./dom.js";
import {number, price} from "./format.js";
import {word} from "./language.js";
import {field, fromLocal, POLICY, policyFields, readPolicy, refusedMember, wholeNumber} from "./admin-policy.js";
import {problemNotice} from "./page.js";

const SECTIONS_MAX = 100;
const SHOWS_MAX = 200;
const RANGES = {rows: [10, 1, 1000], seatsPerRow: [20, 1, 1000], price: [50_000, 1, 10_000_000]};
let made = 0; // fields that there are more of have a number in their ids

function remover(key, what) {
    const remove = ({currentTarget}) => {
        const part = currentTarget.closest("[data-part]");
        const next = part.parentElement.querySelector("input");
        part.remove();
        next.focus();
        refreshParts();
    };
    return make("button", {type: "button", class: "quiet small", "aria-label": `${word(key)}: ${what}`,
        "data-remove": true, onclick: remove}, word("remove"));
}

function section(name, seats = RANGES) {
    made++;
    const numbers = Object.keys(RANGES).map((key) => wholeNumber(`${key}-${made}`, word(key), seats[key]));
    return make("div", {class: "section", "data-part": true, role: "group", "aria-label": word("section")},
        field(`name-${made}`, word("sectionName"), {value: name, maxlength: 100}), numbers,
        remover("removeSection", made));
}

function hour() {
    made++;
    return make("div", {class: "hour", "data-part": true},
        field(`startsAt-${made}`, word("startsAt"), {type: "datetime-local"}), remover("removeShow", made));
}

// The last one of a kind stays.
function refreshParts() {
    for (const list of [byId("sections"), byId("hours")]) {
        const parts = list.querySelectorAll("[data-part]");
        parts.forEach((part) => {
            part.querySelector("[data-remove]").hidden = parts.length === 1;
        });
    }
    byId("add-section").hidden = byId("sections").children.length === SECTIONS_MAX;
    byId("add-hour").hidden = byId("hours").children.length === SHOWS_MAX;
    summarise();
}

function add(list, part) {
    byId(list).append(part);
    refreshParts();
    part.querySelector("input").focus();
}

function valuesOf(part, keys) {
    const value = (key) => part.querySelector(`[name^="${key}-"]`);
    return Object.fromEntries(keys.map((key) => [key, value(key).valueAsNumber]));
}

function readSections() {
    return [...byId("sections").children].map((part) => ({
        name: part.querySelector('[name^="name-"]').value.trim(), ...valuesOf(part, Object.keys(RANGES)),
    }));
}

function readHours() {
    return [...byId("hours").querySelectorAll("input")].map(({value}) => value);
}

function summarise() {
    const sections = readSections();
    const shows = readHours().length;
    const seats = sections.reduce((sum, {rows, seatsPerRow}) => sum + rows * seatsPerRow, 0);
    const most = sections.reduce((sum, each) => sum + each.rows * each.seatsPerRow * each.price, 0);
    setText(byId("summary"), Number.isFinite(most)
        ? word("formSummary", {shows: number(shows), seats: number(seats * shows), most: price(most * shows)}) : "");
}

function readForm(form) {
    const {name, venue, opensAt, queueing} = form.elements;
    const sections = readSections();
    return {
        name: name.value.trim(), venue: venue.value.trim(),
        ...(opensAt.value && {opensAt: fromLocal(opensAt.value)}),
        policy: {...readPolicy(form, Object.keys(POLICY)), queueing: queueing.value},
        shows: readHours().map((value) => ({startsAt: fromLocal(value), sections})),
    };
}

function choice(value, isChosen) {
    const input = make("input", {type: "radio", name: "queueing", value, checked: isChosen,
        "aria-describedby": `${value}-hint`});
    return make("div", {}, make("label", {class: "check"}, input, word(value)),
        make("p", {class: "hint", id: `${value}-hint`}, word(`${value}Hint`)));
}

function card(title, ...children) {
    return make("section", {class: "card"}, make("h2", {}, word(title)), ...children);
}

function adder(id, key, onclick) {
    return make("button", {type: "button", class: "quiet small", id, onclick}, word(key));
}

function theForm() {
    const paces = ["admitPerSecond", "maxActive", "maxSeatsPerUser"];
    const others = Object.keys(POLICY).filter((name) => !paces.includes(name));
    return make("form", {class: "stack wide-apart"},
        card("whatAndWhere", make("div", {class: "two"},
            field("name", word("concertName"), {maxlength: 200}), field("venue", word("venue"), {maxlength: 200}))),
        card("theShows", make("div", {id: "hours", class: "two"}, hour()), adder("add-hour", "addShow",
            () => add("hours", hour()))),
        card("theSeats", make("p", {class: "hint"}, word("theSeatsHint")),
            make("div", {id: "sections", class: "sections"}, section("R")),
            adder("add-section", "addSection", () => add("sections", section("")))),
        card("theLine",
            field("opensAt", word("saleOpensAt"), {type: "datetime-local", required: false}, word("saleOpensAtHint")),
            make("fieldset", {}, make("legend", {}, word("queueing")), choice("fifo", true), choice("lottery", false)),
            policyFields(paces),
            make("details", {}, make("summary", {}, word("moreRules")), policyFields(others))),
        make("div", {id: "trouble"}),
        make("p", {id: "summary", class: "number", role: "status"}),
        make("button", {id: "send", class: "wide"}, word("createConcert")));
}

async function create(form) {
    fill(byId("trouble"));
    try {
        const {concertId} = await post("/admin/concerts", readForm(form));
        location.assign(`/admin?concert=${concertId}`);
    } catch (problem) {
        fill(byId("trouble"), problemNotice(problem), refusedMember(problem));
    }
}

export function showForm(main) {
    document.title = `Usher – ${word("newConcert")}`;
    const form = theForm();
    fill(main, make("div", {class: "head"}, make("p", {}, make("a", {href: "/admin"}, word("toAllConcerts"))),
        make("h1", {}, word("newConcert"))), form);
    form.addEventListener("input", () => {
        form.elements.opensAt.required = form.elements.queueing.value === "lottery";
        summarise();
    });
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        busy(byId("send"), () => create(form));
    });
    refreshParts();
    form.elements.name.focus();
}
