// hall.js -- the drawing of a hall: every seat by its price and how it stands, those that the reader chose, and the one
// that the keyboard is at.
//
// A row is three paths (free, held, sold), not an element a seat: a hall of 5,000 seats is some hundreds of elements,
// and a change redraws one row. Keyboard and screen readers have one seat at a time: an element that is made anew, and
// given the focus, for each seat they come to, which makes a screen reader say it.

import {PanZoom} from "./pan-zoom.js";
import {findSeat, middleOf, seatAt, seatByKey} from "./seat-plan.js";

const SVG = "http://www.w3.org/2000/svg";
const UNIT = 20; // of the drawing, for a seat
const NEAR_PX = {touch: 22, mouse: 9}; // a seat that is smaller is not chosen by a tap: the tap comes nearer
const NEARER_PX = 36;
const NEAREST_PX = 48;
const NUMBERS_PX = 26; // a seat that is larger shows its number
const LETTERS_PX = 12; // the same for the letter of its row
const NAMES_PX = 15;
const MARK_PX = 7; // the least radius of the mark on a seat
const MARK = 9.5; // the same in units, from near
const NUMBERS_MAX = 400;
const BANDS = 6; // colours of prices, in shop.css

function draw(name, attributes = {}, ...children) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
        node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
}

const units = (value) => (value * UNIT).toFixed(1).replace(/\.0$/, "");

/** The colour of a price, as a class. */
export const bandOf = (prices, price) => `band-${prices.indexOf(price) % BANDS}`;

function rowDrawing({prices}, row) {
    const paths = Object.fromEntries(["free", "held", "sold"].map((name) => [name, draw("path", {class: name})]));
    const letters = [row.x - 0.6, row.x + row.seats + 0.6].map((x) =>
        draw("text", {class: "row-letter", x: units(x), y: units(row.y + 0.5)}, row.row));
    return {paths, node: draw("g", {class: bandOf(prices, row.price)}, ...Object.values(paths), ...letters)};
}

function stageDrawing({width, head}, name) {
    const across = Math.max(6, width * 0.6);
    const box = {x: (width - across) / 2, y: head * 0.2, width: across, height: head * 1.1, rx: head * 0.3};
    const inUnits = Object.fromEntries(Object.entries(box).map(([key, value]) => [key, units(value)]));
    return [draw("rect", {class: "stage", ...inUnits}),
        draw("text", {class: "stage-name", x: units(width / 2), y: units(head * 0.77)}, name)];
}

function markDrawing(plan, seatId, kind) {
    const {x, y} = middleOf(plan, seatId);
    return draw("g", {class: kind, transform: `translate(${units(x)} ${units(y)})`},
        draw("g", {}, draw("circle", {r: MARK}), draw("path", {d: "M-4.5 .5l3 3.5l6-7"})));
}

/** A hall in a node. */
export class Hall {
    #plan;
    #ask; // {standingOf, describe, isTaken, toggle}
    #rows;
    #numbers = draw("g", {class: "numbers"});
    #marks = draw("g");
    #svg;
    #moves;
    #view = null;
    #cursor = null;
    #at;
    #chosen = new Set();

