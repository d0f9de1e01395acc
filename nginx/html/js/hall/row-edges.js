// row-edges.js -- the letters of rows at the left edge of what is seen, where those at their own ends are out of sight.
// They stand on a strip of paper, as the names of a table's rows do, and not upon seats.

import {draw, text, UNIT} from "./drawing.js";

const STRIP_PX = 24;
const NEXT_PX = 13; // what is nearer to another letter is left out
const LETTER_OFF = 0.95; // of a seat, as in drawing.js

// The seat of a row that is furthest left in a box, or null; a row may be bent, turned, or written to the left.
function firstIn({xs, ys, box}, {left, right, top, bottom}) {
    let first = null;
    if (box.left <= right && box.right >= left && box.top <= bottom && box.bottom >= top) {
        xs.forEach((x, i) => {
            const isIn = x >= left && x <= right && ys[i] >= top && ys[i] <= bottom;
            first = isIn && (first === null || x < first.x) ? {x, y: ys[i]} : first;
        });
    }
    return first;
}

/** Which letters stand at the left edge of a box of seats: [{row, y}]; `next` is how near one may be to another. */
export function edgesIn({rows}, box, next) {
    const found = rows.filter(({row, box: {left}}) => row !== "" && left - LETTER_OFF < box.left)
        .flatMap((row) => {
            const first = firstIn(row, box);
            return first ? [{row: row.row, ...first}] : [];
        }).sort((a, b) => a.x - b.x);
    return found.reduce((kept, each) =>
        (kept.some(({y}) => Math.abs(y - each.y) < next) ? kept : [...kept, each]), []);
}

/** The same as a drawing for {x, y, width, height, scale}, what is seen, in units. */
export function edgeDrawing(plan, {x, y, width, height, scale}) {
    const box = {left: x / UNIT, right: (x + width) / UNIT, top: y / UNIT, bottom: (y + height) / UNIT};
    const letters = edgesIn(plan, box, NEXT_PX / (scale * UNIT));
    const strip = STRIP_PX / scale;
    const middle = (x + strip / 2) / UNIT;
    return letters.length === 0 ? []
        : [draw("rect", {class: "strip", x: (x - 1 / scale).toFixed(2), y: y.toFixed(2), width: strip, height}),
            ...letters.map(({row, y: at}) => text(row, {x: middle, y: at}, {class: "edge-letter"}))];
}
