// tokens.test.mjs -- which bearer opens which door.

import assert from "node:assert/strict";
import {randomBytes, randomUUID} from "node:crypto";
import {describe, test} from "node:test";

import {decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT, UnsecuredJWT} from "jose";

import {
    accessClaims, api, concertBody, eventually, expect, expectProblem, hold, join, mint, newAdmin, newBuyer, newConcert,
    newEmail, newOwner, newUser, redis, sql, tokenKeys,
} from "../../support/usher.mjs";

const concert = await newConcert();
const other = await newConcert();
const user = await newUser();
const [entry] = await join([user], concert);
const [key] = tokenKeys();

function queueClaims(claims = {}) {
    return {
        sub: user.userId, kind: "queue", role: "buyer", concertId: concert.concertId,
        queueNumber: entry.queueNumber, ...claims,
    };
}

async function expectRefused(token, code = "invalid_token") {
    const answer = await api(token).get("/points");
    expectProblem(answer, 401, code);
    assert.match(answer.headers["www-authenticate"], code === "unauthenticated" ? /^Bearer$/ : /invalid_token/);
}

describe("tokens and a library that is not Usher's", {concurrency: 8}, () => {
    test("an access token of Usher's verifies with jose", async () => {
        const body = {email: newEmail(), password: "correct horse"};
        const {accessToken, userId} = expect(await api().post("/auth/register", body), 201);
        assert.deepEqual(decodeProtectedHeader(accessToken), {alg: "HS256", kid: key.kid, typ: "JWT"});
        const {payload} = await jwtVerify(accessToken, key.secret, {algorithms: ["HS256"]});
        assert.equal(payload.sub, userId);
        assert.equal(payload.exp - payload.iat, 3600);
    });

    test("a queue token of Usher's verifies with jose and carries the place", async () => {
        const {payload} = await jwtVerify(entry.queueToken, key.secret, {algorithms: ["HS256"]});
        assert.equal(payload.sub, user.userId);
        assert.equal(payload.concertId, concert.concertId);
        assert.equal(payload.queueNumber, entry.queueNumber);
    });

    test("a token that jose has signed is accepted", async () => {
        const token = await new SignJWT(accessClaims(user.userId))
            .setProtectedHeader({alg: "HS256", kid: key.kid})
            .setIssuedAt().setExpirationTime("1m").sign(key.secret);
        expect(await api(token).get("/points"), 200);
    });
});

