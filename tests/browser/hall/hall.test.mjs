// hall.test.mjs -- where seats are in a drawing, where keys lead, and what changes do to a map. No browser is needed.

import assert from "node:assert/strict";
import {test} from "node:test";

import {seatByKey} from "../../../nginx/html/js/hall/keyboard.js";
import {middleOf, planOf, seatAt} from "../../../nginx/html/js/hall/seat-plan.js";
import {checksumOf, SeatStates} from "../../../nginx/html/js/hall/seat-states.js";

// Sections {name, price} with rows of so many seats, numbered through.
function mapOf(...sections) {
    let next = 1;
    return {
        sections: sections.map(([name, price, ...seats], at) => ({
            name, price,
            rows: seats.map((count, i) => {
                const row = {row: `${at}${i}`, firstSeatId: next, seats: count};
                next += count;
                return row;
            }),
        })),
    };
}

const HALL = planOf(mapOf(["R", 200, 4, 6], ["S", 100, 6, 6]));

const changesTo = (letters, news) => ({
    version: 2, previousVersion: 1, changes: [], checksum: checksumOf(letters), ...news,
});

test("every seat is where a hand finds it, and none is upon another", () => {
    for (let seatId = 1; seatId <= 22; seatId++) {
        assert.equal(seatAt(HALL, middleOf(HALL, seatId)), seatId);
    }
    assert.equal(seatAt(HALL, {x: 0, y: 0}), null);
});

test("a hall of many sections is not deeper than one can look at", () => {
    const plan = planOf(mapOf(...Array.from({length: 40}, (_, i) => [`S${i}`, 100, ...Array(10).fill(10)])));
    assert.ok(plan.depth < 2 * plan.width, `${plan.depth} deep, ${plan.width} wide`);
    for (const seatId of [1, 2000, 4000]) {
        assert.equal(seatAt(plan, middleOf(plan, seatId)), seatId);
    }
});

test("prices are listed once each, the highest first", () => {
    assert.deepEqual(planOf(mapOf(["A", 5, 1], ["B", 7, 1], ["C", 5, 1])).prices, [7, 5]);
});

for (const [from, key, to] of [
    [2, "ArrowRight", 3], [4, "ArrowRight", 4], [1, "ArrowLeft", 1], [3, "ArrowLeft", 2],
    [1, "ArrowDown", 6], [6, "ArrowUp", 1], [5, "ArrowUp", 1], [8, "ArrowDown", 14], [20, "ArrowDown", 20],
    [2, "ArrowUp", 2],
    [7, "Home", 5], [7, "End", 10], [1, "PageDown", 14], [14, "PageUp", 3], [14, "PageDown", 14], [1, "x", null],
]) {
    test(`from seat ${from} ${key} leads to ${to}`, () => {
        assert.equal(seatByKey(HALL, from, key), to);
    });
}

test("sections side by side are one row to the arrows", () => {
    const plan = planOf(mapOf(...Array.from({length: 9}, (_, i) => [`S${i}`, 100, 3, 3, 3, 3, 3, 3])));
    const [first, second] = plan.names;
    assert.equal(first.y, second.y);
    assert.equal(seatByKey(plan, 3, "ArrowRight"), 19);
    assert.equal(seatByKey(plan, 19, "ArrowLeft"), 3);
});

test("changes are taken in once, and tell which seats they were", () => {
    const states = new SeatStates({status: "AAA", version: 1});
    const changes = changesTo("AHA", {changes: [[2, "H"], [3, "A"]]});
    assert.deepEqual(states.take(changes), [2]);
    assert.equal(states.of(2), "held");
    assert.deepEqual(states.take(changes), []);
});

test("a map that missed changes, or does not come out as the server's, is to be read again", () => {
    const map = {status: "AAA", version: 1};
    assert.equal(new SeatStates(map).take(changesTo("AAA", {version: 4, previousVersion: 3})), null);
    assert.equal(new SeatStates(map).take(changesTo("AHS", {changes: [[2, "H"]]})), null);
});

test("the checksum is FNV-1a", () => {
    assert.equal(checksumOf(""), "811c9dc5");
    assert.equal(checksumOf("foobar"), "bf9cf968");
});
