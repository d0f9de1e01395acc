// queue-position.test.mjs -- where somebody stands in a queue, computed from the board.

import assert from "node:assert/strict";
import {test} from "node:test";

import {askAfterSeconds, estimatedWait, estimatedWaitSeconds, groupOf, QueuePosition} from "../../../nginx/html/js/waiting/queue-position.js";

const PLACES = [[100, 40], [200, 50], [300, 60]];
const board = (places, frontier = 99) => ({places, frontier});
const positionOf = (queueNumber, queuePosition) => new QueuePosition({queueNumber, queuePosition});

function seeing(one, ...boards) {
    boards.forEach((each) => one.see(each));
    return one;
}

test("a number is in the last group that starts at or below it, or else in the first", () => {
    const starts = [99, 100, 199, 200, 250, 1000].map((number) => groupOf(PLACES, number).start);
    assert.deepEqual(starts, [100, 100, 100, 200, 200, 300]);
    assert.equal(groupOf(PLACES, 300).before, 90);
    assert.equal(groupOf([], 300), null);
});

test("who goes from the groups in front is no longer ahead", () => {
    const one = seeing(positionOf(310, 101), board(PLACES), board([[100, 10], [200, 49], [300, 60]]));
    assert.equal(one.ahead, 69);
    assert.equal(one.isStale, false);
    assert.equal(seeing(one, board([[300, 60]])).ahead, 10);
});

test("who goes from the own group may have stood behind, so the own entry must be asked", () => {
    const one = seeing(positionOf(310, 101), board(PLACES), board([[100, 40], [200, 50], [300, 59]]));
    assert.deepEqual([one.ahead, one.isStale], [100, true]);
    assert.equal(seeing(one, board([[300, 4]])).ahead, 3);
});

test("a board from before one joined takes nobody from those in front", () => {
    const one = seeing(positionOf(310, 101), board([[100, 40], [200, 50], [300, 5]]));
    assert.deepEqual([one.ahead, one.isStale], [100, true]);
    assert.deepEqual([seeing(one, board(PLACES)).ahead, one.isStale], [100, false]);
});

test("a queue that nobody can tell about keeps the last figure and asks", () => {
    const one = seeing(positionOf(310, 101), board(PLACES), board([]));
    assert.deepEqual([one.ahead, one.isStale], [100, true]);
});

test("one is admitted when the frontier has reached the number", () => {
    assert.equal(seeing(positionOf(310, 1), board([[300, 1]], 309)).isAdmitted, false);
    assert.equal(seeing(positionOf(310, 1), board([], 310)).isAdmitted, true);
});

test("a wait is told only while people are really let in", () => {
    const open = {state: "OPEN", soldOut: false, admittedPerSecond: 2};
    assert.equal(estimatedWaitSeconds(99, open), 50);
    for (const change of [{admittedPerSecond: null}, {soldOut: true}, {state: "PAUSED"}]) {
        assert.equal(estimatedWaitSeconds(99, {...open, ...change}), null);
    }
});

test("the range is wide at the front and where few came in, and narrow where many did", () => {
    const open = {state: "OPEN", soldOut: false, admittedPerSecond: 2};
    const factor = (ahead, admissionsSeen) => {
        const {from, to, seconds} = estimatedWait(ahead, {...open, admissionsSeen});
        assert.ok(from < seconds && seconds < to);
        return to / from;
    };
    assert.equal(factor(0, 10_000), 4);
    assert.equal(factor(9999, 0), 4);
    assert.ok(factor(9999, 25) > 1.3 && factor(9999, 25) < 2);
    assert.ok(factor(9999, 10_000) < 1.2);
    assert.equal(estimatedWait(99, {...open, soldOut: true, admissionsSeen: 100}), null);
});

test("the further back, the more rarely one asks, up to five minutes", () => {
    assert.equal(askAfterSeconds(0, 2), 2);
    assert.equal(askAfterSeconds(10_000, 15), 165);
    assert.equal(askAfterSeconds(1_000_000, 15), 300);
});
