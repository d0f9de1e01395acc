// section-names.js -- where the names of sections stand in a drawing that has no places made for them: beside their own
// seats, where nothing else is, and never upon seats. From afar letters are large beside seats: a name that finds no
// room then is not there before one has come nearer.

import {boxOf} from "./seat-places.js";
import {lengthOf} from "./seat-tiers.js";

const LEAST = 0.9; // of a seat, the height of a name from near
const EDGE = 0.4; // from its middle, what a seat takes at the least
const NEXT = 2.5; // from a name, how far its own seats are at the most; those of others are further away
const LETTERS = 1.4; // beside a row, for its letter

function around({x, y, text}, size) {
    const half = lengthOf(text) * size / 2;
    return {left: x - half, right: x + half, top: y - size / 2, bottom: y + size / 2};
}

const wider = ({left, right, top, bottom}, by) =>
    ({left: left - by, right: right + by, top: top - by, bottom: bottom + by});

const meet = (one, other) => one.left < other.right && one.right > other.left &&
    one.top < other.bottom && one.bottom > other.top;

const middle = (values) => (values[Math.floor((values.length - 1) / 2)] + values[Math.floor(values.length / 2)]) / 2;

// In front of the seats and behind them, as near as such a text comes, and beside them all. A row may be bent.
function spotsFor(rows, text, size) {
    const {left, right, top, bottom} = boxOf(rows.flatMap(({box}) => [box.left, box.right]),
        rows.flatMap(({box}) => [box.top, box.bottom]));
    const [half, away, y] = [lengthOf(text) * size / 2, EDGE + 0.2 + size / 2, (top + bottom) / 2];
    const spotAt = (x, extreme, step) => {
        let edge = -step * Infinity;
        rows.forEach(({xs, ys}) => xs.forEach((each, i) => {
            edge = Math.abs(each - x) <= half + EDGE ? extreme(edge, ys[i]) : edge;
        }));
        return {x, y: edge + step * away};
    };
    const beside = LETTERS + EDGE + half;
    return [
        spotAt(middle(rows[0].xs), Math.min, -1), spotAt((left + right) / 2, Math.min, -1),
        spotAt(middle(rows.at(-1).xs), Math.max, 1), spotAt((left + right) / 2, Math.max, 1),
        {x: left - beside, y}, {x: right + beside, y},
    ].map((spot) => ({...spot, text}));
}

// The largest of the sizes at which one of these places has room.
function largest(sizes, spotsAt, hasRoom) {
    for (const size of sizes) {
        const spot = spotsAt(size).find((each) => hasRoom(around(each, size), size));
        if (spot) {
            return {...spot, size};
        }
    }
    return null;
}

function boxesOf({areas}) {
    return areas.filter(({text}) => text).map(({points, text}) => (points.length > 1
        ? boxOf(points.map(([x]) => x), points.map(([, y]) => y)) : around(text, text.size)));
}

/**
 * Whether a name is shown while names are `height` seats high, and letters of `least` seats can be read. It is made
 * smaller where its place is.
 */
export const isSeen = ({size}, height, least) => Math.min(size, height) >= least;

/** The names of a plan's sections: [{text, x, y, size}]: letters of up to `size` seats have room there. */
export function namesIn(plan, seatsIn) {
    const areas = boxesOf(plan);
    const names = [];
    const sizes = [];
    for (let size = plan.head * 0.75; size > LEAST; size *= 0.6) {
        sizes.push(size);
    }
    sizes.push(LEAST);
    const isClear = (box, size) => box.left >= 0 && box.right <= plan.width && box.top >= 0 &&
        box.bottom <= plan.depth && !areas.some((area) => meet(box, area)) &&
        !names.some((name) => meet(box, around(name, Math.min(name.size, size))));
    for (const text of plan.sections) {
        const rows = plan.rows.filter(({section}) => section === text);
        const isOwn = ({row}) => row.section === text;
        const beside = largest(sizes, (size) => spotsFor(rows, text, size), (box, size) => {
            return isClear(box, size) && [...seatsIn(wider(box, NEXT))].some(isOwn) &&
                [...seatsIn(wider(box, Math.max(NEXT, size)))].every(isOwn) && seatsIn(wider(box, EDGE)).next().done;
        });
        names.push(...(beside ? [beside] : []));
    }
    return names;
}
