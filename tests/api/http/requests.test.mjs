// requests.test.mjs -- what holds for every request: ids, methods, problems, bodies.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import net from "node:net";
import {describe, test} from "node:test";

import {send} from "../../support/http.mjs";
import {viewerIsInstalled} from "../../support/nginx.mjs";
import {api, concertBody, eventually, expect, expectProblem, newAdmin, newUser, request} from "../../support/usher.mjs";

const KIB = 1024;
const user = await newUser();
const admin = await newAdmin();

/** Sends bytes and nothing after them; resolves to all that comes back. */
function sendBytes(text) {
    const {hostname, port} = new URL(process.env.USHER_URL);
    return new Promise((resolve, reject) => {
        const chunks = [];
        const socket = net.connect(port, hostname, () => socket.write(text));
        socket.on("data", (chunk) => chunks.push(chunk));
        // Who has not sent all that was announced is cut off in the end, after the answer.
        socket.on("error", (error) => (chunks.length > 0 ? resolve(Buffer.concat(chunks).toString()) : reject(error)));
        socket.on("close", () => resolve(Buffer.concat(chunks).toString()));
    });
}

function withId(id, path = "/concerts?limit=1") {
    return api().get(path, {"x-request-id": id});
}

describe("requests", {concurrency: 8}, () => {
    test("an answer has a request id of its own", async () => {
        const first = await api().get("/concerts?limit=1");
        const second = await api().get("/concerts?limit=1");
        assert.notEqual(first.headers["x-request-id"], second.headers["x-request-id"]);
    });

    for (const id of ["12345678", "Order.2026_12-24", "x".repeat(64)]) {
        test(`the request id ${id} is kept, in the header and in a problem`, async () => {
            assert.equal((await withId(id)).headers["x-request-id"], id);
            const answer = await withId(id, "/auth/me");
            assert.equal(expectProblem(answer, 401, "unauthenticated").requestId, id);
        });
    }

    for (const id of ["short", "x".repeat(65), "with space", "quo\"te-12", "slash/slash", "grüßgott"]) {
        test(`the ill-formed request id "${id}" is replaced`, async () => {
            assert.notEqual((await withId(id)).headers["x-request-id"], id);
        });
    }

    for (const path of ["/api/v1/nothing", "/api/v2/concerts", "/api/", "/api/v1/concerts/", "/nothing.html"]) {
        test(`the unknown address ${path} is 404`, async () => {
            expectProblem(await request({method: "GET", address: path}), 404, "not_found");
        });
    }

    test("an address with another method is 405 and names its own", async () => {
        const id = randomUUID();
        const allowed = [
            ["POST", "/concerts", "GET, HEAD"],
            ["GET", "/auth/login", "POST"],
            ["DELETE", "/points/charge", "PATCH"],
            ["PUT", `/concerts/${id}/queue-entry`, "DELETE, GET, HEAD, POST"],
            ["PATCH", "/reservations", "GET, HEAD, POST"],
            ["GET", `/admin/concerts/${id}/open`, "POST"],
            ["OPTIONS", "/payments", "GET, HEAD, POST"],
            ["POST", "/tickets/keys", "GET, HEAD"],
            ["DELETE", `/tickets/${id}.svg`, "GET, HEAD"],
        ];
        for (const [method, path, methods] of allowed) {
            const answer = await request({method, path});
            expectProblem(answer, 405, "method_not_allowed");
            assert.equal(answer.headers.allow.split(", ").sort().join(", "), methods);
        }
    });

    test("HEAD answers as GET does, without the body", async () => {
        const answer = await request({method: "HEAD", path: "/concerts?limit=1"});
        assert.equal(answer.status, 200);
        assert.ok(Number(answer.headers["content-length"]) > 2);
        assert.equal((await request({method: "HEAD", path: "/points"})).status, 401);
    });

    test("an id in the address that makes no sense is 400 and is named", async () => {
        const calls = [
            ["/concerts/17", "concertId"],
            ["/shows/not-a-uuid/seats", "showId"],
            [`/payments/${randomUUID()}0`, "paymentId"],
            ["/tickets/%F0%9F%8E%AB", "ticketId"],
            ["/tickets/17.svg", "ticketId"],
            ["/tickets/.svg", "ticketId"],
            [`/tickets/${randomUUID()}.png`, "ticketId"],
        ];
        for (const [path, name] of calls) {
            const problem = expectProblem(await user.get(path), 400, "invalid_parameter");
            assert.match(problem.detail, new RegExp(name));
        }
    });

    test("an address that hides a zero byte is refused", async () => {
        assert.equal((await user.get("/tickets/%00")).status, 400);
    });

    test("an address or header that is too long is refused as a problem", async () => {
        const long = "x".repeat(40 * KIB);
        expectProblem(await request({method: "GET", path: `/concerts?cursor=${long}`}), 400, "malformed_request");
        expectProblem(await api().get("/concerts", {"x-long": long}), 400, "malformed_request");
    });

    test("an answer is not kept by caches", async () => {
        assert.match((await user.get("/points")).headers["cache-control"], /no-store/);
    });

    test("the process and its stores say that they are well", async () => {
        const health = await request({method: "GET", address: "/healthz"});
        assert.deepEqual(expect(health, 200), {status: "ok"});
        const ready = await request({method: "GET", address: "/readyz"});
        assert.deepEqual(expect(ready, 200), {redis: "ok", database: "ok"});
    });

    test("the pages and the description of the API are served", async () => {
        for (const path of ["/", "/sign-in", "/wait?concert=1", "/draw", "/draw.html", "/openapi.yaml"]) {
            const answer = await send({method: "GET", path});
            assert.equal(answer.status, 200, path);
        }
    });

    test("a page may run its own scripts, talk to its own host, and stand in no frame", async () => {
        const {headers} = await send({method: "GET", path: "/wait"});
        const policy = headers["content-security-policy"].split("; ");
        for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
            "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"]) {
            assert.ok(policy.includes(rule), rule);
        }
        assert.equal(headers["x-frame-options"], "DENY");
        assert.equal(headers["cross-origin-opener-policy"], "same-origin");
        assert.equal(headers["referrer-policy"], "no-referrer");
    });

    test("a page that scans no tickets may not use the camera", async () => {
        const camera = async (path) => (await send({method: "HEAD", path})).headers["permissions-policy"];
        assert.match(await camera("/wait"), /camera=\(\)/);
    });

    for (const [what, address] of [["below /docs", "/docs/viewer/nothing"], ["anywhere", "/nothing"]]) {
        test(`an unknown page ${what} is a page for a browser, and a problem for a client of the API`, async () => {
            const page = await send({method: "GET", path: address, headers: {accept: "text/html,*/*;q=0.8"}});
            assert.equal(page.status, 404);
            assert.match(page.headers["content-type"], /^text\/html/);
            assert.match(page.text, /There is no page at this address.*<a href="\/">/s);
            assert.match(page.headers["content-security-policy"], /default-src 'none'/);
            expectProblem(await request({method: "GET", address}), 404, "not_found");
        });
    }

    test("an address of the API is a problem for a browser too", async () => {
        const answer = await send({method: "GET", path: "/api/v1/nothing", headers: {accept: "text/html"}});
        assert.match(answer.headers["content-type"], /^application\/problem\+json/);
    });

    test("a page with a method that it has not is a page for a browser, and says which it has", async () => {
        const answer = await send({method: "PUT", path: "/wait", headers: {accept: "text/html"}});
        assert.deepEqual([answer.status, answer.headers.allow], [405, "GET, HEAD"]);
        assert.match(answer.text, /could not accept this request/);
    });

    const HEAD = "Host: x\r\nConnection: close\r\n";
    for (const [what, text, status, code] of [
        ["of an HTTP that is not understood", `GET /wait HTTP/3.0\r\n${HEAD}\r\n`, 505, "http_version_not_supported"],
        ["with a transfer coding that is not understood",
            `POST /api/v1/payments HTTP/1.1\r\n${HEAD}Transfer-Encoding: gzip\r\n\r\n`, 501, "not_implemented"],
        ["that is no HTTP", "nonsense\r\n\r\n", 400, "malformed_request"],
    ]) {
        test(`a request ${what} is refused with a problem`, async () => {
            const answer = await sendBytes(text);
            assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
            assert.match(answer, /\r\nContent-Type: application\/problem\+json\r\n/);
            assert.match(answer, new RegExp(`"status":${status},.*"code":"${code}"`));
        });
    }

    test("of the viewer of the API only its script and its style are there, with the headers of pages", async () => {
        for (const path of ["/docs/viewer/index.html", "/docs/viewer/", "/docs/viewer/swagger-initializer.js"]) {
            assert.equal((await send({method: "GET", path})).status, 404, path);
        }
        const {status, headers} = await send({method: "GET", path: "/docs/viewer/swagger-ui.css"});
        assert.equal(status, viewerIsInstalled() ? 200 : 404);
        if (status === 200) {
            assert.match(headers["content-security-policy"], /default-src 'none'/);
            assert.equal(headers["x-frame-options"], "DENY");
            assert.equal(headers["cross-origin-opener-policy"], "same-origin");
        }
    });

    for (const [who, authorization, status, code] of [
        ["nobody", () => "", 401, "unauthenticated"],
        ["who has a token that is none", () => "Authorization: Bearer a.b.c\r\n", 401, "invalid_token"],
        ["a buyer", () => `Authorization: Bearer ${user.token}\r\n`, 403, "forbidden"],
    ]) {
        test(`a seating plan of ${who} is refused before its body is read`, async () => {
            const answer = await eventually(async () => { // other tests send large bodies from this address
                const told = await sendBytes(`POST /api/v1/admin/concerts HTTP/1.1\r\n${HEAD}${authorization()}`
                    + `Content-Type: application/json\r\nContent-Length: 10000000\r\n\r\n{"name"`);
                assert.match(told, new RegExp(`^HTTP/1\\.1 ${status} `));
                return told;
            });
            assert.match(answer, new RegExp(`"status":${status},.*"code":"${code}"`));
            assert.equal(answer.match(/\r\nWWW-Authenticate:/g)?.length ?? 0, status === 401 ? 1 : 0);
        });
    }

    test("what a page is made of is compressed, and not sent again while it is the same", async () => {
        for (const path of ["/wait", "/css/usher.css", "/js/wait.js"]) {
            const {headers} = await send({method: "GET", path, headers: {"accept-encoding": "gzip"}});
            assert.equal(headers["content-encoding"], "gzip", path);
            assert.match(headers["cache-control"], /no-cache/, path);
            const again = await send({method: "GET", path, headers: {"if-none-match": headers.etag}});
            assert.equal(again.status, 304, path);
        }
    });
});

