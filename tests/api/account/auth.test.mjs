// auth.test.mjs -- accounts and their sessions.

import assert from "node:assert/strict";
import {createHash, scryptSync} from "node:crypto";
import {describe, test} from "node:test";

import {api, expect, expectProblem, newEmail, redis, request, sql} from "../../support/usher.mjs";

const PASSWORD = "correct horse";

async function register(email = newEmail(), password = PASSWORD) {
    return {email, ...expect(await api().post("/auth/register", {email, password}), 201)};
}

function login(email, password = PASSWORD) {
    return api().post("/auth/login", {email, password});
}

const [HOME, ELSEWHERE] = ["127.0.0.1", "127.0.0.9"];

function loginFrom(localAddress, email, password = PASSWORD) {
    return request({method: "POST", path: "/auth/login", body: {email, password}, localAddress});
}

// The minutes for which tries count are over.
async function forgetTries(email) {
    const store = redis();
    const account = createHash("sha256").update(email).digest("hex");
    assert.ok(await store.del(`usher:{sign-in:${account}}:from:${HOME}`) === 1, "tries are counted, for a time");
    await store.quit();
}

function refresh(token) {
    return api(token).post("/auth/refresh");
}

function outcomes(answers) {
    return answers.map(({status, problem}) => `${status} ${problem?.code ?? ""}`.trim()).sort();
}

describe("registering", {concurrency: 8}, () => {
    test("a new account answers with two tokens, and the access token says who one is", async () => {
        const session = await register();
        assert.equal(session.expiresInSeconds, 3600);
        const me = expect(await api(session.accessToken).get("/auth/me"), 200);
        assert.deepEqual(me, {userId: session.userId, email: session.email, role: "buyer"});
    });

    test("an e-mail is taken once, in any case", async () => {
        const {email} = await register();
        const again = {email: email.toUpperCase(), password: PASSWORD};
        expectProblem(await api().post("/auth/register", again), 409, "email_in_use");
    });

    test("of ten that register one e-mail at once one gets it", async () => {
        const body = {email: newEmail(), password: PASSWORD};
        const answers = await Promise.all(
            Array.from({length: 10}, () => api().post("/auth/register", body)));
        assert.deepEqual(outcomes(answers), ["201", ...Array(9).fill("409 email_in_use")]);
    });

    test("a role in the request makes nobody an administrator", async () => {
        const body = {email: newEmail(), password: PASSWORD, role: "admin"};
        const {accessToken} = expect(await api().post("/auth/register", body), 201);
        assert.equal(expect(await api(accessToken).get("/auth/me"), 200).role, "buyer");
        expectProblem(await api(accessToken).post("/admin/concerts", {}), 403, "forbidden");
    });

    test("a password is the same composed and decomposed, and with any kind of space", async () => {
        const {email} = await register(newEmail(), "é 가나다라마바".normalize("NFD"));
        expect(await login(email, "é 가나다라마바".normalize("NFC")), 200);
        expect(await login(email, "é\u3000가나다라마바"), 200);
        expectProblem(await login(email, "e 가나다라마바"), 401, "wrong_credentials");
    });

    test("a hash of what was typed once still opens the account, and is written anew", async () => {
        const {email} = await register();
        const typed = "é 가나다라마바".normalize("NFD");
        const [salt, hash] = [Buffer.from("salt"), scryptSync(typed, "salt", 32, {N: 256, r: 8, p: 5})]
            .map((bytes) => bytes.toString("base64url"));
        const old = `$scrypt$ln=8,r=8,p=5$${salt}$${hash}`;
        await sql("UPDATE usher.users SET password_hash = $2 WHERE email = $1", [email, old]);
        expectProblem(await login(email, typed.normalize("NFC")), 401, "wrong_credentials");
        expect(await login(email, typed), 200);
        expect(await login(email, typed.normalize("NFC")), 200);
        expect(await login(email, typed), 200);
    });

    test("a password of 8 and one of 128 characters are taken, whatever the characters are", async () => {
        for (const password of ["12345678", "x".repeat(128), "비밀번호는여덟자", "🎫".repeat(128)]) {
            const {email} = await register(newEmail(), password);
            expect(await login(email, password), 200);
        }
    });

    test("the database holds a salted memory-hard hash of the password", async () => {
        const hashes = await Promise.all([register(), register()].map(async (made) => {
            const [row] = await sql("SELECT password_hash FROM usher.users WHERE email = $1", [(await made).email]);
            return row.password_hash;
        }));
        assert.match(hashes[0], /scrypt/);
        assert.notEqual(hashes[0], hashes[1]);
        assert.ok(!hashes[0].includes(PASSWORD));
    });

    const refused = [
        ["email", [undefined, null, 1, true, [], {}, "", "ada", "@example.org", "ada@", "a b@example.org",
            "ada@example.org\n", `${"x".repeat(250)}@example.org`]],
        ["password", [undefined, null, 12345678, [], "", "1234567", "x".repeat(129)]],
    ];
    for (const path of ["/auth/register", "/auth/login"]) {
        test(`${path} names the member that it refuses`, async () => {
            for (const [member, values] of refused) {
                for (const value of values) {
                    const body = {email: newEmail(), password: PASSWORD, [member]: value};
                    const problem = expectProblem(await api().post(path, body), 400, "invalid_member");
                    assert.match(problem.detail, new RegExp(`^${member}\\b`), JSON.stringify(value));
                }
            }
        });
    }
});

