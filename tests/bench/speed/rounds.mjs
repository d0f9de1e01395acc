// rounds.mjs -- loads that take turns, and the medians of what came of them.

import {median} from "./figures.mjs";
import {send} from "./send.mjs";

const SMOKE = process.env.SMOKE === "yes";
export const ROUNDS = Number(process.env.BENCH_ROUNDS);
export const FULL_SECONDS = SMOKE ? 0.1 : 1;
export const HALF_SECONDS = SMOKE ? 0.1 : 1.5;
const WARM_SECONDS = SMOKE ? 0.05 : 0.5;

async function turn(load, seconds, rate) {
    await load.before?.();
    return (load.send ?? send)(load, seconds, rate);
}

/**
 * Measures loads beside each other: in each round all of them one after the other, as fast as they are answered, and
 * then all at half of the highest rate that each has had so far, with arrivals at even intervals. Before that each is
 * warmed. A load is {name, …what send() takes}; `before` makes what it uses up, `send` stands for send().
 * Resolves to {name: {full: [results], half: [results]}}.
 */
export async function measure(loads, rounds = ROUNDS) {
    const results = Object.fromEntries(loads.map(({name}) => [name, {full: [], half: []}]));
    for (const load of loads) {
        await turn(load, WARM_SECONDS, 0);
    }
    for (let round = 0; round < rounds; round++) {
        for (const load of loads) {
            results[load.name].full.push(await turn(load, FULL_SECONDS, 0));
        }
        for (const load of loads.filter(({fullOnly}) => !fullOnly)) {
            const {full, half} = results[load.name];
            half.push(await turn(load, HALF_SECONDS, median(full.map(({perSecond}) => perSecond)) / 2));
        }
    }
    return results;
}