// Every call that takes a body, with one that would be accepted as far as its form goes.
const calls = [
    ["POST", "/auth/register", {email: "ada@example.org", password: "correct horse"}],
    ["POST", "/auth/login", {email: "ada@example.org", password: "correct horse"}],
    ["POST", "/reservations", {showId: randomUUID(), seatIds: [1]}],
    ["PATCH", "/points/charge", {amount: 1}],
    ["POST", "/payments", {reservationIds: [randomUUID()]}],
    ["POST", "/admin/concerts", concertBody()],
    ["PATCH", `/admin/concerts/${randomUUID()}`, {name: "Another"}],
];

function nested(depth) {
    return `{"more":${"[".repeat(depth)}${"]".repeat(depth)}}`;
}

const malformed = [
    ["nothing", ""],
    ["an array", "[]"],
    ["a text", "\"amount\""],
    ["a number", "1"],
    ["null", "null"],
    ["half an object", "{\"amount\": 1"],
    ["an object and more", "{\"amount\": 1} {}"],
    ["single quotes", "{'amount': 1}"],
    ["a comment", "{\"amount\": 1 /* one */}"],
    ["a comma too many", "{\"amount\": 1,}"],
    ["a number with a leading zero", "{\"amount\": 01}"],
    ["NaN", "{\"amount\": NaN}"],
    ["a control character in a text", "{\"email\": \"a\u0001\"}"],
    ["the character U+0000", "{\"email\": \"a\\u0000b\"}"],
    ["broken UTF-8", Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d])],
    ["an overlong UTF-8 form", Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc0, 0xaf, 0x22, 0x7d])],
    ["depth without end", nested(20_000)],
    ["one level too many", nested(16)],
];

