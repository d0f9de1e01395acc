// limits.test.mjs -- too many attempts and too many streams, at an nginx of its own with low limits.

import assert from "node:assert/strict";
import http from "node:http";
import {after, before, describe, test} from "node:test";

import {BASE} from "../../support/api.mjs";
import {send} from "../../support/http.mjs";
import {startNginx} from "../../support/nginx.mjs";
import {
    eventually, expect, expectProblem, newBuyer, newConcert, newEmail, newUser, request,
} from "../../support/usher.mjs";

let nginx;

// Three at once and then one a minute, so that what is too much stays so, however long ten attempts at once take.
const strict = (text) => text.replaceAll(/(zone=usher_(?:sign_in|register):4m rate)=\d+r\/[sm]/g, "$1=1r/m")
    .replaceAll(/burst=\d+/g, "burst=2");

before(async () => {
    nginx = await startNginx((text) => strict(text)
        .replaceAll(/limit_conn usher_(streams|viewers) \d+;/g, "limit_conn usher_$1 2;")
        .replace("real_ip_header", "set_real_ip_from unix:; real_ip_header"));
});

after(() => nginx.stop());

// From the address that the nginx of this test believes, as it stands behind a proxy.
function from(address) {
    return address ? {"x-forwarded-for": address} : {};
}

function login(address, {socketPath} = nginx) {
    const body = {email: newEmail(), password: "wrong horse"};
    return request({method: "POST", path: "/auth/login", body, headers: from(address), socketPath});
}

function register(address) {
    const body = {email: newEmail(), password: "correct horse"};
    return request({method: "POST", path: "/auth/register", body, headers: from(address), socketPath: nginx.socketPath});
}

/** How many of ten at once are refused for being too many. */
async function refusedOf(attempt) {
    const answers = await Promise.all(Array.from({length: 10}, attempt));
    return answers.filter(({status}) => status === 429).length;
}

describe("attempts to sign in", () => {
    test("too many from one address are refused and told when to come back", async () => {
        const answers = await Promise.all(Array.from({length: 10}, () => login()));
        const refused = answers.filter(({status}) => status === 429);
        assert.ok(refused.length >= 6, `${refused.length} were refused`);
        expectProblem(refused[0], 429, "too_many_requests");
        assert.equal(answers.filter(({problem}) => problem.code === "wrong_credentials").length, 10 - refused.length);
    });

    test("they hold up neither a question about oneself nor the queue", async () => {
        const {token} = await newUser();
        const headers = {authorization: `Bearer ${token}`};
        await Promise.all(Array.from({length: 10}, () => login()));
        for (let i = 0; i < 5; i++) {
            expect(await request({method: "GET", path: "/auth/me", headers, socketPath: nginx.socketPath}), 200);
            expect(await request({method: "GET", path: "/concerts", socketPath: nginx.socketPath}), 200);
        }
    });

    test("who runs no script is told on a page, which tries again by itself", async () => {
        const path = `/plain/${(await newConcert()).concertId}`;
        const headers = {"content-type": "application/x-www-form-urlencoded"};
        const attempt = () => send({method: "POST", path, body: "action=leave", headers, socketPath: nginx.socketPath});
        const answers = await Promise.all(Array.from({length: 10}, attempt));
        const refused = answers.find(({status}) => status === 429);
        assert.match(refused.headers["content-type"], /^text\/html/);
        assert.match(refused.text, /<meta http-equiv="refresh" content="8">.*Your place is kept.*대기 순서는 유지/s);
        assert.equal(refused.headers["x-frame-options"], "DENY");
        assert.match(refused.headers["content-security-policy"], /default-src 'none'; .*frame-ancestors 'none'/);
        assert.equal((await send({method: "GET", path, socketPath: nginx.socketPath})).status, 200);
    });

    test("after the pause that was named an attempt is taken again", async () => {
        const usual = await startNginx((text) => strict(text).replace(/(zone=usher_sign_in:4m rate)=1r\/m/, "$1=1r/s"));
        try {
            await Promise.all(Array.from({length: 10}, () => login(undefined, usual)));
            const answer = await eventually(async () => {
                const attempt = await login(undefined, usual);
                return attempt.status === 401 && attempt;
            });
            expectProblem(answer, 401, "wrong_credentials");
        } finally {
            await usual.stop();
        }
    });
});

