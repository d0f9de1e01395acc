// admin-hall.js -- the seats of a show as a picture: a square a seat, row by row. It is drawn on a canvas, as a hall
// may have a hundred thousand of them; what it shows is said in words, and the list of holders has each by name.

import {make, setText} from "./dom.js";
import {number} from "./format.js";
import {word} from "./language.js";

const CELL_MAX = 18;
const CELL_MIN = 3;
const COLOURS = {A: "--edge", H: "--accent", S: "--accent"};

function sayOf(status) {
    const counts = {A: 0, H: 0, S: 0};
    for (const letter of status) {
        counts[letter]++;
    }
    return word("hallSays", {free: number(counts.A), held: number(counts.H), sold: number(counts.S)});
}

function drawSection({canvas, section}, status) {
    const longest = Math.max(...section.rows.map(({seats}) => seats));
    const cell = Math.max(CELL_MIN, Math.min(CELL_MAX, Math.floor(canvas.parentElement.clientWidth / longest)));
    const scale = devicePixelRatio || 1;
    canvas.width = longest * cell * scale;
    canvas.height = section.rows.length * cell * scale;
    canvas.style.width = `${longest * cell}px`;
    const style = getComputedStyle(canvas);
    const colours = Object.fromEntries(Object.entries(COLOURS).map(([letter, name]) =>
        [letter, style.getPropertyValue(name)]));
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    section.rows.forEach(({firstSeatId, seats}, y) => {
        for (let x = 0; x < seats; x++) {
            const letter = status[firstSeatId - 1 + x];
            context.fillStyle = colours[letter];
            context.fillRect(x * cell, y * cell, cell - 1, cell - 1);
            if (letter === "H") { // hollow: nobody needs to tell colours apart
                const edge = cell > 6 ? 2 : 1;
                context.clearRect(x * cell + edge, y * cell + edge, cell - 1 - 2 * edge, cell - 1 - 2 * edge);
            }
        }
    });
    return cell;
}

// The seat under the pointer, or null beside them.
function seatAt({section, cell}, {offsetX, offsetY}) {
    const row = section.rows[Math.floor(offsetY / cell)];
    const x = Math.floor(offsetX / cell);
    return row && x >= 0 && x < row.seats ? row.firstSeatId + x : null;
}

/** A hall: {node, draw(seatmap)}; onSeat(seatId) is called when one is clicked. */
export function newHall(onSeat) {
    const says = make("p", {class: "number"});
    const pictures = make("div", {class: "stack"});
    const legend = make("p", {class: "legend", "aria-hidden": "true"}, Object.keys(COLOURS).map((letter) =>
        make("span", {class: `seat-${letter}`}, word(`seat${letter}`))));
    let parts = [];

    function build(sections) {
        parts = sections.map((section) => {
            const canvas = make("canvas", {role: "img", "aria-label": section.name});
            const part = {section, canvas, cell: CELL_MIN};
            canvas.addEventListener("click", (event) => {
                const seatId = seatAt(part, event);
                if (seatId) {
                    onSeat(seatId);
                }
            });
            return part;
        });
        pictures.replaceChildren(...parts.map(({section, canvas}) => make("div", {class: "hall scroll"},
            make("p", {class: "muted"}, section.name), canvas)));
    }

    let shown = "";

    function draw({sections, status}) {
        if (parts.length === 0) {
            build(sections);
        }
        if (status !== shown) {
            shown = status;
            setText(says, sayOf(status));
            parts.forEach((part) => {
                part.cell = drawSection(part, status);
            });
        }
    }

    return {node: make("div", {class: "stack"}, says, legend, pictures), draw};
}