describe("bodies", {concurrency: 8}, () => {
    for (const [method, path, good] of calls) {
        const name = `${method} ${path.replace(/[0-9a-f-]{36}/, "{concertId}")}`;
        const client = path.startsWith("/admin") ? admin : user;
        const sizeMax = path === "/admin/concerts" ? 16_384 * KIB : 64 * KIB; // it may bring its seating plan
        const headers = {authorization: `Bearer ${client.token}`};

        test(`${name} refuses whatever is no JSON object`, async () => {
            for (const [what, body] of malformed) {
                const answer = await request({method, path, body, headers});
                assert.equal(answer.problem?.code, "malformed_json", `${what}: ${answer.text}`);
            }
        });

        test(`${name} refuses a body that is not declared as JSON`, async () => {
            const body = JSON.stringify(good);
            for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]) {
                const answer = await request({method, path, body, headers: {...headers, "content-type": type}});
                expectProblem(answer, 415, "not_json");
            }
        });

        test(`${name} takes ${sizeMax / KIB} KiB and refuses one byte more`, async () => {
            const padded = (size) => JSON.stringify(good).padEnd(size, " ");
            const most = await request({method, path, body: padded(sizeMax), headers});
            assert.ok(![413, 415].includes(most.status), most.text);
            assert.notEqual(most.problem?.code, "malformed_json");
            const more = await request({method, path, body: padded(sizeMax + 1), headers});
            expectProblem(more, 413, "body_too_large");
        });
    }

    test("JSON is JSON whatever its parameters and its case", async () => {
        for (const type of ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json ;x=y"]) {
            expect(await user.patch("/points/charge", {amount: 1}, {"content-type": type}), 200);
        }
    });

    test("members that nobody knows are ignored", async () => {
        const body = {amount: 1, price: 5, nested: {deep: [1, {er: null}]}, "": 0};
        expect(await user.patch("/points/charge", body), 200);
    });

    test("a body where none belongs does no harm", async () => {
        expect(await request({
            method: "GET", path: "/points", body: "{", headers: {authorization: `Bearer ${user.token}`},
        }), 200);
    });

    test("a body in chunks is read whole", async () => {
        const answer = await request({
            method: "PATCH", path: "/points/charge", body: "{\"amount\": 1}",
            headers: {authorization: `Bearer ${user.token}`, "transfer-encoding": "chunked"},
        });
        expect(answer, 200);
    });
});
