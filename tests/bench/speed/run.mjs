// run.mjs -- measures part after part, and tells what came of it.
//
//   node run.mjs JSON-FILE|"" PART...
//
// The sale is made once; each part leaves it as the next one needs it.

import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";

import {checkSender} from "./check-sender.mjs";
import {largestWorker} from "./cpu.mjs";
import {machine} from "./machine.mjs";
import {measureConcerts} from "./concerts.mjs";
import {measureLogins} from "./login.mjs";
import {measurePayments} from "./money.mjs";
import {measurePools} from "./pools.mjs";
import {measureBoard, measureJoins, measureLooks, startRival} from "./queue.mjs";
import {Report} from "./report.mjs";
import {newSale} from "./sale.mjs";
import {measureScripts} from "./scripts.mjs";
import {measureHolds, measureMap} from "./seats.mjs";
import {othersPercent} from "./send.mjs";

const PARTS = {
    board: measureBoard,
    look: measureLooks,
    join: measureJoins,
    map: measureMap,
    hold: measureHolds,
    pay: measurePayments,
    login: measureLogins,
    scripts: measureScripts,
    pools: measurePools,
    concerts: measureConcerts,
};
const NEED_ADMISSION = ["map", "hold", "pay"];
const [jsonFile, ...wanted] = process.argv.slice(2);
const parts = wanted.length ? wanted : Object.keys(PARTS);
assert.ok(parts.every((part) => part in PARTS), `The parts are: ${Object.keys(PARTS).join(" ")}.`);

const began = Date.now();
const report = new Report();
await checkSender();
const sale = await newSale(Number(process.env.BENCH_PEOPLE));
await startRival(sale);
const what = await machine();
let areAdmitted = false;
for (const part of Object.keys(PARTS).filter((name) => parts.includes(name))) {
    if (NEED_ADMISSION.includes(part) && !areAdmitted) {
        await sale.admitAll();
        areAdmitted = true;
    }
    process.stderr.write(`${part}, after ${Math.round((Date.now() - began) / 1000)} s\n`);
    await PARTS[part]({sale, machine: what}, report);
}
report.addSender();
const {all, own} = largestWorker();
report.row("the largest worker, MB of its own", "", [own], {atMost: 6});
report.note(`The largest worker has ${all.toFixed(1)} MB in memory, ${own.toFixed(1)} MB of it its own.`);
what.othersPercent = othersPercent();
report.print(what);
if (jsonFile) {
    writeFileSync(jsonFile, `${JSON.stringify({machine: what, ...report.toJSON()}, null, 1)}\n`);
}
await sale.end();
process.exitCode = report.isWrong ? 1 : 0;
