// browser.mjs -- pages in a real Chromium. A page that logs an error, breaks the Content-Security-Policy or asks
// another host fails its test.

import assert from "node:assert/strict";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join as pathOf} from "node:path";
import {after} from "node:test";

import {chromium} from "playwright-core";

import {api} from "../api.mjs";
import {newEmail} from "../people.mjs";
import {admit} from "../sale.mjs";
import {sql} from "../stores.mjs";
import {accessClaims, mint} from "../tokens.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const TIMEOUT_MS = 60_000;
export const PASSWORD = "correct horse";
export const PHONE = {width: 390, height: 844};
export const SMALL = {width: 360, height: 640};
export const DESKTOP = {width: 1280, height: 800};

let launched;
const contexts = new Set();

function launch(...more) {
    // One process has all pages, as each new one would cost more than what a test does in its page.
    const args = ["--renderer-process-limit=1", ...more];
    return chromium.launch({
        executablePath: "/usr/bin/chromium-headless-shell",
        ignoreDefaultArgs: ["--disable-back-forward-cache"], // a reader's browser has it
        args: process.getuid() === 0 ? ["--no-sandbox", ...args] : args,
    });
}

function browser() {
    launched ??= launch();
    return launched;
}

// A camera is one of the whole browser, so that each film has a browser of its own.
async function browserWithCamera(t, film) {
    const folder = mkdtempSync(pathOf(tmpdir(), "usher-camera."));
    const path = pathOf(folder, "film.y4m");
    writeFileSync(path, film);
    const made = await launch("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        `--use-file-for-fake-video-capture=${path}`);
    t.after(async () => {
        await made.close();
        rmSync(folder, {recursive: true});
    });
    return made;
}

after(async () => {
    await Promise.all([...contexts].map((context) => context.close()));
    await (await launched)?.close();
});

// An API or a form that refuses, a network that is off, or a viewer that is not there, is noted by Chromium and is no
// fault of the page.
function isFault(message) {
    const {url} = message.location();
    const isRefusal = message.text().startsWith("Failed to load resource") &&
        (/\/(api\/v1|plain|docs\/viewer)\//.test(url) || message.text().endsWith("ERR_INTERNET_DISCONNECTED"));
    return message.type() === "error" && !isRefusal;
}

function watch(page, faults) {
    page.setDefaultTimeout(TIMEOUT_MS);
    page.on("pageerror", (error) => faults.push(`an error: ${error.stack}`));
    page.on("console", (message) => isFault(message) && faults.push(`on the console: ${message.text()}`));
    page.on("request", (request) => {
        const isOurs = request.url().startsWith(process.env.USHER_URL) || /^(blob|data):/.test(request.url());
        return isOurs || faults.push(`another host: ${request.url()}`);
    });
}

/**
 * A browser of somebody's own: {page, context, newPage}. `language` is "en" or "ko"; `storage` is Playwright's
 * storageState; `film` (Y4M) is what its camera sees. With `isTimed` page.clock.fastForward() winds its clocks on. It
 * is closed, and found without faults, when the test `t` ends.
 */
export async function newBrowser(t, {language = "en", viewport = PHONE, storage, film, isTimed, ...options} = {}) {
    const context = await (await (film ? browserWithCamera(t, film) : browser())).newContext({
        baseURL: process.env.USHER_URL, viewport, storageState: storage, reducedMotion: "reduce",
        locale: {en: "en-GB", ko: "ko-KR"}[language], timezoneId: "Asia/Seoul", ...options,
    });
    const faults = [];
    contexts.add(context);
    context.on("page", (page) => watch(page, faults));
    await (isTimed && context.clock.install());
    t.after(async () => {
        contexts.delete(context);
        await context.close();
        assert.deepEqual(faults, []);
    });
    return {context, page: await context.newPage(), newPage: () => context.newPage()};
}

/** The same with somebody signed in: has `email` and `userId` too. */
export async function signedInBrowser(t, options) {
    const made = await newBrowser(t, {
        storage: {
            cookies: [],
            origins: [{origin: process.env.USHER_URL, localStorage: [{name: "usher.signedIn", value: "1"}]}],
        },
        ...options,
    });
    const email = newEmail();
    const answer = await made.context.request.post("/api/v1/auth/register", {
        headers: {"Token-In": "cookie"}, data: {email, password: PASSWORD},
    });
    assert.equal(answer.status(), 201);
    return {...made, email, userId: (await answer.json()).userId};
}

/** The same with somebody who is admitted to a concert; `user` is the same person at the API. */
export async function admittedBrowser(t, concert, options) {
    const made = await signedInBrowser(t, options);
    const user = api(await mint(accessClaims(made.userId, "buyer")));
    await admit([user], concert);
    return {...made, user};
}

/** The same with somebody of another role: "staff" or "admin". */
export async function staffBrowser(t, role, options) {
    const made = await signedInBrowser(t, options);
    await sql("UPDATE usher.users SET role = $1 WHERE user_id = $2", [role, made.userId]);
    return made;
}

/** Goes to a page and waits until its words, its frame and its heading are there. */
export async function open(page, address) {
    await page.goto(address);
    await page.locator("html[data-ready] h1").first().waitFor({state: "attached"});
    return page;
}

/**
 * Fails on whatever breaks WCAG 2.2 AA or good practice, and on a page that is wider than its window. `except`: rules
 * of axe's that the page has a reason to break.
 */
export async function assertAccessible(page, {except = []} = {}) {
    const rules = Object.fromEntries(except.map((rule) => [rule, {enabled: false}]));
    await page.evaluate(AXE);
    const {violations} = await page.evaluate((options) => globalThis.axe.run(options), {runOnly: RULES, rules});
    const told = violations.map(({id, help, nodes}) => `${id}: ${help}: ${nodes.map(({html}) => html).join(" ")}`);
    assert.deepEqual(told, []);
    const spare = await page.evaluate(() => innerWidth - document.documentElement.scrollWidth);
    assert.ok(spare >= 0, `the page is ${-spare} px wider than its window`);
}

/** Takes a picture when USHER_SCREENSHOTS names a folder for it. */
export async function screenshot(page, name) {
    if (process.env.USHER_SCREENSHOTS) {
        await page.screenshot({path: `${process.env.USHER_SCREENSHOTS}/${name}.png`, fullPage: true});
    }
}