describe("registrations", () => {
    test("have a limit of their own, below that of sign-ins, which they use up nothing of", async () => {
        const answers = await Promise.all(Array.from({length: 10}, () => register("192.0.2.1")));
        const refused = answers.filter(({status}) => status === 429);
        assert.ok(refused.length >= 6, `${refused.length} were refused`);
        assert.equal(refused[0].headers["retry-after"], "5");
        expectProblem(await login("192.0.2.1"), 401, "wrong_credentials");
    });

    test("a session is renewed however many others behind the address sign in", async () => {
        const body = {email: newEmail(), password: "correct horse"};
        const {refreshToken} = expect(await request({method: "POST", path: "/auth/register", body}), 201);
        await Promise.all(Array.from({length: 10}, () => login("192.0.2.2")));
        const headers = {authorization: `Bearer ${refreshToken}`, ...from("192.0.2.2")};
        expect(await request({method: "POST", path: "/auth/refresh", headers, socketPath: nginx.socketPath}), 200);
    });
});

describe("behind a proxy", () => {
    test("each client has an address of its own", async () => {
        assert.ok(await refusedOf(() => login("192.0.2.3")) >= 6);
        expectProblem(await login("192.0.2.4"), 401, "wrong_credentials");
    });

    test("what a client itself says of its address, in front of the proxy's word, counts nothing", async () => {
        let number = 0;
        assert.ok(await refusedOf(() => login(`198.51.100.${number++}, 192.0.2.5`)) >= 6);
    });

    test("the addresses of one network of IPv6 are one client, and another network is another", async () => {
        let number = 0;
        assert.ok(await refusedOf(() => login(`2001:db8:0:1::${number++}`)) >= 6);
        expectProblem(await login("2001:db8:0:2::1"), 401, "wrong_credentials");
    });

    test("addresses of IPv4 in IPv6's notation are told apart, and are what they are without it", async () => {
        assert.ok(await refusedOf(() => login("::ffff:192.0.2.6")) >= 6);
        expectProblem(await login("::ffff:192.0.2.7"), 401, "wrong_credentials");
        assert.equal((await login("192.0.2.6")).status, 429);
    });

    test("from nobody whom USHER_TRUSTED_PROXIES does not name is an address believed", async () => {
        const unbelieving = await startNginx(strict);
        try {
            let number = 0;
            assert.ok(await refusedOf(() => login(`192.0.2.${number++}`, unbelieving)) >= 6);
        } finally {
            await unbelieving.stop();
        }
    });
});

// Asks for a stream; resolves to the answer when it has begun.
function askFor({path, headers}) {
    return new Promise((resolve, reject) => {
        http.get({socketPath: nginx.socketPath, path: BASE + path, agent: false, headers}, resolve).on("error", reject);
    });
}

async function streamsOf(concert) {
    const accept = "text/event-stream";
    const buyer = await newBuyer(concert);
    await eventually(async () => expect(await request({method: "GET", path: `${concert.path}/queue`}), 200));
    return {
        board: {path: `${concert.path}/events`, headers: {accept}},
        seats: {path: `/shows/${concert.showId}/events`, headers: {accept, authorization: `Bearer ${buyer.token}`}},
    };
}

describe("open streams", () => {
    test("one more of a board than an address may have is refused, until another one has ended", async () => {
        const {board} = await streamsOf(await newConcert());
        const open = [await askFor(board), await askFor(board)];
        assert.deepEqual(open.map(({statusCode}) => statusCode), [200, 200]);
        const refused = await request({method: "GET", ...board, socketPath: nginx.socketPath});
        assert.match(expectProblem(refused, 429, "too_many_requests").detail, /open streams/);
        open[0].destroy();
        const next = await eventually(async () => {
            const answer = await askFor(board);
            answer.destroy();
            return answer.statusCode === 200;
        });
        open[1].destroy();
        assert.ok(next);
    });

    test("one more of seats than a user may have is refused; other people behind the address watch", async () => {
        const concert = await newConcert();
        const [{seats}, other] = await Promise.all([streamsOf(concert), streamsOf(concert)]);
        const open = [await askFor(seats), await askFor(seats)];
        const refused = await request({method: "GET", ...seats, socketPath: nginx.socketPath});
        assert.match(expectProblem(refused, 429, "too_many_requests").detail, /open streams/);
        open.push(await askFor(other.seats), await askFor(other.seats));
        assert.deepEqual(open.map(({statusCode}) => statusCode), [200, 200, 200, 200]);
        open.forEach((stream) => stream.destroy());
    });
});
