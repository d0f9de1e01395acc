// pools.mjs -- looks with one process and with many.

import {execFile} from "node:child_process";
import {promisify} from "node:util";

import {measure} from "./rounds.mjs";

const run = promisify(execFile);
const SMOKE = process.env.SMOKE === "yes";
const COUNTS = SMOKE ? [2] : [1, 2, 4, 8, 16, 32];
const ROUNDS = SMOKE ? 1 : 2;

function useProcesses(count) {
    return run("deploy/up", ["queue-workers", "nginx"], {env: {...process.env, ...count ? {USHER_WORKERS: count} : {}}});
}

export async function measurePools({sale}, report) {
    const file = await sale.looks();
    for (const count of COUNTS) {
        await useProcesses(count);
        const name = `look, ${count} ${count === 1 ? "process" : "processes"}`;
        const results = await measure([{name, file, pool: "queue"}], ROUNDS);
        report.add(results);
        if (count > 1) {
            report.row(`${name}: busiest ÷ mean`, "", results[name].full.map(({unevenness}) => unevenness), {atMost: 1.3});
        }
    }
    if (!SMOKE) {
        await useProcesses(null); // as many as before
    }
}
