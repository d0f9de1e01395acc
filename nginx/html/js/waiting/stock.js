// stock.js -- what is left, by price, as the board has it.

import {fill, make} from "../core/dom.js";
import {number, price} from "../core/format.js";
import {word} from "../core/language.js";

function row({price: points, available, total, held}) {
    const left = available > 0 ? number(available)
        : make("span", {class: "badge"}, word(held > 0 ? "allHeld" : "soldOut"));
    return make("tr", {}, make("th", {scope: "row"}, price(points)),
        make("td", {class: "number"}, left), make("td", {class: "number muted"}, number(total)));
}

let shown = "";

/** Shows the prices of a board in a node, when they have changed. Of a closed sale nothing is left to have. */
export function showStock(node, {state, prices, soldOut, seats}) {
    const text = JSON.stringify([state, prices, soldOut]);
    if (text === shown || !prices || seats.total === 0) {
        return;
    }
    shown = text;
    if (state === "CLOSED") {
        fill(node);
        return;
    }
    const heads = ["price", "seatsLeft", "seatsInAll"].map((key, i) =>
        make("th", {scope: "col", class: i > 0 && "number"}, word(key)));
    fill(node, make("section", {class: "card"}, make("h2", {}, word(soldOut ? "nothingLeft" : "whatIsLeft")),
        make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, prices.map(row))),
        seats.held > 0 && make("p", {class: "hint"}, word("heldMayReturn"))));
}
