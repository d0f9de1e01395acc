// tickets.test.mjs -- tickets that a door can check without a network, and that let in once.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, test} from "node:test";

import {SignJWT, UnsecuredJWT, createLocalJWKSet, generateKeyPair, jwtVerify} from "jose";

import {modulesOf, readQr} from "../../support/pages/qr.mjs";
import {ALPHABET, checkCode, decode32, encode32, packCode, privateKey} from "../../support/ticket-codes.mjs";
import {
    SECTIONS, accessClaims, api, assertSince, changePolicy, expect, expectProblem, inDays, mint, newAdmin, newConcert,
    newOwner, newStaff, newUser, sql, ticketKeys,
} from "../../support/usher.mjs";

const [concert, staff] = await Promise.all([newConcert(), newStaff()]);

/** Somebody with one ticket. */
async function newTicketHolder() {
    const {buyer, payment} = await newOwner(concert);
    const path = `/tickets/${payment.tickets[0].ticketId}`;
    return {buyer, payment, path, ticket: expect(await buyer.get(path), 200)};
}

function refund({buyer, payment}) {
    return sql("SELECT usher.refund($1, $2, NULL, NULL, NULL)", [buyer.userId, payment.paymentId]);
}

function scan(code, client = staff) {
    return client.post("/checkins", {code});
}

function claimsOf({ticketId, showId, seatNumber, startsAt}) {
    return {ticketId, showId, seatNumber, startsAt};
}

/** A code of 0.2.0, by a library that is not Usher's, with Usher's own key unless another is given. */
function forge(claims, {key, header = {}} = {}) {
    const [own] = ticketKeys();
    return new SignJWT(claims).setProtectedHeader({alg: "EdDSA", kid: own.kid, typ: "JWT", ...header})
        .sign(key ?? privateKey(own.secret));
}

/** A code as it is now, made as it is written in openapi.yaml. */
function pack(ticket, {key, ...others} = {}) {
    const [own] = ticketKeys();
    return packCode({kid: own.kid, ...ticket, ...others}, key ?? privateKey(own.secret));
}

describe("a ticket", {concurrency: 8}, () => {
    test("its code is checked offline, with the published keys, by a program that is not Usher's", async () => {
        const {ticket} = await newTicketHolder();
        const {kid, ticketId, showId, seatNumber} = checkCode(ticket.code, expect(await api().get("/tickets/keys"), 200));
        assert.deepEqual({kid, ticketId, showId, seatNumber}, {
            kid: ticketKeys()[0].kid, ticketId: ticket.ticketId, showId: ticket.showId, seatNumber: ticket.seatNumber,
        });
        assert.equal(pack(ticket), ticket.code);
    });

    test("its code is of capitals and digits, 170 at most, and its picture has 49 modules at most", async () => {
        const {buyer, path, ticket} = await newTicketHolder();
        assert.match(ticket.code, /^[A-Z2-7]{1,170}$/);
        const modules = modulesOf((await buyer.get(`${path}.svg`)).text);
        assert.ok(modules <= 49, `${modules} modules`);
    });

    test("a code of 0.2.0 is checked offline as it was, and lets in", async () => {
        const {ticket} = await newTicketHolder();
        const code = await forge(claimsOf(ticket));
        const keys = createLocalJWKSet(expect(await api().get("/tickets/keys"), 200));
        const {payload} = await jwtVerify(code, keys, {algorithms: ["EdDSA"], typ: "JWT"});
        assert.deepEqual(payload, claimsOf(ticket));
        expect(await scan(code), 200);
        expectProblem(await scan(ticket.code), 409, "already_checked_in");
    });

    test("the keys are for anybody, to be kept for five minutes, and hold nothing secret", async () => {
        const answer = await api().get("/tickets/keys");
        assert.equal(answer.headers["cache-control"], "public, max-age=300");
        const {keys} = expect(answer, 200);
        assert.deepEqual(keys.map(({kid}) => kid), ticketKeys().map(({kid}) => kid));
        assert.deepEqual(Object.keys(keys[0]).sort(), ["alg", "crv", "kid", "kty", "use", "x"]);
        ticketKeys().forEach(({secret}) => assert.ok(!answer.text.includes(secret.toString("base64url"))));
    });

    test("its picture reads back as its code", async () => {
        const {buyer, path, ticket} = await newTicketHolder();
        const answer = await buyer.get(`${path}.svg`);
        assert.equal(answer.status, 200);
        assert.equal(answer.headers["content-type"], "image/svg+xml");
        assert.equal(answer.headers["cache-control"], "private, no-store");
        assert.equal(readQr(answer.text), ticket.code);
    });

    test("its picture is its owner's alone", async () => {
        const {path} = await newTicketHolder();
        expectProblem(await (await newUser()).get(`${path}.svg`), 404, "not_found");
        expectProblem(await staff.get(`${path}.svg`), 404, "not_found");
        expectProblem(await staff.get(`/tickets/${randomUUID()}.svg`), 404, "not_found");
    });

    test("its code stays the same, and another's is another", async () => {
        const [one, two] = await Promise.all([newTicketHolder(), newTicketHolder()]);
        assert.deepEqual(expect(await one.buyer.get(one.path), 200), one.ticket);
        assert.notEqual(one.ticket.code, two.ticket.code);
    });

    test("it is VALID, then USED, and says when", async () => {
        const {buyer, path, ticket} = await newTicketHolder();
        assert.equal(ticket.status, "VALID");
        assert.ok(!("checkedInAt" in ticket));
        const {checkedInAt} = expect(await scan(ticket.code), 200);
        assert.deepEqual(expect(await buyer.get(path), 200), {...ticket, status: "USED", checkedInAt});
        assert.equal(expect(await buyer.get("/tickets"), 200).tickets[0].status, "USED");
        expect(await buyer.get(`${path}.svg`), 200);
    });

    test("a refunded one is VOID, without a code and without a picture", async () => {
        const holder = await newTicketHolder();
        await refund(holder);
        const {code: _, ...rest} = holder.ticket;
        assert.deepEqual(expect(await holder.buyer.get(holder.path), 200), {...rest, status: "VOID"});
        expectProblem(await holder.buyer.get(`${holder.path}.svg`), 409, "ticket_void");
    });
});

