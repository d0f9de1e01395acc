// limits.test.mjs -- too many attempts, at an nginx of its own with a low limit before the same workers.

import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, describe, test} from "node:test";

import {eventually, expect, expectProblem, newEmail, newUser, request} from "../support/usher.mjs";

const folder = mkdtempSync(join(tmpdir(), "usher-nginx."));
const socketPath = join(folder, "nginx.sock");
let nginx;

// The configuration of the Usher under test, moved into the folder, with one attempt a second. It keeps no
// connection to a worker, for a kept one pins a process of the pool.
function configuration() {
    const home = process.env.USHER_HOME;
    return readFileSync(join(home, "run", "nginx.conf"), "utf8")
        .replace(/rate=\d+r\/s/, "rate=1r/s")
        .replace(/burst=\d+/, "burst=2")
        .replaceAll(/listen "unix:.*";/g, `listen "unix:${join(folder, "publish.sock")}";`)
        .replace(new RegExp(`listen ${new URL(process.env.USHER_URL).host}[^;]*;`), `listen "unix:${socketPath}";`)
        .replace(/pid [^;]*;/, `pid "${join(folder, "nginx.pid")}";`)
        .replace(/error_log "[^"]*"/, `error_log "${join(folder, "error.log")}"`)
        .replace(/fastcgi_keep_conn on;/, "fastcgi_keep_conn off;")
        .replace(/^\s*keepalive \d+;$/gm, "")
        .replaceAll(`"${home}/nginx/`, `"${folder}/`);
}

before(async () => {
    writeFileSync(join(folder, "nginx.conf"), configuration());
    mkdirSync(join(folder, "logs"));
    const config = join(folder, "nginx.conf");
    nginx = spawn("nginx", ["-p", folder, "-e", join(folder, "error.log"), "-c", config], {
        env: {...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`}, stdio: "inherit",
    });
    await eventually(() => request({method: "GET", address: "/healthz", socketPath}));
});

after(async () => {
    if (nginx.kill("SIGTERM")) {
        await once(nginx, "exit");
    }
    rmSync(folder, {recursive: true});
});

function login() {
    const body = {email: newEmail(), password: "wrong horse"};
    return request({method: "POST", path: "/auth/login", body, socketPath});
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
            expect(await request({method: "GET", path: "/auth/me", headers, socketPath}), 200);
            expect(await request({method: "GET", path: "/concerts", socketPath}), 200);
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
