// admin.test.mjs -- making a sale and running it.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {
    SECTIONS, admit, api, concertBody, endAdmission, eventually, expect, expectProblem, hold, inDays, join, liveConcert,
    newBuyer, newConcert, newOwner, newUsers, sql, steer, theAdmin,
} from "../../support/usher.mjs";
import {usherctl} from "../../support/usherctl.mjs";

const admin = await theAdmin();

function create(changes) {
    return admin.post("/admin/concerts", concertBody(changes));
}

function withSection(changes) {
    return {shows: [{startsAt: inDays(1), sections: [{...SECTIONS[0], ...changes}]}]};
}

// Members of a policy with values that are out of range or of the wrong type.
function wrongPolicies() {
    const wrong = [0, -1, 1.5, "1", true, [], 1e300, 2_000_000_000];
    const members = [
        "admitPerSecond", "maxActive", "admissionSeconds", "claimSeconds", "holdSeconds", "maxSeatsPerUser",
    ];
    return [
        ...members.flatMap((member) => wrong.map((value) => [`policy.${member}`, {policy: {[member]: value}}])),
        ["policy.graceSeconds", {policy: {graceSeconds: -1}}],
        ["policy.refundCutoffSeconds", {policy: {refundCutoffSeconds: -1}}],
        ["policy.checkinOpensSeconds", {policy: {checkinOpensSeconds: -1}}],
        ["policy.checkinOpensSeconds", {policy: {checkinOpensSeconds: 31_536_001}}],
        ["policy.queueing", {policy: {queueing: "shortest first"}}],
        ["policy.queueing", {policy: {queueing: 1}}],
        ["policy", {policy: []}], ["policy", {policy: "fast"}],
    ];
}

const wrongTexts = ["", 1, true, [], {}, "x".repeat(201)];
const wrongTimes = ["", "soon", "2026-02-30T10:00:00Z", "2026-12-24", 1, [], "1999-12-31T23:59:59Z"];
// Postgres knows some of them, browsers do not.
const wrongZones = [
    "", 1, true, [], {}, "Mars/Olympus", "asia/seoul", "KST", "EST5EDT4", "Asia/Seoul-9", "Etc/GMT+13", "Etc/Seoul+9",
    "+09:00", "localtime", "x".repeat(65),
];
const wrongCommon = [
    ...wrongTexts.map((name) => ["name", {name}]), ...wrongTexts.map((venue) => ["venue", {venue}]),
    ...wrongTimes.map((opensAt) => ["opensAt", {opensAt}]), ...wrongPolicies(),
    ...wrongZones.map((timeZone) => ["timeZone", {timeZone}]),
];
const wrongNew = [
    ...wrongCommon, ["name", {name: undefined}], ["venue", {venue: undefined}],
    ["name", {name: "Kim\u001b[2J"}], ["venue", {venue: "first\nsecond"}], ["name", {name: "\u202egnik"}],
    ["shows[0].sections[0].name", withSection({name: "R\u009b"})],
    ...[undefined, null, [], {}, "x", [], Array(201).fill({})].map((shows) => ["shows", {shows}]),
    ["shows[0].startsAt", {shows: [{startsAt: inDays(-1), sections: SECTIONS}]}],
    ["shows[0]", {shows: [1]}], ["shows[0].startsAt", {shows: [{sections: SECTIONS}]}],
    ["shows[1].startsAt", {shows: [{startsAt: inDays(1), sections: SECTIONS}, {startsAt: "soon", sections: SECTIONS}]}],
    ...[undefined, [], {}, "R"].map((sections) =>
        ["shows[0].sections", {shows: [{startsAt: inDays(1), sections}]}]),
    ...["name", "rows", "seatsPerRow", "price"].map((member) =>
        [`shows[0].sections[0].${member}`, withSection({[member]: undefined})]),
    ...["rows", "seatsPerRow", "price"].flatMap((member) => [0, -1, 1.5, "1", 1e300, 10_000_001].map((value) =>
        [`shows[0].sections[0].${member}`, withSection({[member]: value})])),
    ["shows[0].sections[0].name", withSection({name: "x".repeat(101)})],
    ["shows[0].sections[1].name", {shows: [{startsAt: inDays(1), sections: [...SECTIONS, ...SECTIONS]}]}],
    ["shows[0].sections", withSection({rows: 1000, seatsPerRow: 101})],
    ["shows[0].sections", {shows: [{startsAt: inDays(1), sections: Array.from({length: 11}, (_, i) =>
        ({...SECTIONS[0], name: `Tower ${i}`, rows: i < 10 ? 1000 : 1, seatsPerRow: 1}))}]}],
];

