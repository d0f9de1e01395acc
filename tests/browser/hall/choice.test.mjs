// choice.test.mjs -- what becomes of a choice of seats while others choose too. No browser is needed.

import assert from "node:assert/strict";
import {test} from "node:test";

import {checksumOf} from "../../../nginx/html/js/hall/seat-states.js";

Object.defineProperty(globalThis, "navigator", {value: {languages: ["en"]}}); // format.js asks for the reader's language
const {Choice} = await import("../../../nginx/html/js/hall/choice.js");

const SECTIONS = [{name: "R", price: 200, rows: [{row: "A", firstSeatId: 1, seats: 6}]}];

function choiceOf(status, {held = [], limit = 4} = {}) {
    const choice = new Choice(limit);
    choice.read({status, version: 1, sections: SECTIONS}, held.map((seatId) => ({seatId, expiresInSeconds: 60})));
    return choice;
}

function see(choice, letters, changes) {
    return choice.see({version: 2, previousVersion: 1, changes, checksum: checksumOf(letters)});
}

test("a free seat is chosen and let go, another's is not, and no more than the limit with what is held", () => {
    const choice = choiceOf("AAAHSN", {held: [4], limit: 3});
    assert.deepEqual([1, 1, 1, 4, 5, 6, 2, 3].map((seatId) => choice.toggle(seatId)),
        ["chosen", "left", "chosen", "taken", "taken", "taken", "chosen", "full"]);
    assert.deepEqual([[...choice.chosen], choice.total, choice.freeCount], [[1, 2], 400, 3]);
});

test("what others take leaves the choice, and the rest stays in it", () => {
    const choice = choiceOf("AAAAAA");
    [1, 2, 3].forEach((seatId) => choice.toggle(seatId));
    assert.deepEqual(choice.loseTaken(see(choice, "AHAAAA", [[2, "H"]])), [2]);
    assert.deepEqual([...choice.chosen], [1, 3]);
    choice.read({status: "SHAAAA", version: 3, sections: SECTIONS}, []);
    assert.deepEqual([choice.loseTaken(), [...choice.chosen]], [[1], [3]]);
});

test("what is held is one's own until the hold has ended, or a map says otherwise", () => {
    const choice = choiceOf("HHAAAA", {held: [1, 2]});
    assert.equal(Math.round(choice.ownLeft.left()), 60);
    see(choice, "AHAAAA", [[1, "A"]]);
    assert.deepEqual([...choice.own], [2]);
    assert.equal(choice.see({version: 9, previousVersion: 8, changes: []}), null);
    assert.deepEqual([...choice.own], [2]);
});
