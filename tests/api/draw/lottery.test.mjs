// lottery.test.mjs -- concerts whose places are drawn by lottery, and the proof that it was done as it was said.

import assert from "node:assert/strict";
import test from "node:test";

import {
    api, concertBody, entryOf, eventually, expect, expectProblem, inDays, join, newUser, newUsers, theAdmin, usherctl,
} from "../../support/usher.mjs";
import {
    callHour, drawOf, drawnOrder, entrantOf, entrantPages, entrantsOf, merklePath, merkleRoot, newLottery, sha256,
    untilDrawn, verifyFiles,
} from "../../support/lottery.mjs";
import {checkDraw, checkProof, entrantsOfPage, merkleRoot as pageRoot, pathProves} from "../../../nginx/html/js/draw/verification.js";

const PEOPLE = 23;

// One lottery serves all tests: before the hour, and after the draw.
let story;
function theStory() {
    story ??= (async () => {
        const concert = await newLottery(3600, {maxActive: 1, admitPerSecond: 1});
        const users = await newUsers(PEOPLE);
        const before = await drawOf(concert);
        const lobby = await join(users, concert);
        const looks = {
            again: await join(users, concert), looked: await entryOf(users[0], concert),
            proof: await users[0].get(`${concert.path}/queue-entry/proof`),
            list: await api().get(`${concert.path}/draw/entrants`),
            shown: expect(await users[0].get(concert.path), 200),
        };
        const [gone] = users.splice(5, 1);
        expect(await gone.delete(`${concert.path}/queue-entry`), 204);
        await callHour(concert);
        const draw = await untilDrawn(concert);
        const [late] = await newUsers(1);
        const [lateEntry] = await join([late], concert);
        const pages = await entrantPages(concert);
        return {concert, users, before, lobby, looks, gone, draw, late, lateEntry, pages, list: entrantsOf(pages)};
    })();
    return story;
}

async function proofOf(user, concert) {
    return expect(await user.get(`${concert.path}/queue-entry/proof`), 200);
}

test("before the hour everybody is in the lobby, in the same place from any tab, and has no position", async () => {
    const {lobby, looks} = await theStory();
    lobby.forEach((entry) => assert.deepEqual([entry.status, entry.queuePosition], ["LOBBY", null]));
    looks.again.forEach((entry, i) => assert.equal(entry.queueNumber, lobby[i].queueNumber));
    assert.equal(looks.looked.status, "LOBBY");
    assert.deepEqual([looks.shown.waiting, looks.shown.queuePosition], [PEOPLE, null]);
    assert.equal(looks.shown.policy.queueing, "lottery");
});

test("before the draw the hash of the seed is public and nothing else is", async () => {
    const {before, looks} = await theStory();
    assert.match(before.seedHash, /^[0-9a-f]{64}$/);
    for (const name of ["entrants", "root", "firstNumber", "committedAt", "seed", "drawnAt"]) {
        assert.equal(before[name], null, name);
    }
    expectProblem(looks.proof, 409, "state_conflict");
    expectProblem(looks.list, 409, "state_conflict");
});

test("the list that is published has everybody who stayed, hashed, and nobody else", async () => {
    const {concert, users, draw, list} = await theStory();
    const expected = users.map(({userId}) => entrantOf(concert.concertId, userId)).sort(Buffer.compare);
    assert.deepEqual(list, expected);
    assert.equal(draw.entrants, users.length);
    assert.equal(merkleRoot(list).toString("hex"), draw.root);
});

test("the pages of a list that is committed to may be kept for ever", async () => {
    const {concert} = await theStory();
    const answer = await api().get(`${concert.path}/draw/entrants`);
    assert.equal(answer.headers["cache-control"], "public, max-age=31536000, immutable");
});

test("behind the end of the list there is nothing", async () => {
    const {concert} = await theStory();
    for (const chunk of ["1", "2147483648", "9223372036854775807"]) {
        const cursor = Buffer.from(chunk).toString("base64url");
        expectProblem(await api().get(`${concert.path}/draw/entrants?cursor=${cursor}`), 404, "not_found");
    }
});

