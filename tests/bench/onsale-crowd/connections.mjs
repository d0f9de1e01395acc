// connections.mjs -- requests over kept connections, so cheaply that one process can be ten thousand buyers.
//
// Node's own client takes several times as long for a request, and that is time of the machine that is measured.
// Buyers share the connections, as there are fewer open files than buyers. Who finds none free waits here, as they
// would in the server's backlog; who was admitted goes first, as their calls are other pools'.

import net from "node:net";

import {field, readAnswer} from "./answers.mjs";
import {Spread} from "./measures.mjs";

const TIMEOUT_MS = 15_000; // as long as the pages wait
const IDLE_MS = 60_000; // nginx closes after 75 s
const SWEEP_MS = 1000;
const NOTHING = Buffer.alloc(0);

/** There was no answer, or none in time. */
export class NoAnswer extends Error {}

class Connection {
    #pool;
    #socket;
    #rest = NOTHING;
    #answers = [];
    job = null;
    freeSince = 0;

    constructor(pool, target) {
        this.#pool = pool;
        this.#socket = net.connect(target).setNoDelay(true);
        this.#socket.on("data", (bytes) => this.#take(bytes));
        this.#socket.on("error", () => {});
        this.#socket.on("close", () => this.#pool.closed(this));
    }

    begin(job) {
        this.job = job;
        this.#answers = [];
        this.#socket.write(job.text, job.isCut ? () => setImmediate(() => this.end()) : undefined);
    }

    #take(bytes) {
        this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
        for (let answer = this.job && readAnswer(this.#rest); answer; answer = this.job && readAnswer(this.#rest)) {
            this.#rest = this.#rest.subarray(answer.end);
            this.#answers.push(answer);
            if (this.#answers.length === this.job.count) {
                this.#finish(answer);
            }
        }
    }

    #finish({head}) {
        const {job} = this;
        const answers = this.#answers; // who is next on this connection begins with none
        this.job = null;
        if (field(head, "connection") === "close") {
            this.end();
        } else {
            this.#pool.freed(this);
        }
        job.resolve(answers);
    }

    end() {
        this.#socket.destroy();
    }
}

export class Connections {
    #target;
    #most;
    #all = new Set();
    #free = [];
    #waiting = {first: [], others: []};
    sent = 0; // requests
    waits = new Spread(); // of those who found no connection free

    /** `target`: of net.connect(); `most` connections at a time. */
    constructor(target, most) {
        this.#target = target;
        this.#most = most;
        setInterval(() => this.#sweep(performance.now()), SWEEP_MS).unref();
    }

    /**
     * Sends so many requests, in one text; resolves to their answers or throws NoAnswer. `isFirst`: before those who
     * wait. With `isCut` the connection breaks as soon as it is sent, so that the answer is lost.
     */
    send(text, {count = 1, isFirst = false, isCut = false} = {}) {
        this.sent += count;
        return new Promise((resolve, reject) => {
            this.#begin({text, count, isFirst, isCut, resolve, reject, since: performance.now()});
        });
    }

    #begin(job) {
        if (this.#free.length > 0) {
            this.#free.pop().begin(job);
        } else if (this.#all.size < this.#most) {
            const made = new Connection(this, this.#target);
            this.#all.add(made);
            made.begin(job);
        } else {
            this.#waiting[job.isFirst ? "first" : "others"].push(job);
        }
    }

    #next() {
        const job = this.#waiting.first.shift() ?? this.#waiting.others.shift();
        if (job) {
            this.waits.add(performance.now() - job.since);
        }
        return job;
    }

    freed(connection) {
        const job = this.#next();
        if (job) {
            connection.begin(job);
        } else {
            connection.freeSince = performance.now();
            this.#free.push(connection);
        }
    }

    closed(connection) {
        this.#all.delete(connection);
        this.#free = this.#free.filter((each) => each !== connection);
        connection.job?.reject(new NoAnswer("The connection ended."));
        const job = this.#next();
        if (job) {
            this.#begin(job);
        }
    }

    #sweep(now) {
        for (const connection of this.#all) {
            const {job, freeSince} = connection;
            if (job ? now - job.since > TIMEOUT_MS : now - freeSince > IDLE_MS) {
                connection.end();
            }
        }
        for (const [lane, jobs] of Object.entries(this.#waiting)) {
            const isLate = ({since}) => now - since > TIMEOUT_MS;
            this.#waiting[lane] = jobs.filter((job) => !isLate(job));
            jobs.filter(isLate).forEach(({reject}) => reject(new NoAnswer("No connection was free.")));
        }
    }
}
