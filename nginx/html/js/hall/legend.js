// legend.js -- what the colours of a hall mean.

import {fill, make} from "../core/dom.js";
import {price} from "../core/format.js";
import {word} from "../core/language.js";
import {bandOf} from "./drawing.js";

const NAMES_MAX = 2; // of sections beside a price

function textOf(points, sections) {
    const names = sections.filter((section) => section.price === points).map(({name}) => name);
    return [...(names.length > NAMES_MAX ? [] : [names.join(", ")]), price(points)].join(" · ");
}

/** Lists prices, with the sections that have them, and states of seats. */
export function showLegend(node, prices, sections) {
    const isAllForSale = sections.every(({price: cost}) => cost !== null);
    fill(node,
        prices.map((points) => make("li", {class: bandOf(prices, points)}, make("i", {}), textOf(points, sections))),
        make("li", {class: "held"}, make("i", {}), word("legend-held")),
        make("li", {class: "sold"}, make("i", {}), word(isAllForSale ? "legend-sold" : "legend-closed")));
}