    /**
     * `words` are {label, stage, helpId}. `standingOf(seatId)` is "free", "held" or "sold", `describe(seatId)` what a
     * screen reader hears, `isTaken(seatId)` whether it cannot be chosen; `toggle(seatId)` is told of a choice.
     */
    constructor(node, plan, words, ask) {
        this.#plan = plan;
        this.#ask = ask;
        this.#rows = new Map(plan.rows.map((row) => [row, rowDrawing(plan, row)]));
        this.#at = plan.rows[0].first + Math.floor(plan.rows[0].seats / 2);
        const names = plan.sections.map(({name, x, y, width}) =>
            draw("text", {class: "section-name", x: units(x + width / 2), y: units(y - plan.head * 0.3)}, name));
        const drawings = Array.from(this.#rows.values(), (row) => row.node);
        this.#svg = draw("svg", {role: "application", "aria-label": words.label, "aria-describedby": words.helpId},
            draw("g", {"aria-hidden": "true"},
                ...stageDrawing(plan, words.stage), ...names, ...drawings, this.#numbers, this.#marks));
        this.#svg.addEventListener("keydown", (event) => this.#onKey(event));
        this.#renewCursor();
        this.changed();
        node.style.setProperty("--ratio", (plan.width / plan.depth).toFixed(3));
        node.replaceChildren(this.#svg);
        this.#moves = new PanZoom(this.#svg, {
            width: plan.width * UNIT, height: plan.depth * UNIT, scaleMax: NEAREST_PX / UNIT,
            onView: (view) => this.#onView(view), onTap: (tap) => this.#onTap(tap),
        });
    }

    /** Draws these seats, or all, as they stand now. */
    changed(seatIds) {
        const touched = seatIds ? new Set(seatIds.map((seatId) => findSeat(this.#plan, seatId).row)) : this.#plan.rows;
        touched.forEach((row) => this.#drawRow(row));
        this.#showNumbers();
        this.#describeCursor();
    }

    /** Marks the seats that are chosen, and those that the reader holds. */
    mark({chosen, own}) {
        this.#chosen = chosen;
        this.#marks.replaceChildren(...Array.from(own, (seatId) => markDrawing(this.#plan, seatId, "own")),
            ...Array.from(chosen, (seatId) => markDrawing(this.#plan, seatId, "chosen")));
        this.#describeCursor();
    }

    zoom(isIn) {
        this.#moves.zoom(isIn);
    }

    fit() {
        this.#moves.fit();
    }

    #drawRow(row) {
        const dots = {free: [], held: [], sold: []};
        for (let place = 0; place < row.seats; place++) {
            const standing = this.#ask.standingOf(row.first + place);
            dots[standing].push(`M${units(row.x + place + 0.5)} ${units(row.y + 0.5)}h0`); // a round cap makes it a dot
        }
        for (const [name, path] of Object.entries(this.#rows.get(row).paths)) {
            path.setAttribute("d", dots[name].join(""));
        }
    }

    #numbersOf(row, left, right) {
        const from = Math.max(0, Math.floor(left - row.x));
        const to = Math.min(row.seats, Math.ceil(right - row.x));
        const places = Array.from({length: Math.max(0, to - from)}, (_, i) => from + i);
        return places.filter((place) => this.#ask.standingOf(row.first + place) === "free").map((place) =>
            draw("text", {x: units(row.x + place + 0.5), y: units(row.y + 0.5)}, String(place + 1)));
    }

    // Only of the seats that are in sight, and near enough to be read.
    #showNumbers() {
        const isNear = this.#view !== null && this.#view.scale * UNIT >= NUMBERS_PX;
        if (!isNear) {
            this.#numbers.replaceChildren();
            return;
        }
        const {x, y, width, height} = this.#view;
        const rows = this.#plan.rows.filter((row) => row.y + 1 > y / UNIT && row.y < (y + height) / UNIT);
        const texts = rows.flatMap((row) => this.#numbersOf(row, x / UNIT, (x + width) / UNIT));
        this.#numbers.replaceChildren(...texts.slice(0, NUMBERS_MAX));
    }

    // Names stay readable from afar and do not outgrow their place; marks can be seen from everywhere.
    #onView(view) {
        this.#view = view;
        const name = Math.min(this.#plan.head * UNIT * 0.75, NAMES_PX / view.scale);
        this.#svg.classList.toggle("far", view.scale * UNIT < LETTERS_PX);
        this.#svg.style.setProperty("--name", `${name}px`);
        this.#svg.style.setProperty("--mark", String(Math.max(1, MARK_PX / (view.scale * MARK))));
        this.#showNumbers();
    }

    // Where the keyboard is, as it stands now.
    #describeCursor() {
        const {x, y} = middleOf(this.#plan, this.#at);
        const now = {
            cx: units(x), cy: units(y), "aria-label": this.#ask.describe(this.#at),
            "aria-checked": this.#chosen.has(this.#at), "aria-disabled": this.#ask.isTaken(this.#at),
        };
        Object.entries(now).forEach(([key, value]) => this.#cursor.setAttribute(key, value));
    }

    #renewCursor() {
        const old = this.#cursor;
        this.#cursor = draw("circle", {class: "cursor", r: "11", tabindex: "0", role: "checkbox"});
        this.#describeCursor();
        old?.remove();
        this.#svg.append(this.#cursor);
    }

    #go(seatId) {
        this.#at = seatId;
        this.#renewCursor();
        this.#cursor.focus({preventScroll: true});
        const {x, y} = middleOf(this.#plan, seatId);
        const middle = {x: x * UNIT, y: y * UNIT};
        if (this.#view.scale * UNIT < LETTERS_PX) {
            this.#moves.zoomTo(middle, NEARER_PX / UNIT);
        } else {
            this.#moves.reveal(middle);
        }
    }

    #onTap({x, y, scale, type}) {
        const size = scale * UNIT;
        if (size < (NEAR_PX[type] ?? NEAR_PX.touch)) {
            this.#moves.zoomTo({x, y}, NEARER_PX / UNIT);
            return;
        }
        const seatId = seatAt(this.#plan, {x: x / UNIT, y: y / UNIT});
        if (seatId !== null) {
            this.#at = seatId;
            this.#ask.toggle(seatId);
            this.#describeCursor();
        }
    }

    #onKey(event) {
        const acts = {
            Enter: () => this.#ask.toggle(this.#at), " ": () => this.#ask.toggle(this.#at),
            "+": () => this.zoom(true), "=": () => this.zoom(true), "-": () => this.zoom(false), 0: () => this.fit(),
        };
        const next = seatByKey(this.#plan, this.#at, event.key);
        const act = next === null ? acts[event.key] : () => this.#go(next);
        if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            act();
        }
    }
}