describe("bearers that open nothing", {concurrency: 8}, () => {
    test("an expired token is refused and told so", async () => {
        await expectRefused(await mint({...accessClaims(user.userId), exp: 1_700_000_000}), "token_expired");
    });

    test("a token that ends this very second is over", async () => {
        const exp = Math.floor(Date.now() / 1000);
        await expectRefused(await mint({...accessClaims(user.userId), exp}), "token_expired");
    });

    test("a token of an unknown key is refused", async () => {
        await expectRefused(await mint(accessClaims(user.userId), {header: {kid: "other"}}));
        await expectRefused(await mint(accessClaims(user.userId), {secret: randomBytes(32)}));
    });

    test("a token without a kid is refused", async () => {
        await expectRefused(await mint(accessClaims(user.userId), {header: {kid: undefined}}));
    });

    test("a token without a signature is refused, whatever its header says", async () => {
        const token = await mint(accessClaims(user.userId));
        await expectRefused(token.replace(/[^.]+$/, ""));
        await expectRefused(new UnsecuredJWT(accessClaims(user.userId)).setExpirationTime("1h").encode());
        const header = Buffer.from(JSON.stringify({alg: "none", kid: key.kid})).toString("base64url");
        await expectRefused(token.replace(/^[^.]+/, header).replace(/[^.]+$/, ""));
    });

    test("another algorithm of the same family is refused", async () => {
        const secret = Buffer.concat([key.secret, key.secret]);
        await expectRefused(await mint(accessClaims(user.userId), {header: {alg: "HS512"}, secret}));
    });

    test("a changed claim breaks the signature", async () => {
        const [header, , signature] = (await mint(accessClaims(user.userId))).split(".");
        const claims = Buffer.from(JSON.stringify(accessClaims(randomUUID(), "admin"))).toString("base64url");
        await expectRefused(`${header}.${claims}.${signature}`);
    });

    test("claims that are missing or of the wrong type are refused", async () => {
        const wrong = [
            {sub: undefined}, {sub: "ada"}, {kind: undefined}, {kind: "refresh"}, {role: undefined},
            {role: "owner"}, {family: undefined}, {exp: undefined}, {exp: 1.5e300}, {exp: "tomorrow"}, {iat: "now"},
        ];
        for (const claims of wrong) {
            await expectRefused(await mint({...accessClaims(user.userId), ...claims}));
        }
    });

    test("an extension that must be understood is one too many", async () => {
        const header = Buffer.from(JSON.stringify({alg: "HS256", kid: key.kid, crit: ["x"], x: 1}));
        const [, claims] = (await mint(accessClaims(user.userId))).split(".");
        await expectRefused(`${header.toString("base64url")}.${claims}.AAAA`);
    });

    test("what is no token at all is refused", async () => {
        for (const token of ["x", "a.b", "a.b.c", "a.b.c.d", "..", `${"x".repeat(3000)}.y.z`]) {
            await expectRefused(token);
        }
    });

    test("another scheme, or none, is no bearer", async () => {
        const {token} = user;
        for (const authorization of ["", "Basic YWRhOmxvdmU=", "Bearer", "Bearer ", token, `Bearer ${token} x`]) {
            expectProblem(await api().get("/points", {authorization}), 401, "unauthenticated");
        }
    });

    test("a bad token is refused even where none is needed", async () => {
        expectProblem(await api("a.b.c").get("/concerts"), 401, "invalid_token");
    });

    test("a refresh token is no access token", async () => {
        const body = {email: newEmail(), password: "correct horse"};
        const {refreshToken} = expect(await api().post("/auth/register", body), 201);
        await expectRefused(refreshToken);
    });

    test("every call that is somebody's needs a token", async () => {
        const id = randomUUID();
        const calls = [
            ["get", "/auth/me"], ["post", `${concert.path}/queue-entry`], ["get", `${concert.path}/queue-entry`],
            ["delete", `${concert.path}/queue-entry`], ["get", `${concert.path}/shows`],
            ["get", `/shows/${concert.showId}/seats`], ["get", `/shows/${concert.showId}/seatmap`],
            ["post", "/reservations"], ["get", "/reservations"], ["delete", `/reservations/${id}`],
            ["get", "/points"], ["patch", "/points/charge"], ["post", "/payments"], ["get", "/payments"],
            ["get", `/payments/${id}`], ["get", "/tickets"], ["get", `/tickets/${id}`],
            ["get", `/tickets/${id}.svg`], ["post", "/checkins"],
            ["post", "/admin/concerts"], ["patch", `/admin/concerts/${id}`],
            ["post", `/admin/concerts/${id}/open`], ["get", `/admin/concerts/${id}/stats`],
        ];
        for (const [method, path] of calls) {
            expectProblem(await api()[method](path), 401, "unauthenticated");
        }
    });
});

