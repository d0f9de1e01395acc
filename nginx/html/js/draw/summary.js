// summary.js -- how far the draw of a concert is, and where to check it. The waiting page shows it.

import {get} from "../core/api.js";
import {fill, make} from "../core/dom.js";
import {number} from "../core/format.js";
import {word} from "../core/language.js";

function explanation(draw) {
    if (draw.seed) {
        return word("drawn", {count: number(draw.entrants)});
    }
    return draw.root ? word("drawCommitted", {count: number(draw.entrants)}) : word("drawToCome");
}

/** Explains the draw of a concert. */
export async function showDrawSummary(node, concertId) {
    const draw = await get(`/concerts/${concertId}/draw`, {anonymous: true});
    fill(node, make("section", {class: "card"}, make("h2", {}, word("fairTitle")),
        make("p", {}, explanation(draw)),
        make("div", {}, make("p", {class: "hint"}, word("seedHash")), make("code", {}, draw.seedHash)),
        draw.seed && make("a", {class: "button quiet", href: `/draw?concert=${concertId}`}, word("checkMine"))));
}
