// money.mjs -- a payment: in Postgres alone beside the least that a sale could be, over HTTP beside Postgres alone, and
// the first ones after a start.

import {execFile} from "node:child_process";
import {readFileSync} from "node:fs";
import {connect} from "node:net";
import {join} from "node:path";
import {promisify} from "node:util";

import {eventually, inDays, newConcert, sql} from "../../support/usher.mjs";
import {median} from "./figures.mjs";
import {Pgbench} from "./pgbench.mjs";
import {ROUNDS, measure} from "./rounds.mjs";
import {saveRequests, send} from "./send.mjs";

const run = promisify(execFile);
const {RUN} = process.env;
const SMOKE = process.env.SMOKE === "yes";
const CLIENTS = Math.min(16, Number(process.env.BENCH_CONNECTIONS)); // Postgres takes no more beside the workers
const FIRST = 100;
const AT_ONCE = 6000; // payments that a load has at hand
const UNTIL_DONE_SECONDS = 60;

const hall = Array.from({length: SMOKE ? 1 : 25}, (_, at) => ({name: `S${at}`, rows: 20, seatsPerRow: 100, price: 1000}));
const HALL_SEATS = hall.length * 2000;

// pgbench pays for seats of a sale of its own, without asking whether anybody holds them; nobody pays twice at once.
async function makeTables({people}) {
    const evenings = [30, 31].map((days) => ({startsAt: inDays(days), sections: hall}));
    const {concertId, shows} = await newConcert({shows: evenings});
    await sql(readFileSync("tests/bench/speed/sql/bench-tables.sql", "utf8"));
    await sql(
        `INSERT INTO bench.payers
         SELECT n, ($1::uuid[])[n % $2 + 1], $3, gen_random_uuid(), ($4::uuid[])[n / $5 + 1], n % $5 + 1
           FROM generate_series(0, 2 * $5 - 1) n`,
        [people.map(({userId}) => userId), people.length, concertId, shows.map(({showId}) => showId), HALL_SEATS],
    );
    await sql("INSERT INTO bench.wallets (user_id, balance) SELECT bench.id(n), 1000 FROM generate_series(0, $1::int) n",
        [SMOKE ? 2000 : 300_000]);
    await sql("VACUUM ANALYZE");
}

async function untilDelivered() {
    await eventually(async () => (await sql("SELECT FROM usher.outbox LIMIT 1")).length === 0);
}

/** Each payment is made once: a load begins behind the one before. */
class Payments {
    name = "payment";
    how = "once";
    pool = "money";
    connections = CLIENTS;
    #next = 0;

    constructor(held) {
        this.held = held;
    }

    async before() {
        await untilDelivered();
        this.file = saveRequests("payment", this.held.slice(this.#next, this.#next + AT_ONCE).map(
            ({reservationId, token}) => ({method: "POST", path: "/payments", token, body: {reservationIds: [reservationId]}})));
    }

    send = async (_load, seconds, rate) => {
        const result = await send(this, seconds, rate);
        this.#next += result.sent;
        return result;
    };
}

function accepts(path) {
    return new Promise((resolve, reject) => {
        const socket = connect(path, () => {
            socket.destroy();
            resolve(true);
        });
        socket.on("error", reject);
    });
}

async function restartPool(name) {
    await run("s6-svc", ["-wr", "-T", "60000", "-r", join(RUN, "s6", `${name}-workers`)]);
    await eventually(() => accepts(join(RUN, "sockets", `${name}.sock`)));
}

// At the rate at which the warm ones were measured.
async function firstPayments(payments, rate) {
    const results = [];
    for (let round = 0; round < Math.min(ROUNDS, 3); round++) {
        await payments.before();
        await restartPool("money");
        results.push(await payments.send(payments, FIRST / rate, rate));
    }
    return {full: [], half: results};
}

export async function measurePayments({sale}, report) {
    await makeTables(sale);
    await send({file: sale.holds(), how: "once"}, UNTIL_DONE_SECONDS);
    const payments = new Payments(await sale.held());
    const [pay, least] = [new Pgbench("pgbench: usher.pay", "pay.sql", CLIENTS),
        new Pgbench("pgbench: a minimal sale", "minimal-sale.sql", CLIENTS)];
    pay.before = least.before = untilDelivered;
    const results = await measure([least, pay, payments]);
    const warm = results.payment;
    results["first payments"] = await firstPayments(payments, median(warm.full.map(({perSecond}) => perSecond)) / 2);
    report.add(results);
    report.compare("usher.pay, warm", pay.name, least.name, {atLeast: 0.4});
    report.compare("payment, HTTP to commit, warm", "payment", pay.name, {atLeast: 0.75});
    report.row("payment at half rate, p99 ÷ p50", "", warm.half.map(({ms}) => ms.p99 / ms.p50), {atMost: 5});
    report.row(`first ${FIRST} payments after a start, p99`, "warm ones",
        results["first payments"].half.map(({ms}) => ms.p99 / median(warm.half.map((each) => each.ms.p99))), {atMost: 3});
    report.note(`Payments have ${CLIENTS} clients, pgbench as many; a start is one of the pool that takes payments.`);
}
