// seat-places.js -- the drawing of a hall whose organiser brought a seating plan: each seat where it stands, and the
// stage, the bars and the like beside them. A plan is in pixels; the drawing is in seats, as wide as they are usually
// apart.

import {lengthOf, stageIn} from "./seat-tiers.js";

const MARGIN_LEAST = 1.5;
const UNIT_OF_ONE_SEAT = 20; // pixels, where nothing tells how far seats are apart
const ELLIPSE_CORNERS = 72;
const LINE = 0.75; // of the head above a section, the most that its name takes
const WORD = 2.5; // of a seat, the most that a text without an area takes

function median(values) {
    const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
}

function alongRow({x, y}) {
    return x.slice(1).map((right, i) => Math.hypot(right - x[i], y[i + 1] - y[i]));
}

// From the middle of a row to the nearest seat of the next one.
function acrossRows(row, next) {
    const middle = Math.floor(row.seats / 2);
    return Math.min(...next.x.map((x, i) => Math.hypot(x - row.x[middle], next.y[i] - row.y[middle])));
}

/** How far seats are usually apart, beside each other or one behind the other. */
function usualDistance(sections) {
    const along = sections.flatMap(({rows}) => rows.flatMap(alongRow));
    const across = sections.flatMap(({rows}) => rows.slice(1).map((row, i) => acrossRows(rows[i], row)));
    const usual = Math.min(median(along), median(across));
    return Number.isFinite(usual) ? usual : UNIT_OF_ONE_SEAT;
}

function cornersOf({shape, x, y, width, height, points}) {
    if (shape === "polygon") {
        return points;
    }
    if (shape === "rectangle") {
        return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
    }
    if (shape === "text") {
        return [[x, y]];
    }
    return Array.from({length: ELLIPSE_CORNERS}, (_, i) => {
        const angle = 2 * Math.PI * i / ELLIPSE_CORNERS;
        return [x + Math.cos(angle) * width / 2, y + Math.sin(angle) * height / 2];
    });
}

function turned([x, y], about, degrees) {
    const angle = degrees * Math.PI / 180;
    const [dx, dy, cos, sin] = [x - about.x, y - about.y, Math.cos(angle), Math.sin(angle)];
    return [about.x + dx * cos - dy * sin, about.y + dx * sin + dy * cos];
}

/** The corners of an area, turned as it is; of a text the point where it stands. */
export function outlineOf(area) {
    const corners = cornersOf(area);
    return area.rotation ? corners.map((corner) => turned(corner, area, area.rotation)) : corners;
}

export function boxOf(xs, ys) {
    return {left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys)};
}

// A text lies along its area, and is never upside down.
function textOf({shape, text, width, height, rotation = 0}, points, most) {
    const box = boxOf(points.map(([x]) => x), points.map(([, y]) => y));
    const at = {text, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2};
    const [across, along] = shape === "polygon" ? [box.right - box.left, box.bottom - box.top] : [width, height];
    const isUpright = along > 2 * across;
    const angle = (((rotation + (isUpright ? 90 : 0)) % 180) + 270) % 180 - 90;
    if (shape === "text") {
        return {...at, angle, size: Math.min(most, WORD)};
    }
    const [long, high] = isUpright ? [along, across] : [across, along];
    return {...at, angle, size: Math.min(high * 0.7, long * 0.9 / lengthOf(text), most)};
}

function areaOf(area, toUnits, unit, most) {
    const points = outlineOf(area).map(toUnits);
    const sized = {...area, width: area.width / unit, height: area.height / unit};
    return {points, text: area.text ? textOf(sized, points, most) : null};
}

/** The drawing of a seatmap with a plan, as seat-plan.js has it; its sections have no names in it yet. */
export function drawPlaces({sections, plan}) {
    const unit = usualDistance(sections);
    const margin = Math.max(MARGIN_LEAST, plan.width / unit / 40);
    const width = plan.width / unit + 2 * margin;
    const head = Math.max(1.6, width / 18);
    const stage = plan.areas.length === 0 ? stageIn({width, head}) : null;
    const top = stage ? head * 1.8 + margin : margin;
    const across = (x) => x / unit + margin;
    const along = (y) => y / unit + top;
    const toUnits = ([x, y]) => [across(x), along(y)];
    const rowOf = (section) => (row) => ({...row, section, xs: row.x.map(across), ys: row.y.map(along)});
    return {
        width, head, stage, depth: plan.height / unit + top + margin, slant: 1, names: [],
        areas: plan.areas.map((area) => areaOf(area, toUnits, unit, head * LINE)),
        rows: sections.flatMap((section) => section.rows.map(rowOf(section))),
    };
}
