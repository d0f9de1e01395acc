// support.mjs -- two releases of Usher at once: programs of either, on the same stores and behind the same nginx.

import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {chmodSync, copyFileSync, existsSync, openSync, readFileSync, realpathSync, statSync, writeFileSync} from "node:fs";

import {eventually, superuser, usherctl} from "../support/usher.mjs";
import {POOLS, childrenOf, deploy, pidOf, signal} from "../race/processes.mjs";

/** The folders of the programs: those of the release before, and those of this tree. */
export const BEFORE = process.env.USHER_BUILD_BEFORE;
export const NOW = process.env.USHER_BUILD;

const run = realpathSync(`${process.env.USHER_HOME}/run`);
const log = realpathSync(`${process.env.USHER_HOME}/log`);

async function withBuild(build, work) {
    process.env.USHER_BUILD = build;
    try {
        return await work();
    } finally {
        process.env.USHER_BUILD = NOW;
    }
}

/** usherctl of a release: {code, said}. */
export function ctlOf(build, ...words) {
    return withBuild(build, () => usherctl(...words));
}

/** deploy/up of some services, with the programs of a release. What runs from another one is replaced. */
export function startAs(build, ...services) {
    return withBuild(build, () => deploy("up", ...services));
}

// The settings of a process that runs.
function environmentOf(pid) {
    const settings = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").filter(Boolean);
    return Object.fromEntries(settings.map((setting) => {
        const at = setting.indexOf("=");
        return [setting.slice(0, at), setting.slice(at + 1)];
    }));
}

// Where whoever the daemons run as can read it; once, as nobody may write to a program that runs.
function programBeside() {
    const program = `${realpathSync(process.env.USHER_HOME)}/bin/usher-worker-now`;
    copyFileSync(`${NOW}/usher-worker`, program);
    chmodSync(program, 0o755);
    return program;
}

// A pool with the settings and the account of the one that runs, on a socket of its own. Postgres is told whose
// connections are whose.
function startBeside(program, service) {
    const pool = service.replace("-workers", "");
    const name = `${pool}-now`;
    const env = environmentOf(pidOf(service));
    const {uid, gid} = statSync(`/proc/${pidOf(service)}`);
    env.USHER_LISTEN = `${run}/sockets/${name}.sock`;
    env.USHER_JWS_TICKETS = "on"; // the codes that the workers beside it know
    env.USHER_DATABASE_URL += `&application_name=${name}`;
    const errors = openSync(`${log}/${name}-workers.log`, "a");
    // It ends with this process, however that ends.
    const child = spawn("setpriv", ["--pdeathsig", "TERM", program], {env, uid, gid, cwd: "/", stdio: ["ignore", errors, errors]});
    return {pool, socket: env.USHER_LISTEN, child};
}

// nginx reads its configuration again; no process of the former one is left.
async function reloadNginx() {
    const before = childrenOf(pidOf("nginx"));
    assert.ok(signal(pidOf("nginx"), "SIGHUP"));
    await eventually(() => {
        const now = childrenOf(pidOf("nginx"));
        assert.ok(now.length >= before.length && !now.some((pid) => before.includes(pid)));
    });
}

// pools.conf names each pool's socket twice; the second is now that of the new pool, which so gets every other request.
// A kept connection would lead to one of them for long.
async function leadNginxTo(pools) {
    const file = `${run}/pools.conf`;
    let text = readFileSync(file, "utf8").replace(/^ *keepalive \d+;\n/gm, "");
    for (const {pool, socket} of pools) {
        const server = `server "unix:${run}/sockets/${pool}.sock"`;
        assert.equal(text.split(server).length, 3);
        const second = text.lastIndexOf(server);
        text = `${text.slice(0, second)}server "unix:${socket}"${text.slice(second + server.length)}`;
    }
    writeFileSync(file, text);
    await reloadNginx();
}

/** Workers of this tree beside those of the release before, in all pools. Resolves to them, for `stopBeside`. */
export async function startWorkersBeside() {
    const program = programBeside();
    const pools = POOLS.map((service) => startBeside(program, service));
    for (const {socket} of pools) {
        await eventually(() => assert.ok(existsSync(socket)));
    }
    await leadNginxTo(pools);
    return pools;
}

/** nginx leads to the pools that deploy/up has started alone, and the others end. */
export async function stopBeside(pools) {
    await deploy("up", "nginx");
    await reloadNginx();
    await Promise.all(pools.map(async ({child}) => {
        const ended = new Promise((resolve) => {
            child.once("exit", resolve);
        });
        child.kill("SIGTERM");
        assert.equal(await ended, 0);
    }));
}

/** The names under which workers are connected to Postgres. */
export async function connectedWorkers() {
    const rows = await superuser(
        "SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE usename = 'usher_worker' ORDER BY 1");
    return rows.map(({name}) => name);
}

/** Every worker that answers for money dies at once: those of the release before, and those beside them. */
export function killMoneyWorkers(pools = []) {
    const beside = pools.filter(({pool}) => pool === "money").map(({child}) => child.pid);
    [pidOf("money-workers"), ...beside].flatMap(childrenOf).forEach((pid) => signal(pid, "SIGKILL"));
}
