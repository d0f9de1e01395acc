// qr.mjs -- the picture of a ticket as a camera sees it, and what it says.

import assert from "node:assert/strict";

import jsQR from "jsqr";

const SCALE = 4; // pixels a module
const QUIET = 4; // modules around the code that stay white
const WHITE = 255;

// The pen of a path that has only M, m and h: where each horizontal stroke begins, and how long it is.
function strokesOf(path) {
    const strokes = [];
    let [x, y] = [0, 0];
    for (const [, command, a, b] of path.matchAll(/([Mmh])(\d+)(?: ([\d.]+))?/g)) {
        if (command === "h") {
            strokes.push({x, y: Math.floor(y), length: Number(a)});
        }
        x = command === "M" ? Number(a) : x + Number(a);
        y = command === "M" ? Number(b) : y + Number(b ?? 0);
    }
    return strokes;
}

const widthOf = (svg) => Number(/viewBox="0 0 (\d+) \1"/.exec(svg)[1]);

/** How many modules a side of a QR code in SVG has. */
export const modulesOf = (svg) => widthOf(svg) - 2 * QUIET;

/** A QR code in SVG as a picture in gray: {side, pixels}. */
export function drawQr(svg) {
    const modules = widthOf(svg);
    const side = modules * SCALE;
    const pixels = Buffer.alloc(side ** 2, WHITE);
    for (const {x, y, length} of strokesOf(/<path stroke="#000" d="([^"]+)"\/>/.exec(svg)[1])) {
        assert.ok(x >= QUIET && y >= QUIET && x + length <= modules - QUIET && y < modules - QUIET);
        for (let row = y * SCALE; row < (y + 1) * SCALE; row++) {
            pixels.fill(0, row * side + x * SCALE, row * side + (x + length) * SCALE);
        }
    }
    return {side, pixels};
}

/** The same of modules {size, isDark(x, y)}. */
export function drawModules({size, isDark}) {
    const modules = size + 2 * QUIET;
    const side = modules * SCALE;
    const grayOf = (x, y) => (x >= 0 && y >= 0 && x < size && y < size && isDark(x, y) ? 0 : WHITE);
    const pixels = Buffer.from(Array.from({length: side ** 2}, (_, i) =>
        grayOf(Math.floor(i % side / SCALE) - QUIET, Math.floor(i / side / SCALE) - QUIET)));
    return {side, pixels};
}

/** Drawings beside each other, so many in a row, each as large as it is: {side, pixels}. */
export function beside(drawings, across = 2) {
    const cell = Math.max(...drawings.map(({side}) => side));
    const whole = cell * Math.max(across, Math.ceil(drawings.length / across));
    const pixels = Buffer.alloc(whole ** 2, WHITE);
    drawings.forEach((drawing, i) => {
        const corner = cell * (Math.floor(i / across) * whole + i % across);
        for (let row = 0; row < drawing.side; row++) {
            drawing.pixels.copy(pixels, corner + row * whole, row * drawing.side, (row + 1) * drawing.side);
        }
    });
    return {side: whole, pixels};
}

/** The text that a QR code in SVG says; null when there is none to be found. */
export function readQr(svg) {
    const {side, pixels} = drawQr(svg);
    const colors = Uint8ClampedArray.from({length: 4 * side ** 2}, (_, i) => i % 4 === 3 ? 255 : pixels[i >> 2]);
    return jsQR(colors, side, side)?.data ?? null;
}

/** A film of it, for the camera of a browser: in the middle of what the camera sees, on gray. */
export function filmOf({side, pixels}) {
    const [width, height] = [640, 480];
    const [left, top] = [(width - side) >> 1, (height - side) >> 1];
    const light = Buffer.alloc(width * height, 128);
    for (let row = 0; row < side; row++) {
        pixels.copy(light, (top + row) * width + left, row * side, (row + 1) * side);
    }
    const frame = Buffer.concat([Buffer.from("FRAME\n"), light, Buffer.alloc(width * height / 2, 128)]);
    const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`);
    return Buffer.concat([head, ...Array(10).fill(frame)]);
}
