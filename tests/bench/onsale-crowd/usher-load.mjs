// usher-load.mjs -- how much of the cores Usher's own processes have used, by program.

import {readdirSync, readFileSync} from "node:fs";

const PROGRAMS = ["nginx", "usher-worker", "usher-scheduler", "redis-server", "postgres"];
const TICKS_PER_SECOND = 100; // of /proc, on every Linux that Debian has

// What /proc says of a process, or null when it has ended: its name, parent, and ticks with those of ended children.
function read(pid) {
    try {
        const text = readFileSync(`/proc/${pid}/stat`, "latin1");
        const nameEnd = text.lastIndexOf(")");
        const fields = text.slice(nameEnd + 2).split(" ");
        const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
        return {pid, name: text.slice(text.indexOf("(") + 1, nameEnd), parent: Number(fields[1]), ticks};
    } catch {
        return null;
    }
}

function isKeeper(pid) {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(`${process.env.RUN}/s6`);
    } catch {
        return false;
    }
}

/** Seconds so far by program, of what s6 keeps in the folder $RUN. */
export function cpuOfUsher() {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
    const all = pids.map(read).filter(Boolean);
    const ours = new Set(all.filter(({pid, name}) => name === "s6-svscan" && isKeeper(pid)).map(({pid}) => pid));
    for (const pid of ours) { // what is added meanwhile is visited too
        all.filter(({parent}) => parent === pid).forEach((child) => ours.add(child.pid));
    }
    return Object.fromEntries(PROGRAMS.map((program) => [program, all.filter(({pid, name}) =>
        ours.has(pid) && name === program).reduce((sum, {ticks}) => sum + ticks / TICKS_PER_SECOND, 0)]));
}

/** From now on: returns a function that tells the seconds since. */
export function watchUsher() {
    const before = cpuOfUsher();
    return () => Object.fromEntries(Object.entries(cpuOfUsher()).map(([name, used]) => [name, used - before[name]]));
}
