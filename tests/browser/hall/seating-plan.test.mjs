// seating-plan.test.mjs -- halls of a seating plan: where their seats, areas and names are in a drawing, where keys
// lead among bent and turned rows, and what a file of a plan is read as. No browser is needed.

import assert from "node:assert/strict";
import {test} from "node:test";

import {seatByKey} from "../../../nginx/html/js/hall/keyboard.js";
import {edgesIn} from "../../../nginx/html/js/hall/row-edges.js";
import {
    findSeat, hasSeats, middleOf, numberOf, placeOf as placeOfSeat, planOf, seatAt,
} from "../../../nginx/html/js/hall/seat-plan.js";
import {lengthOf} from "../../../nginx/html/js/hall/seat-tiers.js";
import {isSeen} from "../../../nginx/html/js/hall/section-names.js";
import {placeOf, readPlan} from "../../../nginx/html/js/desk/seating-plan-file.js";

const PITCH = 25; // pixels from seat to seat

// Sections {name, rows: [[label, [[x, y]…]]…]} with seats at these places, in pixels, numbered through.
function mapOf(sections, areas = []) {
    let next = 1;
    const made = sections.map(([name, ...rows], i) => ({
        name, price: 1000 - i,
        rows: rows.map(([row, points, others]) => {
            next += points.length;
            return {
                row, firstSeatId: next - points.length, seats: points.length, ...others,
                x: points.map(([x]) => x), y: points.map(([, y]) => y),
            };
        }),
    }));
    const all = made.flatMap(({rows}) => rows);
    const most = (key) => Math.max(...all.flatMap((row) => row[key]), ...areas.map((area) => area[key] ?? 0));
    return {sections: made, plan: {width: most("x"), height: most("y"), areas}};
}

const line = (count, x, y, dx = PITCH, dy = 0) => Array.from({length: count}, (_, i) => [x + i * dx, y + i * dy]);

// Rows of an arc round (400, 0), from its left to its right.
const arc = (count, radius, from = 160, to = 20) => Array.from({length: count}, (_, i) => {
    const angle = (from + (to - from) * i / (count - 1)) * Math.PI / 180;
    return [400 + radius * Math.cos(angle), radius * Math.sin(angle)];
});

const FAN = planOf(mapOf([["Stalls", ["A", arc(21, 300)], ["B", arc(21, 340)], ["C", arc(21, 380)]]]));
// A block, an aisle, a block; and a box at the side, whose rows run downwards.
const BLOCKS = planOf(mapOf([
    ["Left", ["A", line(4, 200, 0)], ["B", line(4, 200, 30)]],
    ["Right", ["A", line(4, 350, 0)], ["B", line(4, 350, 30)]],
    ["Box", ["1", line(3, 0, 0, 0, PITCH)], ["2", line(3, 30, 0, 0, PITCH)]],
    ["Back", ["Z", line(4, 275, 90, -PITCH)]],
]));

test("every seat of a plan is where a hand finds it", () => {
    for (const [plan, seats] of [[FAN, 63], [BLOCKS, 26]]) {
        for (let seatId = 1; seatId <= seats; seatId++) {
            assert.equal(seatAt(plan, middleOf(plan, seatId)), seatId);
        }
    }
    assert.equal(seatAt(BLOCKS, {x: 0, y: 0}), null);
});

test("seats are drawn as far apart as they stand, measured by what is usual", () => {
    const [first, second, across, behind] = [1, 2, 9, 5].map((seatId) => middleOf(BLOCKS, seatId));
    assert.deepEqual([second.x - first.x, across.x - first.x], [1, 150 / PITCH]);
    assert.ok(Math.abs(behind.y - first.y - 30 / PITCH) < 1e-9);
});

