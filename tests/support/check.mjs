// check.mjs -- what `usherctl check` finds.

import assert from "node:assert/strict";

import {usherctl} from "./usherctl.mjs";

/** The differences between Redis and Postgres that a check names, sorted. */
export async function differencesOf(concert) {
    const {code, said} = await usherctl("check", concert.concertId);
    const named = said.split("\n").filter((line) => /^ {7}\S/.test(line)).map((line) => line.trim());
    assert.equal(code, named.length > 0 ? 1 : 0, said);
    return named.sort();
}
