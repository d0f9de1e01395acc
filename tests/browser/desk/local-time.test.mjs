// local-time.test.mjs -- hours as they are typed where a concert is, and the moments that they mean.

import assert from "node:assert/strict";
import {test} from "node:test";

import {fromLocal, momentsOf, toLocal, zones} from "../../../nginx/html/js/desk/local-time.js";

const BERLIN = "Europe/Berlin"; // summer time begins on 2026-03-29 at 2:00 and ends on 2026-10-25 at 3:00

test("an hour is the one of its zone, in summer and in winter", () => {
    assert.equal(fromLocal("2026-12-06T19:00", "Asia/Seoul"), "2026-12-06T10:00:00.000Z");
    assert.equal(fromLocal("2026-07-06T19:00", BERLIN), "2026-07-06T17:00:00.000Z");
    assert.equal(fromLocal("2026-12-06T19:00", BERLIN), "2026-12-06T18:00:00.000Z");
    assert.equal(fromLocal("2026-12-06T19:00", "UTC"), "2026-12-06T19:00:00.000Z");
});

test("an hour that the clocks skip means no moment", () => {
    for (const local of ["2026-03-29T02:00", "2026-03-29T02:59"]) {
        assert.deepEqual(momentsOf(local, BERLIN), []);
        assert.equal(fromLocal(local, BERLIN), null);
    }
    assert.deepEqual(momentsOf("2026-03-29T01:59", BERLIN), ["2026-03-29T00:59:00.000Z"]);
    assert.deepEqual(momentsOf("2026-03-29T03:00", BERLIN), ["2026-03-29T01:00:00.000Z"]);
    assert.deepEqual(momentsOf("2026-10-04T02:15", "Australia/Lord_Howe"), []); // by half an hour there
});

test("an hour that comes twice means two, the earlier first", () => {
    assert.deepEqual(momentsOf("2026-10-25T02:30", BERLIN), ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]);
    assert.equal(fromLocal("2026-10-25T02:30", BERLIN), "2026-10-25T00:30:00.000Z");
    assert.equal(momentsOf("2026-10-25T03:00", BERLIN).length, 1);
});

test("a time of the API is shown as it was typed, in every zone there is", () => {
    assert.ok(zones().includes("Asia/Seoul") && zones().includes("UTC"));
    for (const zone of zones()) {
        for (const text of ["2026-01-15T12:34:00.000Z", "2026-07-15T12:34:00.000Z"]) {
            assert.deepEqual(momentsOf(toLocal(text, zone), zone), [text], zone);
        }
    }
});
