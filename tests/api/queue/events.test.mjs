// events.test.mjs -- what is pushed: the board to everybody, the seats of a show to the admitted.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {checksumOf, listen} from "../../support/events.mjs";
import {
    admit, api, eventually, expect, expectProblem, hold, join, newBuyer, newConcert, newUser, newUsers, pay, request,
    sleep, steer,
} from "../../support/usher.mjs";

const STREAM = {accept: "text/event-stream"};

// Starts to listen once there is something to listen to.
async function listenTo(concert, headers) {
    for (;;) {
        const listener = await listen(`${concert.path}/events`, headers);
        if (listener.status === 200) {
            return listener;
        }
        await sleep(100);
    }
}

function listenToSeats(user, concert, headers = {}) {
    return listen(`/shows/${concert.showId}/events`, {authorization: `Bearer ${user.token}`, ...headers});
}

// The same, once the show has been told of: the first event names no changes, as it follows on nothing.
async function listenToChanges(user, concert) {
    const listener = await listenToSeats(user, concert);
    await listener.until(() => true);
    return listener;
}

async function mapOf(user, concert) {
    const {status, version} = expect(await user.get(`/shows/${concert.showId}/seatmap`), 200);
    return {status, version};
}

// What a client does with an event; false when it has to read the map again.
function apply(map, {version, previousVersion, changes, checksum}) {
    if (version <= map.version) {
        return true;
    }
    if (previousVersion > map.version) {
        return false;
    }
    const letters = [...map.status];
    changes.forEach(([seatId, letter]) => {
        letters[seatId - 1] = letter;
    });
    map.status = letters.join("");
    map.version = version;
    return checksumOf(map.status) === checksum;
}