describe("the door", {concurrency: 8}, () => {
    test("the first scan lets in, and tells where to", async () => {
        const {ticket} = await newTicketHolder();
        const asked = Date.now();
        const {checkedInAt, ...told} = expect(await scan(ticket.code), 200);
        assert.deepEqual(told, {...claimsOf(ticket), timeZone: "UTC", concertName: "A concert", section: "R",
            row: ticket.seatNumber[0], numberInRow: ticket.seatNumber.slice(1)});
        assertSince(asked, checkedInAt);
    });

    test("every further scan is refused, at any door, and told when the first was", async () => {
        const {ticket} = await newTicketHolder();
        const {checkedInAt} = expect(await scan(ticket.code), 200);
        for (const client of [staff, await newStaff(), await newAdmin()]) {
            const problem = expectProblem(await scan(ticket.code, client), 409, "already_checked_in");
            assert.equal(problem.checkedInAt, checkedInAt);
        }
    });

    test("of twenty scans at once one lets in", async () => {
        const {ticket} = await newTicketHolder();
        const answers = await Promise.all(Array.from({length: 20}, () => scan(ticket.code)));
        const [first, ...others] = answers.sort((a, b) => a.status - b.status);
        const {checkedInAt} = expect(first, 200);
        others.forEach((answer) =>
            assert.equal(expectProblem(answer, 409, "already_checked_in").checkedInAt, checkedInAt));
    });

    test("a refunded ticket lets nobody in", async () => {
        const holder = await newTicketHolder();
        await refund(holder);
        const problem = expectProblem(await scan(holder.ticket.code), 409, "ticket_void");
        assert.ok(!("checkedInAt" in problem));
    });

    test("a forged code is no ticket, and the real one still lets in", async () => {
        const {ticket} = await newTicketHolder();
        const {privateKey: foreign} = await generateKeyPair("EdDSA");
        const {ticket: other} = await newTicketHolder();
        const [mine, its] = [ticket, other].map(({code}) => decode32(code));
        const [header, payload, signature] = (await forge(claimsOf(ticket))).split(".");
        const forged = [
            pack(ticket, {key: foreign}), pack(ticket, {kid: "k2"}), pack(ticket, {ticketId: randomUUID()}),
            pack(ticket, {version: 2}), encode32(Buffer.concat([mine.subarray(0, -64), its.subarray(-64)])),
            ticket.code.toLowerCase(), ticket.code.slice(0, -1), `${ticket.code}A`, `]Q3${ticket.code}`, `${ticket.code}=`,
            await forge(claimsOf(ticket), {key: foreign}),
            await forge(claimsOf(ticket), {header: {kid: "k2"}}),
            await forge({...claimsOf(ticket), ticketId: randomUUID()}),
            await forge({...claimsOf(ticket), ticketId: "17"}),
            await mint(claimsOf(ticket)),
            new UnsecuredJWT(claimsOf(ticket)).encode(),
            [header, (await forge(claimsOf(other))).split(".")[1], signature].join("."),
            [header, payload, ""].join("."),
            `${ticket.code} `, ticket.ticketId, "🎫", "x".repeat(1000), ALPHABET.repeat(31),
        ];
        for (const code of forged) {
            expectProblem(await scan(code), 404, "not_found");
        }
        expect(await scan(ticket.code), 200);
    });

    test("what is no code of up to 1,000 characters is refused and named", async () => {
        for (const body of [{}, {code: null}, {code: ""}, {code: 17}, {code: ["a"]}, {code: "x".repeat(1001)}]) {
            const problem = expectProblem(await staff.post("/checkins", body), 400, "invalid_member");
            assert.match(problem.detail, /code/);
        }
    });

    test("only staff and administrators let in", async () => {
        const {buyer, ticket} = await newTicketHolder();
        expectProblem(await scan(ticket.code, api()), 401, "unauthenticated");
        expectProblem(await scan(ticket.code, buyer), 403, "forbidden");
        const claims = {sub: staff.userId, kind: "queue", role: "staff", concertId: concert.concertId, queueNumber: 1};
        expectProblem(await scan(ticket.code, api(await mint(claims))), 401, "invalid_token");
        expect(await scan(ticket.code, await newAdmin()), 200);
    });

    test("a token of somebody who has no account lets nobody in", async () => {
        const {ticket} = await newTicketHolder();
        const ghost = api(await mint(accessClaims(randomUUID().replace(/^(.{14})./, "$17"), "staff")));
        expectProblem(await scan(ticket.code, ghost), 403, "forbidden");
        expect(await scan(ticket.code), 200);
    });

    test("the account that deploy/up makes for the door is one", async () => {
        const file = readFileSync(join(process.env.USHER_HOME, "credentials.json"), "utf8");
        const {accessToken} = expect(await api().post("/auth/login", JSON.parse(file).staff), 200);
        assert.equal(expect(await api(accessToken).get("/auth/me"), 200).role, "staff");
        expectProblem(await scan("x", api(accessToken)), 404, "not_found");
        expectProblem(await api(accessToken).post("/admin/concerts", {}), 403, "forbidden");
    });
});

