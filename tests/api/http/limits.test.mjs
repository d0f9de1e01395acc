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

before(async () => {
    nginx = await startNginx((text) => text.replace(/rate=\d+r\/s/, "rate=1r/s").replaceAll(/burst=\d+/g, "burst=2")
        .replaceAll(/limit_conn usher_streams \d+;/g, "limit_conn usher_streams 2;"));
});

after(() => nginx.stop());

function login() {
    const body = {email: newEmail(), password: "wrong horse"};
    return request({method: "POST", path: "/auth/login", body, socketPath: nginx.socketPath});
}

describe("attempts to sign in", () => {
    test("too many from one address are refused and told when to come back", async () => {
        const answers = await Promise.all(Array.from({length: 10}, login));
        const refused = answers.filter(({status}) => status === 429);
        assert.ok(refused.length >= 6, `${refused.length} were refused`);
        expectProblem(refused[0], 429, "too_many_requests");
        assert.equal(answers.filter(({problem}) => problem.code === "wrong_credentials").length, 10 - refused.length);
    });

    test("they hold up neither a question about oneself nor the queue", async () => {
        const {token} = await newUser();
        const headers = {authorization: `Bearer ${token}`};
        await Promise.all(Array.from({length: 10}, login));
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
        assert.match(refused.text, /<meta http-equiv="refresh" content="8">.*Your place is kept.*순서는 그대로/s);
        assert.equal(refused.headers["x-frame-options"], "DENY");
        assert.match(refused.headers["content-security-policy"], /default-src 'none'; .*frame-ancestors 'none'/);
        assert.equal((await send({method: "GET", path, socketPath: nginx.socketPath})).status, 200);
    });

    test("after the pause that was named an attempt is taken again", async () => {
        await Promise.all(Array.from({length: 10}, login));
        const answer = await eventually(async () => {
            const attempt = await login();
            return attempt.status === 401 && attempt;
        });
        expectProblem(answer, 401, "wrong_credentials");
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
    test("one more than an address may have is refused, until another one has ended", async () => {
        const {board, seats} = await streamsOf(await newConcert());
        const open = [await askFor(board), await askFor(seats)];
        assert.deepEqual(open.map(({statusCode}) => statusCode), [200, 200]);
        for (const stream of [board, seats]) {
            const refused = await request({method: "GET", ...stream, socketPath: nginx.socketPath});
            assert.match(expectProblem(refused, 429, "too_many_requests").detail, /open streams/);
        }
        open[0].destroy();
        const next = await eventually(async () => {
            const answer = await askFor(board);
            answer.destroy();
            return answer.statusCode === 200;
        });
        open[1].destroy();
        assert.ok(next);
    });
});
