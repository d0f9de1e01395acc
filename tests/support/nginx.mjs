// nginx.mjs -- an nginx of a test's own: the configuration of the Usher under test, changed and in a folder of its own.

import {spawn} from "node:child_process";
import {once} from "node:events";
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

import {request} from "./api.mjs";
import {eventually} from "./wait.mjs";

// With its snippets in their places, so that they can be changed too. It keeps no connection to a worker, for a kept
// one pins a process of the pool.
function configuration(folder, socketPath) {
    const home = process.env.USHER_HOME;
    const text = readFileSync(join(home, "run", "nginx.conf"), "utf8")
        .replaceAll(/include "([^"]+)";/g, (_, snippet) => readFileSync(snippet, "utf8"))
        .replaceAll(/listen "unix:.*";/g, `listen "unix:${join(folder, "publish.sock")}";`)
        .replace(new RegExp(`listen ${new URL(process.env.USHER_URL).host}[^;]*;`), `listen "unix:${socketPath}";`)
        .replace(/pid [^;]*;/, `pid "${join(folder, "nginx.pid")}";`)
        .replace(/error_log "[^"]*"/, `error_log "${join(folder, "error.log")}"`)
        .replace(/fastcgi_keep_conn on;/, "fastcgi_keep_conn off;")
        .replace(/^\s*keepalive \d+;$/gm, "")
        .replaceAll(`"${home}/nginx/`, `"${folder}/`);
    // Started by root it would give root away to somebody who cannot reach the sockets.
    return process.getuid() === 0 ? `user root;\n${text}` : text;
}

function start(program, args, env) {
    const child = spawn(program, args, {
        env: {...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, ...env}, stdio: ["ignore", "inherit", "inherit"],
    });
    return async () => {
        if (child.kill("SIGTERM")) {
            await once(child, "exit");
        }
    };
}

/**
 * Starts it with a configuration that `change` has changed. Resolves to {socketPath, folder, stop}: error.log there is
 * its log, and publish.sock takes what is to be pushed.
 */
export async function startNginx(change) {
    const folder = mkdtempSync(join(tmpdir(), "usher-nginx."));
    const socketPath = join(folder, "nginx.sock");
    const config = join(folder, "nginx.conf");
    writeFileSync(config, change(configuration(folder, socketPath)));
    mkdirSync(join(folder, "logs"));
    const end = start("nginx", ["-p", folder, "-e", join(folder, "error.log"), "-c", config]);
    await eventually(() => request({method: "GET", address: "/healthz", socketPath}));
    return {
        socketPath, folder,
        async stop() {
            await end();
            rmSync(folder, {recursive: true});
        },
    };
}

/** An nginx with workers of its own behind it, for money, who have these settings; resolves to {socketPath, stop}. */
export async function startMoneyWorkers(settings) {
    const folder = mkdtempSync(join(tmpdir(), "usher-money."));
    const socket = join(folder, "money.sock");
    const kept = readFileSync(join(process.env.USHER_HOME, "usher.env"), "utf8").matchAll(/^(USHER_\w+)=(.+)$/gm);
    const end = start(join(process.env.USHER_BUILD, "usher-worker"), [], {
        ...Object.fromEntries(Array.from(kept, ([, name, value]) => [name, value])),
        USHER_LISTEN: socket, USHER_PROCESSES: "2",
        USHER_DATABASE_URL: process.env.USHER_TEST_DATABASE_URL.replace("usher_owner", "usher_worker"),
        USHER_REDIS_URL: process.env.USHER_TEST_REDIS_URL, ...settings,
    });
    const nginx = await startNginx((text) => text.replaceAll(/unix:[^"]*money\.sock/g, `unix:${socket}`));
    const {socketPath} = nginx;
    await eventually(async () => (await request({method: "GET", path: "/points", socketPath})).status === 401);
    return {
        socketPath,
        async stop() {
            await nginx.stop();
            await end();
            rmSync(folder, {recursive: true});
        },
    };
}

/** Whether deploy/up could install the viewer of the API's description: where there is no npm there is none. */
export const viewerIsInstalled = () => existsSync(join(process.env.USHER_HOME, "viewer", "installed-lock"));