function assertNames(answer, member) {
    const {detail} = expectProblem(answer, 400, "invalid_member");
    assert.ok(detail.startsWith(`${member} `), `${member}: ${detail}`);
}

describe("making a concert", {concurrency: 16}, () => {
    test("a new concert is scheduled, with ids for itself and its shows", async () => {
        const made = expect(await create({policy: {maxActive: 7}}), 201);
        assert.equal(made.state, "SCHEDULED");
        assert.equal(made.opensAt, null);
        assert.equal(made.policy.maxActive, 7);
        assert.equal(made.policy.holdSeconds, 300);
        assert.deepEqual(made.shows.map(({seatsTotal}) => seatsTotal), [100]);
        assert.equal(expect(await api().get(`/concerts/${made.concertId}`), 200).name, "A concert");
    });

    test("its time zone is what it says, or that of the house, and can be changed", async () => {
        assert.equal(expect(await create({}), 201).timeZone, "UTC");
        const made = expect(await create({timeZone: "Asia/Seoul"}), 201);
        const path = `/concerts/${made.concertId}`;
        assert.equal(made.timeZone, "Asia/Seoul");
        assert.equal(expect(await api().get(path), 200).timeZone, "Asia/Seoul");
        const changed = expect(await admin.patch(`/admin${path}`, {timeZone: "America/New_York"}), 200);
        assert.equal(changed.timeZone, "America/New_York");
        assert.equal(expect(await admin.patch(`/admin${path}`, {name: "Another"}), 200).timeZone, "America/New_York");
        await sql("UPDATE usher.concerts SET time_zone = NULL WHERE concert_id = $1", [made.concertId]);
        assert.equal(expect(await api().get(path), 200).timeZone, "UTC"); // one of before
    });

    test("a member that makes no sense is refused and named, and nothing is made", async () => {
        const name = `Refused ${randomUUID()}`;
        for (const [member, changes] of wrongNew) {
            assertNames(await create({name, ...changes}), member);
        }
        assert.deepEqual(await sql("SELECT FROM usher.concerts WHERE name = $1", [name]), []);
    });

    test("a name that is there from before steers no terminal", async () => {
        const {concertId} = await newConcert();
        await sql("UPDATE usher.concerts SET name = $2 WHERE concert_id = $1", [concertId, "Kim\u001b[2J\u009b31m 김"]);
        const {said} = await usherctl("status");
        assert.ok(said.includes("Kim\\x1b[2J\\xc2\\x9b31m 김\n"), said);
    });

    test("names may be as long as they may, in any script", async () => {
        const name = "공".repeat(200);
        const made = expect(await create({name, ...withSection({name: "석".repeat(100)})}), 201);
        assert.equal(made.name, name);
    });
});

