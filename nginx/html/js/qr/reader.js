// reader.js -- reads the QR codes (ISO/IEC 18004:2015) in a picture, as those of a camera are: turned, tilted,
// blurred, with noise, in bad light, and damaged as far as the code's own correction goes.

import {decode} from "./decode.js";
import {findFinders, likelyCorners} from "./finders.js";
import {gridsOf} from "./grid.js";
import {inkOf} from "./picture.js";

const REACH = 3; // blocks around each point, which it is measured by: more than a code's squares, less than a shadow
const TRIES_MAX = 24; // of three squares that may be the corners of a code

// The picture at half its size, where each pixel is a mean of four: what is small is lost, and so is much of the noise.
function halfOf({pixels, width, height}) {
    const half = {width: width >> 1, height: height >> 1};
    half.pixels = new Uint8Array(half.width * half.height);
    for (let y = 0, i = 0; y < half.height; y++) {
        for (let x = 0; x < half.width; x++, i++) {
            const at = 2 * y * width + 2 * x;
            half.pixels[i] = (pixels[at] + pixels[at + 1] + pixels[at + width] + pixels[at + width + 1]) / 4;
        }
    }
    return half;
}

// The picture at twice its size, each pixel by the four nearest: squares of two pixels a module are found in it.
function doubleOf({pixels, width, height}) {
    const double = {width: 2 * width, height: 2 * height};
    double.pixels = new Uint8Array(double.width * double.height);
    for (let y = 0, i = 0; y < double.height; y++) {
        const [near, far] = [y >> 1, (y >> 1) + (y % 2 ? 1 : -1)].map((row) =>
            Math.min(height - 1, Math.max(0, row)) * width);
        for (let x = 0; x < double.width; x++, i++) {
            const column = x >> 1;
            const other = Math.min(width - 1, Math.max(0, column + (x % 2 ? 1 : -1)));
            double.pixels[i] = (9 * pixels[near + column] + 3 * pixels[near + other] + 3 * pixels[far + column]
                + pixels[far + other]) / 16;
        }
    }
    return double;
}

// The text of the code with these corners; null where there is none.
function textOf(ink, corners) {
    for (const {size, at} of gridsOf(ink, corners)) {
        const text = decode(at, size);
        if (text !== null) {
            return text;
        }
    }
    return null;
}

// Adds what the codes of a picture say; how many squares there are to be seen. A square is of one code only.
function readAll(picture, texts) {
    const ink = inkOf(picture, REACH);
    const finders = findFinders(ink);
    const taken = new Set();
    let tries = 0;
    for (const corners of likelyCorners(finders)) {
        const isFree = tries < TRIES_MAX && !corners.some((corner) => taken.has(corner));
        const text = isFree ? textOf(ink, corners) : null;
        tries += isFree ? 1 : 0;
        if (text !== null) {
            texts.add(text);
            corners.forEach((corner) => taken.add(corner));
        }
    }
    return finders.length;
}

/** The texts of the codes in a picture {pixels, width, height}, a byte of gray a pixel, each once. */
export function readCodes(picture) {
    const texts = new Set();
    const squares = readAll(picture, texts) + readAll(halfOf(picture), texts);
    if (squares > 0 && texts.size === 0) {
        readAll(doubleOf(picture), texts);
    }
    return [...texts];
}