test("the seed is the one that was promised, and the queue stands in the order that it draws", async () => {
    const {concert, users, before, draw, list, lateEntry} = await theStory();
    assert.equal(draw.seedHash, before.seedHash);
    assert.equal(sha256(Buffer.from(draw.seed, "hex")).toString("hex"), draw.seedHash);
    const order = drawnOrder(list, Buffer.from(draw.seed, "hex")).map((entrant) => entrant.toString("hex"));
    for (const user of users) {
        const proof = await proofOf(user, concert);
        assert.equal(proof.place, 1 + order.indexOf(entrantOf(concert.concertId, user.userId).toString("hex")));
        assert.equal(proof.queueNumber, draw.firstNumber + proof.place - 1);
        assert.equal((await entryOf(user, concert)).queueNumber, proof.queueNumber);
        assert.ok(proof.queueNumber < lateEntry.queueNumber);
    }
});

test("everybody's proof leads to the root", async () => {
    const {concert, users, draw, list} = await theStory();
    for (const user of users) {
        const proof = await proofOf(user, concert);
        assert.deepEqual(proof.proof, merklePath(list, proof.index).map((hash) => hash.toString("hex")));
        assert.equal(list[proof.index].toString("hex"), proof.entrant);
        const claim = {
            entry: Buffer.from(proof.entrant, "hex"), index: proof.index, count: proof.entrants,
            path: proof.proof.map((hash) => Buffer.from(hash, "hex")), root: Buffer.from(draw.root, "hex"),
        };
        assert.ok(await pathProves(claim));
        assert.ok(!await pathProves({...claim, index: (proof.index + 1) % proof.entrants}));
    }
});

test("who comes after the hour stands behind, and has no proof; nor has who left", async () => {
    const {concert, late, lateEntry, gone} = await theStory();
    assert.equal(lateEntry.status, "WAITING");
    expectProblem(await late.get(`${concert.path}/queue-entry/proof`), 404, "not_found");
    expectProblem(await gone.get(`${concert.path}/queue-entry/proof`), 404, "not_found");
});

test("the first who are called up are the first who were drawn", async () => {
    const {concert, users} = await theStory();
    const proofs = await Promise.all(users.map((user) => proofOf(user, concert)));
    const first = users[proofs.findIndex(({place}) => place === 1)];
    await eventually(async () => assert.equal((await entryOf(first, concert)).status, "ACTIVE"));
    const others = await Promise.all(users.filter((user) => user !== first).map((user) => entryOf(user, concert)));
    others.forEach(({status}) => assert.equal(status, "WAITING"));
});

test("usherctl agrees, from Postgres and from files, and refuses what was tampered with", async () => {
    const {concert, users, draw, pages} = await theStory();
    const proof = await proofOf(users[0], concert);
    assert.match((await usherctl("draw", "verify", concert.concertId)).said, /is as it should be/);
    assert.equal((await verifyFiles(draw, ...pages, proof)).code, 0);

    const list = entrantsOf(pages);
    const swapped = [list[1], list[0], ...list.slice(2)];
    const page = (hashes) => ({
        ...pages[0], count: hashes.length, entrants: Buffer.concat(hashes).toString("base64url"),
    });
    const cheats = {
        "another seed": [{...draw, seed: "0".repeat(64)}, ...pages],
        "another root": [{...draw, root: draw.seedHash}, ...pages],
        "one more": [{...draw, entrants: draw.entrants + 1}, page([...list, Buffer.alloc(32, 255)])],
        "one less": [draw, page(list.slice(1))],
        "another order": [draw, page(swapped)],
        "another entrant": [draw, page([Buffer.alloc(32, 1), ...list.slice(1)].sort(Buffer.compare))],
        "another place": [draw, ...pages, {...proof, place: proof.place % draw.entrants + 1}],
        "another number": [draw, ...pages, {...proof, queueNumber: proof.queueNumber - 1}],
        "another user": [draw, ...pages, {...proof, userId: users[1].userId}],
        "another path": [draw, ...pages, {...proof, proof: proof.proof.toReversed()}],
        "a path cut short": [draw, ...pages, {...proof, proof: proof.proof.slice(1)}],
        "no list": [draw],
        "no draw": [...pages],
    };
    for (const [what, documents] of Object.entries(cheats)) {
        assert.equal((await verifyFiles(...documents)).code, 1, what);
    }
});

