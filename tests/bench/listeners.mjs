// listeners.mjs -- thousands of listeners to one concert's board, and when each event reached the last of them.
//
//   node listeners.mjs CONCERT LISTENERS BOARDS
//
// When so many boards have reached every listener nginx is reloaded: its streams end, and each listener comes back at
// once, as a browser does a little later.

import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import net from "node:net";
import {join} from "node:path";

import {sleep} from "../support/wait.mjs";

const AT_ONCE = 200;
const STAMP = "\"updatedAt\":\"";
const STAMP_LENGTH = 24;
const [concert, count, wanted] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const {hostname: host, port} = new URL(process.env.USHER_URL);
const heard = new Map(); // a board's time → {first, last, listeners}
let bytes = 0;

function memoryOfNginx() {
    return Number(execFileSync("bash", ["-c", "nginx_memory"]));
}

function note(stamp) {
    const now = Date.now();
    const entry = heard.get(stamp) ?? {first: now, last: now, listeners: 0};
    entry.last = now;
    entry.listeners++;
    heard.set(stamp, entry);
}

// An event may come in pieces: a stamp is looked for in the end of the piece before, too.
function listenTo(socket) {
    let tail = "";
    socket.setEncoding("latin1");
    socket.on("data", (piece) => {
        bytes += piece.length;
        const text = tail + piece;
        let at = text.indexOf(STAMP);
        let done = 0;
        while (at >= 0 && at + STAMP.length + STAMP_LENGTH <= text.length) {
            done = at + STAMP.length + STAMP_LENGTH;
            note(text.slice(at + STAMP.length, done));
            at = text.indexOf(STAMP, done);
        }
        tail = text.slice(Math.max(done, text.length - STAMP.length - STAMP_LENGTH));
    });
}

function connect() {
    return new Promise((resolve, reject) => {
        const socket = net.connect(Number(port), host);
        socket.on("error", reject);
        socket.once("data", () => resolve(socket));
        listenTo(socket);
        socket.write(`GET /api/v1/concerts/${concert}/events HTTP/1.1\r\nHost: ${host}\r\n` +
            "Accept: text/event-stream\r\n\r\n");
    });
}

async function connectAll() {
    const sockets = [];
    while (sockets.length < count) {
        const step = Math.min(AT_ONCE, count - sockets.length);
        sockets.push(...await Promise.all(Array.from({length: step}, connect)));
    }
    return sockets;
}

function quantile(sorted, share) {
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function report(label, values) {
    const sorted = values.toSorted((a, b) => a - b);
    console.log(`${label.padEnd(44)} median ${quantile(sorted, 0.5)} ms, longest ${sorted.at(-1)} ms`);
}

const before = memoryOfNginx();
const began = Date.now();
const sockets = await connectAll();
const connected = Date.now() - began;
await sleep(2000);
const after = memoryOfNginx();
heard.clear();
bytes = 0;
const heardSince = Date.now();
const reachedAll = () => [...heard].filter(([, {listeners}]) => listeners === count);
while (reachedAll().length < wanted) {
    await sleep(100);
}
const seconds = (Date.now() - heardSince) / 1000;
const boards = reachedAll();
const cut = heard.size - boards.length;

// Each ends at its own time; it is back when it is answered again, and stays.
async function reload() {
    const reloaded = Date.now();
    const backs = sockets.map((socket) => new Promise((resolve, reject) => {
        socket.on("close", () => {
            const ended = Date.now();
            connect().then((another) => {
                resolve({another, ended: ended - reloaded, away: Date.now() - ended});
            }, reject);
        });
    }));
    process.kill(Number(readFileSync(join(process.env.RUN, "nginx.pid"), "utf8")), "SIGHUP");
    return Promise.all(backs);
}

console.log(`${count} listeners, all of them within ${connected} ms; ${((after - before) * 1024 / count).toFixed(0)} bytes of nginx each`);
console.log(`${boards.length} boards reached all of them, ${cut} at the edges of the measurement; ` +
    `${(bytes / 1e6 / seconds).toFixed(1)} MB/s`);
report("from the tick to the first listener", boards.map(([stamp, {first}]) => first - Date.parse(stamp)));
report("from the tick to the last listener", boards.map(([stamp, {last}]) => last - Date.parse(stamp)));
const away = await reload();
away.forEach(({another}) => another.destroy());
report("a reload of nginx: until a stream ends", away.map(({ended}) => ended));
report("until its listener is answered again", away.map((each) => each.away));
process.exitCode = cut <= 2 ? 0 : 1;
