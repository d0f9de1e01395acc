// reader.js -- reads a QR code (ISO/IEC 18004:2015) out of a picture, as those of a camera are: turned, tilted,
// blurred, with noise, in bad light, and damaged as far as the code's own correction goes.

import {decode} from "./decode.js";
import {findCorners} from "./finders.js";
import {gridsOf} from "./grid.js";
import {inkOf} from "./picture.js";

const REACH = 3; // blocks around each point, which it is measured by: more than a code's squares, less than a shadow

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

/** The text of the code in a picture {pixels, width, height}, a byte of gray a pixel; null where there is none. */
export function readCode(picture) {
    for (const each of [picture, halfOf(picture)]) {
        const ink = inkOf(each, REACH);
        for (const corners of findCorners(ink)) {
            for (const {size, at} of gridsOf(ink, corners)) {
                const text = decode(at, size);
                if (text !== null) {
                    return text;
                }
            }
        }
    }
    return null;
}
