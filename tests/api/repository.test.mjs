// repository.test.mjs -- what the repository itself must and must not hold.

import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {fileURLToPath} from "node:url";

import {ticketKeys, tokenKeys, usherctl} from "../support/usher.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TESTS = join(ROOT, "tests");

// What git has or would add.
function filesOfTheRepository() {
    const listed = execFileSync("git", ["-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    return listed.toString().split("\0").filter(Boolean);
}

function secretsOfTheInstallation() {
    const credentials = JSON.parse(readFileSync(join(process.env.USHER_HOME, "credentials.json"), "utf8"));
    return [
        credentials.admin.password, credentials.staff.password, credentials.buyer.password,
        ...[...tokenKeys(), ...ticketKeys()].map(({secret}) => secret.toString("base64url")),
    ];
}

test("no key, password or data of an installation lies in the repository", () => {
    const secrets = secretsOfTheInstallation();
    assert.ok(secrets.every((secret) => secret.length >= 24));
    for (const file of filesOfTheRepository()) {
        assert.doesNotMatch(file, /(^|\/)(\.env|usher\.env|credentials\.json|.*\.(pem|key|p12|rdb|aof|dump))$/);
        const text = readFileSync(join(ROOT, file), "latin1");
        assert.ok(!secrets.some((secret) => text.includes(secret)), `${file} holds a secret`);
        assert.doesNotMatch(text, /-----BEGIN [A-Z ]*PRIVATE KEY-----/, file);
    }
});

test("usherctl help names every setting that the handbook names", async () => {
    const handbook = readFileSync(join(ROOT, "deploy", "README.md"), "utf8").split("## Configuration")[1];
    const settings = handbook.split("The programs read")[1].match(/`USHER_[A-Z_]+`/g);
    assert.ok(settings.length > 20);
    const {said} = await usherctl("help");
    assert.deepEqual(settings.filter((name) => !said.includes(name.replaceAll("`", ""))), []);
});

test("every file that a document leads to is there", () => {
    for (const document of filesOfTheRepository().filter((file) => file.endsWith(".md"))) {
        const text = readFileSync(join(ROOT, document), "utf8");
        const links = [...text.matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map(([, path]) => join(ROOT, document, "..", path));
        // The invariants of the design, each with its tests.
        const tests = document === "workers/README.md"
            ? [...text.matchAll(/`((?:(?:unit|sql|lua)\/[\w./-]+\.c)|(?:\w+\/[\w./-]+\.mjs))`/g)]
                .map(([, path]) => join(TESTS, path)) : [];
        assert.deepEqual([...links, ...tests].filter((path) => !existsSync(path)), [], document);
    }
});

// The lines of deploy/pools that say who answers what: {pool, methods, address}, the address as an expression.
function poolRows() {
    const lines = readFileSync(join(ROOT, "deploy", "pools"), "utf8").split("\n");
    const words = lines.filter((line) => /^[a-z]/.test(line) && !line.startsWith("pool ")).map((line) => line.split(/ +/));
    return words.map(([pool, methods, address]) => ({
        pool, methods: methods === "*" ? null : methods.split(","),
        address: new RegExp(`^${address.replaceAll("**", "\u0001").replaceAll("*", "[^/]+").replaceAll("\u0001", ".*")}$`),
    }));
}

test("every address of the API has its pool in deploy/pools, by a line of its own and not by the last", () => {
    const table = readFileSync(join(ROOT, "workers", "api", "handlers.h"), "utf8");
    const begins = {V1: "/api/v1", CONCERT: "/api/v1/concerts/{concertId}", ADMIN_CONCERTS: "/api/v1/admin/concerts",
        PLAIN: "/plain/{concertId}"};
    const rows = poolRows().slice(0, -1);
    const routes = [...table.matchAll(/X\(\w+, ([A-Z]+), (?:([A-Z0-9_]+) ?)?(?:"([^"]*)")?, /g)];
    assert.ok(routes.length > 40);
    for (const [, method, begin = "", rest = ""] of routes) {
        const address = (begins[begin] ?? "") + rest;
        assert.ok(rows.some((row) => (row.methods?.includes(method) ?? true) && row.address.test(address)),
            `no line names ${method} ${address}`);
    }
});

test("every test that MISTAKES.md names exists", () => {
    const lines = readFileSync(join(TESTS, "MISTAKES.md"), "utf8").split("\n");
    const rows = lines.map((line) => line.split("|").map((cell) => cell.trim())).filter((cells) => cells.length === 6);
    const named = rows.filter((cells) => cells[4].startsWith("`"));
    assert.ok(named.length > 39);
    for (const [, , , name, file] of named) {
        const text = readFileSync(join(TESTS, file.replaceAll("`", "")), "utf8");
        assert.ok(text.includes(name), `${file} has no test "${name}"`);
    }
});
