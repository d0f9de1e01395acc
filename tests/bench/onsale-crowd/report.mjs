// report.mjs -- what is printed of a sale.

import {cpus} from "node:os";

const SHAPES = {
    pages: "everybody waits as the pages do", polling: "everybody asks each second", reloading: "everybody reloads",
};
const LATE_SHARE_MAX = 0.05; // of the seconds of a sender

const number = (value) => Math.round(value).toLocaleString("en");
const seconds = (value) => `${value.toFixed(1)} s`;
const percent = (share) => `${Math.round(100 * share)} %`;
const ms = (value) => (value < 100 ? value.toFixed(1) : number(value));

function line(what, value) {
    console.log(`  ${what.padEnd(34)}${value}`);
}

export function printHead({shape, buyers, seats, rate, seed, senders, connections}) {
    console.log(`A sale in which ${SHAPES[shape]}: ${number(buyers)} buyers, ${number(seats)} seats, ${rate} admissions a second.`);
    console.log(`Seed ${seed}; ${cpus().length} cores, ${cpus()[0]?.model.trim()}; ${senders} senders of ${
        number(connections)} connections, Node.js ${process.version}.`);
}

export function printCourse(course, {rate}, requests) {
    const {secondsToSoldOut, takenSeconds, firstAdmissionSeconds} = course;
    console.log("\nThe sale, since its hour");
    line("first admission", seconds(firstAdmissionSeconds));
    line("no seat free for the first time", takenSeconds === null ? "never" : seconds(takenSeconds));
    line(course.soldOut ? "sold out" : "NOT SOLD OUT, given up", seconds(secondsToSoldOut));
    line("admissions a second until then", `${course.admittedPerSecond.toFixed(1)} of ${rate} that are set, while seats were free`);
    line("admitted", `${number(course.admitted)}, ${number(course.noShows)} of them did not come, ${
        number(course.expired)} ended unused`);
    line("most at a time", `${number(course.waitingMost)} waiting, ${number(course.activeMost)} admitted`);
    line("requests", number(requests));
}

export function printSteps(steps) {
    console.log(`\n${"As buyers felt it, in ms".padEnd(36)}${["times", "p50", "p99", "longest"].map((head) =>
        head.padStart(11)).join("")}`);
    for (const [name, spread] of Object.entries(steps).toSorted(([a], [b]) => a.localeCompare(b))) {
        const figures = [number(spread.count), ms(spread.at(0.5)), ms(spread.at(0.99)), ms(spread.longest)];
        console.log(`  ${name.padEnd(34)}${figures.map((figure) => figure.padStart(11)).join("")}`);
    }
}

export function printCounters(title, counters) {
    console.log(`\n${title}`);
    const sorted = Object.entries(counters).toSorted(([, a], [, b]) => b - a);
    sorted.forEach(([name, times]) => console.log(`  ${name.padEnd(56)}${number(times).padStart(11)}`));
    if (sorted.length === 0) {
        console.log("  none");
    }
}

/** Why what was measured is the senders' limit and not Usher's: sentences, none when it is not. */
export function limitsOfSenders(loads) {
    return loads.flatMap(({late, starved, seconds: all, lagMs}, i) => (late <= LATE_SHARE_MAX * all ? [] :
        [`Sender ${i + 1} came late by more than 100 ms in ${late} of ${all} seconds, by ${ms(lagMs)} ms at worst; in ${
            starved} of them the machine gave the processor to others.`]));
}

function printWaits(waits) {
    const {count} = waits;
    if (count > 0) {
        console.log(`  ${number(count)} requests found every connection in use and waited for one, p50 ${ms(waits.at(0.5))} ms, p99 ${
            ms(waits.at(0.99))} ms: in the times above, as they would have waited in the server's backlog.`);
    }
}

export function printSenders(loads, waits) {
    console.log("\nThe senders themselves");
    loads.forEach(({busy, lagMs, late, seconds: all, cpu}, i) => line(`sender ${i + 1}`, `${
        percent(cpu)} of a core; in its worst second busy for ${percent(busy)} and late by ${ms(lagMs)} ms; above 100 ms in ${
        late} of ${all} seconds`));
    printWaits(waits);
    const limits = limitsOfSenders(loads);
    if (limits.length === 0) {
        console.log("  They were not the bottleneck: the times above are Usher's.");
    } else {
        limits.forEach((sentence) => console.log(`  ${sentence}`));
        console.log("  THE SENDERS WERE A BOTTLENECK: the times above are theirs and Usher's together.");
    }
}

export function printUsherLoad(cpu) {
    console.log("\nSeconds of a core that Usher used, from the lobby on");
    Object.entries(cpu).forEach(([name, used]) => line(name, used.toFixed(1)));
}

export function printVerdict({isRight, sentences, checks}, {sold}, paid) {
    console.log("\nWhether it was right");
    checks.forEach(({name, isClean}) => line(`usherctl ${name}`, isClean ? "clean" : "NOT CLEAN"));
    line("told paid", `${number(paid.length)} payments of ${number(paid.flatMap(({seatIds}) => seatIds).length)} seats`);
    sentences.forEach((sentence) => console.log(`  WRONG: ${sentence}`));
    if (isRight) {
        console.log(`  Each of ${number(sold)} seats was sold once, to who was told so.`);
    }
}
