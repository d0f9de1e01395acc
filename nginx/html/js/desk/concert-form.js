// concert-form.js -- a new concert: its hours, its seats by sections or from a seating plan, and how the queue is let
// in. All its shows have the same seats here; the API takes others for each.

import {get, post} from "../core/api.js";
import {busy, byId, fill, make, setText} from "../core/dom.js";
import {number, price} from "../core/format.js";
import {word} from "../core/language.js";
import {problemNotice} from "../core/page.js";
import {newImport} from "./plan-import.js";
import {checkHours, hourField, readHour, zoneField} from "./hour-fields.js";
import {ownZone} from "./local-time.js";
import {field, POLICY, policyFields, readPolicy, refusedMember, wholeNumber} from "./policy-fields.js";

const SECTIONS_MAX = 100;
const SHOWS_MAX = 200;
const SEND_MS = 120_000; // a plan may have 16 MiB
const RANGES = {rows: [10, 1, 1000], seatsPerRow: [20, 1, 1000], price: ["", 1, 10_000_000]};
let plan = null; // the part of the form
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
        hourField(`startsAt-${made}`, word("startsAt"), {}), remover("removeShow", made));
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
    return [...byId("hours").querySelectorAll("input")];
}

const isImport = () => document.querySelector('[name="seating"]:checked').value === "plan";

function totalsOfSections() {
    return readSections().reduce(({seats, most}, {rows, seatsPerRow, price: each}) =>
        ({seats: seats + rows * seatsPerRow, most: most + rows * seatsPerRow * each}), {seats: 0, most: 0});
}

function summarise() {
    const shows = readHours().length;
    const {seats, most} = isImport() ? plan.totals() : totalsOfSections();
    setText(byId("summary"), seats > 0 && Number.isFinite(most)
        ? word("formSummary", {shows: number(shows), seats: number(seats * shows), most: price(most * shows)}) : "");
}

// What is not chosen neither asks for anything nor is sent.
function showSeating() {
    byId("by-plan").hidden = byId("by-plan").disabled = !isImport();
    byId("by-sections").hidden = byId("by-sections").disabled = isImport();
}

function readForm(form) {
    const {name, venue, timeZone, opensAt, queueing} = form.elements;
    const seats = isImport() ? {} : {sections: readSections()};
    return {
        name: name.value.trim(), venue: venue.value.trim(), timeZone: timeZone.value,
        ...(opensAt.value && {opensAt: readHour(form, opensAt)}),
        policy: {...readPolicy(form, Object.keys(POLICY)), queueing: queueing.value},
        ...(isImport() && plan.wanted()),
        shows: readHours().map((input) => ({startsAt: readHour(form, input), ...seats})),
    };
}

function choice(name, value, isChosen) {
    const input = make("input", {type: "radio", name, value, checked: isChosen, "aria-describedby": `${value}-hint`});
    return make("div", {}, make("label", {class: "check"}, input, word(value)),
        make("p", {class: "hint", id: `${value}-hint`}, word(`${value}Hint`)));
}

function choices(name, [first, second]) {
    return make("fieldset", {class: "two"}, make("legend", {}, word(name)),
        choice(name, first, true), choice(name, second, false));
}

function card(title, ...children) {
    return make("section", {class: "card"}, make("h2", {}, word(title)), ...children);
}

function adder(id, key, onclick) {
    return make("button", {type: "button", class: "quiet small", id, onclick}, word(key));
}

function theForm(zone) {
    const paces = ["admitPerSecond", "maxActive", "maxSeatsPerUser"];
    const others = Object.keys(POLICY).filter((name) => !paces.includes(name));
    return make("form", {class: "stack wide-apart"},
        card("whatAndWhere", make("div", {class: "two"},
            field("name", word("concertName"), {maxlength: 200}), field("venue", word("venue"), {maxlength: 200})),
            zoneField(zone)),
        card("theShows", make("div", {id: "hours", class: "two"}, hour()), adder("add-hour", "addShow",
            () => add("hours", hour()))),
        card("theSeats", choices("seating", ["sections", "plan"]),
            make("fieldset", {id: "by-sections", class: "stack"},
                make("div", {id: "sections", class: "sections"}, section("R")),
                adder("add-section", "addSection", () => add("sections", section("")))),
            make("fieldset", {id: "by-plan", hidden: true, disabled: true}, plan.node)),
        card("theQueue",
            hourField("opensAt", word("saleOpensAt"), {required: false}, word("saleOpensAtHint")),
            choices("queueing", ["fifo", "lottery"]),
            policyFields(paces),
            make("details", {}, make("summary", {}, word("moreRules")), policyFields(others))),
        make("div", {id: "trouble"}),
        make("p", {id: "summary", class: "number", role: "status"}),
        make("button", {id: "send", class: "wide"}, word("createConcert")));
}

async function create(form) {
    fill(byId("trouble"));
    try {
        const {concertId} = await post("/admin/concerts", readForm(form), {timeoutMs: SEND_MS});
        location.assign(`/admin?concert=${concertId}`);
    } catch (problem) {
        const place = plan.placeOf(problem.body?.detail);
        const told = problemNotice(problem);
        told.append(...[place && make("p", {}, word("planPlace", place)), refusedMember(problem)].filter(Boolean));
        fill(byId("trouble"), told);
    }
}

// A house sells where it sold last.
async function usualZone() {
    const {concerts} = await get("/concerts?limit=1", {anonymous: true});
    return concerts[0]?.timeZone ?? ownZone();
}

export async function showForm(main) {
    document.title = `Usher – ${word("newConcert")}`;
    plan = newImport(summarise);
    const form = theForm(await usualZone().catch(ownZone));
    fill(main, make("div", {class: "head"}, make("p", {}, make("a", {href: "/admin"}, word("toAllConcerts"))),
        make("h1", {}, word("newConcert"))), form);
    form.addEventListener("input", () => {
        form.elements.opensAt.required = form.elements.queueing.value === "lottery";
        showSeating();
        checkHours(form);
        summarise();
    });
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        busy(byId("send"), () => create(form));
    });
    refreshParts();
    form.elements.name.focus();
}