describe("signing in", {concurrency: 8}, () => {
    test("the right password opens a session of one's own account, in any case of the e-mail", async () => {
        const {email, userId} = await register();
        const session = expect(await login(email.toUpperCase()), 200);
        assert.equal(session.userId, userId);
        expect(await api(session.accessToken).get("/auth/me"), 200);
    });

    test("an unknown e-mail and a wrong password get the same answer", async () => {
        const {email} = await register();
        const wrong = expectProblem(await login(email, "wrong horse"), 401, "wrong_credentials");
        const unknown = expectProblem(await login(newEmail()), 401, "wrong_credentials");
        assert.equal(wrong.detail, unknown.detail);
    });

    test("of many wrong passwords for one account the eleventh is refused, and so is the right one, for minutes", async () => {
        const {email} = await register();
        for (let i = 0; i < 10; i++) {
            expectProblem(await loginFrom(HOME, email, `wrong horse ${i}`), 401, "wrong_credentials");
        }
        for (const password of ["wrong horse", PASSWORD]) {
            const answer = await loginFrom(HOME, email, password);
            expectProblem(answer, 429, "too_many_requests");
            const seconds = Number(answer.headers["retry-after"]);
            assert.ok(seconds > 0 && seconds <= 300, `${seconds} s`);
        }
        expect(await loginFrom(ELSEWHERE, email), 200);
        await forgetTries(email);
        expect(await loginFrom(HOME, email), 200);
    });

    test("twenty wrong passwords at once are ten guesses", async () => {
        const {email} = await register();
        const answers = await Promise.all(
            Array.from({length: 20}, (_, index) => loginFrom(HOME, email, `wrong horse ${index}`)));
        assert.deepEqual(outcomes(answers),
            [...Array(10).fill("401 wrong_credentials"), ...Array(10).fill("429 too_many_requests")]);
    });

    test("guesses spread over addresses are limited together, and do not lock the owner out of home", async () => {
        const {email} = await register();
        expect(await loginFrom(HOME, email), 200);
        const told = [];
        for (let host = 10; host < 18; host++) {
            for (let i = 0; i < 7; i++) {
                told.push((await loginFrom(`127.0.0.${host}`, email, `wrong horse ${host} ${i}`)).problem.code);
            }
        }
        assert.equal(told.filter((code) => code === "wrong_credentials").length, 50);
        assert.equal(told.at(-1), "too_many_requests");
        expectProblem(await loginFrom(ELSEWHERE, email), 429, "too_many_requests");
        expect(await loginFrom(HOME, email), 200);
    });

    test("an account that is none is limited like any other, so that nobody learns of it", async () => {
        const email = newEmail();
        for (let i = 0; i < 10; i++) {
            expectProblem(await loginFrom(HOME, email), 401, "wrong_credentials");
        }
        expectProblem(await loginFrom(HOME, email), 429, "too_many_requests");
    });

    test("who signs in rightly is not limited", async () => {
        const {email} = await register();
        for (let i = 0; i < 12; i++) {
            expect(await loginFrom(HOME, email), 200);
        }
    });

    test("an account without a password that fits cannot be entered", async () => {
        const email = newEmail();
        await sql("SELECT usher.register_user($1, 'no hash', 'buyer')", [email]);
        expectProblem(await login(email), 401, "wrong_credentials");
    });
});

describe("refreshing", {concurrency: 8}, () => {
    test("a refresh token gives a new pair, again and again", async () => {
        let session = await register();
        for (let i = 0; i < 3; i++) {
            const next = expect(await refresh(session.refreshToken), 200);
            assert.notEqual(next.refreshToken, session.refreshToken);
            expect(await api(next.accessToken).get("/auth/me"), 200);
            session = next;
        }
    });

    test("using a spent refresh token ends its whole family", async () => {
        const session = await register();
        const next = expect(await refresh(session.refreshToken), 200);
        expectProblem(await refresh(session.refreshToken), 401, "token_spent");
        expectProblem(await refresh(next.refreshToken), 401, "invalid_token");
    });

    test("a family's end leaves the other sessions of the account alone", async () => {
        const {email, refreshToken} = await register();
        const other = expect(await login(email), 200);
        expect(await refresh(refreshToken), 200);
        expectProblem(await refresh(refreshToken), 401, "token_spent");
        expect(await refresh(other.refreshToken), 200);
    });

    test("of ten refreshes at once one succeeds, and the family is over", async () => {
        const {refreshToken} = await register();
        const answers = await Promise.all(Array.from({length: 10}, () => refresh(refreshToken)));
        const winners = answers.filter(({status}) => status === 200);
        assert.equal(winners.length, 1, outcomes(answers).join());
        assert.ok(answers.every(({status}) => status === 200 || status === 401));
        expectProblem(await refresh(winners[0].body.refreshToken), 401, "invalid_token");
    });

    test("an expired refresh token is refused, whether it is still known or forgotten already", async () => {
        const {refreshToken} = await register();
        await sql(
            `UPDATE usher.refresh_tokens SET expires_at = now() - interval '1 second'
              WHERE token_hash = sha256($1::bytea)`,
            [Buffer.from(refreshToken)],
        );
        const {code} = expect(await refresh(refreshToken), 401);
        assert.ok(["token_expired", "invalid_token"].includes(code), code);
    });

    test("what is no refresh token is refused", async () => {
        const {accessToken} = await register();
        for (const token of [accessToken, "AAAA", "x".repeat(2000)]) {
            expectProblem(await refresh(token), 401, "invalid_token");
        }
        expectProblem(await refresh(), 401, "unauthenticated");
    });

    test("the database holds no refresh token as it is", async () => {
        const {refreshToken} = await register();
        const rows = await sql(
            "SELECT 1 FROM usher.refresh_tokens WHERE token_hash = $1::bytea", [Buffer.from(refreshToken)]);
        assert.equal(rows.length, 0);
    });
});

