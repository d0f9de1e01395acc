// deploy.test.mjs -- what the deploy scripts say when the machine is not what they hoped for.

import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {
    chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync,
    writeFileSync,
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import test from "node:test";
import {fileURLToPath} from "node:url";

import {eventually, sleep} from "../support/usher.mjs";
import {SERVICES, childrenOf, pidOf} from "../race/processes.mjs";

const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

// What is done `before` it goes is done by the same hook, as hooks run in the order in which they were made.
function temporaryFolder(t, mode = 0o700, before = () => {}) {
    const folder = mkdtempSync(join(tmpdir(), "usher-deploy."));
    chmodSync(folder, mode);
    t.after(async () => {
        await before(folder);
        rmSync(folder, {recursive: true});
    });
    return folder;
}

function runWith(env, program, ...words) {
    return new Promise((resolve) => {
        execFile(program, words, {cwd: CHECKOUT, env: {...process.env, ...env}}, (error, stdout, stderr) => {
            resolve({code: error?.code ?? 0, stdout, stderr});
        });
    });
}

/** Runs a program in the checkout, in a home of its own; resolves to {code, stdout, stderr}. */
function run(home, program, ...words) {
    return runWith({USHER_HOME: home}, program, ...words);
}

/** Runs it and expects that it says nothing is wrong. */
async function succeed(env, program, ...words) {
    const {code, stderr} = await runWith(env, program, ...words);
    assert.equal(code, 0, stderr);
}

/** The environment of a home in a folder of that mode, which is taken down in the end. */
function newHome(t, mode) {
    const home = join(temporaryFolder(t, mode, (folder) => run(join(folder, "home"), "deploy/down")), "home");
    return {USHER_HOME: home, USHER_PORT: String(30_000 + Math.floor(Math.random() * 2000))};
}

// What a program that is started from the scripts finds in its environment.
const ZONE = "source deploy/lib/common.sh && exec printenv USHER_TIME_ZONE";

test("the demo is at home in Seoul, unless a zone is set", async () => {
    for (const [zone, told] of [["", "Asia/Seoul"], ["Europe/Berlin", "Europe/Berlin"]]) {
        const {stdout} = await runWith({USHER_TIME_ZONE: zone}, "bash", "-c", ZONE);
        assert.equal(stdout, `${told}\n`);
    }
});

/** The processes that work in a folder of this home, run a program of it or write a log of it. */
function processesOf({USHER_HOME: home}) {
    return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && ["cwd", "exe", "fd/1", "fd/2"].some((link) => {
        try {
            return readlinkSync(`/proc/${pid}/${link}`).startsWith(`${home}/`);
        } catch {
            return false; // it has ended
        }
    }));
}

/** The line of deploy/status about a service. */
async function statusOf(env, service) {
    const {stdout} = await runWith(env, "deploy/status");
    return stdout.match(new RegExp(`^${service} .*`, "m"))[0];
}

