// hall-overview.js -- the seats of a show as a picture: a square a seat, where it stands. It is drawn on a canvas, as a
// hall may have a hundred thousand of them; what it shows is said in words, and the list of holders has each by name.

import {make, setText} from "../core/dom.js";
import {number} from "../core/format.js";
import {word} from "../core/language.js";
import {planOf, seatAt} from "../hall/seat-plan.js";
import {isSeen} from "../hall/section-names.js";

const CELL_MAX = 20;
const CELL_MIN = 3;
const SIDE_MAX = 5000; // pixels of the page; and of the canvas in all:
const PIXELS_MAX = 16_000_000;
const FILL = 0.85; // of its place, what a seat takes
const NAMES_PX = 13;
const LEAST_PX = 9; // a name that is smaller is not read
const COLOURS = {
    A: "--edge", H: "--accent", S: "--accent", N: "--sunken", area: "--sunken", name: "--ink", words: "--muted",
};

function sayOf(status) {
    const counts = {A: 0, H: 0, S: 0, N: 0};
    for (const letter of status) {
        counts[letter]++;
    }
    return word("hallSays", {free: number(counts.A), held: number(counts.H), sold: number(counts.S)});
}

// A canvas in units of a seat, `cell` pixels each.
function newSheet(canvas, {width, depth}, room) {
    const most = SIDE_MAX / Math.max(width, depth);
    const cell = Math.min(CELL_MAX, most, Math.max(CELL_MIN, room / width));
    const [across, down] = [Math.floor(width * cell), Math.floor(depth * cell)];
    const scale = Math.min(devicePixelRatio || 1, Math.sqrt(PIXELS_MAX / (across * down)));
    canvas.width = across * scale;
    canvas.height = down * scale;
    canvas.style.width = `${across}px`;
    const style = getComputedStyle(canvas);
    const colours = Object.fromEntries(Object.entries(COLOURS).map(([key, name]) =>
        [key, style.getPropertyValue(name)]));
    const context = canvas.getContext("2d");
    context.scale(cell * scale, cell * scale);
    Object.assign(context, {textAlign: "center", textBaseline: "middle", lineJoin: "round"});
    return {context, cell, colours, font: (size) => `${size}px ${style.fontFamily}`};
}

function drawText({context, font}, {text, x, y, angle = 0}, size) {
    context.save();
    context.translate(x, y);
    context.rotate(angle * Math.PI / 180);
    context.font = font(size);
    context.fillText(text, 0, 0);
    context.restore();
}

function drawGround(sheet, {areas, stage, head}) {
    const {context, colours, cell} = sheet;
    const size = Math.min(head * 0.75, NAMES_PX / cell);
    context.fillStyle = colours.area;
    areas.forEach(({points}) => {
        context.beginPath();
        points.forEach(([x, y]) => context.lineTo(x, y));
        context.fill();
    });
    if (stage) {
        context.fillRect(stage.x, stage.y, stage.width, stage.height);
    }
    context.fillStyle = colours.words;
    areas.filter(({text}) => text).forEach(({text}) => drawText(sheet, text, Math.min(size, text.size)));
    if (stage) {
        drawText(sheet, {text: word("stage"), x: stage.x + stage.width / 2, y: stage.y + stage.height / 2}, size);
    }
}

function drawSeats({context, colours, cell}, {rows}, status) {
    const edge = cell > 7 ? 2 / cell : 1 / cell;
    for (const {first, seats, xs, ys} of rows) {
        for (let place = 0; place < seats; place++) {
            const letter = status[first - 1 + place];
            const inwards = letter === "H" ? edge / 2 : 0; // hollow: nobody needs to tell colours apart
            const [left, top] = [xs, ys].map((middles) => middles[place] - FILL / 2 + inwards);
            if (letter === "H") {
                context.lineWidth = edge;
                context.strokeStyle = colours.H;
                context.strokeRect(left, top, FILL - edge, FILL - edge);
            } else {
                context.fillStyle = colours[letter];
                context.fillRect(left, top, FILL, FILL);
            }
        }
    }
}

function drawNames(sheet, {names, head}) {
    const size = Math.min(head * 0.75, NAMES_PX / sheet.cell);
    sheet.context.fillStyle = sheet.colours.name;
    names.filter((name) => isSeen(name, size, LEAST_PX / sheet.cell))
        .forEach((name) => drawText(sheet, name, Math.min(size, name.size)));
}

/** A hall: {node, draw(seatmap)}; onSeat(seatId) is called when one is clicked. */
export function newHall(onSeat) {
    const says = make("p", {class: "number"});
    const canvas = make("canvas", {role: "img"});
    const picture = make("div", {class: "picture scroll"}, canvas);
    const legend = make("p", {class: "legend", "aria-hidden": "true"}, ["A", "H", "S"].map((letter) =>
        make("span", {class: `seat-${letter}`}, word(`seat${letter}`))));
    let plan = null;
    let shown = "";
    let cell = CELL_MIN;

    canvas.addEventListener("click", ({offsetX, offsetY}) => {
        const seatId = seatAt(plan, {x: offsetX / cell, y: offsetY / cell});
        if (seatId !== null) {
            onSeat(seatId);
        }
    });

    function draw(map) {
        if (map.status === shown) {
            return;
        }
        plan ??= planOf(map);
        shown = map.status;
        setText(says, sayOf(shown));
        canvas.setAttribute("aria-label", plan.sections.join(", "));
        const sheet = newSheet(canvas, plan, picture.clientWidth);
        cell = sheet.cell;
        drawGround(sheet, plan);
        drawSeats(sheet, plan, shown);
        drawNames(sheet, plan);
    }

    return {node: make("div", {class: "stack"}, says, legend, picture), draw};
}
