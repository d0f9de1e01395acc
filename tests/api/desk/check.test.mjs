// check.test.mjs -- `usherctl check` names every difference between Redis and Postgres.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {after, describe, test} from "node:test";

import {differencesOf} from "../../support/check.mjs";
import {
    admit, hold, newBuyer, newConcert, newUser, newUsers, pay, redis, sql, steer, usherctl,
} from "../../support/usher.mjs";

const store = redis();
after(() => store.disconnect());

/*
 * A concert with an owner of the seats 1 and 2, a holder of 3 to 11, and free seats; paused, so that nobody is
 * called up. `letter`, `entry` and `lose` tamper with what Redis has of a seat.
 */
async function newTampering() {
    const concert = await newConcert({policy: {maxSeatsPerUser: 20}});
    const [owner, holder] = [await newBuyer(concert, 2000), await newBuyer(concert)];
    const sold = await hold(owner, concert.showId, [1, 2]);
    await pay(owner, sold);
    const held = await hold(holder, concert.showId, [3, 4, 5, 6, 7, 8, 9, 10, 11]);
    await steer(concert, "pause");
    assert.deepEqual(await differencesOf(concert), []);
    const [{no}] = await sql(`SELECT show_no AS no FROM usher.shows WHERE show_id = $1`, [concert.showId]);
    const key = (name) => `usher:{${concert.concertId}}:${name}`;
    return {
        concert, owner, holder, key, no,
        reservationOf: (seatId) => [...sold, ...held].find((one) => one.seatId === seatId).reservationId,
        holdKey: (seatId) => key(`hold:${no}:${seatId}`),
        letter: (seatId, letter) => store.setrange(key(`map:${no}`), seatId - 1, letter),
        entry: (user, seatId, value) => store.hset(key(`buyer:${user.userId}`), `${no}:${seatId}`, value),
        lose: (user, seatId) => store.hdel(key(`buyer:${user.userId}`), `${no}:${seatId}`),
        deadlineOf: (seatId) => store.zscore(key("deadlines"), `${no}:${seatId}`),
    };
}

