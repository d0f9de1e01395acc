// deploy.test.mjs -- what the deploy scripts say when the machine is not what they hoped for.

import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import test from "node:test";
import {fileURLToPath} from "node:url";

const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

function temporaryFolder(t) {
    const folder = mkdtempSync(join(tmpdir(), "usher-deploy."));
    t.after(() => rmSync(folder, {recursive: true}));
    return folder;
}

/** Runs a program in the checkout, in a home of its own; resolves to {code, stdout, stderr}. */
function run(home, program, ...words) {
    return new Promise((resolve) => {
        execFile(program, words, {cwd: CHECKOUT, env: {...process.env, USHER_HOME: home}}, (error, stdout, stderr) => {
            resolve({code: error?.code ?? 0, stdout, stderr});
        });
    });
}

test("data of another PostgreSQL is refused, untouched, with what to do about it", async (t) => {
    const home = temporaryFolder(t);
    mkdirSync(join(home, "postgres"));
    writeFileSync(join(home, "postgres", "PG_VERSION"), "9\n");
    const {code, stderr} = await run(home, "deploy/up", "postgres");
    assert.equal(code, 1);
    assert.match(stderr, /was made by PostgreSQL 9, which is not installed\. Install postgresql-9, or .*pg_upgrade, or .*--fresh/);
    assert.deepEqual(readdirSync(join(home, "postgres")), ["PG_VERSION"]);
});

/** Which "server" is found where a machine has these programs and no others. */
async function serverAmong(t, ...programs) {
    const folder = temporaryFolder(t);
    programs.forEach((name) => writeFileSync(join(folder, name), "#!/bin/sh\n", {mode: 0o755}));
    const script = "source deploy/lib/common.sh; source deploy/lib/services.sh; PATH=$1; redis_program server";
    const {stdout, stderr} = await run(folder, "bash", "-c", script, "bash", folder);
    return (stdout || stderr).replace(`${folder}/`, "").trim();
}

test("Redis is taken where there is one, and Valkey where there is none", async (t) => {
    assert.equal(await serverAmong(t, "redis-server", "valkey-server"), "redis-server");
    assert.equal(await serverAmong(t, "valkey-server"), "valkey-server");
    assert.match(await serverAmong(t), /Neither Redis nor Valkey is installed; deploy\/install-deps installs Redis\./);
});

/** What bring_node says where these are the machine's programs. */
async function nodeOf(t, version) {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, "node"), `#!/bin/sh\necho ${version}\n`, {mode: 0o755});
    const script = "source tests/support/shell/node.sh; cd \"$1\"; PATH=$1:$PATH; find_node; echo \"$NODE\"";
    return (await run(folder, "bash", "-c", script, "bash", folder)).stdout.trim() === join(folder, "node");
}

test("a Node.js that is too old for the tests is not taken", async (t) => {
    assert.equal(await nodeOf(t, "v20.19.0"), true);
    assert.equal(await nodeOf(t, "v22.1.0"), true);
    assert.equal(await nodeOf(t, "v20.18.3"), false);
    assert.equal(await nodeOf(t, "v18.20.4"), false);
    assert.equal(await nodeOf(t, "v9.0.0"), false);
});
