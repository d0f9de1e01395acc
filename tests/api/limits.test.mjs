// limits.test.mjs -- too many attempts, at an nginx of its own with a low limit before the same workers.

import assert from "node:assert/strict";
import {after, before, describe, test} from "node:test";

import {startNginx} from "../support/nginx.mjs";
import {eventually, expect, expectProblem, newEmail, newUser, request} from "../support/usher.mjs";

let nginx;

before(async () => {
    nginx = await startNginx((text) => text.replace(/rate=\d+r\/s/, "rate=1r/s").replace(/burst=\d+/, "burst=2"));
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

    test("they hold up neither a question about oneself nor the line", async () => {
        const {token} = await newUser();
        const headers = {authorization: `Bearer ${token}`};
        await Promise.all(Array.from({length: 10}, login));
        for (let i = 0; i < 5; i++) {
            expect(await request({method: "GET", path: "/auth/me", headers, socketPath: nginx.socketPath}), 200);
            expect(await request({method: "GET", path: "/concerts", socketPath: nginx.socketPath}), 200);
        }
    });

    test("after the pause that was named an attempt is taken again", async () => {
        await Promise.all(Array.from({length: 10}, login));
        const answer = await eventually(async () => {
            const attempt = await login();
            return attempt.status === 401 && attempt;
        }, 5000);
        expectProblem(answer, 401, "wrong_credentials");
    });
});
