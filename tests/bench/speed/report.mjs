// report.mjs -- what was measured, beside what it was measured with: as tables in Markdown, and as JSON.

import {median, short, shortSpread, spread, table} from "./figures.mjs";

const SMOKE = process.env.SMOKE === "yes"; // a busy machine may refuse then
const MICROSECONDS = ["nginx", "worker", "redis", "postgres", "rival", "sender"];

function ofEach(results, figure) {
    return results.map(figure);
}

export class Report {
    #loads = {}; // name → {full, half}
    #hidden = {};
    #rows = []; // {what, beside, values, wanted, isMet, figures}
    #notes = [];
    isWrong = false; // something was refused or lost, so that a figure says nothing

    /** Loads as measure() has them; each is a line of the table of loads. */
    add(results) {
        Object.assign(this.#loads, results);
        for (const [name, {full, half}] of Object.entries(results)) {
            this.#judge(name, [...full, ...half]);
        }
    }

    /** Loads that are no lines of that table. */
    addHidden(results) {
        Object.assign(this.#hidden, results);
        for (const [name, {full, half}] of Object.entries(results)) {
            this.#judge(name, [...full, ...half]);
        }
    }

    note(sentence) {
        this.#notes.push(sentence);
    }

    #judge(name, results) {
        const sum = (figure) => results.reduce((total, result) => total + result[figure], 0);
        if (sum("refused") + sum("lost") > 0 || sum("answers") === 0) {
            this.isWrong ||= !SMOKE || sum("answers") === 0;
            this.note(`WRONG: of ${sum("answers")} of "${name}" ${sum("refused")} were refused and ${sum("lost")} lost.`);
        }
    }

    #load(name) {
        return this.#loads[name] ?? this.#hidden[name];
    }

    /** A row of the aims: the figures of each round, which are to be at least or at most so much. */
    row(what, beside, values, {atLeast, atMost, unit = ""}, figures = []) {
        const isMet = atLeast === undefined ? atMost === undefined ? null : median(values) <= atMost :
            median(values) >= atLeast;
        const wanted = atLeast === undefined ? atMost === undefined ? "" : `≤ ${atMost}${unit}` : `≥ ${atLeast}${unit}`;
        this.#rows.push({what, beside, values, wanted, isMet, figures, unit});
    }

    /** The rates of two loads that took turns. */
    compare(what, name, beside, aim) {
        const [ours, theirs] = [name, beside].map((each) => ofEach(this.#load(each).full, ({perSecond}) => perSecond));
        this.row(what, beside, ours.map((rate, at) => rate / theirs[at]), aim, [median(ours), median(theirs)]);
    }

    /** What 99 of 100 wait at half of the highest rate of each. */
    compareP99(what, name, beside, aim) {
        const [ours, theirs] = [name, beside].map((each) => ofEach(this.#load(each).half, ({ms}) => ms.p99));
        this.row(what, beside, ours.map((ms, at) => ms / theirs[at]), aim, [median(ours), median(theirs)]);
    }

    /** What Redis took for two kinds of calls; of the other one there may be more rounds. */
    compareRedis(what, name, beside, aim) {
        const [ours, theirs] = [name, beside].map((each) => ofEach(this.#load(each).full, ({cpuUs}) => cpuUs.redis));
        const other = median(theirs);
        this.row(what, beside, ours.map((us) => us / other), aim, [median(ours), other]);
    }

    /** Whether the sender was what was measured: how late it sent, for reasons of its own. */
    addSender() {
        const late = Object.values(this.#loads).flatMap(({half}) => ofEach(half, ({lateP99Ms}) => lateP99Ms ?? 0));
        if (late.length) {
            this.row("the sender: ms too late, p99, of each load", "", late, {atMost: 1});
        }
    }

    #aims() {
        return table(["what", "is", "beside", "", "ratio, least–most", "wanted", ""], this.#rows.map((row) => [
            row.what, row.figures.length ? short(row.figures[0]) : "", row.beside,
            row.figures.length ? short(row.figures[1]) : "", `${shortSpread(row.values)}${row.unit}`, row.wanted,
            row.isMet === null ? "" : row.isMet ? "met" : "missed",
        ]));
    }

    #rates() {
        const of = (results, figure) => (results.length ? short(median(ofEach(results, figure))) : "");
        return table(["load", "a second, least–most", "p50 ms", "p99 ms", "at half: p50", "p99", "p99.9", "sent late, p99"],
            Object.entries(this.#loads).map(([name, {full, half}]) => [
                name, full.length ? shortSpread(ofEach(full, ({perSecond}) => perSecond), (rate) => rate.toFixed(0)) : "",
                of(full, ({ms}) => ms.p50), of(full, ({ms}) => ms.p99),
                of(half, ({ms}) => ms.p50), of(half, ({ms}) => ms.p99), of(half, ({ms}) => ms.p999),
                of(half, ({lateP99Ms}) => lateP99Ms),
            ]));
    }

    #costs() {
        const cost = (full, group) => {
            const us = median(ofEach(full, ({cpuUs}) => cpuUs[group] ?? 0));
            return us < 0.05 ? "" : us.toFixed(1);
        };
        const loads = Object.entries(this.#loads).filter(([, {full}]) => full.length && full.every(({cpuUs}) => cpuUs));
        return table(["CPU µs a request", ...MICROSECONDS, "busiest process ÷ mean"], loads.map(([name, {full}]) => {
            const uneven = full.map((result) => result.unevenness).filter(Boolean);
            return [name, ...MICROSECONDS.map((group) => cost(full, group)), uneven.length ? short(median(uneven)) : ""];
        }));
    }

    print(machine) {
        const {commit, at, cores, cpu, memoryGiB, system, kernel} = machine;
        const {nginx, luaModule, redis, postgres, node} = machine;
        console.log([
            `Commit ${commit}, ${at}. ${cores} cores of ${cpu}, ${memoryGiB} GiB, ${system}, Linux ${kernel}.`,
            `nginx ${nginx}, its Lua ${luaModule}, Redis ${redis}, Postgres ${postgres}, Node.js ${node}.`,
            `Processes: ${machine.processes}. ${machine.clients} clients, ${machine.rounds} rounds.`,
            `While it ran, others took ${machine.othersPercent.toFixed(0)} % of the machine` +
                `${machine.othersPercent > 10 ? ": IT WAS NOT QUIET" : ""}.`,
            "", this.#aims(), "", this.#rates(), "", this.#costs(), "", ...this.#notes,
        ].join("\n"));
    }

    /** All of it, each round. */
    toJSON() {
        const rows = this.#rows.map((row) => ({...row, ...spread(row.values)}));
        return {aims: rows, loads: this.#loads, notes: this.#notes};
    }
}