for (const [name, plan, from, key, to] of [
    ["along a bent row", FAN, 1, "ArrowRight", 2], ["behind, at its side", FAN, 1, "ArrowDown", 22],
    ["behind, in its middle", FAN, 11, "ArrowDown", 32], ["back to the front", FAN, 32, "ArrowUp", 11],
    ["not beyond the last row", FAN, 53, "ArrowDown", 53], ["not beyond the first row", FAN, 11, "ArrowUp", 11],
    ["to its end", FAN, 30, "End", 42],
    ["across an aisle", BLOCKS, 4, "ArrowRight", 9], ["and back", BLOCKS, 9, "ArrowLeft", 4],
    ["not across to another row", BLOCKS, 8, "ArrowRight", 13],
    ["to the next section", BLOCKS, 1, "PageDown", 11],
    ["down along a row that runs downwards", BLOCKS, 17, "ArrowRight", 18],
    ["beside a row that runs downwards", BLOCKS, 18, "ArrowUp", 21],
    ["to the right in a row that is written to the left", BLOCKS, 26, "ArrowRight", 25],
    ["to the left end of such a row", BLOCKS, 23, "Home", 26],
]) {
    test(`${key} leads ${name}: from seat ${from} to ${to}`, () => {
        assert.equal(seatByKey(plan, from, key), to);
    });
}

test("a seat has the number that is on it, in its row", () => {
    const rows = [
        ["7", line(2, 0, 0), {numbers: ["3", "5"], prefix: "7-"}], ["B", line(2, 0, 30)], ["", line(1, 0, 60)],
        ["C", line(1, 0, 90), {prefix: "S C"}],
    ];
    const plan = planOf(mapOf([["S", ...rows]]));
    assert.deepEqual([1, 2, 3].map((seatId) => numberOf(findSeat(plan, seatId))), ["3", "5", "1"]);
    const placeAt = (seatId) => Object.values(placeOfSeat(findSeat(plan, seatId)));
    assert.deepEqual([1, 3, 5, 6].map(placeAt),
        [["S", "7", "7-3", "3"], ["S", "B", "B1", "1"], ["S", "", "1", "1"], ["S", "C", "S C1", "1"]]);
});

test("a plan has its own stage, and one without areas is given one", () => {
    const stage = {shape: "rectangle", x: 0, y: 0, width: 200, height: 50, rotation: 90, text: "Stage"};
    const rows = ["S", ["A", line(4, 0, 100)]];
    assert.equal(planOf(mapOf([rows], [stage])).stage, null);
    assert.ok(planOf(mapOf([rows])).stage.width > 0);
});

test("an area is turned about where it stands, and its text is never upside down", () => {
    const area = {shape: "rectangle", x: 100, y: 0, width: 200, height: 50, rotation: 180, text: "Bar"};
    const [drawn] = planOf(mapOf([["S", ["A", line(4, 0, 100)]]], [area])).areas;
    const xs = drawn.points.map(([x]) => x);
    assert.equal(Math.round(Math.max(...xs) - Math.min(...xs)), 200 / PITCH);
    assert.ok(drawn.text.x < Math.max(...xs) && Math.max(...xs) < 100 / PITCH + 2);
    assert.equal(Math.abs(drawn.text.angle), 0);
});

const LEAST = 0.9;
const isOverSeats = (plan, {text, x, y, size}) => {
    const half = lengthOf(text) * size / 2;
    return hasSeats(plan, {left: x - half, right: x + half, top: y - size / 2, bottom: y + size / 2});
};

test("the name of a section stands beside its own seats, and never upon any", () => {
    const wall = Array.from({length: 12}, (_, i) => [String(i), line(30, 0, i * PITCH)]);
    const plan = planOf(mapOf([["Front", ...wall.slice(0, 6)], ["Behind", ...wall.slice(6)]]));
    assert.deepEqual(plan.names.map(({text}) => text), ["Front", "Behind"]);
    const [front, behind] = plan.names;
    const border = plan.rows[6].ys[0] - 0.5;
    assert.ok(front.y < border && behind.y > border);
    assert.deepEqual(plan.names.filter((name) => isOverSeats(plan, name)), []);
});

