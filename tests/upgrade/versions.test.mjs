// versions.test.mjs -- which release a program, the tree and its papers belong to.

import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {readFileSync} from "node:fs";
import {join as joinPath} from "node:path";
import {fileURLToPath} from "node:url";
import test from "node:test";
import {promisify} from "node:util";

const PROGRAMS = ["usher-worker", "usher-scheduler", "usherctl"];

function fileOf(path) {
    return readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
}

const version = /^project\(usher VERSION (\d+\.\d+\.\d+) /m.exec(fileOf("CMakeLists.txt"))[1];

for (const program of PROGRAMS) {
    test(`${program} --version says the release that it was built from`, async () => {
        const {stdout} = await promisify(execFile)(joinPath(process.env.USHER_BUILD, program), ["--version"]);
        assert.equal(stdout, `${program} ${version}\n`);
    });
}

test("every release is listed with its whole commit, in order, and this one is the last", () => {
    const numbers = (name) => name.split(".").map(Number).reduce((sum, part) => sum * 1000 + part, 0);
    const releases = fileOf("tests/releases").trimEnd().split("\n").map((line) => {
        const [, name] = /^(\d+\.\d+\.\d+) [0-9a-f]{40}$/.exec(line) ?? assert.fail(line);
        return numbers(name);
    });
    assert.deepEqual(releases, [...new Set(releases)].sort((a, b) => a - b));
    assert.ok(releases.every((release) => release <= numbers(version)));
});

test("the changelog says first what this release changes", () => {
    assert.equal(/^## ([\d.]+)/m.exec(fileOf("deploy/CHANGELOG.md"))[1], version);
});
