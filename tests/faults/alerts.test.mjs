// alerts.test.mjs -- who is woken, by what, and what they are told to do; and the pictures of a real Prometheus.

import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {existsSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {join as joinPath} from "node:path";
import test from "node:test";
import {fileURLToPath} from "node:url";

import {ask, metricsAddresses, statusText} from "../support/metrics.mjs";
import {eventually, newConcert, newOwner} from "../support/usher.mjs";
import {deploy} from "../race/processes.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WATCH = joinPath(ROOT, "deploy", "watch");
const RULES = joinPath(WATCH, "alerts.yml");
const TESTS = joinPath(ROOT, "tests", "watch", "alerts.test.yml");
const rules = readFileSync(RULES, "utf8");
const alerts = Array.from(rules.matchAll(/^ +- alert: (\w+)$/gm), ([, name]) => name);

test("each alert has a runbook, which says what it means, what buyers feel, what to look at and what to do", () => {
    assert.ok(alerts.length > 10);
    assert.deepEqual(readdirSync(joinPath(WATCH, "runbooks")).sort(), alerts.map((name) => `${name}.md`).sort());
    for (const name of alerts) {
        assert.ok(rules.includes(`runbook: runbooks/${name}.md`), name);
        const text = readFileSync(joinPath(WATCH, "runbooks", `${name}.md`), "utf8");
        for (const part of [`# ${name}\n`, "**What it means.** ", "**What buyers feel.** ", "## What to look at\n",
            "## What to do\n"]) {
            assert.ok(text.includes(part), `${name}: ${part}`);
        }
    }
});

test("each alert fires when it should, and is silent in a sale that goes well", () => {
    execFileSync("promtool", ["check", "rules", RULES]);
    execFileSync("promtool", ["test", "rules", TESTS], {stdio: "pipe"});
    const text = readFileSync(TESTS, "utf8");
    for (const name of alerts) {
        assert.match(text, new RegExp(`alertname: ${name}\\}`), `${name} is never seen silent`);
        assert.match(text, new RegExp(`alertname: ${name}\n +exp_alerts:`), `${name} is never seen firing`);
    }
});

function queriesOf(dashboard) {
    return dashboard.panels.flatMap((panel) => panel.targets.map(({expr}) => expr));
}

const dashboard = JSON.parse(readFileSync(joinPath(WATCH, "dashboard.json"), "utf8"));

// The metrics that there are, as they are written in a query: {name: kind}.
function metricTable() {
    const text = readFileSync(joinPath(ROOT, "workers", "base", "metrics", "metric_table.h"), "utf8");
    return Object.fromEntries(Array.from(text.matchAll(/X\(METRIC_\w+, (\w+), \w+, "(\w+)"/g), ([, kind, name]) =>
        [name, kind]));
}

test("the dashboard and the alerts ask for metrics that there are, and the dashboard shows every one", () => {
    const table = metricTable();
    const asked = queriesOf(dashboard).join(" ").match(/\b(usher|process)_\w+/g);
    const shown = new Set(asked.map((name) => name.replace(/_(bucket|sum|count)$/, "")));
    for (const name of [...asked, ...rules.match(/\busher_\w+/g)]) {
        const base = name.replace(/_(bucket|sum|count)$/, "");
        assert.ok(table[base] && (table[base] === "HISTOGRAM") === (base !== name), name);
    }
    assert.deepEqual(Object.keys(table).filter((name) => !shown.has(name)), []);
});

async function query(prometheus, expr) {
    const {text} = await ask(prometheus, `/api/v1/query?query=${encodeURIComponent(expr)}`);
    const answer = JSON.parse(text);
    assert.equal(answer.status, "success", `${expr}: ${text}`);
    return answer.data.result;
}

// It takes half a minute until there are rates.
const skip = process.env.USHER_TEST_LONG ? false : "tests/run --long has it";

test("deploy/up --watch starts a Prometheus, which has an answer to every query of the dashboard", {skip}, async (t) => {
    const home = process.env.USHER_HOME;
    t.after(async () => {
        await deploy("down", "prometheus");
        rmSync(joinPath(home, "prometheus"), {recursive: true});
    });
    await deploy("up", "--watch");
    const [, prometheus] = /^prometheus +up .* (http:\S+)$/m.exec(await statusText());
    await newOwner(await newConcert());
    const services = Object.keys(await metricsAddresses());
    await eventually(async () => {
        const up = await query(prometheus, 'up{job="usher"} == 1');
        assert.deepEqual(up.map(({metric}) => metric.service).sort(), services.sort());
    });
    const {groups} = JSON.parse((await ask(prometheus, "/api/v1/rules")).text).data;
    const loaded = groups.flatMap((group) => group.rules);
    assert.deepEqual(loaded.map(({name}) => name).sort(), alerts.toSorted());
    assert.ok(loaded.every(({health}) => health !== "err"), JSON.stringify(loaded));
    for (const expr of queriesOf(dashboard)) {
        await eventually(async () => assert.ok((await query(prometheus, expr)).length > 0, `nothing: ${expr}`));
    }
    for (const [name] of rules.matchAll(/\busher_\w+/g)) {
        assert.ok((await query(prometheus, name)).length > 0, `no such metric: ${name}`);
    }
    assert.ok(existsSync(joinPath(home, "prometheus", "wal")));
});
