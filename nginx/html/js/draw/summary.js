// summary.js -- how far the draw of a concert is, the own place in it, and where to check both. The waiting page shows
// it.

import {get} from "../core/api.js";
import {announce, fill, make} from "../core/dom.js";
import {number} from "../core/format.js";
import {addWords, word} from "../core/language.js";

await addWords("draw-summary");

function explanation(draw) {
    if (draw.seed) {
        return word("drawn", {count: number(draw.entrants)});
    }
    return draw.root ? word("drawCommitted", {count: number(draw.entrants)}) : word("drawToCome");
}

// Places are numbered in a row; who came after the draw has a number behind it.
function ownPlace({seed, firstNumber, entrants}, entry) {
    const place = entry && entry.status !== "LOBBY" && seed ? entry.queueNumber - firstNumber + 1 : 0;
    return place >= 1 && place <= entrants ? word("ownPlace", {place: number(place), count: number(entrants)}) : null;
}

/** Explains the draw of a concert, to somebody with this entry or none. */
export async function showDrawSummary(node, concertId, entry) {
    const draw = await get(`/concerts/${concertId}/draw`, {anonymous: true});
    const own = ownPlace(draw, entry);
    fill(node, make("section", {class: "card"}, make("h2", {}, word("fairTitle")),
        own && make("p", {class: "lead"}, own),
        make("p", {}, explanation(draw)),
        make("div", {}, make("p", {class: "hint"}, word("seedHash")), make("code", {}, draw.seedHash)),
        draw.seed && make("a", {class: "button quiet", href: `/draw?concert=${concertId}`}, word("checkMine"))));
    if (own) {
        announce(own);
    }
}
