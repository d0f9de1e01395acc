// best-available.js -- the best seats that are free: how many, where, and for how much.

import {busy, fill, make} from "../core/dom.js";
import {price} from "../core/format.js";
import {word} from "../core/language.js";

const option = (value, text) => make("option", {value}, text);

function field(id, key, options) {
    return [make("label", {for: id, class: "unseen"}, word(key)), make("select", {id, name: id}, options)];
}

const group = (key, options) => make("optgroup", {label: word(key)}, options);

// A section has one price, so that one choice says all: a section, or the most that a seat may cost.
function whereOptions(sections) {
    const prices = [...new Set(sections.map((section) => section.price))].sort((a, b) => a - b);
    return [option("", word("anySeat")),
        group("section", sections.map(({name, price: points}, i) => option(`section-${i}`, `${name} · ${price(points)}`))),
        group("maxPrice", prices.map((points) => option(String(points), word("upTo", {price: price(points)}))))];
}

function wantedOf(where, sections) {
    if (where === "") {
        return {};
    }
    const at = where.startsWith("section-") ? Number(where.slice("section-".length)) : null;
    return at === null ? {maxPrice: Number(where)} : {section: sections[at].name};
}

/** A form of one line in a node. `find(wanted)` holds what fits {quantity, section?, maxPrice?}. */
export function showBest(node, {sections: all, most, find}) {
    const sections = all.filter((section) => section.price !== null);
    const counts = Array.from({length: most}, (_, i) => option(i + 1, word("seatCount", {count: i + 1})));
    const send = make("button", {}, word("holdBest"));
    const form = make("form", {class: "best"},
        field("quantity", "quantity", counts), field("where", "sectionOrPrice", whereOptions(sections)), send);
    form.quantity.value = String(Math.min(2, most));
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const {quantity, where} = Object.fromEntries(new FormData(form));
        busy(send, () => find({quantity: Number(quantity), ...wantedOf(where, sections)}));
    });
    fill(node, make("h2", {class: "unseen"}, word("bestTitle")), form);
}
