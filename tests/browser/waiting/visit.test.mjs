// visit.test.mjs -- when the waiting page asks for the own entry. No browser is needed.

import assert from "node:assert/strict";
import {test} from "node:test";

Object.defineProperty(globalThis, "navigator", {value: {languages: ["en"]}}); // format.js asks for the reader's language
const {Visit} = await import("../../../nginx/html/js/waiting/visit.js");

const CONCERT = {concertId: "c", opensAt: null, policy: {queueing: "fifo"}};
const WAITING = {status: "WAITING", queueNumber: 310, queuePosition: 101, pollAfterSeconds: 1};
const LOBBY = {status: "LOBBY", queueNumber: 310, pollAfterSeconds: 1};
const BOARD = {state: "OPEN", opensAt: null, frontier: 99, waiting: 500, places: [[100, 40], [200, 50], [300, 60]]};

function visitWith(entry, ...boards) {
    const visit = new Visit(structuredClone(CONCERT));
    visit.take(entry);
    boards.forEach((board) => visit.see(board));
    return visit;
}

test("a board that tells where one stands makes nobody ask", () => {
    assert.equal(visitWith(WAITING, BOARD).isAskDue, false);
});

test("who is called asks at once", () => {
    assert.equal(visitWith(WAITING, BOARD, {...BOARD, frontier: 310}).isAskDue, true);
});

test("asking is due once", () => {
    const visit = visitWith(WAITING, {...BOARD, frontier: 310});
    visit.askBegins();
    assert.equal(visit.isAskDue, false);
});

test("when the sale opens who is admitted already does not wait, and the others spread out", () => {
    assert.equal(visitWith(LOBBY, {...BOARD, frontier: 310}).isAskDue, true);
    assert.equal(visitWith(LOBBY, BOARD).isAskDue, false);
});

test("who had been admitted has missed it when the entry is gone, and who waited has not", () => {
    assert.equal(visitWith(WAITING, BOARD).wasAdmitted, false);
    assert.equal(visitWith(WAITING, {...BOARD, frontier: 310}).wasAdmitted, true);
    const visit = visitWith({...WAITING, status: "ACTIVE", expiresInSeconds: 60});
    assert.equal(visit.wasAdmitted, true);
    visit.loseEntry({hasMissed: true});
    assert.deepEqual([visit.entry, visit.admission, visit.hasMissed, visit.isAskDue], [null, null, true, false]);
});
