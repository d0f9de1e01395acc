// cpu.mjs -- what the processes of the measured Usher take: time of the processors, memory, and how even it is.

import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";

const {RUN, RIVAL_HOME} = process.env;
export const GROUPS = ["nginx", "worker", "redis", "postgres", "scheduler", "rival"];

function read(path) {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return ""; // the process has ended meanwhile
    }
}

function groupOf(service) {
    if (service.endsWith("-workers")) {
        return "worker";
    }
    return service.startsWith("scheduler-") ? "scheduler" : service;
}

// Each service's first process is named in its file; the others descend from it.
function roots() {
    const services = readdirSync(RUN).filter((name) => name.endsWith(".pid")).map((name) => ({
        service: name.slice(0, -".pid".length), pid: Number(read(join(RUN, name))),
    }));
    return [...services, {service: "rival", pid: Number(read(join(RIVAL_HOME, "nginx.pid")))}];
}

function parents() {
    return new Map(readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((pid) => {
        const stat = read(`/proc/${pid}/stat`);
        return [Number(pid), Number(stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2])];
    }));
}

/** All processes there are: {pid, service, group, isFirst}. */
export function processes() {
    const services = new Map(roots().map(({service, pid}) => [pid, service]));
    const parentOf = parents();
    return [...parentOf.keys()].flatMap((pid) => {
        let at = pid;
        while (at > 1 && !services.has(at)) {
            at = parentOf.get(at);
        }
        const service = services.get(at);
        return service ? [{pid, service, group: groupOf(service), isFirst: at === pid}] : [];
    });
}

function nsOf(pid) {
    const tasks = readdirSync(`/proc/${pid}/task`);
    return tasks.reduce((sum, task) => sum + Number(read(`/proc/${pid}/task/${task}/schedstat`).split(" ")[0]), 0);
}

/** The time that each process has had so far: a list of {pid, service, group, isFirst, ns}. */
export function cpuNow() {
    return processes().flatMap((each) => {
        try {
            return [{...each, ns: nsOf(each.pid)}];
        } catch {
            return [];
        }
    });
}

function since(before, after) {
    const known = new Map(before.map(({pid, ns}) => [pid, ns]));
    return after.map((each) => ({...each, us: (each.ns - (known.get(each.pid) ?? 0)) / 1000}));
}

/** Microseconds of each group between two times. */
export function cpuBetween(before, after) {
    const taken = Object.fromEntries(GROUPS.map((group) => [group, 0]));
    since(before, after).forEach(({group, us}) => {
        taken[group] += us;
    });
    return taken;
}

/**
 * How evenly one pool's processes worked: the busiest, over the mean. Of one kind of request it is how evenly requests
 * fell on them.
 */
export function unevenness(before, after, service) {
    const each = since(before, after).filter((one) => one.service === service && !one.isFirst).map(({us}) => us);
    const sum = each.reduce((a, b) => a + b, 0);
    return sum > 0 ? Math.max(...each) * each.length / sum : null;
}

/**
 * The largest worker, in MB: {all, own}; its own is what it shares with no other and with no file. Those who hash
 * passwords are left out: a hash takes 16 MB by design.
 */
export function largestWorker() {
    const kb = (status, name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    const workers = processes().filter(({service, group, isFirst}) =>
        group === "worker" && service !== "passwords-workers" && !isFirst);
    const sizes = workers.map(({pid}) => {
        const status = read(`/proc/${pid}/status`);
        return {all: kb(status, "VmRSS") / 1024, own: kb(status, "RssAnon") / 1024};
    });
    return sizes.toSorted((a, b) => b.all - a.all)[0];
}

/** Seconds in which any process of the whole machine ran, so far. */
export function machineBusySeconds() {
    const [user, nice, system, , , irq, softirq] = read("/proc/stat").split("\n")[0].split(/\s+/).slice(1).map(Number);
    return (user + nice + system + irq + softirq) / 100;
}