describe("a queue token", {concurrency: 8}, () => {
    test("a queue token buys: shows, seats, hold, charge, payment, release", async () => {
        const buyer = await newBuyer(concert);
        const {queueToken} = expect(await buyer.get(`${concert.path}/queue-entry`), 200);
        const client = api(queueToken);
        expect(await client.get(`${concert.path}/shows`), 200);
        expect(await client.get(`/shows/${concert.showId}/seats`), 200);
        expect(await client.get(`/shows/${concert.showId}/seatmap`), 200);
        const body = {showId: concert.showId, seatIds: concert.seats(2)};
        const [kept, released] = expect(await client.post("/reservations", body), 201).reservations;
        expect(await client.delete(`/reservations/${released.reservationId}`), 204);
        expect(await client.patch("/points/charge", {amount: 1000}), 200);
        expect(await client.post("/payments", {reservationIds: [kept.reservationId]}), 201);
    });

    test("a queue token is refused by the concert of another queue", async () => {
        const client = api(entry.queueToken);
        const body = {showId: other.showId, seatIds: [1]};
        const answers = [
            await client.get(`${other.path}/queue-entry`), await client.delete(`${other.path}/queue-entry`),
            await client.get(`${other.path}/shows`), await client.get(`/shows/${other.showId}/seats`),
            await client.get(`/shows/${other.showId}/seatmap`), await client.post("/reservations", body),
        ];
        for (const answer of answers) {
            expectProblem(answer, 403, "forbidden");
        }
    });

    test("a queue token pays no hold of another concert", async () => {
        const buyer = await newBuyer(other, 1000);
        const [{queueToken}] = await join([buyer], concert);
        const held = await hold(buyer, other.showId, other.seats(1));
        const body = {reservationIds: held.map(({reservationId}) => reservationId)};
        expectProblem(await api(queueToken).post("/payments", body), 403, "forbidden");
        expect(await buyer.post("/payments", body), 201);
    });

    test("a queue token has no power over what was bought: no refunds, tickets, histories, account", async () => {
        const {buyer, payment} = await newOwner(concert);
        const [{queueToken}] = await join([buyer], concert);
        const client = api(queueToken);
        const [{ticketId}] = payment.tickets;
        const refused = [
            ["post", `/payments/${payment.paymentId}/refund`], ["get", "/payments"],
            ["get", `/payments/${payment.paymentId}`], ["get", "/tickets"], ["get", `/tickets/${ticketId}`],
            ["get", `/tickets/${ticketId}.svg`], ["get", "/points/history"], ["get", "/reservations"],
            ["get", "/auth/me"],
        ];
        for (const [method, path] of refused) {
            expectProblem(await client[method](path), 401, "invalid_token");
        }
        expect(await client.get("/points"), 200);
        expect(await buyer.post(`/payments/${payment.paymentId}/refund`), 200);
    });

    test("signing out ends the queue tokens of the session, renewed ones too, and of no other", async () => {
        const [first, second] = [await newUser(), await newUser()];
        const [mine, theirs] = await join([first, second], concert);
        const {queueToken} = expect(await api(mine.queueToken).get(`${concert.path}/queue-entry`), 200);
        const elsewhere = api(await mint(accessClaims(first.userId)));
        const {queueToken: ofAnother} = expect(await elsewhere.get(`${concert.path}/queue-entry`), 200);
        expect(await first.post("/auth/logout"), 204);
        for (const token of [mine.queueToken, queueToken]) {
            expectProblem(await api(token).get(`${concert.path}/queue-entry`), 401, "invalid_token");
            expectProblem(await api(token).delete(`${concert.path}/queue-entry`), 401, "invalid_token");
            expectProblem(await api(token).get("/points"), 401, "invalid_token");
        }
        expect(await api(ofAnother).get(`${concert.path}/queue-entry`), 200);
        expect(await api(theirs.queueToken).get(`${concert.path}/queue-entry`), 200);
    });

    test("a session that Redis was not told to be ended is told by a delivery", async () => {
        const made = expect(await api().post("/auth/register", {email: newEmail(), password: "correct horse"}), 201);
        const [{queueToken}] = await join([api(made.accessToken)], concert);
        const {family} = decodeJwt(queueToken);
        await sql("UPDATE usher.refresh_families SET revoked_at = now() WHERE family_id = $1", [family]);
        await eventually(async () =>
            expectProblem(await api(queueToken).get(`${concert.path}/queue-entry`), 401, "invalid_token"));
        // As after a loss of Redis.
        const store = redis();
        await store.del(`usher:ended:${family}`);
        expect(await api(queueToken).get(`${concert.path}/queue-entry`), 200);
        await sql("SELECT usher.repeat_deliveries('ended_session', 60)");
        await eventually(async () =>
            expectProblem(await api(queueToken).get(`${concert.path}/queue-entry`), 401, "invalid_token"));
        await store.quit();
    });

    test("a queue token of no session does not renew itself", async () => {
        const exp = Math.floor(Date.now() / 1000) + 600;
        const token = await mint(queueClaims({exp}));
        const {queueToken} = expect(await api(token).get(`${concert.path}/queue-entry`), 200);
        assert.equal(decodeJwt(queueToken).exp, exp);
    });

    test("a queue token is no access token", async () => {
        const client = api(entry.queueToken);
        expectProblem(await client.get("/auth/me"), 401, "invalid_token");
        expectProblem(await client.post("/auth/logout"), 401, "invalid_token");
        expectProblem(await client.post(`${concert.path}/queue-entry`), 401, "invalid_token");
    });

    test("an administrator's queue token administrates nothing", async () => {
        const admin = await newAdmin();
        const [{queueToken}] = await join([admin], concert);
        expectProblem(await api(queueToken).post("/admin/concerts", concertBody()), 401, "invalid_token");
    });

    test("a well-signed place that the queue does not know opens no door", async () => {
        const stranger = await newUser();
        const client = api(await mint(queueClaims({sub: stranger.userId})));
        expectProblem(await client.get(`${concert.path}/shows`), 403, "not_admitted");
        expectProblem(await client.get(`${concert.path}/queue-entry`), 404, "not_in_queue");
    });

    test("an expired queue token is refused and told so", async () => {
        await expectRefused(await mint(queueClaims({exp: 1_700_000_000})), "token_expired");
    });

    test("a queue token without its place is refused", async () => {
        for (const claims of [{concertId: undefined}, {queueNumber: undefined}, {queueNumber: "1"}]) {
            await expectRefused(await mint(queueClaims(claims)));
        }
    });

    test("Queue-Token must be the caller's own for this concert", async () => {
        const stranger = await newUser();
        const enter = (token) => stranger.post(`${concert.path}/queue-entry`, undefined, {"queue-token": token});
        const own = {sub: stranger.userId};
        const wrong = [
            entry.queueToken, stranger.token, "x", await mint(queueClaims(own), {secret: randomBytes(32)}),
            await mint(queueClaims({...own, concertId: other.concertId})),
        ];
        for (const token of wrong) {
            expectProblem(await enter(token), 400, "invalid_header");
        }
        expect(await enter(await mint(queueClaims({...own, exp: 1_700_000_000}))), 201);
    });
});

