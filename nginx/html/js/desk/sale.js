// sale.js -- running one sale: its state, its pace, its figures, and what may be changed of it.

import {get, patch, post} from "../core/api.js";
import {askFirst} from "../core/ask-first.js";
import {announce, busy, fill, make, notice, setText} from "../core/dom.js";
import {number, time} from "../core/format.js";
import {word} from "../core/language.js";
import {showOutcome} from "../core/notice-place.js";
import {everySecond} from "../core/page-visibility.js";
import {problemNotice} from "../core/page.js";
import {BADGES} from "./concert-list.js";
import {newFigures} from "./figures.js";
import {newPace} from "./pace.js";
import {checkHours, hourField, readHour, zoneField} from "./hour-fields.js";
import {toLocal} from "./local-time.js";
import {field, POLICY, policyFields, readPolicy, refusedMember} from "./policy-fields.js";
import {newSeats} from "./seat-holders.js";

const VERBS = {SCHEDULED: ["open", "close"], OPEN: ["pause", "close"], PAUSED: ["resume", "close"], CLOSED: []};
const PACES = ["admitPerSecond", "maxActive"];
const RULES = Object.keys(POLICY).filter((name) => !PACES.includes(name));

// Nobody who was let in, and no place that was drawn, is taken back.
const QUESTIONS = {
    open: {advice: "openAdvice", keep: "notYet", go: "openNow"},
    close: {advice: "closeAdvice", keep: "keepIt", go: "closeForGood"},
};

function newSteering({concertId, opensAt, timeZone, policy}, trouble) {
    const badge = make("span", {class: "badge"});
    const opening = make("p", {class: "muted"}, opensAt ? word("opensAt", {time: time(opensAt, timeZone)})
        : word("opensByHand"));
    const buttons = make("div", {class: "row"});
    let shown = null;
    let steeredAt = 0;

    function button(verb, i) {
        return make("button", {type: "button", class: i > 0 && "quiet", onclick: ({currentTarget}) =>
            busy(currentTarget, () => steer(verb))}, word(`${verb}Sale`));
    }

    async function carryOut(verb) {
        const {state} = await post(`/admin/concerts/${concertId}/${verb}`);
        fill(trouble);
        announce(word(state));
        steeredAt = performance.now();
        show(state, steeredAt);
    }

    async function steer(verb) {
        const question = QUESTIONS[verb];
        if (question) {
            const rest = verb === "open" && policy.queueing === "lottery" && make("p", {}, word("openDraws"));
            await askFirst({title: `${verb}Title`, ...question, rest: [rest]}, () => carryOut(verb));
            return;
        }
        await carryOut(verb).catch((problem) => showOutcome(trouble, problemNotice(problem)));
    }

    // What was asked for before a button was pressed may be answered after it, and is of before.
    function show(state, askedAt) {
        if (state !== shown && askedAt >= steeredAt) {
            shown = state;
            badge.className = `badge ${BADGES[state]}`;
            setText(badge, word(state));
            opening.hidden = state !== "SCHEDULED";
            fill(buttons, VERBS[state].map(button));
        }
    }

    const node = make("div", {class: "row between"}, make("div", {class: "row"}, badge, opening), buttons);
    return {node, show};
}

function newEditing(concert, onChange) {
    const {concertId, opensAt, state, timeZone} = concert;
    const trouble = make("div", {});
    const isScheduled = state === "SCHEDULED";
    const send = make("button", {class: "quiet"}, word("keepChanges"));
    const form = make("form", {},
        make("div", {class: "two"},
            field("name", word("concertName"), {value: concert.name, maxlength: 200}),
            field("venue", word("venue"), {value: concert.venue, maxlength: 200})),
        zoneField(timeZone),
        isScheduled && hourField("opensAt", word("saleOpensAt"),
            {required: opensAt !== null, at: opensAt, zone: timeZone}, word("saleOpensAtHint")),
        policyFields(RULES, concert.policy), trouble, send);

    async function keep() {
        const {name, venue, timeZone: zone, opensAt: hour} = form.elements;
        const isMoved = hour?.value &&
            (!opensAt || zone.value !== timeZone || hour.value !== toLocal(opensAt, timeZone));
        try {
            onChange(await patch(`/admin/concerts/${concertId}`, {
                name: name.value.trim(), venue: venue.value.trim(), timeZone: zone.value,
                policy: readPolicy(form, RULES),
                ...(isMoved && {opensAt: readHour(form, hour)}),
            }));
            showOutcome(trouble, notice("good", word("changesKept")));
            announce(word("changesKept"));
        } catch (problem) {
            showOutcome(trouble, problemNotice(problem), refusedMember(problem));
        }
    }

    form.addEventListener("input", () => checkHours(form));
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        busy(send, keep);
    });
    return make("details", {class: "card"}, make("summary", {}, word("change")), form);
}

// Asks each second while the page is seen, one at a time. What Postgres or Redis refuses for a moment is said.
function follow(concertId, onStats, trouble) {
    let asking = false;
    let isLost = false;
    return everySecond(async () => {
        if (asking) {
            return;
        }
        asking = true;
        const askedAt = performance.now();
        try {
            onStats(await get(`/admin/concerts/${concertId}/stats`, {repeatable: false}), askedAt);
            if (isLost) {
                fill(trouble);
            }
            isLost = false;
        } catch (problem) {
            if (!isLost) {
                fill(trouble, problemNotice(problem));
            }
            isLost = true;
        }
        asking = false;
    });
}

function showsOf({shows, timeZone}) {
    const row = ({startsAt, seatsTotal}) => make("tr", {}, make("th", {scope: "row"}, time(startsAt, timeZone)),
        make("td", {class: "number"}, number(seatsTotal)));
    const heads = ["startsAt", "seats"].map((key, i) =>
        make("th", {scope: "col", class: i > 0 && "number"}, word(key)));
    return make("section", {class: "card"}, make("h2", {}, word("theShows")),
        make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, shows.map(row))));
}

export async function showDesk(main, concertId) {
    const trouble = make("div", {});
    const back = make("p", {}, make("a", {href: "/admin"}, word("toAllConcerts")));
    let concert;
    try {
        concert = await get(`/concerts/${concertId}`, {anonymous: true});
    } catch (problem) {
        document.title = `Usher – ${word("adminTitle")}`;
        fill(main, make("h1", {}, word("adminTitle")), problemNotice(problem, () => location.reload()), back);
        return;
    }
    const [title, venue] = [make("h1", {}), make("p", {class: "lead"})];
    const name = (changed) => {
        setText(title, changed.name);
        setText(venue, changed.venue);
        document.title = `Usher – ${changed.name}`;
    };
    name(concert);
    const steering = newSteering(concert, trouble);
    steering.show(concert.state, 0);
    const figures = newFigures();
    fill(main,
        make("div", {class: "head"}, back, title, venue),
        steering.node, trouble, newPace(concertId, concert.policy).node, figures.node,
        showsOf(concert), newSeats(concert).node, newEditing(concert, name));
    const lost = make("div", {});
    trouble.after(lost);
    follow(concertId, (stats, askedAt) => {
        steering.show(stats.state, askedAt);
        figures.add(stats);
    }, lost);
}
