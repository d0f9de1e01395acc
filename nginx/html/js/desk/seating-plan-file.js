// seating-plan-file.js -- a file of pretix's seating plan editor: what is in it, and the seatmap that it becomes, for a
// look at it before it is sent. Usher itself reads the whole file again, and refuses what does not fit.

import {outlineOf} from "../hall/seat-places.js";

export const BYTES_MAX = 16 * 1024 * 1024;

/** Why a file is not a plan: `key` is a word, `where` the part of the file that it is about, or nothing. */
export class NoPlan extends Error {
    constructor(key, where = "") {
        super(key);
        Object.assign(this, {key, where});
    }
}

const isPoint = (point) => Number.isFinite(point?.x) && Number.isFinite(point?.y);
const plus = (one, other) => ({x: one.x + (other?.x ?? 0), y: one.y + (other?.y ?? 0)});

function listOf(value, where) {
    if (!Array.isArray(value)) {
        throw new NoPlan("planIsNone", where);
    }
    return value;
}

// Every seat of a file where it stands: {zone, row, number, category, x, y}; zone and row are those of the file.
function* seatsOf(zones) {
    for (const [i, zone] of listOf(zones, "zones").entries()) {
        if (zone?.rows && !isPoint(zone.position)) {
            throw new NoPlan("planIsNone", `zones[${i}].position`);
        }
        for (const [j, row] of listOf(zone?.rows, `zones[${i}].rows`).entries()) {
            for (const [k, seat] of listOf(row?.seats, `zones[${i}].rows[${j}].seats`).entries()) {
                const where = `zones[${i}].rows[${j}].seats[${k}]`;
                if (!isPoint(seat?.position)) {
                    throw new NoPlan("planIsNone", `${where}.position`);
                }
                if (typeof seat.category !== "string") {
                    throw new NoPlan("planIsNone", `${where}.category`);
                }
                yield {zone, row, number: seat.seat_number || String(k + 1), category: seat.category,
                    ...plus(plus(zone.position, row.position), seat.position)};
            }
        }
    }
}

// An area as a seatmap has it; a file has the sizes of older ones in the area itself.
function areaOf(area, zone) {
    const at = plus(zone.position, area.position);
    const shape = area.shape ?? "rectangle";
    const text = typeof area.text === "string" ? area.text : area.text?.text;
    const common = {...at, rotation: area.rotation ?? 0, ...(text && {text})};
    if (shape === "polygon") {
        return {...common, shape, points: area.polygon.points.map((point) => [at.x + point.x, at.y + point.y])};
    }
    if (shape === "circle" || shape === "ellipse") {
        const radius = shape === "circle" ? area.circle.radius : area.ellipse.radius;
        return {...common, shape: "ellipse", width: 2 * (radius.x ?? radius), height: 2 * (radius.y ?? radius)};
    }
    if (shape === "text") {
        return {...common, shape, ...plus(at, area.text?.position)};
    }
    const {width, height} = area.rectangle ?? area;
    return {...common, shape: "rectangle", width, height};
}

// An area that is not whole is left out of the look at the plan; Usher says what is wrong with it.
function areasOf(zones) {
    return zones.flatMap((zone) => (Array.isArray(zone.areas) ? zone.areas : []).flatMap((area) => {
        try {
            return isPoint(area.position ?? zone.position) ? [areaOf(area, zone)] : [];
        } catch {
            return [];
        }
    }));
}

const moved = ({points, ...area}, x, y) => ({...area, x: area.x - x, y: area.y - y,
    ...(points && {points: points.map(([left, top]) => [left - x, top - y])})});

// How a row is called, and at which end its number is drawn, as Usher makes it. Blocks of a zone it tells apart itself.
function headOf({row_number: row = "", row_label: label, seat_label: seatLabel, row_number_position: end}) {
    const called = label?.replaceAll("%s", () => row) || row;
    const isLabelled = Boolean(label || seatLabel);
    const withHole = seatLabel?.includes("%s") ? seatLabel : `${seatLabel || ""} %s`.trim();
    return {
        row, ...(isLabelled && {prefix: called && `${called}, `, seatLabel: withHole}),
        ...(end !== undefined && end !== "both" && {numberedAt: end ?? "none"}),
    };
}

