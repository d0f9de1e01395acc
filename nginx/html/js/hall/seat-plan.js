// seat-plan.js -- where the seats of a show are in a drawing. Nothing here knows of a page.
//
// A plan is measured in seats, each about 1 wide and 1 deep: {width, depth, head, slant, stage, areas, names, sections,
// rows, prices}. A row has the middle of each of its seats in `xs` and `ys`. `head` is the room above a section for its
// name, `slant` how much further to the side than ahead the next row may be found.

import {boxOf, drawPlaces} from "./seat-places.js";
import {drawTiers} from "./seat-tiers.js";
import {namesIn} from "./section-names.js";

const REACH = 0.7; // from the middle of a seat to where a hand still means it

/** The plan of a seatmap, drawn from its seating plan when it has one. */
export function planOf(map) {
    const drawing = map.plan ? drawPlaces(map) : drawTiers(map);
    const rows = drawing.rows.map(({firstSeatId: first, section: {name: section, price}, xs, ys, ...row}) => ({
        section, price, first, row: row.row, seats: row.seats, prefix: row.prefix, seatLabel: row.seatLabel,
        numberedAt: row.numberedAt, numbers: row.numbers, xs, ys, box: boxOf(xs, ys),
    })).sort((a, b) => a.first - b.first);
    const plan = {...drawing, rows, sections: map.sections.map(({name}) => name)};
    const prices = map.sections.map(({price}) => price).filter((price) => price !== null); // null: not for sale
    plan.prices = [...new Set(prices)].sort((a, b) => b - a);
    if (map.plan) {
        plan.names = namesIn(plan, (box) => seatsIn(plan, box));
    }
    return plan;
}

/** Where a seat is: {row, place} with its row of the plan and its place from 0 on, or null. */
export function findSeat({rows}, seatId) {
    let [low, high] = [0, rows.length - 1];
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        [low, high] = rows[middle].first <= seatId ? [middle, high] : [low, middle - 1];
    }
    const place = seatId - rows[low].first;
    return place >= 0 && place < rows[low].seats ? {row: rows[low], place} : null;
}

/** The number that is on a seat, without its row. */
export const numberOf = ({row, place}) => row.numbers?.[place] ?? String(place + 1);

/** What is printed on a seat: "A12", "Table 1, Chair 5". */
function printedOf(seat) {
    const {row, prefix = row, seatLabel = "%s"} = seat.row;
    return prefix + seatLabel.replaceAll("%s", () => numberOf(seat));
}

/** What the name of a seat is made of, as the API tells it of a hold or a ticket. */
export function placeOf(seat) {
    const {section, row, seatLabel} = seat.row;
    return {section, row, seatNumber: printedOf(seat), ...(seatLabel === undefined && {numberInRow: numberOf(seat)})};
}

/** The middle of a seat. */
export function middleOf(plan, seatId) {
    const {row, place} = findSeat(plan, seatId);
    return {x: row.xs[place], y: row.ys[place]};
}

/** The seats {row, place} whose middle is in a box. */
export function* seatsIn({rows}, {left, right, top, bottom}) {
    for (const row of rows) {
        const {box, xs, ys} = row;
        if (box.left <= right && box.right >= left && box.top <= bottom && box.bottom >= top) {
            for (let place = 0; place < row.seats; place++) {
                if (xs[place] >= left && xs[place] <= right && ys[place] >= top && ys[place] <= bottom) {
                    yield {row, place};
                }
            }
        }
    }
}

export const hasSeats = (plan, box) => !seatsIn(plan, box).next().done;

/** The seat at a point of the plan, or null. */
export function seatAt(plan, {x, y}) {
    let nearest = null;
    let reach = REACH;
    for (const {row, place} of seatsIn(plan, {left: x - REACH, right: x + REACH, top: y - REACH, bottom: y + REACH})) {
        const off = Math.hypot(row.xs[place] - x, row.ys[place] - y);
        if (off <= reach) {
            reach = off;
            nearest = row.first + place;
        }
    }
    return nearest;
}