test("a name that has no room beside its seats is left out, or small until one is near", () => {
    const blocks = ["Left", "A name that is long", "Right"].map((name, i) =>
        [name, ["A", line(5, i * 200, 100)], ["B", line(5, i * 200, 130)]]);
    const stage = {shape: "rectangle", x: 0, y: 0, width: 500, height: 20, text: "Stage"};
    const plan = planOf(mapOf(blocks, [stage]));
    assert.deepEqual(plan.names.filter((name) => isOverSeats(plan, name)), []);
    for (const name of plan.names) {
        assert.equal(isSeen(name, name.size, LEAST), name.size >= LEAST);
        assert.equal(isSeen(name, name.size * 9, name.size * 1.1), false, "no letters that cannot be read");
    }
});

test("the names of sections side by side are no longer than their seats", () => {
    const sections = Array.from({length: 6}, (_, i) => ({
        name: `A very long name of section ${i}`, price: 100,
        rows: Array.from({length: 9}, (__, row) => ({row: `${i}${row}`, firstSeatId: 1 + i * 45 + row * 5, seats: 5})),
    }));
    const {names} = planOf({sections});
    for (const one of names) {
        for (const other of names.filter((each) => each !== one && each.y === one.y)) {
            const room = (lengthOf(one.text) * one.size + lengthOf(other.text) * other.size) / 2;
            assert.ok(Math.abs(one.x - other.x) >= room, "two names are upon each other");
        }
    }
});

test("the letters at the edge are those of rows whose own are out of sight, one a line", () => {
    const {box} = BLOCKS.rows[0];
    const seen = {left: box.left + 1.5, right: box.right + 10, top: box.top - 0.5, bottom: box.bottom + 0.5};
    assert.deepEqual(edgesIn(BLOCKS, seen, 0.6).map(({row}) => row), [BLOCKS.rows[0].row]);
    assert.deepEqual(edgesIn(BLOCKS, {...seen, left: box.left - 2}, 0.6), []);
});

const seat = (number, x, category = "Stalls") => ({seat_number: number, category, position: {x, y: 0}});
const fileOf = (changes) => JSON.stringify({
    name: "A hall", categories: [{name: "Stalls"}, {name: "Balcony"}],
    zones: [{
        name: "Ground", position: {x: 1000, y: 500},
        rows: [{
            row_number: "A", position: {x: 10, y: 20}, seats: [seat("1", 0), seat("2", 25), seat("3", 50, "Balcony")],
        }],
        areas: [{shape: "circle", position: {x: 0, y: -40}, circle: {radius: 30}, text: "Bar"}],
    }],
    ...changes,
});

test("a file is read as zones, categories and seats where they stand", () => {
    const {name, zones, seats, categories, map} = readPlan(fileOf());
    assert.deepEqual([name, zones, seats], ["A hall", 1, 3]);
    assert.deepEqual(categories, [{name: "Stalls", seats: 2}, {name: "Balcony", seats: 1}]);
    assert.deepEqual(map.sections.map((section) => section.name), ["Ground Stalls", "Ground Balcony"]);
    assert.deepEqual([map.sections[0].rows[0].x, map.sections[1].rows[0].firstSeatId], [[40, 65], 3]);
    assert.deepEqual(map.plan.areas.map(({shape, width, text}) => [shape, width, text]), [["ellipse", 60, "Bar"]]);
});

