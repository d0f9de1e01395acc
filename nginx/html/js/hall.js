// hall.js -- the drawing of a hall: every seat by its price and how it stands, those that the reader chose, and the one
// that the keyboard is at.
//
// A row is three paths (free, held, sold), not an element a seat: a hall of 5,000 seats is some hundreds of elements, and
// a change redraws one row. Keyboard and screen readers have one seat at a time: an element that is made anew, and given
// the focus, for each seat they come to, which makes a screen reader say it.

import {panZoom} from "./pan-zoom.js";
import {findSeat, middleOf, seatAt, seatByKey} from "./seat-plan.js";

const UNIT = 20; // of the drawing, for a seat
const NEAR_PX = {touch: 22, mouse: 9}; // a seat that is smaller is not chosen by a tap: the tap comes nearer
const NEARER_PX = 36;
const NUMBERS_PX = 26; // a seat that is larger shows its number
const LETTERS_PX = 12; // the same for the letter of its row
const NUMBERS_MAX = 400;
const BANDS = 6; // colours of prices, in usher's shop.css

function draw(name, attributes = {}, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) {
        node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
}

const units = (value) => (value * UNIT).toFixed(1).replace(/\.0$/, "");

/** The colour of a price, as a class. */
export const bandOf = (prices, price) => `band-${prices.indexOf(price) % BANDS}`;

function rowDrawing(plan, row) {
    const paths = Object.fromEntries(["free", "held", "sold"].map((name) => [name, draw("path", {class: name})]));
    const letters = [row.x - 0.6, row.x + row.seats + 0.6].map((x) =>
        draw("text", {class: "row-letter", x: units(x), y: units(row.y + 0.5)}, row.row));
    return {paths, node: draw("g", {class: bandOf(plan.prices, row.price)}, ...Object.values(paths), ...letters)};
}

function drawRow(row, {paths}, standingOf) {
    const dots = {free: [], held: [], sold: []};
    for (let place = 0; place < row.seats; place++) {
        dots[standingOf(row.first + place)].push(`M${units(row.x + place + 0.5)} ${units(row.y + 0.5)}h0`);
    }
    for (const [name, path] of Object.entries(paths)) {
        path.setAttribute("d", dots[name].join(""));
    }
}

function stageDrawing({width, head}, stageName) {
    const across = Math.max(6, width * 0.6);
    const box = {
        x: units((width - across) / 2), y: units(head * 0.2), width: units(across), height: units(head * 1.1), rx: units(head * 0.3),
    };
    return [draw("rect", {class: "stage", ...box}),
        draw("text", {class: "stage-name", x: units(width / 2), y: units(head * 0.77)}, stageName)];
}

function mark(plan, seatId, kind) {
    const {x, y} = middleOf(plan, seatId);
    return draw("g", {class: kind, transform: `translate(${units(x)} ${units(y)})`},
        draw("g", {}, draw("circle", {r: "9.5"}), draw("path", {d: "M-4.5 .5l3 3.5l6-7"})));
}

/**
 * A hall in a node, for a plan. `standingOf(seatId)` is "free", "held" or "sold", `describe(seatId)` what a screen reader
 * hears, `isTaken(seatId)` whether it cannot be chosen, `toggle(seatId)` chooses. Returns {changed(seatIds) (all of them
 * when left out), mark({chosen, own}), zoom(isIn), fit()}.
 */