describe("the board's events", {concurrency: 16}, () => {
    test("a listener gets the board as it is, then as it changes", async () => {
        const concert = await newConcert({policy: {maxActive: 1}});
        const listener = await listenTo(concert);
        assert.match(listener.headers["content-type"], /^text\/event-stream\b/);
        assert.equal(listener.headers["cache-control"], "no-store");
        await listener.until(({concertId, waiting}) => concertId === concert.concertId && waiting === 0);
        await join(await newUsers(3), concert);
        const {data} = await listener.until(({waiting, active}) => waiting === 2 && active === 1);
        const {updatedAt: _, opensInSeconds: __, ...board} = expect(await api().get(`${concert.path}/queue`), 200);
        const {updatedAt: ___, opensInSeconds: ____, ...event} = data;
        assert.deepEqual({...event, admittedPerSecond: 0}, {...board, admittedPerSecond: 0});
        await steer(concert, "pause");
        await listener.until(({state}) => state === "PAUSED");
        listener.stop();
    });

    test("however much happens, there is one event a second at most", async () => {
        const concert = await newConcert({policy: {maxActive: 5}});
        const listener = await listenTo(concert);
        const began = Date.now();
        for (const user of await newUsers(20)) {
            await join([user], concert);
            await sleep(200);
        }
        listener.stop();
        const seconds = (Date.now() - began) / 1000;
        assert.ok(listener.events.length >= 1 && listener.events.length <= seconds + 2,
            `${listener.events.length} in ${seconds} s`);
    });

    test("a board that stays the same is told again within ten seconds, and not each second", async () => {
        const concert = await newConcert();
        const listener = await listenTo(concert);
        await sleep(12_500);
        await eventually(() => listener.events.length >= 2);
        listener.stop();
        assert.ok(listener.events.length >= 2 && listener.events.length <= 4, `${listener.events.length}`);
    });

    test("after a break the stream begins with the board as it is, whatever a client says it has seen", async () => {
        const concert = await newConcert({policy: {maxActive: 1}});
        const first = await listenTo(concert);
        await first.until(({waiting}) => waiting === 0);
        first.stop();
        await join(await newUsers(3), concert);
        const fresh = await listenTo(concert);
        await fresh.until(({waiting, active}) => waiting === 2 && active === 1);
        fresh.stop();
        for (const id of [first.events.at(-1).id, fresh.events.at(-1).id, "1:0", "no id"]) {
            const resumed = await listenTo(concert, {"last-event-id": id});
            assert.equal((await resumed.until(() => true)).data.waiting, 2);
            resumed.stop();
        }
    });

    test("a stream on a condition is refused", async () => {
        const concert = await newConcert();
        (await listenTo(concert)).stop();
        const conditions = [{"if-none-match": "0"}, {"if-modified-since": new Date().toUTCString()}];
        for (const condition of conditions) {
            const asked = await listen(`${concert.path}/events`, condition);
            asked.stop();
            assert.equal(asked.status, 406); // a stream would have no end to wait for
            expectProblem(await api().get(`${concert.path}/events`, {...STREAM, ...condition}), 406, "not_acceptable");
        }
    });

    test("without the media type, by another method, or of nothing at all: a problem", async () => {
        const concert = await newConcert();
        (await listenTo(concert)).stop();
        expectProblem(await api().get(`${concert.path}/events`), 406, "not_acceptable");
        const posted = await request({method: "POST", path: `${concert.path}/events`, headers: STREAM});
        expectProblem(posted, 405, "method_not_allowed");
        assert.equal(posted.headers.allow, "GET");
        expectProblem(await api().get(`/concerts/${randomUUID()}/events`, STREAM), 404, "not_found");
        const handshake = {
            ...STREAM, connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13",
            "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        };
        expectProblem(await api().get(`${concert.path}/events`, handshake), 406, "not_acceptable");
    });

    test("nobody but the scheduler can tell anything", async () => {
        const concert = await newConcert();
        const listener = await listenTo(concert);
        for (const path of [`/concerts/${concert.concertId}`, `/-/shows/${concert.showId}/events`]) {
            for (const method of ["GET", "POST", "PUT"]) {
                const answer = await request({method, address: path, headers: STREAM});
                assert.ok([404, 405].includes(answer.status), answer.text);
            }
        }
        listener.stop();
    });
});

describe("the seats' events", {concurrency: 16}, () => {
    test("only the admitted hear them", async () => {
        const concert = await newConcert({policy: {maxActive: 1}});
        const [insider, outsider] = await newUsers(2);
        await admit([insider], concert);
        await join([outsider], concert);
        const path = `/shows/${concert.showId}/events`;
        expectProblem(await api().get(path, STREAM), 401, "unauthenticated");
        assert.equal(expectProblem(await outsider.get(path, STREAM), 403, "not_admitted").queuePosition, 1);
        expectProblem(await (await newUser()).get(path, STREAM), 403, "not_admitted");
        expectProblem(await insider.get(`/shows/${randomUUID()}/events`, STREAM), 404, "not_found");
        expectProblem(await insider.get("/shows/17/events", STREAM), 400, "invalid_parameter");
        expectProblem(await insider.get(path), 406, "not_acceptable");
        const listener = await listenToSeats(insider, concert);
        assert.equal(listener.status, 200);
        assert.match(listener.headers["content-type"], /^text\/event-stream\b/);
        listener.stop();
    });

    test("a seat that is held, let go and sold is told each time", async () => {
        const concert = await newConcert();
        const [watcher, buyer] = await Promise.all([newBuyer(concert), newBuyer(concert, 1000)]);
        const listener = await listenToChanges(watcher, concert);
        const heard = (seatId, letter) => listener.until(({changes}) =>
            changes.some((change) => change[0] === seatId && change[1] === letter));
        const [reservation] = await hold(buyer, concert.showId, [7]);
        await heard(7, "H");
        expect(await buyer.delete(`/reservations/${reservation.reservationId}`), 204);
        await heard(7, "A");
        await pay(buyer, await hold(buyer, concert.showId, [8]));
        await heard(8, "S");
        listener.stop();
    });

    test("a map stays true by the events, whoever holds and lets go meanwhile", async () => {
        const concert = await newConcert();
        const watcher = await newBuyer(concert);
        const buyers = await Promise.all(Array.from({length: 8}, () => newBuyer(concert)));
        const listener = await listenToSeats(watcher, concert);
        let map = await mapOf(watcher, concert);
        let applied = 0;
        let following = Promise.resolve(); // one after the other: no event is taken twice, and none is passed over
        const follow = () => (following = following.then(async () => {
            for (; applied < listener.events.length; applied++) {
                map = apply(map, listener.events[applied].data) ? map : await mapOf(watcher, concert);
            }
        }));
        const stopAt = Date.now() + 6000;
        await Promise.all(buyers.map(async (buyer, own) => {
            for (let round = 0; Date.now() < stopAt; round++) {
                const [held] = await hold(buyer, concert.showId, [1 + own * 12 + round % 12]);
                await sleep(Math.random() * 400);
                expect(await buyer.delete(`/reservations/${held.reservationId}`), 204);
                await follow();
            }
            await hold(buyer, concert.showId, [1 + own * 12]);
        }));
        await eventually(async () => {
            await follow();
            const fresh = await mapOf(watcher, concert);
            assert.equal(map.status, fresh.status);
            assert.ok(fresh.version > map.version);
        });
        assert.ok(listener.events.length >= 1);
        listener.stop();
    });

    test("each event follows on the one before", async () => {
        const concert = await newConcert();
        const [watcher, buyer] = await Promise.all([newBuyer(concert), newBuyer(concert)]);
        const listener = await listenToChanges(watcher, concert);
        for (const seatId of [1, 2, 3]) {
            await hold(buyer, concert.showId, [seatId]);
            await listener.until(({changes}) => changes.some(([changed]) => changed === seatId));
        }
        listener.stop();
        const versions = listener.events.map(({data}) => [data.previousVersion, data.version]);
        assert.ok(versions.length >= 3);
        versions.slice(1).forEach(([previous], index) => assert.equal(previous, versions[index][1]));
    });
});
