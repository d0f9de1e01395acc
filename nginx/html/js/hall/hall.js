// hall.js -- the drawing of a hall: every seat by its price and how it stands, those that the reader chose, and the one
// that the keyboard is at.
//
// A row is a path for each state, not an element a seat: a hall of 5,000 seats is some hundreds of elements, and a
// change redraws one row. Keyboard and screen readers have one seat at a time: an element that is made anew, and given
// the focus, for each seat they come to, which makes a screen reader say it.

import {Bubble} from "./bubble.js";
import {areaNamesOf, draw, groundOf, MARK, markDrawing, namesOf, rowDrawing, text, UNIT, units} from "./drawing.js";
import {seatByKey} from "./keyboard.js";
import {PanZoom} from "./pan-zoom.js";
import {edgeDrawing} from "./row-edges.js";
import {findSeat, middleOf, numberOf, seatAt, seatsIn} from "./seat-plan.js";
import {isSeen} from "./section-names.js";

const NEAR_PX = {touch: 22, mouse: 9}; // a seat that is smaller is not chosen by a tap: the tap comes nearer
const NEARER_PX = 36;
const NEAREST_PX = 48;
const NUMBERS_PX = 26; // a seat that is larger shows its number
const LETTERS_PX = 12; // the same for the letter of its row
const NAMES_PX = 15;
const LEAST_PX = 9; // a name that is smaller is not read
const EDGE_PX = 12; // the letters at the left edge
const MARK_PX = 7; // the least radius of the mark on a seat
const NUMBERS_MAX = 400;

/** A hall in a node. */
export class Hall {
    #plan;
    #ask; // {stateOf, describe, isTaken, toggle}, see the constructor
    #rows;
    #names;
    #numbers = draw("g", {class: "numbers"});
    #marks = draw("g");
    #edges = draw("g", {class: "edges"});
    #bubble = null;
    #svg;
    #moves;
    #view = null;
    #cursor = null;
    #at;
    #chosen = new Set();

    /**
     * `words` are {label, stage, helpId}. `stateOf(seatId)` is as in seat-states.js, `describe(seatId)` what a
     * screen reader hears, `isTaken(seatId)` whether it cannot be chosen; `toggle(seatId)` is told of a choice. Without
     * `isTaken` there is nothing to choose, and `toggle` is told of what the reader points at. `pointAt(seatId)` is
     * told of each seat that the keyboard comes to. `words.frame`, when there is one, stands around the drawing and
     * has room for tell().
     */
    constructor(place, plan, words, ask) {
        this.#plan = plan;
        this.#ask = ask;
        this.#rows = new Map(plan.rows.map((row) => [row, rowDrawing(plan, row)]));
        this.#at = plan.rows[0].first + Math.floor(plan.rows[0].seats / 2);
        this.#names = [...areaNamesOf(plan), ...namesOf(plan)];
        const [names, drawings] = [this.#names, [...this.#rows.values()]].map((list) => list.map(({node}) => node));
        this.#svg = draw("svg", {role: "application", "aria-label": words.label, "aria-describedby": words.helpId},
            draw("g", {"aria-hidden": "true"},
                ...groundOf(plan, words.stage), ...drawings, ...names, this.#numbers, this.#marks, this.#edges));
        this.#svg.addEventListener("keydown", (event) => this.#onKey(event));
        this.#renewCursor();
        this.changed();
        place.style.setProperty("--ratio", (plan.width / plan.depth).toFixed(3));
        place.replaceChildren(this.#svg);
        this.#bubble = words.frame ? new Bubble(words.frame) : null;
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

    /** Says something of a seat, beside it. */
    tell(seatId, ...content) {
        if (this.#view) {
            this.#bubble?.show(this.#middleOf(seatId), this.#view, ...content);
        }
    }

    zoom(isIn) {
        this.#moves.zoom(isIn);
    }

    fit() {
        this.#bubble?.hide();
        this.#moves.fit();
    }

    #middleOf(seatId) {
        const {x, y} = middleOf(this.#plan, seatId);
        return {x: x * UNIT, y: y * UNIT};
    }

    #drawRow(row) {
        const dots = {free: [], held: [], sold: [], closed: []};
        for (let place = 0; place < row.seats; place++) {
            const state = this.#ask.stateOf(row.first + place);
            dots[state].push(`M${units(row.xs[place])} ${units(row.ys[place])}h0`); // a round cap makes it a dot
        }
        for (const [name, path] of Object.entries(this.#rows.get(row).paths)) {
            path.setAttribute("d", dots[name].join(""));
        }
    }

    // Only of the seats that are in sight, and near enough to be read.
    #showNumbers() {
        const texts = [];
        if (this.#view !== null && this.#view.scale * UNIT >= NUMBERS_PX) {
            const {x, y, width, height} = this.#view;
            const inSight = {left: x / UNIT, right: (x + width) / UNIT, top: y / UNIT, bottom: (y + height) / UNIT};
            for (const {row, place} of seatsIn(this.#plan, inSight)) {
                if (texts.length < NUMBERS_MAX && this.#ask.stateOf(row.first + place) === "free") {
                    const at = {x: row.xs[place], y: row.ys[place]};
                    texts.push(text(numberOf({row, place}), at));
                }
            }
        }
        this.#numbers.replaceChildren(...texts);
    }

    // Names stay readable from afar and do not outgrow their place; marks can be seen from everywhere.
    #onView(view) {
        this.#view = view;
        const size = Math.min(this.#plan.head * 0.75, NAMES_PX / (view.scale * UNIT));
        const isFar = view.scale * UNIT < LETTERS_PX;
        this.#svg.classList.toggle("far", isFar);
        this.#svg.style.setProperty("--name", `${size * UNIT}px`);
        this.#svg.style.setProperty("--mark", String(Math.max(1, MARK_PX / (view.scale * MARK))));
        for (const {node, name} of this.#names) {
            node.classList.toggle("away", !isSeen(name, size, LEAST_PX / (view.scale * UNIT)));
        }
        this.#edges.replaceChildren(...(isFar ? [] : edgeDrawing(this.#plan, view)));
        this.#svg.style.setProperty("--edge-letter", `${EDGE_PX / view.scale}px`);
        this.#showNumbers();
        this.#bubble?.follow(view);
    }

    // Where the keyboard is, as it stands now.
    #describeCursor() {
        const {x, y} = middleOf(this.#plan, this.#at);
        const now = {
            cx: units(x), cy: units(y), "aria-label": this.#ask.describe(this.#at),
            ...(this.#ask.isTaken && {
                "aria-checked": this.#chosen.has(this.#at), "aria-disabled": this.#ask.isTaken(this.#at),
            }),
        };
        Object.entries(now).forEach(([key, value]) => this.#cursor.setAttribute(key, value));
    }

    #renewCursor() {
        const old = this.#cursor;
        const role = this.#ask.isTaken ? "checkbox" : "img";
        this.#cursor = draw("circle", {class: "cursor", r: "11", tabindex: "0", role});
        this.#describeCursor();
        old?.remove();
        this.#svg.append(this.#cursor);
    }

    #go(seatId) {
        this.#at = seatId;
        this.#renewCursor();
        this.#cursor.focus({preventScroll: true});
        const middle = this.#middleOf(seatId);
        if (this.#view?.scale * UNIT < LETTERS_PX) {
            this.#moves.zoomTo(middle, NEARER_PX / UNIT);
        } else if (this.#view) { // there is none before the drawing has its size
            this.#moves.reveal(middle);
        }
        this.#ask.pointAt?.(seatId);
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
        } else {
            this.#bubble?.hide();
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