export function showHall(node, {plan, standingOf, words, describe, isTaken, toggle}) {
    const rows = new Map(plan.rows.map((row) => [row, rowDrawing(plan, row)]));
    const names = plan.sections.map(({name, x, y, width}) =>
        draw("text", {class: "section-name", x: units(x + width / 2), y: units(y - plan.head * 0.3)}, name));
    const numbers = draw("g", {class: "numbers"});
    const marks = draw("g", {});
    const svg = draw("svg", {role: "application", "aria-label": words.label, "aria-describedby": words.helpId},
        draw("g", {"aria-hidden": "true"}, ...stageDrawing(plan, words.stage), ...names,
            ...Array.from(rows.values(), (row) => row.node), numbers, marks));
    let marked = {chosen: new Set(), own: new Set()};
    let view = null;
    let cursor = null;
    let at = plan.rows[0].first + Math.floor(plan.rows[0].seats / 2);

    function showNumbers() {
        if (!view || view.scale * UNIT < NUMBERS_PX) {
            numbers.replaceChildren();
            return;
        }
        const [left, top, right, bottom] = [view.x, view.y, view.x + view.width, view.y + view.height].map((each) => each / UNIT);
        const texts = [];
        for (const row of plan.rows.filter(({y}) => y + 1 > top && y < bottom)) {
            const first = Math.max(0, Math.floor(left - row.x));
            for (let place = first; place < Math.min(row.seats, right - row.x) && texts.length < NUMBERS_MAX; place++) {
                texts.push(draw("text", {
                    class: standingOf(row.first + place), x: units(row.x + place + 0.5), y: units(row.y + 0.5),
                }, String(place + 1)));
            }
        }
        numbers.replaceChildren(...texts);
    }

    // Names stay readable from afar, and do not grow beyond their place.
    function onView(now) {
        view = now;
        svg.classList.toggle("far", now.scale * UNIT < LETTERS_PX);
        svg.style.setProperty("--name", `${Math.min(plan.head * UNIT * 0.75, 15 / now.scale)}px`);
        svg.style.setProperty("--mark", String(Math.max(1, 7 / (now.scale * 9.5))));
        showNumbers();
    }

    // Where the keyboard is, as it stands now.
    function describeCursor() {
        const {x, y} = middleOf(plan, at);
        const now = {
            cx: units(x), cy: units(y), "aria-checked": marked.chosen.has(at), "aria-disabled": isTaken(at), "aria-label": describe(at),
        };
        Object.entries(now).forEach(([key, value]) => cursor.setAttribute(key, value));
    }

    function renewCursor() {
        const old = cursor;
        cursor = draw("circle", {class: "cursor", r: "11", tabindex: "0", role: "checkbox"});
        describeCursor();
        old?.remove();
        svg.append(cursor);
    }

    function go(seatId) {
        at = seatId;
        renewCursor();
        cursor.focus({preventScroll: true});
        const {x, y} = middleOf(plan, seatId);
        if (view.scale * UNIT < LETTERS_PX) {
            moves.zoomTo({x: x * UNIT, y: y * UNIT}, NEARER_PX / UNIT);
        } else {
            moves.reveal({x: x * UNIT, y: y * UNIT});
        }
    }

    function onTap({x, y, scale, type}) {
        if (scale * UNIT < (NEAR_PX[type] ?? NEAR_PX.touch) && scale * UNIT < NEARER_PX) {
            moves.zoomTo({x, y}, NEARER_PX / UNIT);
            return;
        }
        const seatId = seatAt(plan, {x: x / UNIT, y: y / UNIT});
        if (seatId !== null) {
            at = seatId;
            describeCursor();
            toggle(seatId);
        }
    }

    const KEYS = {
        Enter: () => toggle(at), " ": () => toggle(at),
        "+": () => moves.zoom(true), "=": () => moves.zoom(true), "-": () => moves.zoom(false), 0: () => moves.fit(),
    };

    function onKey(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        const next = seatByKey(plan, at, event.key);
        const act = next === null ? KEYS[event.key] : () => go(next);
        if (act) {
            event.preventDefault();
            act();
        }
    }

    function drawMarks() {
        marks.replaceChildren(...Array.from(marked.own, (seatId) => mark(plan, seatId, "own")),
            ...Array.from(marked.chosen, (seatId) => mark(plan, seatId, "chosen")));
        describeCursor();
    }

    renewCursor();
    plan.rows.forEach((row) => drawRow(row, rows.get(row), standingOf));
    node.style.setProperty("--ratio", (plan.width / plan.depth).toFixed(3));
    node.replaceChildren(svg);
    const moves = panZoom(svg, {
        width: plan.width * UNIT, height: plan.depth * UNIT, scaleMax: 48 / UNIT, onView, onTap,
    });
    svg.addEventListener("keydown", onKey);
    drawMarks();
    return {
        zoom: moves.zoom,
        fit: moves.fit,
        changed(seatIds) {
            const touched = seatIds ? new Set(seatIds.map((seatId) => findSeat(plan, seatId).row)) : plan.rows;
            touched.forEach((row) => drawRow(row, rows.get(row), standingOf));
            showNumbers();
            drawMarks();
        },
        mark(now) {
            marked = now;
            drawMarks();
        },
    };
}