function pidIn({USHER_HOME: home}, service) {
    return Number(readFileSync(join(home, "run", `${service}.pid`), "utf8"));
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

/** A Redis that fails while there is a file: the machine's own, behind a script. Resolves to {PATH, broken}. */
async function fragileRedis(t) {
    const folder = temporaryFolder(t, 0o755);
    const broken = join(folder, "broken");
    const find = "source deploy/lib/common.sh; source deploy/lib/services.sh; redis_program server";
    const real = (await run(folder, "bash", "-c", find)).stdout.trim();
    writeFileSync(join(folder, "redis-server"),
        `#!/bin/sh\n[ ! -e ${broken} ] || { echo "the disk is on fire"; exit 3; }\nexec ${real} "$@"\n`);
    chmodSync(join(folder, "redis-server"), 0o755);
    return {PATH: `${folder}:${process.env.PATH}`, broken};
}

test("what dies at once again and again is given up and says why, until deploy/up tries it anew", async (t) => {
    const {PATH, broken} = await fragileRedis(t);
    const env = {...newHome(t, 0o755), PATH};
    await succeed(env, "deploy/up", "redis");
    writeFileSync(broken, "");
    process.kill(pidIn(env, "redis"), "SIGKILL");
    await eventually(async () => assert.match(await statusOf(env, "redis"),
        /^redis +down +given up after 10 early deaths, the last with exit code 3: the disk is on fire$/), 120_000);
    const {code, stderr} = await runWith(env, "deploy/up", "redis");
    assert.equal(code, 1);
    assert.match(stderr, /the disk is on fire\n.*redis did not start/s);
    assert.match(await statusOf(env, "redis"), /given up/);
    rmSync(broken);
    await succeed(env, "deploy/up", "redis");
    assert.match(await statusOf(env, "redis"), /^redis +up/);
});

test("deploy/up leaves alone what runs as it should; deploy/down ends what its home has started, and nothing else", async (t) => {
    const env = newHome(t, 0o755);
    const services = ["postgres", "redis"];
    const others = SERVICES.map(pidOf);
    await succeed(env, "deploy/up", ...services);
    const pids = services.map((service) => pidIn(env, service));
    await succeed(env, "deploy/up", ...services);
    assert.deepEqual(services.map((service) => pidIn(env, service)), pids);
    await succeed(env, "deploy/down", "redis");
    await sleep(1500); // longer than s6 takes to start what it thinks is wanted
    assert.match(await statusOf(env, "redis"), /down +stopped$/);
    assert.match(await statusOf(env, "postgres"), /up/);
    await succeed(env, "deploy/down");
    assert.deepEqual(processesOf(env), []);
    assert.ok(!existsSync(join(env.USHER_HOME, "run", "s6")));
    assert.deepEqual(SERVICES.map(pidOf), others);
});

test("proxies that are to be trusted are told to nginx, and what is none is refused", async (t) => {
    const env = {...newHome(t, 0o755), USHER_TRUSTED_PROXIES: "10.0.0.0/8, 2001:db8::1"};
    await succeed(env, "deploy/up", "nginx");
    const told = readFileSync(join(env.USHER_HOME, "run", "real-ip.conf"), "utf8");
    assert.deepEqual(told.match(/^set_real_ip_from .*;$/gm), ["set_real_ip_from 10.0.0.0/8;", "set_real_ip_from 2001:db8::1;"]);
    const {code, stderr} = await runWith({...env, USHER_TRUSTED_PROXIES: "everybody"}, "deploy/up", "nginx");
    assert.equal(code, 1);
    assert.match(stderr, /USHER_TRUSTED_PROXIES must be addresses or networks/);
});

function credentialsOf(pid) {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const capabilities = (name) => BigInt(`0x${status.match(new RegExp(`^${name}:\\t(.*)$`, "m"))[1]}`);
    return {
        uids: status.match(/^Uid:\t(.*)$/m)[1].split("\t").map(Number),
        effective: capabilities("CapEff"), bounds: capabilities("CapBnd"),
    };
}

const asRoot = {skip: process.getuid() !== 0 && "it is not root that has started them"};

test("root gives root away: no process of a sale has it, or could get it back", asRoot, () => {
    for (const service of SERVICES) {
        for (const pid of [pidOf(service), ...childrenOf(pidOf(service))]) {
            const {uids, effective, bounds} = credentialsOf(pid);
            assert.ok(!uids.includes(0), `${service} ${pid}`);
            assert.deepEqual([effective, bounds], [0n, 0n], `${service} ${pid}`);
        }
    }
});

test("nobody but the account enters where the sockets are, and it writes nothing where root does", asRoot, () => {
    const home = process.env.USHER_HOME;
    const {uid} = statSync(`/proc/${pidOf("nginx")}`);
    const folders = (owner, mode, ...names) => names.forEach((name) => {
        const status = statSync(join(home, name));
        assert.deepEqual([status.uid, (status.mode & 0o777).toString(8)], [owner, mode], name);
    });
    folders(uid, "700", "run/sockets", "run/postgres", "run/publish", "run/board", "redis", "nginx", "postgres");
    folders(0, "711", ".", "run", "log");
});

test("a home that the account cannot reach works all the same, and not by root", asRoot, async (t) => {
    const CAP_DAC = 0b110n; // to override what bars, or to read and to search alone
    const env = newHome(t, 0o700);
    const services = ["postgres", "redis", "nginx"];
    await succeed(env, "deploy/up", ...services);
    for (const service of services) {
        const {uids, effective} = credentialsOf(pidIn(env, service));
        assert.ok(!uids.includes(0), service);
        assert.ok(effective !== 0n && (effective & ~CAP_DAC) === 0n, service);
    }
    assert.equal((await fetch(`http://127.0.0.1:${env.USHER_PORT}/`)).status, 200);
});