describe("signing out", {concurrency: 8}, () => {
    test("signing out ends the refresh tokens of this session and of no other", async () => {
        const {email, accessToken, refreshToken} = await register();
        const other = expect(await login(email), 200);
        expect(await api(accessToken).post("/auth/logout"), 204);
        expectProblem(await refresh(refreshToken), 401, "invalid_token");
        expect(await refresh(other.refreshToken), 200);
    });

    test("signing out twice is no error", async () => {
        const {accessToken} = await register();
        expect(await api(accessToken).post("/auth/logout"), 204);
        expect(await api(accessToken).post("/auth/logout"), 204);
    });

    test("signing out needs a token", async () => {
        expectProblem(await api().post("/auth/logout"), 401, "unauthenticated");
    });
});

describe("a session in a cookie", {concurrency: 8}, () => {
    const ASKED = {"token-in": "cookie"};

    async function inBrowser() {
        const answer = await api().post("/auth/register", {email: newEmail(), password: PASSWORD}, ASKED);
        const [cookie] = answer.headers["set-cookie"];
        return {...expect(answer, 201), cookie, sent: {...ASKED, cookie: cookie.split(";")[0]}};
    }

    test("the refresh token is in a cookie that no script can read, and not in the body", async () => {
        const session = await inBrowser();
        assert.equal(session.refreshToken, undefined);
        assert.match(session.cookie,
            /^usher_refresh=[\w-]{43}; Path=\/api\/v1\/auth; Max-Age=1209600; HttpOnly; SameSite=Strict$/);
    });

    test("behind TLS the cookie is for TLS only", async () => {
        const answer = await api().post("/auth/register", {email: newEmail(), password: PASSWORD},
            {...ASKED, "x-forwarded-proto": "https"});
        assert.match(answer.headers["set-cookie"][0], /; Secure$/);
    });

    test("who does not ask for a cookie gets none", async () => {
        const answer = await api().post("/auth/register", {email: newEmail(), password: PASSWORD});
        assert.equal(answer.headers["set-cookie"], undefined);
    });

    test("the cookie gives access tokens again and again, at once and one after the other", async () => {
        const {userId, sent} = await inBrowser();
        const answers = await Promise.all(Array.from({length: 5}, () => api().post("/auth/refresh", undefined, sent)));
        answers.push(await api().post("/auth/refresh", undefined, sent));
        for (const answer of answers) {
            const {accessToken, refreshToken} = expect(answer, 200);
            assert.equal(refreshToken, undefined);
            assert.equal(expect(await api(accessToken).get("/auth/me"), 200).userId, userId);
        }
    });

    test("another site's request, which cannot bring the header, is refused", async () => {
        const {sent: {cookie}} = await inBrowser();
        expectProblem(await api().post("/auth/refresh", undefined, {cookie}), 401, "unauthenticated");
        expectProblem(await api().post("/auth/refresh", undefined, ASKED), 401, "unauthenticated");
    });

    test("signing out ends it and makes the browser forget it", async () => {
        const {accessToken, sent} = await inBrowser();
        const answer = await api(accessToken).post("/auth/logout", undefined, ASKED);
        assert.match(answer.headers["set-cookie"][0], /^usher_refresh=; Path=\/api\/v1\/auth; Max-Age=0;/);
        expectProblem(await api().post("/auth/refresh", undefined, sent), 401, "invalid_token");
    });

    test("a copy that somebody spends ends the session", async () => {
        const {sent} = await inBrowser();
        const next = expect(await refresh(sent.cookie.split("=")[1]), 200);
        expectProblem(await api().post("/auth/refresh", undefined, sent), 401, "token_spent");
        expectProblem(await refresh(next.refreshToken), 401, "invalid_token");
    });

    test("an unknown cookie is refused", async () => {
        const sent = {...ASKED, cookie: "usher_refresh=AAAA"};
        expectProblem(await api().post("/auth/refresh", undefined, sent), 401, "invalid_token");
    });
});
