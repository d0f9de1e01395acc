// grid.js -- the grid of a QR code in perspective, from its three corners (ISO/IEC 18004:2015, clause 12): how many
// modules there are to a side, and where each of them is.

import {crossing} from "./finders.js";

const FINDER = 7; // modules
const SIZE_MIN = 21;
const SIZE_MAX = 177;
const REACH = 4; // modules in which the pattern at the lower right is looked for
const STEP = 0.25;
const TIMING_MIN = 0.5;
const FACTORS = [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6].map((step) => 1 + step / 80);

// How many pixels a module is at a corner, towards another one.
function moduleAt(ink, from, to) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const found = crossing(ink, from, (to.x - from.x) / length / 2, (to.y - from.y) / length / 2);
    return (found ? found.length / 2 : from.size) / FINDER;
}

/**
 * Where the place (column, row) of a code is in the picture. The weights are those of the corners on the right and
 * below: how much further away from the camera they are than the first.
 */
function mapOf({corners: [a, b, c], size, right, below}) {
    const span = size - FINDER;
    return (column, row) => {
        const [u, v] = [(column - FINDER / 2) / span, (row - FINDER / 2) / span];
        const weight = 1 + (right - 1) * u + (below - 1) * v;
        return {
            x: (a.x + (b.x * right - a.x) * u + (c.x * below - a.x) * v) / weight,
            y: (a.y + (b.y * right - a.y) * u + (c.y * below - a.y) * v) / weight,
        };
    };
}

// How well a grid fits one of the two timing patterns, every other module of which is dark: 1 at best, by chance 0.
function timingOf(ink, grid, at) {
    const place = mapOf(grid);
    let [good, all] = [0, 0];
    for (let i = FINDER + 1; i < grid.size - FINDER - 1; i++) {
        const {x, y} = at(place, i + 0.5);
        const depth = ink.depth(x, y);
        good += i % 2 === 0 ? depth : -depth;
        all += Math.abs(depth);
    }
    return all ? good / all : 0;
}

// A grid of this size with the two weights that fit the timing patterns best, near those that were measured.
function fittedGrid(ink, grid) {
    const best = (name, at) => {
        let found = {timing: -1};
        for (const factor of FACTORS) {
            const weight = grid[name] * factor;
            const timing = timingOf(ink, {...grid, [name]: weight}, at);
            found = timing > found.timing ? {timing, weight} : found;
        }
        return found;
    };
    const right = best("right", (place, i) => place(i, 6.5));
    const below = best("below", (place, i) => place(6.5, i));
    return {...grid, right: right.weight, below: below.weight, timing: (right.timing + below.timing) / 2};
}

// The grid by the corners alone. Where a line is seen in perspective, it is as many modules long as its length by the
// geometric mean of what a module is at its two ends; and what that is at each tells how far away it is.
function firstGrid(ink, corners) {
    const [a, b, c] = corners;
    const [ab, ba, ac, ca] = [[a, b], [b, a], [a, c], [c, a]].map(([from, to]) => moduleAt(ink, from, to));
    const length = (Math.hypot(b.x - a.x, b.y - a.y) / Math.sqrt(ab * ba)
        + Math.hypot(c.x - a.x, c.y - a.y) / Math.sqrt(ac * ca)) / 2;
    const likely = 17 + 4 * Math.round((length + FINDER - 17) / 4);
    const best = [0, -4, 4, -8, 8].map((step) => likely + step).filter((size) => size >= SIZE_MIN && size <= SIZE_MAX)
        .map((size) => fittedGrid(ink, {corners, size, right: Math.sqrt(ab / ba), below: Math.sqrt(ac / ca)}))
        .sort((one, other) => other.timing - one.timing)[0];
    return best?.timing >= TIMING_MIN ? best : null;
}

// How much the pattern at the lower right is like what is at a place: a dark square around a light one around a dark
// module.
function likeness(ink, place, column, row) {
    let sum = 0;
    for (let j = -2; j <= 2; j++) {
        for (let i = -2; i <= 2; i++) {
            const {x, y} = place(column + i, row + j);
            const isLight = Math.max(Math.abs(i), Math.abs(j)) === 1;
            sum += isLight ? -2 * ink.depth(x, y) : ink.depth(x, y);
        }
    }
    return sum;
}

function findAlignment(ink, grid) {
    const place = mapOf(grid);
    const middle = grid.size - 6.5;
    let best = {like: 0};
    for (let row = middle - REACH; row <= middle + REACH; row += STEP) {
        for (let column = middle - REACH; column <= middle + REACH; column += STEP) {
            const like = likeness(ink, place, column, row);
            best = like > best.like ? {like, at: place(column, row)} : best;
        }
    }
    return best.at;
}

// The grid whose weights put that pattern where it was found: two linear equations.
function alignedGrid(ink, grid) {
    const [a, b, c] = grid.corners;
    const at = findAlignment(ink, grid);
    if (!at) {
        return null;
    }
    const share = (grid.size - 10) / (grid.size - FINDER);
    const [bx, by, cx, cy] = [b.x - at.x, b.y - at.y, c.x - at.x, c.y - at.y];
    const [px, py] = [at.x - a.x, at.y - a.y].map((way) => way * (1 - 2 * share) / share);
    const base = bx * cy - by * cx;
    const [right, below] = [(px * cy - py * cx) / base, (bx * py - by * px) / base];
    return right > 0 && below > 0 ? {...grid, right, below} : null;
}

// The modules, each by several of its points.
function sample(ink, grid) {
    const place = mapOf(grid);
    const modules = new Uint8Array(grid.size * grid.size);
    for (let row = 0; row < grid.size; row++) {
        for (let column = 0; column < grid.size; column++) {
            let depth = 0;
            for (let i = 0; i < 9; i++) {
                const {x, y} = place(column + 0.3 + 0.2 * (i % 3), row + 0.3 + 0.2 * Math.floor(i / 3));
                depth += ink.depth(x, y);
            }
            modules[row * grid.size + column] = depth > 0 ? 1 : 0;
        }
    }
    return {size: grid.size, at: (column, row) => modules[row * grid.size + column]};
}

/** The modules that a code with these corners may have, the likelier first: {size, at(column, row)} of each. */
export function* gridsOf(ink, corners) {
    const first = firstGrid(ink, corners);
    const second = first && first.size > SIZE_MIN && alignedGrid(ink, first);
    for (const grid of [second, first]) {
        if (grid) {
            yield sample(ink, grid);
        }
    }
}
