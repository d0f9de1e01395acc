// wishes.test.mjs -- choosing while one waits: what was wished for is held when the admission comes.

import assert from "node:assert/strict";
import {describe, test} from "node:test";

import {
    api, beginShow, changePolicy, charge, endAdmission, endHolds, entryOf, eventually, expect, expectProblem, hold,
    inDays, join, newBuyer, newConcert, newQueue, newUser, newUsers, pay, steer, untilActive,
} from "../../support/usher.mjs";

const HALL = [
    {name: "Stalls", rows: 4, seatsPerRow: 10, price: 2000},
    {name: "Balcony", rows: 2, seatsPerRow: 6, price: 1000},
];

/** A hall with a room for one. */
function newHall(policy = {}) {
    return newConcert({policy: {maxActive: 1, ...policy}, shows: [{startsAt: inDays(30), sections: HALL}]});
}

/** A hall whose only place is taken for five minutes, and so many who wait in its queue: {concert, inside, users}. */
async function newWaiting(count, policy) {
    const concert = await newHall(policy);
    const inside = await newBuyer(concert);
    expect(await inside.get(`${concert.path}/shows`), 200);
    const users = await newUsers(count);
    for (const user of users) {
        await join([user], concert);
    }
    return {concert, inside, users};
}

function wishesOf(concert) {
    return `${concert.path}/queue-entry/wishes`;
}

async function wish(user, concert, wanted) {
    return expect(await user.put(wishesOf(concert), {showId: concert.showId, ...wanted}), 200);
}

async function leave(user, concert) {
    return expect(await user.delete(`${concert.path}/queue-entry`), 204);
}

function seatsOf(entry) {
    return entry.reservations.map(({seatId}) => seatId).sort((a, b) => a - b);
}

describe("a wish", {concurrency: 16}, () => {
    test("is shown in every entry until the admission comes", async () => {
        const {concert, users: [user]} = await newWaiting(1);
        assert.equal((await entryOf(user, concert)).wishes, null);
        const entry = await wish(user, concert, {quantity: 2, maxPrice: 1500, adjacent: true});
        const shown = {showId: concert.showId, quantity: 2, sections: null, maxPrice: 1500, adjacent: true};
        assert.deepEqual(entry.wishes, shown);
        assert.equal(entry.status, "WAITING");
        assert.equal(entry.reservations, undefined);
        assert.deepEqual((await entryOf(user, concert)).wishes, shown);
        assert.deepEqual((await join([user], concert))[0].wishes, shown);
    });

    test("may be sent back as it is shown, and changed", async () => {
        const {concert, users: [user]} = await newWaiting(1);
        const {wishes} = await wish(user, concert, {quantity: 2});
        assert.deepEqual((await wish(user, concert, wishes)).wishes, wishes);
        const named = await wish(user, concert, {quantity: 1, sections: ["Balcony", "Stalls"]});
        assert.deepEqual(named.wishes, {...wishes, quantity: 1, sections: ["Stalls", "Balcony"]});
        const cheap = await wish(user, concert, {...named.wishes, maxPrice: 1500});
        assert.deepEqual(cheap.wishes.sections, ["Balcony"]);
    });

    test("may be taken back, more than once", async () => {
        const {concert, inside, users: [user]} = await newWaiting(1);
        await wish(user, concert, {quantity: 2});
        expect(await user.delete(wishesOf(concert)), 204);
        expect(await user.delete(wishesOf(concert)), 204);
        assert.equal((await entryOf(user, concert)).wishes, null);
        await leave(inside, concert);
        assert.deepEqual((await untilActive(user, concert)).reservations, []);
    });

    test("goes when its owner leaves the queue", async () => {
        const {concert, users: [user]} = await newWaiting(1);
        await wish(user, concert, {quantity: 2});
        await leave(user, concert);
        assert.equal((await join([user], concert))[0].wishes, null);
    });

    test("may be left with the queue token of the place", async () => {
        const {concert, users: [user]} = await newWaiting(1);
        const {queueToken} = await entryOf(user, concert);
        assert.equal((await wish(api(queueToken), concert, {quantity: 1})).wishes.quantity, 1);
        expect(await api(queueToken).delete(wishesOf(concert)), 204);
    });

    test("may be left in the lobby, before the sale opens", async () => {
        const concert = await newConcert({opens: "by hand"});
        const user = await newUser();
        await join([user], concert);
        assert.equal((await wish(user, concert, {quantity: 2})).status, "LOBBY");
        await steer(concert, "open");
        assert.deepEqual(seatsOf(await untilActive(user, concert)), [5, 6]);
    });
});

