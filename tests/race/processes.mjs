// processes.mjs -- the processes of the Usher under test, and of no other.

import assert from "node:assert/strict";
import {execFile, execFileSync} from "node:child_process";
import {existsSync, readFileSync, readlinkSync, realpathSync, rmSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";

import {eventually, sleep} from "../support/usher.mjs";

/** The services that are pools of workers, and all there are, in the order in which they start. */
export const POOLS = Array.from(
    readFileSync(fileURLToPath(new URL("../../deploy/pools", import.meta.url)), "utf8").matchAll(/^pool +(\w+)/gm),
    ([, name]) => `${name}-workers`);
export const SERVICES = ["postgres", "redis", ...POOLS, "scheduler-1", "scheduler-2", "nginx"];

const STORES = ["redis", "postgres"];
const COOLDOWN_MS = 250; // for 200 a process leaves a store alone that it could not reach (workers/store/socket_wait.h)
const KILL_EVERY_MS = 150;
const home = realpathSync(process.env.USHER_HOME);

/** The pid of a service (see deploy/lib/services.sh), or 0 when it was stopped. */
export function pidOf(service) {
    const file = `${home}/run/${service}.pid`;
    return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
}

export function childrenOf(pid) {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return text.split(" ").filter(Boolean).map(Number);
}

// A process of this home writes its errors to a log of it; a pid alone may be somebody else's by now.
function isOurs(pid) {
    try {
        return readlinkSync(`/proc/${pid}/fd/2`).startsWith(`${home}/log/`);
    } catch {
        return false;
    }
}

/** Whether a service runs, and is meant to. */
export function isUp(service) {
    return isOurs(pidOf(service)) && !existsSync(`${home}/run/s6/${service}/down`);
}

/** Sends a signal to one process of the Usher under test. False when it is gone already. */
export function signal(pid, name) {
    if (!isOurs(pid)) {
        return false;
    }
    try {
        return process.kill(pid, name);
    } catch (error) {
        assert.equal(error.code, "ESRCH");
        return false;
    }
}

/** A service with all its children, the parent first: so none is born in between. */
export function signalAll(service, name) {
    const parent = pidOf(service);
    const children = isOurs(parent) ? childrenOf(parent) : [];
    [parent, ...children].forEach((pid) => signal(pid, name));
}

/** Kills services with all their children, and tells s6 to leave them dead until deploy("up", …). */
export function killForGood(...services) {
    services.forEach((service) => {
        execFileSync("s6-svc", ["-O", `${home}/run/s6/${service}`]);
        signalAll(service, "SIGKILL");
    });
}

// What this process was told about the stack is no setting of a service: it would look like a change.
function environment() {
    const hidden = /^(USHER_URL|USHER_TEST_.*|NODE_.*)$/;
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !hidden.test(name)));
}

/**
 * deploy("up", "redis"), deploy("down", "scheduler-1", "scheduler-2"). A store that comes back is used again by every
 * process when this is done.
 */
export async function deploy(verb, ...services) {
    const script = fileURLToPath(new URL(`../../deploy/${verb}`, import.meta.url));
    const returning = STORES.filter((store) => verb === "up" && services.includes(store) && !isOurs(pidOf(store)));
    await promisify(execFile)(script, services, {env: environment()});
    await sleep(returning.length > 0 ? COOLDOWN_MS : 0);
}

/** Repeats a misdeed every so often while something is done; resolves to what that resolves to. */
export async function whileRepeating(misdeed, everyMs, work) {
    let done = false;
    const loop = (async () => {
        while (!done) {
            await misdeed();
            await sleep(everyMs);
        }
    })();
    try {
        return await work();
    } finally {
        done = true;
        await loop;
    }
}

// Kills one worker process, of either pool, as no one can foresee; one more asks the stores. The last two are spared:
// those that die young come back later each time, and a pool of nobody tests nothing but patience.
function killSomeWorker() {
    const workers = childrenOf(pidOf(POOLS[Math.floor(Math.random() * POOLS.length)]));
    if (workers.length > 3) {
        signal(workers[Math.floor(Math.random() * workers.length)], "SIGKILL");
    }
}

/** Workers of both pools die while something is done; afterwards there are as many of them as before. */
export async function whileWorkersDie(work) {
    const sizes = () => POOLS.map((pool) => childrenOf(pidOf(pool)).length);
    const before = sizes();
    const done = await whileRepeating(killSomeWorker, KILL_EVERY_MS, work);
    await eventually(() => assert.deepEqual(sizes(), before));
    return done;
}

/** Kills a scheduler, which comes back by itself and has a moment to work; each time it is the other one's turn. */
export function schedulerKiller() {
    let turn = 0;
    return async () => {
        const name = `scheduler-${1 + turn++ % 2}`;
        signal(pidOf(name), "SIGKILL");
        rmSync(`${home}/run/s6/${name}/deaths`, {force: true});
        await eventually(() => isUp(name));
        await sleep(700);
    };
}