describe("the door of a show", {concurrency: 8}, () => {
    const DOOR_IS_OPEN = {policy: {checkinOpensSeconds: 31_536_000}, timeZone: "Asia/Seoul"};
    const twoNights = () => newConcert({...DOOR_IS_OPEN,
        shows: [30, 31].map((days) => ({startsAt: inDays(days), sections: SECTIONS}))});

    async function holderOf(show) {
        const {buyer, payment} = await newOwner(show);
        const path = `/tickets/${payment.tickets[0].ticketId}`;
        return {buyer, payment, path, ticket: expect(await buyer.get(path), 200)};
    }

    const scanAt = (code, where) => staff.post("/checkins", {code, ...where});
    const undo = (ticketId, body = {reason: "scanned by mistake"}, client = staff) =>
        client.post(`/checkins/${ticketId}/undo`, body);

    test("refuses a ticket of another night, says where it belongs, and leaves it as it was", async () => {
        const nights = await twoNights();
        const {buyer, path, ticket} = await holderOf(nights);
        const problem = expectProblem(await scanAt(ticket.code, {showId: nights.shows[1].showId}), 409, "wrong_show");
        const {ticketId, showId, seatNumber, startsAt, timeZone, concertName, section} = problem;
        assert.deepEqual({ticketId, showId, seatNumber, startsAt}, claimsOf(ticket));
        assert.deepEqual([timeZone, concertName, section], ["Asia/Seoul", "A concert", "R"]);
        assert.equal(expect(await buyer.get(path), 200).status, "VALID");
        expect(await scanAt(ticket.code, {showId: nights.showId}), 200);
    });

    test("tells of a used ticket its seat, when it was used, and at which gate", async () => {
        const {ticket} = await holderOf(await newConcert(DOOR_IS_OPEN));
        const first = expect(await scanAt(ticket.code, {showId: ticket.showId, gate: "North"}), 200);
        assert.equal(first.gate, "North");
        const problem = expectProblem(await scanAt(ticket.code, {showId: ticket.showId, gate: "South"}), 409,
            "already_checked_in");
        assert.deepEqual([problem.gate, problem.checkedInAt, problem.seatNumber, problem.section],
            ["North", first.checkedInAt, ticket.seatNumber, "R"]);
    });

    test("opens six hours before the show, or when the policy says", async () => {
        const later = await newConcert();
        const {buyer, path, ticket} = await holderOf(later);
        const where = {showId: ticket.showId};
        const problem = expectProblem(await scanAt(ticket.code, where), 409, "checkin_not_open");
        assert.equal(Date.parse(ticket.startsAt) - Date.parse(problem.opensAt), 6 * 3_600_000);
        assert.equal(problem.seatNumber, ticket.seatNumber);
        assert.equal(expect(await buyer.get(path), 200).status, "VALID");
        await changePolicy(later, {checkinOpensSeconds: 31_536_000});
        expect(await scanAt(ticket.code, where), 200);
    });

    test("a client that names no show is answered as before", async () => {
        const {ticket} = await holderOf(await newConcert());
        expect(await scanAt(ticket.code), 200);
        expectProblem(await scanAt(ticket.code), 409, "already_checked_in");
    });

    test("takes a check-in back with a reason: the ticket is valid, lets in again, or is refunded", async () => {
        const {buyer, path, ticket, payment} = await holderOf(await newConcert(DOOR_IS_OPEN));
        const where = {showId: ticket.showId};
        expectProblem(await undo(ticket.ticketId), 409, "not_checked_in");
        expect(await scanAt(ticket.code, where), 200);
        const asked = Date.now();
        const {undoneAt, ...told} = expect(await undo(ticket.ticketId), 200);
        assert.deepEqual(told, {ticketId: ticket.ticketId, showId: ticket.showId, seatNumber: ticket.seatNumber,
            section: "R", row: "A", numberInRow: ticket.seatNumber.slice(1), reason: "scanned by mistake"});
        assertSince(asked, undoneAt);
        assert.deepEqual(expect(await buyer.get(path), 200), ticket);
        expect(await scanAt(ticket.code, where), 200);
        assert.equal(expect(await buyer.get("/tickets"), 200).tickets.length, 1);
        expect(await undo(ticket.ticketId), 200);
        expect(await buyer.post(`/payments/${payment.paymentId}/refund`), 200);
        expectProblem(await scanAt(ticket.code, where), 409, "ticket_void");
        const [{rows}] = await sql("SELECT count(*)::int AS rows FROM usher.checkin_undos WHERE ticket_id = $1",
            [ticket.ticketId]);
        assert.equal(rows, 2);
    });

    test("takes nothing back for a buyer, without a reason, or of no ticket", async () => {
        const {buyer, ticket} = await holderOf(await newConcert(DOOR_IS_OPEN));
        expect(await scanAt(ticket.code), 200);
        expectProblem(await undo(ticket.ticketId, {reason: "I left"}, buyer), 403, "forbidden");
        for (const reason of [undefined, null, "", 1, "x".repeat(201)]) {
            assert.match(expectProblem(await undo(ticket.ticketId, {reason}), 400, "invalid_member").detail, /^reason/);
        }
        expectProblem(await undo(randomUUID()), 404, "not_found");
        expectProblem(await scanAt(ticket.code), 409, "already_checked_in");
    });

    test("a show or a gate that makes no sense is refused and named", async () => {
        const {ticket} = await newTicketHolder();
        for (const [name, value] of [["showId", "tonight"], ["showId", 1], ["gate", ""], ["gate", 1],
            ["gate", "x".repeat(51)]]) {
            const {detail} = expectProblem(await scanAt(ticket.code, {[name]: value}), 400, "invalid_member");
            assert.match(detail, new RegExp(`^${name}`));
        }
    });
});