describe("a queue token in a cookie", {concurrency: 8}, () => {
    const ASKED = {"token-in": "cookie"};

    test("it is kept for its own place, where no script can read it, until one leaves", async () => {
        const person = await newUser();
        const answer = await person.post(`${concert.path}/queue-entry`, undefined, ASKED);
        assert.equal(expect(answer, 201).queueToken, undefined);
        const path = `/api/v1/concerts/${concert.concertId}/queue-entry`;
        assert.match(answer.headers["set-cookie"][0], new RegExp(
            `^usher_queue=eyJ[\\w.-]+; Path=${path}; Max-Age=86400; HttpOnly; SameSite=Strict$`));
        const left = await person.delete(`${concert.path}/queue-entry`, ASKED);
        assert.match(left.headers["set-cookie"][0], /^usher_queue=; .*Max-Age=0;/);
    });

    test("one of somebody else's, who was signed in before, is ignored", async () => {
        const person = await newUser();
        const cookie = `usher_queue=${entry.queueToken}`;
        const own = expect(await person.post(`${concert.path}/queue-entry`, undefined, {...ASKED, cookie}), 201);
        assert.ok(own.queueNumber > entry.queueNumber);
    });
});

describe("roles", {concurrency: 8}, () => {
    for (const role of ["buyer", "staff"]) {
        test(`the role ${role} may not run a sale`, async () => {
            const client = api(await mint(accessClaims(user.userId, role)));
            const path = `/admin/concerts/${concert.concertId}`;
            const answers = [
                await client.post("/admin/concerts", concertBody()), await client.patch(path, {name: "Mine"}),
                await client.get(`${path}/stats`),
            ];
            for (const verb of ["open", "pause", "resume", "close"]) {
                answers.push(await client.post(`${path}/${verb}`));
            }
            for (const answer of answers) {
                expectProblem(answer, 403, "forbidden");
            }
        });
    }

    test("an administrator may buy as anybody may", async () => {
        const admin = await newAdmin();
        expect(await admin.get("/points"), 200);
        expect(await admin.post(`${concert.path}/queue-entry`), 201);
    });
});