test("the page's own computation agrees, and refuses what was tampered with", async () => {
    const {concert, users, draw, pages, list} = await theStory();
    const proof = await proofOf(users[0], concert);
    const entrants = pages.flatMap(entrantsOfPage);
    const holds = (checks) => checks.every((check) => check.holds);
    const {checks, places} = await checkDraw(draw, entrants);
    assert.ok(holds(checks));
    assert.ok(holds(await checkProof(proof, draw, entrants, places)));

    const isRefused = async (claimed, hashes) => !holds((await checkDraw(claimed, hashes)).checks);
    assert.ok(await isRefused({...draw, seed: "0".repeat(64)}, entrants));
    assert.ok(await isRefused({...draw, root: draw.seedHash}, entrants));
    assert.ok(await isRefused({...draw, algorithm: "another"}, entrants));
    assert.ok(await isRefused(draw, entrants.slice(1)));
    assert.ok(await isRefused(draw, [entrants[1], entrants[0], ...entrants.slice(2)]));
    for (const change of [
        {place: proof.place % draw.entrants + 1}, {queueNumber: proof.queueNumber - 1}, {userId: users[1].userId},
        {index: (proof.index + 1) % draw.entrants}, {proof: proof.proof.slice(1)}, {entrant: draw.root},
    ]) {
        assert.ok(!holds(await checkProof({...proof, ...change}, draw, entrants, places)), JSON.stringify(change));
    }
    for (let count = 0; count <= list.length; count++) {
        assert.deepEqual(Buffer.from(await pageRoot(list.slice(0, count))), merkleRoot(list.slice(0, count)));
    }
});

test("a lottery needs an hour, and how a queue is formed is not changed afterwards", async () => {
    const admin = await theAdmin();
    const lottery = {policy: {queueing: "lottery"}};
    expectProblem(await admin.post("/admin/concerts", concertBody(lottery)), 400, "invalid_member");
    const body = concertBody({...lottery, opensAt: inDays(1)});
    const {concertId, policy} = expect(await admin.post("/admin/concerts", body), 201);
    assert.equal(policy.queueing, "lottery");
    const path = `/admin/concerts/${concertId}`;
    expectProblem(await admin.patch(path, {policy: {queueing: "fifo"}}), 409, "state_conflict");
    expectProblem(await admin.patch(path, {policy: {queueing: "raffle"}}), 400, "invalid_member");
    expect(await admin.patch(path, {...lottery, opensAt: inDays(2)}), 200);
    const fifo = expect(await admin.post("/admin/concerts", concertBody()), 201);
    expectProblem(await admin.patch(`/admin/concerts/${fifo.concertId}`, lottery), 409, "state_conflict");
});

test("a lottery's hour does not move once its lobby is closed", async () => {
    const {concert} = await theStory();
    const admin = await theAdmin();
    const path = `/admin/concerts/${concert.concertId}`;
    expectProblem(await admin.patch(path, {opensAt: inDays(1)}), 409, "state_conflict");
});

test("a concert in order of arrival has no draw", async () => {
    const fifo = expect(await (await theAdmin()).post("/admin/concerts", concertBody()), 201);
    expectProblem(await api().get(`/concerts/${fifo.concertId}/draw`), 404, "not_found");
    expectProblem(await api().get(`/concerts/${fifo.concertId}/draw/entrants`), 404, "not_found");
    const user = await newUser();
    expectProblem(await user.get(`/concerts/${fifo.concertId}/queue-entry/proof`), 404, "not_found");
});

test("a lottery that is opened by hand draws whoever is there", async () => {
    const concert = await newLottery(3600);
    const users = await newUsers(5);
    await join(users, concert);
    expect(await (await theAdmin()).post(`/admin/concerts/${concert.concertId}/open`), 200);
    assert.equal((await untilDrawn(concert)).entrants, 5);
    await eventually(async () => assert.equal((await entryOf(users[0], concert)).status, "ACTIVE"));
});

test("a lottery to which nobody came is drawn too, and lets latecomers in", async () => {
    const concert = await newLottery(3600);
    await callHour(concert);
    const draw = await untilDrawn(concert);
    assert.deepEqual([draw.entrants, draw.root], [0, merkleRoot([]).toString("hex")]);
    assert.equal((await verifyFiles(draw, ...await entrantPages(concert))).code, 0);
    const user = await newUser();
    await join([user], concert);
    await eventually(async () => assert.equal((await entryOf(user, concert)).status, "ACTIVE"));
});
