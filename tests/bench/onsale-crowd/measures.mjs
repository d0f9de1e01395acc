// measures.mjs -- how long each step took, and what was refused: small enough to be kept of millions, and added up.

const STEP = Math.log(1.04); // two figures in a row differ by 4 %
const LEAST_MS = 0.05;

/** How often how long: of figures in ms, to 2 %. */
export class Spread {
    constructor({counts = {}, count = 0, longest = 0} = {}) {
        Object.assign(this, {counts, count, longest});
    }

    add(ms, times = 1) {
        const at = Math.round(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / STEP);
        this.counts[at] = (this.counts[at] ?? 0) + times;
        this.count += times;
        this.longest = Math.max(this.longest, ms);
    }

    join(other) {
        for (const [at, times] of Object.entries(other.counts)) {
            this.counts[at] = (this.counts[at] ?? 0) + times;
        }
        this.count += other.count;
        this.longest = Math.max(this.longest, other.longest);
    }

    /** The figure that this share of all does not pass. */
    at(share) {
        let left = share * this.count;
        for (const [at, times] of Object.entries(this.counts)) { // keys that are whole numbers come in their order
            left -= times;
            if (left <= 0) {
                return Math.min(this.longest, LEAST_MS * Math.exp(Number(at) * STEP));
            }
        }
        return this.longest;
    }
}

/** Of one sender, or of all: steps by name, and counters by name. */
export class Measures {
    steps = {};
    refusals = {};
    events = {};

    took(step, ms) {
        (this.steps[step] ??= new Spread()).add(ms);
    }

    refused(step, code) {
        this.#count(this.refusals, `${step}: ${code}`, 1);
    }

    happened(what, times = 1) {
        this.#count(this.events, what, times);
    }

    #count(counters, name, times) {
        counters[name] = (counters[name] ?? 0) + times;
    }

    /** Adds what another process has sent of its own. */
    join({steps, refusals, events}) {
        for (const [step, spread] of Object.entries(steps)) {
            (this.steps[step] ??= new Spread()).join(spread);
        }
        Object.entries(refusals).forEach(([name, times]) => this.#count(this.refusals, name, times));
        Object.entries(events).forEach(([name, times]) => this.#count(this.events, name, times));
    }
}