test("labels, unnumbered seats and areas without a position are read as Usher reads them", () => {
    const rows = [
        {row_number: "T1", row_label: "Table 1", seat_label: "Chair %s", row_number_position: null,
            seats: [seat("", 0), seat(null, 25)]},
        {row_number: "B", row_label: "Box", row_number_position: "start", seats: [seat("9", 60)]},
        {row_number: "C", row_number_position: "both", seats: [seat("$&", 90)]},
    ];
    const areas = [{shape: "text", text: {text: "Stage", position: {x: 5, y: 6}}}];
    const {map} = readPlan(fileOf({zones: [{name: "Z", position: {x: 10, y: 10}, rows, areas}]}));
    const plan = planOf(map);
    assert.deepEqual([1, 2, 3, 4].map((seatId) => placeOfSeat(findSeat(plan, seatId)).seatNumber),
        ["Table 1, Chair 1", "Table 1, Chair 2", "Box, 9", "C$&"]);
    assert.deepEqual(plan.rows.map(({numberedAt}) => numberedAt), ["none", "start", undefined]);
    assert.deepEqual(map.plan.areas.map(({x, y}) => [x, y]), [[5, 6]]);
});

test("where a row has labels or blocks, what is printed says which seat it is", () => {
    const plan = planOf(mapOf([["Main Gold", ["T1", line(1, 0, 0), {prefix: "Table 1, ", seatLabel: "Chair %s"}],
        ["A", line(1, 0, 30), {prefix: "Main 2 A", seatLabel: "%s"}], ["B", line(1, 0, 60)]]]));
    assert.deepEqual([1, 2, 3].map((seatId) => placeOfSeat(findSeat(plan, seatId))), [
        {section: "Main Gold", row: "T1", seatNumber: "Table 1, Chair 1"},
        {section: "Main Gold", row: "A", seatNumber: "Main 2 A1"},
        {section: "Main Gold", row: "B", seatNumber: "B1", numberInRow: "1"},
    ]);
});

test("seats in one place are counted, and one is named", () => {
    assert.deepEqual(readPlan(fileOf()).sameSpot, {count: 0, example: null});
    const rows = [{row_number: "A", seats: [seat("1", 0), seat("2", 0.2), seat("3", 0), seat("4", 25), seat("5", 25)]}];
    const {sameSpot} = readPlan(fileOf({zones: [{name: "Z", position: {x: 0, y: 0}, rows}]}));
    assert.deepEqual(sameSpot, {count: 2, example: {zone: "Z", row: "A", seat: "2"}});
});

for (const [what, text, key, where] of [
    ["what is no JSON", "Row A", "planIsNoJson", ""],
    ["JSON of something else", '{"shows": []}', "planIsNone", "zones"],
    ["a list", "[]", "planIsNone", "zones"],
    ["nothing", "null", "planIsNone", "zones"],
    ["a zone without rows", fileOf({zones: [{}]}), "planIsNone", "zones[0].rows"],
    ["a row without seats", fileOf({zones: [{position: {x: 0, y: 0}, rows: [{}]}]}), "planIsNone",
        "zones[0].rows[0].seats"],
    ["a zone without a place", fileOf({zones: [{rows: [{seats: [seat("1", 0)]}]}]}), "planIsNone",
        "zones[0].position"],
    ["a seat without a place", fileOf({zones: [{position: {x: 0, y: 0}, rows: [{seats: [{category: "Stalls"}]}]}]}),
        "planIsNone", "zones[0].rows[0].seats[0].position"],
    ["a plan without seats", fileOf({zones: []}), "planIsEmpty", ""],
    ["a plan without categories", fileOf({categories: null}), "planIsNone", "categories"],
]) {
    test(`${what} is told to be no plan`, () => {
        assert.throws(() => readPlan(text), {key, where});
    });
}

test("where a refusal leads is said in the plan's own names", () => {
    const {plan} = readPlan(fileOf());
    const at = (path) => placeOf(plan, `${path} must be text`);
    assert.deepEqual(at("seatingPlan.zones[0].rows[0].seats[1].seat_number"), {zone: "Ground", row: "A", seat: "2"});
    assert.deepEqual(at("seatingPlan.zones[0].areas[3].shape"), {zone: "Ground"});
    assert.equal(at("seatingPlan.zones[7].name"), null);
    assert.equal(at("categoryPrices.Stalls"), null);
});
