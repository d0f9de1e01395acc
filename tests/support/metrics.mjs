// metrics.mjs -- what the processes of the Usher under test tell of themselves.

import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {fileURLToPath} from "node:url";

const STATUS = fileURLToPath(new URL("../../deploy/status", import.meta.url));

/** What deploy/status prints; it fails when something is down, as it may here. */
export function statusText() {
    return new Promise((resolve) => {
        execFile(STATUS, (error, stdout) => resolve(stdout));
    });
}

/** The address of each process that has one, by its service, as deploy/status prints them. */
export async function metricsAddresses() {
    const text = await statusText();
    return Object.fromEntries(Array.from(text.matchAll(/^(\S+) .* metrics {2}(http:\S+)\/metrics$/gm),
        ([, service, url]) => [service, url]));
}

/** What is answered at an address of a process: {status, text}. */
export async function ask(base, path) {
    const answer = await fetch(base + path, {signal: AbortSignal.timeout(20_000)});
    return {status: answer.status, text: await answer.text()};
}

/** The samples of a process: a map from `name{labels}` to its value. */
export async function scrape(base) {
    const {status, text} = await ask(base, "/metrics");
    assert.equal(status, 200, text);
    const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
    return new Map(lines.map((line) => {
        const blank = line.lastIndexOf(" ");
        return [line.slice(0, blank), Number(line.slice(blank + 1))];
    }));
}

/** The same of several processes, each a map in a list. */
export function scrapeAll(bases) {
    return Promise.all(bases.map(scrape));
}

/** The sum of the samples with this name whose labels have all of these texts in them; of one process, or of a list. */
export function sumOf(scraped, name, ...labels) {
    let sum = 0;
    for (const [series, value] of [scraped].flat().flatMap((samples) => [...samples])) {
        const [seriesName, seriesLabels = ""] = series.split("{");
        sum += seriesName === name && labels.every((label) => seriesLabels.includes(label)) ? value : 0;
    }
    return sum;
}
