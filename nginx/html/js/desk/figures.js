// figures.js -- how a sale goes, second by second: each figure over ten minutes, and the same in a table.

import {fill, make, setText} from "../core/dom.js";
import {number, price} from "../core/format.js";
import {word} from "../core/language.js";
import {newChart, SPAN_SECONDS_MAX} from "./chart.js";

const PACE_SECONDS = 10; // over which people let in are counted
const MINUTES = SPAN_SECONDS_MAX / 60;
const LONG = 9; // letters: more are made smaller, so that they fit a phone's half
const FIGURES = ["waiting", "active", "admissions", "admitted", "held", "sold", "revenue", "noShows"];
const shown = (name, value) => (name === "revenue" ? price(value) : number(value));

// The upper edge of a chart: 1, 2 or 5 with zeros, so that it moves seldom.
function roundUp(value) {
    const unit = 10 ** Math.floor(Math.log10(Math.max(1, value)));
    return [1, 2, 5, 10].map((factor) => factor * unit).find((edge) => edge >= value);
}

function sampleOf(stats, now) {
    const {waiting, active, admitted, noShows, revenue, seats: {held, sold}} = stats;
    return {at: now, waiting, active, admitted, noShows, revenue, held, sold};
}

// People let in a second, over the last ten of them.
function paceOf(samples, {at, admitted}) {
    const before = samples.find((sample) => at - sample.at <= PACE_SECONDS) ?? {at, admitted};
    const seconds = at - before.at;
    return seconds < 1 ? 0 : Math.round((admitted - before.admitted) / seconds);
}

function card(name) {
    const [now, top, low] = [make("p", {class: "now"}), make("span", {}), make("span", {})];
    const chart = newChart();
    const node = make("section", {class: "card chart"}, make("h3", {}, word(`${name}Figure`)), now, chart.node,
        make("p", {class: "scale"}, low, top));

    function show(samples, at) {
        const values = samples.map((sample) => ({at: sample.at, value: sample[name]}));
        const minutes = Math.ceil((at - values[0].at) / 60) || 1;
        const most = Math.max(...values.map(({value}) => value));
        setText(now, shown(name, values.at(-1).value));
        now.classList.toggle("long", now.textContent.length > LONG);
        setText(low, word("minutesAgo", {count: minutes}));
        setText(top, word("atMost", {value: shown(name, most)}));
        chart.draw(values, {now: at, span: minutes * 60, top: roundUp(most)});
    }

    return {node, show};
}

// A row a minute, the latest first: the last sample of each.
function rows(samples, now) {
    const lasts = Array.from({length: MINUTES}, (_, minute) =>
        samples.findLast(({at}) => Math.floor((now - at) / 60) === minute));
    return lasts.map((sample, minute) => sample && make("tr", {},
        make("th", {scope: "row"}, minute === 0 ? word("now") : word("minutesAgo", {count: minute})),
        FIGURES.map((name) => make("td", {class: "number"}, shown(name, sample[name])))));
}

/** {node, add(stats)}: add is called with each answer of /stats. */
export function newFigures() {
    const cards = FIGURES.map(card);
    const body = make("tbody", {});
    const heads = ["minute", ...FIGURES.map((name) => `${name}Figure`)].map((key, i) =>
        make("th", {scope: "col", class: i > 0 && "number"}, word(key)));
    const table = make("details", {}, make("summary", {}, word("asTable")),
        make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": word("asTable")},
            make("table", {}, make("thead", {}, make("tr", {}, heads)), body)));
    const node = make("section", {class: "stack"}, make("h2", {}, word("figures")),
        make("div", {class: "charts"}, cards.map((each) => each.node)), table);
    let samples = [];

    function add(stats) {
        const at = performance.now() / 1000;
        const sample = sampleOf(stats, at);
        sample.admissions = paceOf(samples, sample);
        samples = [...samples.filter((each) => at - each.at < SPAN_SECONDS_MAX), sample];
        cards.forEach(({show}) => show(samples, at));
        if (table.open) {
            fill(body, rows(samples, at));
        }
    }

    table.addEventListener("toggle", () => table.open && samples.length > 0 &&
        fill(body, rows(samples, performance.now() / 1000)));
    return {node, add};
}