describe("changing a concert", {concurrency: 16}, () => {
    test("what is sent changes and the rest stays", async () => {
        const concert = await newConcert({opens: inDays(1), policy: {maxActive: 7, holdSeconds: 60}});
        const path = `/admin/concerts/${concert.concertId}`;
        const opensAt = inDays(2);
        expect(await admin.patch(path, {policy: {holdSeconds: 90}}), 200);
        expect(await admin.patch(path, {venue: "Another hall"}), 200);
        const changed = expect(await admin.patch(path, {opensAt}), 200);
        assert.deepEqual(
            [changed.name, changed.venue, changed.opensAt, changed.policy.maxActive, changed.policy.holdSeconds],
            ["A concert", "Another hall", opensAt, 7, 90]);
        const shown = expect(await api().get(concert.path), 200);
        assert.deepEqual([shown.venue, shown.opensAt, shown.policy], ["Another hall", opensAt, changed.policy]);
    });

    test("a member that makes no sense is refused and named, and nothing changes", async () => {
        const concert = await newConcert();
        const before = expect(await api().get(concert.path), 200);
        for (const [member, changes] of wrongCommon) {
            assertNames(await admin.patch(`/admin/concerts/${concert.concertId}`, changes), member);
        }
        const after = expect(await api().get(concert.path), 200);
        assert.deepEqual([after.name, after.venue, after.policy], [before.name, before.venue, before.policy]);
    });

    test("a change of nothing is refused", async () => {
        const concert = await newConcert();
        for (const body of [{}, {name: null}, {shows: []}]) {
            expectProblem(await admin.patch(`/admin/concerts/${concert.concertId}`, body), 400, "invalid_member");
        }
    });

    test("a concert that does not exist cannot be changed, steered or counted", async () => {
        const path = `/admin/concerts/${randomUUID()}`;
        expectProblem(await admin.patch(path, {name: "Nobody's"}), 404, "not_found");
        for (const verb of ["open", "pause", "resume", "close"]) {
            expectProblem(await admin.post(`${path}/${verb}`), 404, "not_found");
        }
        expectProblem(await admin.get(`${path}/stats`), 404, "not_found");
    });
});

describe("running a sale", {concurrency: 16}, () => {
    const tryTo = (concert, verb) => admin.post(`/admin/concerts/${concert.concertId}/${verb}`);

    test("a sale goes from scheduled to open, to paused and back, and to closed for good", async () => {
        const concert = await newConcert({opens: "by hand"});
        const steps = [["open", "OPEN"], ["pause", "PAUSED"], ["resume", "OPEN"], ["close", "CLOSED"]];
        for (const [verb, state] of steps) {
            assert.deepEqual(await steer(concert, verb), {concertId: concert.concertId, state});
            await liveConcert(concert.concertId, state);
        }
        for (const verb of ["open", "pause", "resume"]) {
            expectProblem(await tryTo(concert, verb), 409, "state_conflict");
        }
    });

    test("a state that does not allow a step says so", async () => {
        const concert = await newConcert({opens: "by hand"});
        expectProblem(await tryTo(concert, "pause"), 409, "state_conflict");
        expectProblem(await tryTo(concert, "resume"), 409, "state_conflict");
        await steer(concert, "open");
        await steer(concert, "pause");
        expectProblem(await tryTo(concert, "start"), 404, "not_found");
    });

    test("the same step twice is no error", async () => {
        const concert = await newConcert();
        for (const verb of ["open", "pause", "pause", "close", "close"]) {
            await steer(concert, verb);
        }
    });
});

describe("the figures of a sale", {concurrency: 16}, () => {
    const statsOf = async (concert) => expect(await admin.get(`/admin/concerts/${concert.concertId}/stats`), 200);

    test("people, seats and revenue add up", async () => {
        const concert = await newConcert({policy: {maxActive: 3}});
        const {payment} = await newOwner(concert, 2);
        const holder = await newBuyer(concert);
        await hold(holder, concert.showId, concert.seats(3));
        await admit(await newUsers(2), concert);
        await join(await newUsers(4), concert);
        const stats = await statsOf(concert);
        assert.deepEqual(stats, {
            state: "OPEN", waiting: 4, active: 3, admitted: 4, expired: 0, noShows: 0,
            seats: {total: 100, available: 95, held: 3, sold: 2}, revenue: payment.totalAmount,
        });
    });

    test("admissions that were used up and admissions that nobody came for are counted apart", async () => {
        const concert = await newConcert();
        const users = await newUsers(3);
        await admit(users, concert);
        expect(await users[0].get(`${concert.path}/shows`), 200);
        await Promise.all(users.map((user) => endAdmission(user, concert)));
        await eventually(async () => {
            const {active, admitted, expired, noShows} = await statsOf(concert);
            assert.deepEqual({active, admitted, expired, noShows}, {active: 0, admitted: 3, expired: 1, noShows: 2});
        });
    });
});