describe("the admission", {concurrency: 16}, () => {
    test("comes with the best seats held, which are paid for without another call", async () => {
        const {concert, inside, users: [user]} = await newWaiting(1);
        await charge(user, 4000);
        await wish(user, concert, {quantity: 2, sections: ["Stalls"]});
        await leave(inside, concert);
        const entry = await untilActive(user, concert);
        assert.deepEqual(seatsOf(entry), [5, 6]);
        assert.equal(entry.wishes, null);
        const {expiresInSeconds, price, showId, status} = entry.reservations[0];
        assert.deepEqual({price, showId, status}, {price: 2000, showId: concert.showId, status: "PENDING"});
        assert.ok(expiresInSeconds > 0 && expiresInSeconds <= 60);
        const {tickets} = await pay(user, entry.reservations);
        assert.deepEqual(tickets.map(({seatNumber}) => seatNumber).sort(), ["A5", "A6"]);
    });

    test("is claimed by the first call, and with it the seats, once", async () => {
        const {concert, inside, users: [user]} = await newWaiting(1, {claimSeconds: 20, holdSeconds: 100});
        await wish(user, concert, {quantity: 2});
        await leave(inside, concert);
        const called = await untilActive(user, concert);
        assert.ok(called.reservations.every(({expiresInSeconds}) => expiresInSeconds <= 20));
        expect(await user.get(`${concert.path}/shows`), 200);
        const claimed = await entryOf(user, concert);
        assert.ok(claimed.reservations.every(({expiresInSeconds}) => expiresInSeconds > 20));
        const listed = expect(await user.get("/reservations?status=PENDING"), 200).reservations;
        assert.deepEqual(listed.map(({expiresAt}) => expiresAt), claimed.reservations.map(({expiresAt}) => expiresAt));
        await hold(user, concert.showId, [40]);
        const [, ...first] = (await entryOf(user, concert)).reservations;
        assert.deepEqual(first.map(({expiresAt}) => expiresAt), listed.map(({expiresAt}) => expiresAt));
    });

    test("that nobody claims gives its seats to the next one's wish", async () => {
        const {concert, inside, users: [late, next]} = await newWaiting(2);
        await wish(late, concert, {quantity: 2});
        await wish(next, concert, {quantity: 2});
        await leave(inside, concert);
        const missed = await untilActive(late, concert);
        await endHolds(late, concert, missed.reservations);
        await endAdmission(late, concert);
        assert.deepEqual(seatsOf(await untilActive(next, concert)), seatsOf(missed));
        expectProblem(await late.post("/payments", {
            reservationIds: missed.reservations.map(({reservationId}) => reservationId),
        }), 410, "hold_expired");
    });

    test("is claimed by a payment that is refused", async () => {
        const {concert, inside, users: [user]} = await newWaiting(1, {claimSeconds: 20, holdSeconds: 100});
        await wish(user, concert, {quantity: 1});
        await leave(inside, concert);
        const {reservations: [{reservationId}]} = await untilActive(user, concert);
        expectProblem(await user.post("/payments", {reservationIds: [reservationId]}), 402, "not_enough_points");
        const {reservations: [held]} = await entryOf(user, concert);
        assert.equal(held.reservationId, reservationId);
        assert.ok(held.expiresInSeconds > 20);
    });

    test("comes all the same when the wish cannot be met", async () => {
        const {concert, inside, users: [user]} = await newWaiting(1, {maxSeatsPerUser: 12});
        await wish(user, concert, {quantity: 6, sections: ["Balcony"], adjacent: true});
        await hold(inside, concert.showId, [43, 49]);
        await changePolicy(concert, {maxActive: 2});
        assert.deepEqual((await untilActive(user, concert)).reservations, []);
    });

    test("comes without seats of a show that has begun meanwhile", async () => {
        const shows = [29, 30].map((days) => ({startsAt: inDays(days), sections: HALL}));
        const concert = await newConcert({opens: "by hand", shows});
        const user = await newUser();
        await join([user], concert);
        await wish(user, concert, {quantity: 1});
        await beginShow(concert);
        await eventually(async () => // those who admit know that it has begun
            assert.equal(expect(await api().get(`${concert.path}/queue`), 200).seats.total, 52));
        await steer(concert, "open");
        assert.deepEqual((await untilActive(user, concert)).reservations, []);
    });

    test("comes for a seat that comes back, with the seat", async () => {
        const concert = await newConcert({
            policy: {maxActive: 9},
            shows: [{startsAt: inDays(30), sections: [{name: "Box", rows: 1, seatsPerRow: 2, price: 1000}]}],
        });
        const holder = await newBuyer(concert);
        const user = await newUser();
        await hold(holder, concert.showId, [1, 2]);
        await join([user], concert);
        await wish(user, concert, {quantity: 2});
        await leave(holder, concert);
        assert.deepEqual(seatsOf(await untilActive(user, concert)), [1, 2]);
    });

    test("comes to fifty at once, each with two seats of their own", async () => {
        const {concert, users} = await newQueue({maxActive: 1}, 51);
        await untilActive(users[0], concert);
        await Promise.all(users.slice(1).map((user) => wish(user, concert, {quantity: 2, adjacent: true})));
        await changePolicy(concert, {maxActive: 100});
        const entries = await Promise.all(users.slice(1).map((user) => untilActive(user, concert)));
        const pairs = entries.map(seatsOf);
        assert.ok(pairs.every(([first, second]) => second === first + 1));
        assert.equal(new Set(pairs.flat()).size, 100);
    });
});

