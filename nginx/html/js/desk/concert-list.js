// concert-list.js -- every concert, the newest first, with the way to its desk.

import {fill, make, notice} from "../core/dom.js";
import {timeInShort} from "../core/format.js";
import {word} from "../core/language.js";
import {getAll} from "../core/lists.js";
import {problemNotice} from "../core/page.js";

const SELLING = ["OPEN", "PAUSED"];
export const BADGES = {SCHEDULED: "warn", OPEN: "good", PAUSED: "warn", CLOSED: ""};

function card(concert) {
    const {concertId, name, venue, state, opensAt, timeZone, waiting, soldOut} = concert;
    const isScheduled = state === "SCHEDULED";
    const opening = opensAt ? word("opensAt", {time: timeInShort(opensAt, timeZone)}) : word("opensByHand");
    return make("li", {class: "card"},
        make("p", {}, make("span", {class: `badge ${BADGES[state]}`}, word(state)),
            soldOut && SELLING.includes(state) && [" ", make("span", {class: "badge"}, word("soldOut"))]),
        make("div", {}, make("h2", {id: `name-${concertId}`}, name), make("p", {class: "muted"}, venue)),
        isScheduled && make("p", {}, opening),
        waiting > 0 && make("p", {class: "muted"}, word("waiting", {count: waiting})),
        make("a", {class: "button quiet", href: `/admin?concert=${concertId}`, "aria-describedby": `name-${concertId}`},
            word("toDesk")));
}

export async function showList(main) {
    document.title = `Usher – ${word("adminTitle")}`;
    const list = make("ul", {class: "grid", "aria-busy": "true"});
    const trouble = make("div", {});
    fill(main,
        make("div", {class: "row between"}, make("h1", {}, word("adminTitle")),
            make("a", {class: "button", href: "/admin?new"}, word("newConcert"))),
        trouble, list);
    try {
        const concerts = await getAll("/concerts", "concerts", {anonymous: true});
        fill(list, concerts.map(card));
        fill(trouble, concerts.length === 0 &&
            notice("info", word("noConcertsYet"), make("p", {}, word("noConcertsYetAdvice"))));
    } catch (problem) {
        fill(trouble, problemNotice(problem, () => showList(main)));
    }
    list.removeAttribute("aria-busy");
}
