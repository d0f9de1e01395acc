// history.test.mjs -- where a user's points came from and went.

import assert from "node:assert/strict";
import {describe, test} from "node:test";

import {
    allPages, charge, expect, expectProblem, newConcert, newOwner, newUser, newUsers, renumber,
} from "../../support/usher.mjs";

async function historyOf(user, query = "") {
    return expect(await user.get(`/points/history${query}`), 200);
}

function plain(entries) {
    return entries.map(({kind, amount, balanceAfter}) => [kind, amount, balanceAfter]);
}

describe("the history of points", {concurrency: 8}, () => {
    test("of who never had any is empty", async () => {
        assert.deepEqual(await historyOf(await newUser()), {entries: [], pagination: {limit: 20, nextCursor: null}});
    });

    test("shows every movement with the balance after it, the newest first", async () => {
        const {buyer, payment} = await newOwner(await newConcert(), 2);
        await charge(buyer, 700);
        const {entries} = await historyOf(buyer);
        assert.deepEqual(plain(entries), [["charge", 700, 700], ["payment", -2000, 0], ["charge", 2000, 2000]]);
        assert.deepEqual(entries.map(({paymentId}) => paymentId), [undefined, payment.paymentId, undefined]);
        assert.equal(new Set(entries.map(({entryId}) => entryId)).size, 3);
    });

    test("is its owner's only", async () => {
        const [ada, ben] = await newUsers(2);
        await charge(ada, 700);
        assert.deepEqual((await historyOf(ben)).entries, []);
    });

    test("goes on from page to page, each movement once", async () => {
        const user = await newUser();
        for (let i = 1; i <= 7; i++) {
            await charge(user, i);
        }
        const {pages, items} = await allPages(user, "/points/history?limit=3", "entries");
        assert.deepEqual(pages.map(({length}) => length), [3, 3, 1]);
        assert.deepEqual(items.map(({amount}) => amount), [7, 6, 5, 4, 3, 2, 1]);
    });

    test("is in the order in which the balance moved, even of movements at the same moment", async () => {
        const user = await newUser();
        await Promise.all(Array.from({length: 30}, (_, index) => charge(user, index + 1)));
        const {items} = await allPages(user, "/points/history?limit=100", "entries");
        items.reverse().reduce((balance, {amount, balanceAfter}) => {
            assert.equal(balanceAfter, balance + amount);
            return balanceAfter;
        }, 0);
        assert.equal(items.length, 30);
    });

    test("is in that order whatever the clock said", async () => {
        const user = await newUser();
        for (const amount of [1, 2, 3]) {
            await charge(user, amount);
        }
        // As if the clock had been set back twice: the ids say the other order.
        await renumber(user);
        const {items} = await allPages(user, "/points/history?limit=1", "entries");
        assert.deepEqual(items.map(({amount}) => amount), [1, 2, 3]);
    });

    test("refuses a limit or a cursor that is none", async () => {
        const user = await newUser();
        for (const query of ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=bm8"]) {
            expectProblem(await user.get(`/points/history?${query}`), 400, "invalid_parameter");
        }
    });
});
