// where.js -- which show this door is open for, and which gate it is. Both are kept for the next time.

import {get} from "../core/api.js";
import {fill, make} from "../core/dom.js";
import {timeInShort} from "../core/format.js";
import {word} from "../core/language.js";
import {getAll} from "../core/lists.js";
import {problemNotice} from "../core/page.js";

const STORED_AS = "usher.door";
const GATE_MAX = 50;

function kept() {
    try {
        return JSON.parse(localStorage.getItem(STORED_AS)) ?? {};
    } catch {
        return {};
    }
}

function keep({concertId, showId, gate}) {
    try {
        localStorage.setItem(STORED_AS, JSON.stringify({concertId, showId, gate}));
    } catch {
        // Without storage it is chosen anew after a reload.
    }
}

const field = (id, key, control, hint) => make("div", {class: "field"}, make("label", {for: id}, word(key)), control,
    hint && make("p", {class: "hint", id: `${id}-hint`}, word(hint)));

// Whose next show begins first stands first; those without one, which may be on just now, come last.
const bySoonest = (a, b) => (a.firstStartsAt ?? "9").localeCompare(b.firstStartsAt ?? "9");

const awayFrom = (now) => ({startsAt}) => Math.abs(Date.parse(startsAt) - now);

// The show that is nearest in time: the one of tonight.
function nearest(shows) {
    const away = awayFrom(Date.now());
    return shows.reduce((best, show) => (best && away(best) <= away(show) ? best : show), null);
}

// The field of the gate. A ticket that a scanner types into it is none: it goes to onScan(text).
function newGate(where, onScan) {
    const gate = make("input", {id: "gate", autocomplete: "off", value: where.gate, "aria-describedby": "gate-hint"});
    gate.addEventListener("change", () => {
        const text = gate.value.trim();
        if (text.length > GATE_MAX) {
            gate.value = where.gate;
            onScan(text.startsWith(where.gate) ? text.slice(where.gate.length) : text);
            return;
        }
        where.gate = text;
        keep(where);
    });
    gate.addEventListener("keydown", ({key}) => key === "Enter" && gate.blur());
    return gate;
}

/**
 * In a node: {showId, gate} as they are chosen, and `ready`, a promise: until it is kept it is not known whether showId
 * is a show, and then it is null where there is none. A ticket that is scanned into a field of it goes to onScan(text).
 */
export function newWhere(node, onScan) {
    const where = {showId: null, gate: "", concertId: null, ...kept()};
    const concerts = make("select", {id: "door-concert"});
    const shows = make("select", {id: "door-show"});
    const trouble = make("div", {});
    fill(node, trouble, field("door-concert", "doorConcert", concerts), field("door-show", "doorShow", shows),
        field("gate", "gate", newGate(where, onScan), "gateHint"));

    const retry = (show) => () => {
        where.ready = show();
    };

    async function showShows() {
        fill(trouble);
        where.concertId = concerts.value;
        const wanted = where.showId;
        where.showId = null; // until it is known that it is one of these
        try {
            const concert = await get(`/concerts/${concerts.value}`, {anonymous: true});
            const chosen = concert.shows.find(({showId}) => showId === wanted) ?? nearest(concert.shows);
            fill(shows, concert.shows.map(({showId, startsAt}) => make("option",
                {value: showId, selected: showId === chosen?.showId}, timeInShort(startsAt, concert.timeZone))));
            where.showId = chosen?.showId ?? null;
            keep(where);
        } catch (problem) {
            fill(shows);
            fill(trouble, problemNotice(problem, retry(showShows)));
        }
    }

    async function showConcerts() {
        fill(trouble);
        try {
            const all = (await getAll("/concerts", "concerts", {anonymous: true})).sort(bySoonest);
            fill(concerts, all.map(({concertId, name}) =>
                make("option", {value: concertId, selected: concertId === where.concertId}, name)));
            if (all.length > 0) {
                await showShows();
            }
        } catch (problem) {
            fill(trouble, problemNotice(problem, retry(showConcerts)));
        }
    }

    concerts.addEventListener("change", () => {
        where.ready = showShows();
    });
    shows.addEventListener("change", () => {
        where.showId = shows.value;
        keep(where);
    });
    where.ready = showConcerts();
    return where;
}
