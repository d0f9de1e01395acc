// qr.mjs -- reads the picture of a ticket as a camera does.

import assert from "node:assert/strict";

import jsQR from "jsqr";

const SCALE = 4; // pixels a module
const QUIET = 4; // modules around the code that stay white

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

function rasterise(strokes, side) {
    const pixels = new Uint32Array((side * SCALE) ** 2).fill(0xffffffff);
    for (const {x, y, length} of strokes) {
        assert.ok(x >= QUIET && y >= QUIET && x + length <= side - QUIET && y < side - QUIET);
        for (let row = y * SCALE; row < (y + 1) * SCALE; row++) {
            const start = row * side * SCALE;
            pixels.fill(0xff000000, start + x * SCALE, start + (x + length) * SCALE);
        }
    }
    return new Uint8ClampedArray(pixels.buffer);
}

/** The text that a QR code in SVG says; null when there is none to be found. */
export function readQr(svg) {
    const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)[1]);
    const path = /<path stroke="#000" d="([^"]+)"\/>/.exec(svg)[1];
    const pixels = rasterise(strokesOf(path), side);
    return jsQR(pixels, side * SCALE, side * SCALE)?.data ?? null;
}