// Each difference is looked at for some seconds: the concerts are checked beside each other.
describe("what usherctl check names", {concurrency: true}, () => {
    test("letters that do not agree with the sales and the holds are named", async () => {
        const {concert, no, letter, reservationOf, deadlineOf} = await newTampering();
        await letter(1, "A");
        await letter(3, "A");
        await letter(12, "S");
        await letter(13, "H");
        await letter(14, "x");
        assert.deepEqual(await differencesOf(concert), [
            `${no}:1 is sold (${reservationOf(1)}), and A on the map`,
            `${no}:12 is S on the map, and not sold`,
            `${no}:13 is H on the map, without a hold`,
            `${no}:14 is x on the map`,
            `${no}:3 is A on the map, and has a hold (${reservationOf(3)}) or deadline ${await deadlineOf(3)}`,
        ].sort());
    });

    test("a map that is too long or too short is named", async () => {
        const {concert, key, no} = await newTampering();
        await store.append(key(`map:${no}`), "A");
        assert.deepEqual(await differencesOf(concert), [`the map of show ${concert.showId} has 101 letters for 100 seats`]);
        await store.set(key(`map:${no}`), (await store.get(key(`map:${no}`))).slice(0, 99));
        assert.deepEqual(await differencesOf(concert), [
            `${no}:100 is - on the map`, `the map of show ${concert.showId} has 99 letters for 100 seats`,
        ]);
    });

    test("holds that are lost, or have no deadline, or end at another time are named", async () => {
        const {concert, holder, key, no, holdKey, reservationOf, deadlineOf} = await newTampering();
        const [lost, later, noon] = [await deadlineOf(3), Number(await deadlineOf(7)) + 5000, await deadlineOf(8)];
        await store.del(holdKey(3));
        await store.zrem(key("deadlines"), `${no}:4`);
        await store.persist(holdKey(5));
        await store.pexpire(holdKey(6), 900_000);
        await store.zadd(key("deadlines"), later, `${no}:7`);
        await store.set(holdKey(8), (await store.get(holdKey(8))).replace(/\d+ 0$/, "12 0"), "KEEPTTL");
        await store.set(holdKey(12), "rubbish", "PX", 60_000);
        const listed = await store.hget(key(`buyer:${holder.userId}`), `${no}:7`);
        assert.deepEqual(await differencesOf(concert), [
            `${no}:3 is H on the map with deadline ${lost}, and has no hold`,
            `${holder.userId} has ${no}:3 listed as ${reservationOf(3)} ${lost}, and should not`,
            `the hold of ${no}:4 (${reservationOf(4)}) has no deadline`,
            `the hold of ${no}:5 (${reservationOf(5)}) has no end`,
            `the hold of ${no}:6 (${reservationOf(6)}) does not end at its deadline ${await deadlineOf(6)}`,
            `the hold of ${no}:7 (${reservationOf(7)}) does not end at its deadline ${later}`,
            `${holder.userId} has ${no}:7 listed as ${listed}, and should not`,
            `${holder.userId} holds ${no}:7 (${reservationOf(7)}), and has it not listed`,
            `the hold of ${no}:8 (${reservationOf(8)}) is for 12, its deadline is ${noon}`,
            `the hold of ${no}:12 is no hold: rubbish`,
        ].sort());
    });

    test("a hold that says it is being paid, and ends before its own deadline, is named", async () => {
        const {concert, no, holdKey, reservationOf, deadlineOf} = await newTampering();
        const late = Number(await deadlineOf(3)) + 60_000;
        await store.set(holdKey(3), (await store.get(holdKey(3))).replace(/\d+ 0$/, `${late} fence`), "KEEPTTL");
        assert.deepEqual(await differencesOf(concert), [
            `the hold of ${no}:3 (${reservationOf(3)}) is for ${late}, its deadline is ${await deadlineOf(3)}`,
        ]);
    });

    test("what a buyer's list lacks, or should not have, is named", async () => {
        const {concert, owner, holder, key, no, entry, lose, reservationOf} = await newTampering();
        const future = Date.now() + 600_000;
        await lose(owner, 1);
        await lose(holder, 3);
        await entry(owner, 12, `sold ${reservationOf(1)}`);
        await entry(holder, 2, `sold ${reservationOf(2)}`);
        await entry(holder, 13, `${randomUUID()} ${Date.now() - 1}`);
        await entry(holder, 4, `${reservationOf(4)} ${future}`);
        await entry(holder, 999, "sold rubbish");
        await entry(holder, "rubbish", "sold");
        await store.hset(key(`buyer:${owner.userId}`), `refunded ${reservationOf(2)}`, "1", "refunded rubbish", "1");
        assert.deepEqual(await differencesOf(concert), [
            `${owner.userId} owns ${no}:1 (${reservationOf(1)}), and has it not listed`,
            `${holder.userId} holds ${no}:3 (${reservationOf(3)}), and has it not listed`,
            `${owner.userId} has ${no}:12 listed as sold ${reservationOf(1)}, and should not`,
            `${holder.userId} has ${no}:2 listed as sold ${reservationOf(2)}, and should not`,
            `${holder.userId} holds ${no}:4 (${reservationOf(4)}), and has it not listed`,
            `${holder.userId} has ${no}:4 listed as ${reservationOf(4)} ${future}, and should not`,
            `${holder.userId} has ${no}:999 listed as sold rubbish, and should not`,
            `${owner.userId} has refunded ${reservationOf(2)} listed as 1, and should not`,
            `${owner.userId} has refunded rubbish listed as 1, and should not`,
            `${holder.userId} has ${no}:rubbish listed as sold, and should not`,
        ].sort());
    });

    test("who is admitted and has another place, or no admission, is named", async () => {
        const concert = await newConcert();
        const [waits, turnless, lobby] = await newUsers(3);
        await admit([waits, turnless, lobby], concert);
        await steer(concert, "pause");
        const key = (name) => `usher:{${concert.concertId}}:${name}`;
        await store.zadd(key("waiting"), 17, waits.userId);
        await store.hdel(key("turns"), turnless.userId);
        await store.zadd(key("lobby"), 17, lobby.userId);
        assert.deepEqual(await differencesOf(concert), [
            `${waits.userId} is admitted, and waits with number 17`,
            `${turnless.userId} is admitted without a record of it`,
            `${lobby.userId} is admitted, and in the lobby`,
        ].sort());
    });

    test("of many differences some are named, and all are counted", async () => {
        const {concert, key, no} = await newTampering();
        await store.set(key(`map:${no}`), "S".repeat(100));
        const {said} = await usherctl("check", concert.concertId);
        assert.match(said, /WRONG +100 +98 {3}what Postgres has sold is S on the map/);
        assert.match(said, /and 88 more\n/);
    });

    test("check says what it cannot do: no concert, and no such concert", async () => {
        const {userId} = await newUser();
        assert.deepEqual(await usherctl("check"), {code: 2, said: "usherctl: check takes the id of one concert.\n"});
        assert.equal((await usherctl("check", "rubbish")).code, 2);
        assert.match((await usherctl("check", userId)).said, /^usherctl: The check cannot begin: There is no such thing/);
        assert.equal((await usherctl("check", userId)).code, 2);
    });
});
