// drawing.js -- what a hall is drawn of: rows with their letters, the stage and other areas, names, marks.

import {hasSeats, middleOf} from "./seat-plan.js";

const SVG = "http://www.w3.org/2000/svg";
export const UNIT = 20; // of the drawing, for a seat
export const MARK = 9.5; // the radius of the mark on a seat, from near
const BANDS = 6; // colours of prices, in hall.css
const LETTER_OFF = 0.95; // from the middle of the last seat to where the letter of its row begins
const LETTER_ROOM = 0.45;

export function draw(name, attributes = {}, ...children) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
        node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
}

export const units = (value) => (value * UNIT).toFixed(1).replace(/\.0$/, "");

export function text(words, {x, y}, attributes) {
    return draw("text", {x: units(x), y: units(y), ...attributes}, words);
}

/** The colour of a price, or of whatever is numbered from 0 on, as a class. */
export const bandAt = (i) => `band-${i % BANDS}`;
export const bandOf = (prices, price) => bandAt(Math.max(0, prices.indexOf(price)));

// Beyond an end of a row, in its line, where no other seat is.
function letterAt(plan, {row, xs, ys}, end, next, outwards) {
    const [dx, dy] = [xs[end] - xs[next], ys[end] - ys[next]];
    const length = Math.hypot(dx, dy);
    const [left, down] = length > 0 ? [dx / length, dy / length] : [outwards, 0];
    const at = {x: xs[end] + left * LETTER_OFF, y: ys[end] + down * LETTER_OFF};
    const isTaken = hasSeats(plan, {
        left: at.x - LETTER_ROOM, right: at.x + LETTER_ROOM, top: at.y - LETTER_ROOM, bottom: at.y + LETTER_ROOM,
    });
    const side = Math.abs(left) < 0.5 ? "middle" : left < 0 ? "ends" : "starts";
    return isTaken ? null : text(row, at, {class: `row-letter ${side}`});
}

// At the ends at which the plan has it.
function lettersOf(plan, row) {
    const last = row.seats - 1;
    const ends = {
        start: () => letterAt(plan, row, 0, Math.min(1, last), -1),
        end: () => letterAt(plan, row, last, Math.max(0, last - 1), 1),
    };
    const {numberedAt} = row;
    return Object.keys(ends).filter((end) => row.row !== "" && (numberedAt === undefined || numberedAt === end))
        .map((end) => ends[end]());
}

/** A row: {node, paths: {free, held, sold, closed}} of empty paths. What is not for sale looks like what is sold. */
export function rowDrawing(plan, row) {
    const classes = {free: "free", held: "held", sold: "sold", closed: "sold"};
    const paths = Object.fromEntries(Object.entries(classes).map(([state, name]) =>
        [state, draw("path", {class: name})]));
    const letters = lettersOf(plan, row);
    const parts = [...Object.values(paths), ...letters.filter(Boolean)];
    return {paths, node: draw("g", {class: bandOf(plan.prices, row.price)}, ...parts)};
}

// A text that is never higher than so many seats.
function limited(node, size) {
    node.style.setProperty("--most", `${units(size)}px`);
    return node;
}

function areaDrawing({points}) {
    const corners = points.map((point) => point.map(units).join(" "));
    return draw("path", {class: "area", d: `M${corners.join("L")}Z`});
}

function areaName(name) {
    const turn = `rotate(${name.angle.toFixed(1)} ${units(name.x)} ${units(name.y)})`;
    const node = text(name.text, name, {class: "area-name", ...(name.angle !== 0 && {transform: turn})});
    return {name, node: limited(node, name.size)};
}

function stageDrawing({x, y, width, height}, name) {
    const box = {x, y, width, height, rx: height * 0.27};
    const inUnits = Object.fromEntries(Object.entries(box).map(([key, value]) => [key, units(value)]));
    return [draw("rect", {class: "area", ...inUnits}),
        text(name, {x: x + width / 2, y: y + height * 0.52}, {class: "stage-name"})];
}

/** What stands in a hall besides its seats, below them. */
export function groundOf({areas, stage}, stageName) {
    return [...areas.filter(({points}) => points.length > 1).map(areaDrawing),
        ...(stage ? stageDrawing(stage, stageName) : [])];
}

/** The names of areas: [{node, name}]. */
export const areaNamesOf = ({areas}) => areas.filter((area) => area.text).map((area) => areaName(area.text));

/** The names of sections: [{node, name}]. */
export function namesOf({names}) {
    return names.map((name) => ({name, node: limited(text(name.text, name, {class: "section-name"}), name.size)}));
}

/** The mark on a seat that is chosen, or held by the reader: `kind` is "chosen" or "own". */
export function markDrawing(plan, seatId, kind) {
    const {x, y} = middleOf(plan, seatId);
    return draw("g", {class: kind, transform: `translate(${units(x)} ${units(y)})`},
        draw("g", {}, draw("circle", {r: MARK}), draw("path", {d: "M-4.5 .5l3 3.5l6-7"})));
}