// A section is the seats of one category in one zone, as Usher makes them.
function sectionsOf(seats, categories, {x, y}) {
    const sections = new Map();
    for (const seat of seats) {
        const bands = sections.get(seat.zone) ?? new Map();
        const rows = bands.get(seat.category) ?? new Map();
        const row = rows.get(seat.row) ?? {...headOf(seat.row), seats: 0, numbers: [], x: [], y: []};
        row.seats++;
        row.numbers.push(String(seat.number));
        row.x.push(seat.x - x);
        row.y.push(seat.y - y);
        sections.set(seat.zone, bands.set(seat.category, rows.set(seat.row, row)));
    }
    let next = 1;
    return [...sections].flatMap(([zone, bands]) => [...bands].map(([category, rows]) => ({
        name: bands.size === 1 && zone.name ? zone.name : [zone.name, category].filter(Boolean).join(" "),
        price: -categories.indexOf(category), // a colour for each category
        rows: [...rows.values()].map((row) => {
            next += row.seats;
            return {...row, firstSeatId: next - row.seats};
        }),
    })));
}

function mapOf(zones, seats, categories) {
    const areas = areasOf(zones);
    const points = [...seats.map(({x, y}) => [x, y]), ...areas.flatMap(outlineOf)];
    const [x, y, right, bottom] = points.reduce(([least, top, most, low], [left, down]) =>
        [Math.min(least, left), Math.min(top, down), Math.max(most, left), Math.max(low, down)],
    [Infinity, Infinity, -Infinity, -Infinity]);
    return {
        sections: sectionsOf(seats, categories, {x, y}),
        plan: {width: right - x, height: bottom - y, areas: areas.map((area) => moved(area, x, y))},
    };
}

// Places at which more than one seat stands: how many there are, and the second seat of the first.
function sameSpotOf(seats) {
    const counts = new Map();
    let example = null;
    for (const {x, y, zone, row, number} of seats) {
        const place = `${Math.round(x)} ${Math.round(y)}`;
        counts.set(place, (counts.get(place) ?? 0) + 1);
        if (counts.get(place) > 1) {
            example ??= {zone: zone.name || "–", row: row.row_number, seat: number};
        }
    }
    return {count: [...counts.values()].filter((count) => count > 1).length, example};
}

/**
 * What a file is: {plan, name, zones, seats, categories: [{name, seats}], sameSpot: {count, example}, map}; `plan` is
 * what it holds, `map` a seatmap without states. Throws NoPlan.
 */
export function readPlan(text) {
    let plan;
    try {
        plan = JSON.parse(text);
    } catch {
        throw new NoPlan("planIsNoJson");
    }
    const seats = [...seatsOf(plan?.zones)];
    if (seats.length === 0) {
        throw new NoPlan("planIsEmpty");
    }
    const named = listOf(plan.categories, "categories").map((category) => category?.name);
    const counts = new Map();
    seats.forEach(({category}) => counts.set(category, (counts.get(category) ?? 0) + 1));
    const categories = [...counts.keys()].sort((a, b) => named.indexOf(a) - named.indexOf(b));
    return {
        plan, name: plan.name ?? "", zones: new Set(seats.map(({zone}) => zone)).size, seats: seats.length,
        categories: categories.map((name) => ({name, seats: counts.get(name)})),
        sameSpot: sameSpotOf(seats),
        map: mapOf(plan.zones, seats, categories),
    };
}

/** Where in a plan a refusal's path leads: {zone, row?, seat?} as they are named in it, or null. */
export function placeOf({zones}, detail) {
    const path = /seatingPlan\.zones\[(\d+)\](?:\.rows\[(\d+)\](?:\.seats\[(\d+)\])?)?/.exec(detail);
    const zone = path && zones[path[1]];
    if (!zone) {
        return null;
    }
    const row = path[2] === undefined ? null : zone.rows[path[2]];
    const seat = path[3] === undefined ? null : row?.seats[path[3]];
    return {
        zone: zone.name || String(Number(path[1]) + 1),
        ...(row && {row: row.row_number || String(Number(path[2]) + 1)}),
        ...(seat && {seat: seat.seat_number || String(Number(path[3]) + 1)}),
    };
}
