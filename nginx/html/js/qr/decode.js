// decode.js -- what the modules of a QR code say: versions 1 to 40, all levels of correction, and texts of digits,
// of the 45 signs or of bytes in UTF-8. By ISO/IEC 18004:2015: the places of patterns 6.3 and annex E, blocks 7.5.1
// (table 9), the order of codewords 7.7.3, masks 7.8.2, format 7.9 and annex C, segments 7.4.

import {correct} from "./error-correction.js";

// Of each version from 1 on: how many bytes a block has for its correction, and how many blocks there are.
const SPARES = {
    L: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28],
    M: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26],
    Q: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28],
    H: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24],
};
const SPARE = {L: 30, M: 28, Q: 30, H: 30}; // in the versions after those
const BLOCKS = {
    L: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19,
        19, 20, 21, 22, 24, 25],
    M: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31,
        33, 35, 37, 38, 40, 43, 45, 47, 49],
    Q: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43,
        45, 48, 51, 53, 56, 59, 62, 65, 68],
    H: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48,
        51, 54, 57, 60, 63, 66, 70, 74, 77, 81],
};
const LEVELS = ["M", "L", "H", "Q"]; // as the format numbers them

const MASKS = [
    (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => x * y % 2 + x * y % 3,
    (x, y) => (x * y % 2 + x * y % 3) % 2, (x, y) => ((x + y) % 2 + x * y % 3) % 2,
];

const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const FORMAT_ERRORS_MAX = 3;

export const versionOf = (size) => (size - 17) / 4;

// The format that some 5 bits make, with what corrects it.
function formatBits(format) {
    let rest = format << 10;
    for (let i = 14; i >= 10; i--) {
        rest ^= rest >> i & 1 ? 0x537 << i - 10 : 0;
    }
    return (format << 10 | rest) ^ 0x5412;
}

function differences(a, b) {
    let count = 0;
    for (let rest = a ^ b; rest; rest &= rest - 1) {
        count++;
    }
    return count;
}

// {level, mask} by the better one of its two copies; null where both are beyond what can be corrected.
function readFormat(at, size) {
    let [one, other] = [0, 0];
    for (let i = 14; i >= 0; i--) {
        one = one << 1 | (i < 8 ? at(8, i < 6 ? i : i + 1) : at(i === 8 ? 7 : 14 - i, 8));
        other = other << 1 | (i < 8 ? at(size - 1 - i, 8) : at(8, size - 15 + i));
    }
    const found = Array.from({length: 32}, (_, format) => {
        const bits = formatBits(format);
        return {format, errors: Math.min(differences(bits, one), differences(bits, other))};
    }).sort((a, b) => a.errors - b.errors)[0];
    return found.errors > FORMAT_ERRORS_MAX ? null : {level: LEVELS[found.format >> 3], mask: MASKS[found.format & 7]};
}

// Where the middles of alignment patterns are, across as well as down.
function alignments(size) {
    const version = versionOf(size);
    const count = version === 1 ? 0 : Math.floor(version / 7) + 2;
    const step = version === 32 ? 26 : Math.ceil((size - 13) / (2 * count - 2)) * 2;
    return Array.from({length: count}, (_, i) => (i === 0 ? 6 : size - 7 - (count - 1 - i) * step));
}

// Whether a module at (x, y) is of a pattern or a format, and none of the data.
function fixedModules(size) {
    const middles = alignments(size);
    const last = middles.at(-1);
    const isCorner = (x, y) => x < 9 && y < 9 || x < 9 && y >= size - 8 || x >= size - 8 && y < 9;
    const isVersion = (x, y) => size >= 45 && (x < 6 && y >= size - 11 || y < 6 && x >= size - 11);
    const isNear = (middle, place) => Math.abs(middle - place) <= 2;
    const isAligned = (x, y) => {
        const [column, row] = [middles.find((at) => isNear(at, x)), middles.find((at) => isNear(at, y))];
        const isFinder = column === 6 && row === 6 || column === 6 && row === last || column === last && row === 6;
        return column && row && !isFinder;
    };
    return (x, y) => x === 6 || y === 6 || isCorner(x, y) || isVersion(x, y) || isAligned(x, y);
}

// The codewords in their order: up and down through columns of two modules, from the right.
function codewordsOf(at, size, mask) {
    const isFixed = fixedModules(size);
    const bits = [];
    for (let right = size - 1, isUp = true; right > 0; right -= 2, isUp = !isUp) {
        right -= right === 6 ? 1 : 0; // no column begins at the timing pattern
        for (let i = 0; i < 2 * size; i++) {
            const x = right - i % 2;
            const y = isUp ? size - 1 - (i >> 1) : i >> 1;
            if (!isFixed(x, y)) {
                bits.push(at(x, y) ^ (mask(x, y) === 0));
            }
        }
    }
    return Uint8Array.from({length: bits.length >> 3}, (_, i) =>
        bits.slice(8 * i, 8 * i + 8).reduce((byte, bit) => byte << 1 | bit, 0));
}

// The data of codewords, whose blocks are dealt out like cards; null where one is beyond correction.
function dataOf(codewords, version, level) {
    const spare = SPARES[level][version - 1] ?? SPARE[level];
    const blocks = Array.from({length: BLOCKS[level][version - 1]}, () => []);
    const short = Math.floor(codewords.length / blocks.length) - spare;
    const longs = codewords.length % blocks.length; // so many at the end have a byte more
    let next = 0;
    const deal = (rounds, some) => {
        for (let i = 0; i < rounds; i++) {
            some.forEach((block) => block.push(codewords[next++]));
        }
    };
    deal(short, blocks);
    deal(1, blocks.slice(blocks.length - longs));
    deal(spare, blocks);
    return blocks.every((block) => correct(block, spare)) ? blocks.flatMap((block) => block.slice(0, -spare)) : null;
}

// What takes so many bits at a time, up to the end.
function bitsOf(data) {
    let at = 0;
    const left = () => 8 * data.length - at;
    const take = (count) => {
        if (count > left()) {
            throw new RangeError("a code ends within its text");
        }
        let value = 0;
        for (; count > 0; count--, at++) {
            value = value << 1 | data[at >> 3] >> 7 - at % 8 & 1;
        }
        return value;
    };
    return {take, left};
}

function digits(take, count) {
    const width = Math.min(count, 3);
    return width ? String(take([0, 4, 7, 10][width])).padStart(width, "0") + digits(take, count - width) : "";
}

function signs(take, count) {
    const pair = count > 1 && take(11);
    return count > 1 ? SIGNS[Math.floor(pair / 45)] + SIGNS[pair % 45] + signs(take, count - 2)
        : count === 1 ? SIGNS[take(6)] : "";
}

const bytes = (take, count) => String.fromCharCode(...Array.from({length: count}, () => take(8)));

// The kinds of segments, and how many bits say how long one is in versions up to 9, up to 26 and above.
const SEGMENTS = {
    1: {read: digits, widths: [10, 12, 14]}, 2: {read: signs, widths: [9, 11, 13]},
    4: {read: bytes, widths: [8, 16, 16]},
};

function textOf(data, version) {
    const {take, left} = bitsOf(data);
    let text = ""; // a character a byte
    for (let mode = take(4); mode !== 0; mode = left() < 4 ? 0 : take(4)) {
        const {read, widths} = SEGMENTS[mode];
        text += read(take, take(widths[version < 10 ? 0 : version < 27 ? 1 : 2]));
    }
    return new TextDecoder("utf-8", {fatal: true}).decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
}

/** The text of a code of size × size modules, which at(x, y) says are 1 (dark) or 0; null where it is none. */
export function decode(at, size) {
    const format = readFormat(at, size);
    const data = format && dataOf(codewordsOf(at, size, format.mask), versionOf(size), format.level);
    try {
        return data && textOf(data, versionOf(size));
    } catch {
        return null; // of a kind that no ticket is of
    }
}
