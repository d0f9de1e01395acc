// pgbench.mjs -- pgbench as a load: what its clients did once each of them was warm.

import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {promisify} from "node:util";

import {quantile} from "./figures.mjs";

const run = promisify(execFile);
const {RUN, FILES, PGBENCH} = process.env;
const SMOKE = process.env.SMOKE === "yes";
const SMOKE_TURNS = 12; // of a client, however slow the machine is
const WARM = 5; // transactions of a client, in which its connection plans all there is to plan

// A line: client, transaction, us, script, seconds, us of the second at which it was done.
function readLog(folder) {
    const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"));
    return lines.filter(Boolean).map((line) => line.split(" ").map(Number)).map(([client, turn, us, , seconds, rest]) =>
        ({client, turn, ms: us / 1000, at: seconds + rest / 1e6}));
}

/** A load for measure(): a script of speed/sql/, with as many clients. Who pays is counted on from run to run. */
export class Pgbench {
    fullOnly = true;
    #first = 0;

    constructor(name, script, clients) {
        Object.assign(this, {name, script, clients});
    }

    send = async (_load, seconds) => {
        const {done, wrong} = await this.#run(SMOKE ? ["-t", SMOKE_TURNS] : ["-T", Math.ceil(2 * seconds)]);
        this.#first += this.clients * (Math.max(0, ...done.map(({turn}) => turn)) + 2);
        const warmUps = done.filter(({turn}) => turn === WARM);
        if (warmUps.length < this.clients || done.length < 2 * WARM * this.clients) {
            assert.ok(!SMOKE && seconds < 30, `${this.name}: only ${done.length} transactions`);
            return this.send(this, 2 * seconds); // it has hardly begun: the machine has much else to do
        }
        const warmAt = Math.max(...warmUps.map(({at}) => at));
        const warm = done.filter(({at}) => at > warmAt);
        const ms = warm.map((each) => each.ms);
        return {
            perSecond: warm.length / (Math.max(...warm.map(({at}) => at)) - warmAt), answers: warm.length, lost: wrong,
            refused: 0, ms: {p50: quantile(ms, 0.5), p99: quantile(ms, 0.99)},
        };
    };

    async #run(length) {
        const folder = mkdtempSync(join(FILES, "pgbench."));
        const {stderr} = await run(PGBENCH, ["-n", "-M", "prepared", "-h", `${RUN}/postgres`, "-U", "usher_worker",
            ...length, "-c", this.clients, "-j", 2, "-D", "turn=0", "-D", `first=${this.#first}`,
            "-D", `clients=${this.clients}`, "-f", `tests/bench/speed/sql/${this.script}`, "--log",
            `--log-prefix=${folder}/log`, "usher"].map(String));
        const done = readLog(folder);
        rmSync(folder, {recursive: true});
        return {done, wrong: stderr.includes("ERROR") ? 1 : 0};
    }
}