describe("a wish is refused", {concurrency: 16}, () => {
    test("when it is not well-formed: the detail names the member", async () => {
        const {concert, users: [user]} = await newWaiting(1);
        const good = {showId: concert.showId, quantity: 2};
        const refused = [
            [{quantity: 2}, "showId"], [{...good, showId: "one"}, "showId"], [{showId: concert.showId}, "quantity"],
            [{...good, quantity: 0}, "quantity"], [{...good, quantity: 101}, "quantity"],
            [{...good, quantity: 1.5}, "quantity"], [{...good, quantity: "2"}, "quantity"],
            [{...good, sections: "Stalls"}, "sections"], [{...good, sections: []}, "sections"],
            [{...good, sections: Array(101).fill("Stalls")}, "sections"],
            [{...good, sections: ["Stalls", 7]}, "sections[1]"], [{...good, sections: [""]}, "sections[0]"],
            [{...good, sections: Array(101).fill("Stalls")}, "sections"], [{...good, maxPrice: 0}, "maxPrice"],
            [{...good, maxPrice: -1}, "maxPrice"], [{...good, maxPrice: "1000"}, "maxPrice"],
            [{...good, adjacent: 1}, "adjacent"], [{...good, adjacent: "yes"}, "adjacent"],
        ];
        for (const [body, member] of refused) {
            const {detail} = expectProblem(await user.put(wishesOf(concert), body), 400, "invalid_member");
            assert.ok(detail.startsWith(`${member} `), detail);
        }
        assert.equal((await entryOf(user, concert)).wishes, null);
    });

    test("for a show or a section that the concert does not have", async () => {
        const [{concert, users: [user]}, other] = await Promise.all([newWaiting(1), newConcert()]);
        const put = (body) => user.put(wishesOf(concert), {showId: concert.showId, quantity: 1, ...body});
        expectProblem(await put({showId: other.showId}), 404, "not_found");
        expectProblem(await put({showId: concert.concertId}), 404, "not_found");
        assert.match(expectProblem(await put({sections: ["Stalls", "stalls"]}), 404, "not_found").detail, /section/);
    });

    test("for more seats than one may have, or cheaper ones than there are", async () => {
        const {concert, users: [user]} = await newWaiting(1);
        const put = (body) => user.put(wishesOf(concert), {showId: concert.showId, quantity: 1, ...body});
        assert.equal(expectProblem(await put({quantity: 5}), 409, "seat_limit").limit, 4);
        expectProblem(await put({maxPrice: 999}), 409, "no_seats_left");
        expectProblem(await put({maxPrice: 1999, sections: ["Stalls"]}), 409, "no_seats_left");
    });

    test("from somebody who is admitted, or who is not in the queue", async () => {
        const {concert, inside} = await newWaiting(0);
        const body = {showId: concert.showId, quantity: 1};
        expectProblem(await inside.put(wishesOf(concert), body), 409, "state_conflict");
        expectProblem(await inside.delete(wishesOf(concert)), 409, "state_conflict");
        const stranger = await newUser();
        expectProblem(await stranger.put(wishesOf(concert), body), 404, "not_in_queue");
        expectProblem(await stranger.delete(wishesOf(concert)), 404, "not_in_queue");
        expectProblem(await api().put(wishesOf(concert), body), 401, "unauthenticated");
    });

    test("when the sale is closed, or the show has begun", async () => {
        const shows = [-1, 30].map((days) => ({startsAt: inDays(days), sections: HALL}));
        const concert = await newConcert({opens: "by hand", shows});
        const user = await newUser();
        const put = ({showId}) => user.put(wishesOf(concert), {showId, quantity: 1});
        await join([user], concert);
        expectProblem(await put(concert.shows[0]), 409, "show_started");
        expect(await put(concert.shows[1]), 200);
        await steer(concert, "close");
        await eventually(async () => expectProblem(await put(concert.shows[1]), 409, "concert_closed"));
        expectProblem(await put(concert.shows[0]), 409, "concert_closed");
    });

    test("with the queue token of another concert, and by other methods", async () => {
        const [{concert, users: [user]}, other] = await Promise.all([newWaiting(1), newConcert()]);
        const [{queueToken}] = await join([user], other);
        const body = {showId: concert.showId, quantity: 1};
        expectProblem(await api(queueToken).put(wishesOf(concert), body), 403, "forbidden");
        expectProblem(await api(queueToken).delete(wishesOf(concert)), 403, "forbidden");
        const answer = await user.get(wishesOf(concert));
        expectProblem(answer, 405, "method_not_allowed");
        assert.equal(answer.headers.allow, "PUT, DELETE");
    });
});
