// seat-holders.js -- who has which seat: the map of a show, and the list of those who hold or own a seat.

import {get} from "../core/api.js";
import {fill, make} from "../core/dom.js";
import {timeInShort} from "../core/format.js";
import {word} from "../core/language.js";
import {everySecond} from "../core/page-visibility.js";
import {problemNotice} from "../core/page.js";
import {seatName} from "../core/seat-names.js";
import {newHall} from "./hall-overview.js";

const EVERY_SECONDS = 5;
const PAGE = 20;

function row({email, status, soldAt, expiresAt, ...seat}, timeZone) {
    const since = status === "SOLD" ? word("soldSince", {time: timeInShort(soldAt, timeZone)})
        : word("heldUntil", {time: timeInShort(expiresAt, timeZone)});
    return make("tr", {}, make("th", {scope: "row"}, seatName(seat)), make("td", {}, email),
        make("td", {}, since));
}

function table(caption, holders, timeZone) {
    const heads = ["seat", "person", "holdOrSale"].map((key) => make("th", {scope: "col"}, word(key)));
    return make("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption}, make("table", {},
        make("caption", {}, caption), make("thead", {}, make("tr", {}, heads)),
        make("tbody", {}, holders.map((holder) => row(holder, timeZone)))));
}

/** Everything about one show's seats: {node, refresh()}. */
function newShow({showId}, timeZone) {
    const trouble = make("div", {});
    const chosen = make("div", {role: "status"});
    const list = make("div", {class: "stack"});
    const hall = newHall(choose);
    const holders = [];
    let cursor = null;
    let known = null;
    let queue = Promise.resolve();
    let under = 0; // in the queue

    async function ask(query) {
        const parameters = new URLSearchParams({limit: PAGE, ...query});
        return get(`/admin/shows/${showId}/holders?${parameters}`);
    }

    // One after the other, so that what is shown last is what was asked for last.
    function tell(action) {
        under++;
        queue = queue.then(action).then(() => fill(trouble), (problem) => fill(trouble, problemNotice(problem)))
            .finally(() => {
                under--;
            });
        return queue;
    }

    function choose(seatId) {
        return tell(async () => {
            const found = (await ask({firstSeatId: seatId, lastSeatId: seatId})).holders;
            fill(chosen, found.length > 0 ? table(word("thisSeat"), found, timeZone) : make("p", {}, word("nobodyHasIt")));
        });
    }

    async function more() {
        const page = await ask(cursor ? {cursor} : {});
        holders.push(...page.holders);
        cursor = page.pagination.nextCursor;
        const button = make("button", {type: "button", class: "quiet small", onclick: () => tell(more)},
            word("moreHolders"));
        fill(list, holders.length > 0 ? table(word("holders"), holders, timeZone)
            : make("p", {class: "muted"}, word("nobodyYet")), cursor && button);
    }

    // The list begins anew when a seat has changed, unless somebody is reading on in it.
    function refresh() {
        return under > 0 ? queue : tell(async () => {
            const map = await get(`/admin/shows/${showId}/seatmap`);
            hall.draw(map);
            if (map.status !== known && holders.length <= PAGE) {
                known = map.status;
                holders.length = 0;
                cursor = null;
                await more();
            }
        });
    }

    return {node: make("div", {class: "stack"}, trouble, hall.node, chosen, list), refresh};
}

/** A part of the desk that asks for nothing before it is opened. */
export function newSeats({shows, timeZone}) {
    const place = make("div", {});
    const select = make("select", {id: "show"}, shows.map(({showId, startsAt}) =>
        make("option", {value: showId}, timeInShort(startsAt, timeZone))));
    const choice = make("div", {class: "field", hidden: shows.length === 1},
        make("label", {for: "show"}, word("whichShow")), select);
    const node = make("details", {class: "card"}, make("summary", {}, word("whoHasWhat")),
        make("div", {class: "stack"}, choice, place));
    let end = null;

    function open() {
        end?.();
        const show = newShow(shows.find(({showId}) => showId === select.value), timeZone);
        let seconds = 0;
        fill(place, show.node);
        end = everySecond(() => seconds++ % EVERY_SECONDS === 0 && show.refresh());
    }

    node.addEventListener("toggle", () => {
        if (node.open) {
            open();
        } else {
            end?.();
        }
    });
    select.addEventListener("change", open);
    return {node};
}
