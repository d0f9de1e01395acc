// own-load.mjs -- how busy a sender is itself, so that nobody takes its limits for those of Usher.

import {monitorEventLoopDelay, performance} from "node:perf_hooks";

const LATE_MS = 100; // what a timer may be late before what a buyer feels is the sender's
const RESOLUTION_MS = 10;
const OWN_SHARE = 0.8; // of a core: one that has used less was not busy, but kept waiting

function cpuShare(before, now) {
    const used = (cpu) => (cpu.user + cpu.system) / 1000;
    return (used(now.cpu) - used(before.cpu)) / (now.at - before.at);
}

/**
 * Watches this process, second by second, from now on; tell() says what it has seen: in how many seconds it was late,
 * and in how many of them because the processor was given to others.
 */
export function watchOwnLoad() {
    const delays = monitorEventLoopDelay({resolution: RESOLUTION_MS});
    const seconds = [];
    const began = {cpu: process.cpuUsage(), at: performance.now()};
    let before = {...began, loop: performance.eventLoopUtilization()};
    delays.enable();
    const timer = setInterval(() => {
        const now = {cpu: process.cpuUsage(), at: performance.now(), loop: performance.eventLoopUtilization()};
        seconds.push({
            busy: performance.eventLoopUtilization(now.loop, before.loop).utilization, cpu: cpuShare(before, now),
            lagMs: Math.max(0, delays.percentile(99) / 1e6 - RESOLUTION_MS),
        });
        before = now;
        delays.reset();
    }, 1000);
    return () => {
        clearInterval(timer);
        const late = seconds.filter(({lagMs}) => lagMs > LATE_MS);
        return {
            seconds: seconds.length, late: late.length, starved: late.filter(({cpu}) => cpu < OWN_SHARE).length,
            lagMs: Math.max(0, ...seconds.map(({lagMs}) => lagMs)), busy: Math.max(0, ...seconds.map(({busy}) => busy)),
            cpu: cpuShare(began, {cpu: process.cpuUsage(), at: performance.now()}),
        };
    };
}
