// machine.mjs -- what was measured, and where.

import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import os from "node:os";

import {redis, sql} from "../../support/usher.mjs";
import {processes} from "./cpu.mjs";

function said(command, ...args) {
    try {
        return execFileSync(command, args, {encoding: "utf8", stdio: ["ignore", "pipe", "pipe"]}).trim();
    } catch {
        return "";
    }
}

function distribution() {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "";
}

function commit() {
    const changed = said("git", "status", "--porcelain") ? ", changed" : "";
    return `${said("git", "rev-parse", "--short=12", "HEAD") || "unknown"}${changed}`;
}

// "8 queue, 4 catalogue": processes that serve, without the parent of each pool.
function pools() {
    const counts = new Map();
    processes().filter(({group, isFirst}) => group === "worker" && !isFirst).forEach(({service}) => {
        const name = service.replace("-workers", "");
        counts.set(name, (counts.get(name) ?? 0) + 1);
    });
    return [...counts].map(([name, count]) => `${count} ${name}`).join(", ");
}

/** All of it, as words and numbers. */
export async function machine() {
    const store = redis();
    const info = await store.info("server");
    await store.quit();
    const [{version}] = await sql("SELECT current_setting('server_version') AS version");
    return {
        commit: commit(), at: new Date().toISOString(), cores: os.cpus().length, cpu: os.cpus()[0]?.model.trim() ?? "",
        memoryGiB: Math.round(os.totalmem() / 2 ** 30), system: distribution(), kernel: os.release(),
        redis: /^(?:valkey|redis)_version:(.*)$/m.exec(info)[1].trim(), postgres: version,
        nginx: said("sh", "-c", "nginx -v 2>&1").replace(/^.*nginx\//, ""),
        luaModule: said("dpkg-query", "-W", "libnginx-mod-http-lua").split("\t")[1] ?? "", node: process.version,
        processes: pools(), clients: Number(process.env.BENCH_CONNECTIONS), rounds: Number(process.env.BENCH_ROUNDS),
        loadBefore: os.loadavg()[0],
    };
}
