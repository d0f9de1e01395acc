// best-available.js -- the best seats that are free: how many, where, and for how much.

import {busy, fill, make} from "../core/dom.js";
import {price} from "../core/format.js";
import {word} from "../core/language.js";

const option = (value, text) => make("option", {value}, text);

function field(id, key, options) {
    return make("div", {class: "field"}, make("label", {for: id}, word(key)), make("select", {id, name: id}, options));
}

/** A form in a node. `find(wanted)` holds what fits {quantity, section?, maxPrice?}. */
export function showBest(node, {sections: all, most, find}) {
    const sections = all.filter((section) => section.price !== null);
    const prices = [...new Set(sections.map((section) => section.price))].sort((a, b) => a - b);
    const counts = Array.from({length: most}, (_, i) => option(i + 1, word("seatCount", {count: i + 1})));
    const send = make("button", {}, word("holdBest"));
    const form = make("form", {},
        make("div", {class: "fields"},
            field("quantity", "quantity", counts),
            field("section", "section", [option("", word("anySection")),
                ...sections.map((section) => option(section.name, `${section.name} · ${price(section.price)}`))]),
            field("maxPrice", "maxPrice", [option("", word("anyPrice")),
                ...prices.map((points) => option(points, word("upTo", {price: price(points)})))])),
        send);
    form.quantity.value = String(Math.min(2, most));
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const {quantity, section, maxPrice} = Object.fromEntries(new FormData(form));
        busy(send, () => find({
            quantity: Number(quantity), ...(section && {section}), ...(maxPrice && {maxPrice: Number(maxPrice)}),
        }));
    });
    fill(node, make("h2", {}, word("bestTitle")), make("p", {class: "muted"}, word("bestAdvice")), form);
}
