// error-correction.js -- Reed–Solomon correction of a QR code's blocks (ISO/IEC 18004:2015, 7.5 and annex B): over
// GF(256) with x⁸ + x⁴ + x³ + x² + 1, and the roots α⁰, α¹, … of the generator. A polynomial is a list, its constant
// first.

const POWERS = new Uint8Array(510); // of α, twice over
const LOGS = new Uint8Array(256);

for (let i = 0, power = 1; i < 255; i++) {
    POWERS[i] = POWERS[i + 255] = power;
    LOGS[power] = i;
    power = (power << 1) ^ (power & 0x80 ? 0x11d : 0);
}

const times = (a, b) => (a && b ? POWERS[LOGS[a] + LOGS[b]] : 0);
const over = (a, b) => (a ? POWERS[LOGS[a] + 255 - LOGS[b]] : 0);
const valueAt = (polynomial, x) => polynomial.reduceRight((sum, factor) => times(sum, x) ^ factor, 0);

// The values of a block at the generator's roots: all are 0 where nothing is wrong. A block has its constant last.
function syndromesOf(block, spare) {
    return Array.from({length: spare}, (_, i) => block.reduce((sum, byte) => times(sum, POWERS[i]) ^ byte, 0));
}

// The polynomial whose roots are the inverses of the places that are wrong, by Berlekamp and Massey.
function locatorOf(syndromes) {
    let [locator, older, scale, shift, errors] = [[1], [1], 1, 1, 0];
    for (let n = 0; n < syndromes.length; n++, shift++) {
        const gap = locator.reduce((sum, factor, i) => sum ^ times(factor, syndromes[n - i]), 0);
        if (gap === 0) {
            continue;
        }
        const before = locator;
        locator = Array.from({length: Math.max(before.length, older.length + shift)},
            (_, i) => (before[i] ?? 0) ^ times(over(gap, scale), older[i - shift] ?? 0));
        if (2 * errors <= n) {
            [older, scale, shift, errors] = [before, gap, 0, n + 1 - errors];
        }
    }
    return locator.slice(0, errors + 1);
}

// By Forney: how wrong the byte is whose place is the inverse of x.
function errorAt(x, locator, syndromes) {
    const product = (n) => locator.reduce((sum, factor, i) => sum ^ times(factor, syndromes[n - i] ?? 0), 0);
    const evaluator = locator.slice(1).map((_, n) => product(n));
    const slope = locator.map((factor, i) => (i % 2 ? factor : 0)).slice(1); // its derivative
    const divisor = times(x, valueAt(slope, x));
    return divisor ? over(valueAt(evaluator, x), divisor) : 0;
}

/** Corrects a block, the last `spare` bytes of which are there for it, in place; whether that could be done. */
export function correct(block, spare) {
    const syndromes = syndromesOf(block, spare);
    if (syndromes.every((value) => value === 0)) {
        return true;
    }
    const locator = locatorOf(syndromes);
    for (let i = 0; i < block.length; i++) {
        const x = POWERS[255 - (block.length - 1 - i)];
        if (valueAt(locator, x) === 0) {
            block[i] ^= errorAt(x, locator, syndromes);
        }
    }
    return syndromesOf(block, spare).every((value) => value === 0);
}
