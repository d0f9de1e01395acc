// keyboard.js -- where the keyboard leads in a plan: along a row, to the rows before and behind it, and from section
// to section. Rows may be bent and turned, so each seat has its own "along", that of its neighbours.

import {findSeat} from "./seat-plan.js";

const AHEAD = 0.3; // of a seat: what is less far away in a direction does not lie in it
const BESIDE = 0.6; // how far from its line a row may go on

// To the right along a row, of length 1; downwards where the row runs up and down.
function alongOf({xs, ys}, place) {
    const [from, to] = [Math.max(0, place - 1), Math.min(xs.length - 1, place + 1)];
    const [dx, dy] = [xs[to] - xs[from], ys[to] - ys[from]];
    const length = Math.hypot(dx, dy);
    if (length === 0) {
        return {x: 1, y: 0};
    }
    const sign = Math.abs(dx) > 0.01 * length ? Math.sign(dx) : Math.sign(dy);
    return {x: sign * dx / length, y: sign * dy / length};
}

// The seat of another row that costs least to go to: cost(ahead, aside) with how far it lies in a direction and beside
// it, Infinity when it does not count.
function cheapest({rows}, from, direction, cost) {
    const [x, y] = [from.row.xs[from.place], from.row.ys[from.place]];
    let best = {seatId: undefined, cost: Infinity};
    for (const row of rows.filter((each) => each !== from.row)) {
        for (let place = 0; place < row.seats; place++) {
            const [dx, dy] = [row.xs[place] - x, row.ys[place] - y];
            const ahead = dx * direction.x + dy * direction.y;
            const aside = Math.abs(dx * direction.y - dy * direction.x);
            const price = ahead > AHEAD ? cost(ahead, aside) : Infinity;
            if (price < best.cost) {
                best = {seatId: row.first + place, cost: price};
            }
        }
    }
    return best.seatId;
}

function acrossRows(plan, at, step) {
    const along = alongOf(at.row, at.place);
    return cheapest(plan, at, {x: -along.y * step, y: along.x * step},
        (ahead, aside) => (aside <= plan.slant * ahead + 1 ? ahead + 2 * aside : Infinity));
}

// A row may be written from right to left.
const stepOf = ({xs, ys}) => {
    const along = alongOf({xs: [xs[0], xs.at(-1)], ys: [ys[0], ys.at(-1)]}, 0);
    return Math.sign((xs.at(-1) - xs[0]) * along.x + (ys.at(-1) - ys[0]) * along.y) || 1;
};

// Past the end of a row comes the one that goes on in its line.
function alongRow(plan, at, step) {
    const {row, place} = at;
    const next = place + step * stepOf(row);
    if (next >= 0 && next < row.seats) {
        return row.first + next;
    }
    const along = alongOf(row, place);
    return cheapest(plan, at, {x: along.x * step, y: along.y * step},
        (ahead, aside) => (aside <= BESIDE ? ahead + aside : Infinity));
}

const endOf = (row, step) => row.first + (step * stepOf(row) > 0 ? row.seats - 1 : 0);

function otherSection({sections, rows}, {row}, step) {
    const name = sections[sections.indexOf(row.section) + step];
    const first = rows.find(({section}) => section === name);
    return first && first.first + Math.floor(first.seats / 2);
}

const MOVES = {
    ArrowLeft: (plan, at) => alongRow(plan, at, -1),
    ArrowRight: (plan, at) => alongRow(plan, at, 1),
    ArrowUp: (plan, at) => acrossRows(plan, at, -1),
    ArrowDown: (plan, at) => acrossRows(plan, at, 1),
    Home: (plan, {row}) => endOf(row, -1),
    End: (plan, {row}) => endOf(row, 1),
    PageUp: (plan, at) => otherSection(plan, at, -1),
    PageDown: (plan, at) => otherSection(plan, at, 1),
};

/** The seat that a key leads to from another, the same one at the hall's edge; null for a key that leads nowhere. */
export function seatByKey(plan, seatId, key) {
    return key in MOVES ? MOVES[key](plan, findSeat(plan, seatId)) ?? seatId : null;
}
