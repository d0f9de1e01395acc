// tickets-offline.test.mjs -- one's tickets where there is no network: the page opens from what it has kept, and keeps
// nothing else, nor for anybody else.

import assert from "node:assert/strict";
import {test} from "node:test";

import {admittedBrowser, assertAccessible, open, screenshot} from "../../support/pages/browser.mjs";
import {readQr} from "../../support/pages/qr.mjs";
import {charge, eventually, expect, hold, newConcert, pay, sql} from "../../support/usher.mjs";

const KEPT = "usher.tickets";

// What a page shows from memory; it may not be fetched.
function notePictures() {
    const create = URL.createObjectURL;
    globalThis.pictures = new Map();
    URL.createObjectURL = (blob) => {
        const url = create(blob);
        globalThis.pictures.set(url, blob);
        return url;
    };
}

/** Somebody with two tickets, whose page of them is kept. */
async function atKeptTickets(t, options) {
    const concert = await newConcert({name: "Night under ground"});
    const made = await admittedBrowser(t, concert, options);
    await charge(made.user, 10_000);
    await pay(made.user, await hold(made.user, concert.showId, concert.seats(2)));
    const {tickets} = expect(await made.user.get("/tickets"), 200);
    await made.page.addInitScript(notePictures);
    await open(made.page, "/tickets");
    await eventually(async () => assert.ok(await made.page.evaluate(() => navigator.serviceWorker.getRegistration("/tickets")
        .then((registration) => Boolean(registration?.active)))));
    return {...made, tickets};
}

// The paths that are kept, or null where nothing is.
const keptPaths = (page) => page.evaluate(async (name) => await caches.has(name)
    ? (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname) : null, KEPT);

// What the codes on the page say.
async function codesShown(page, count) {
    await page.locator(".code img").nth(count - 1).waitFor();
    const pictures = await page.locator(".code img").evaluateAll((images) =>
        Promise.all(images.map(({src}) => globalThis.pictures.get(src).text())));
    return pictures.map(readQr).sort();
}

for (const [language, notice, retry] of [
    ["en", /^These are your tickets as they were /, "Try again"], ["ko", /에 저장된 티켓입니다\.$/, "다시 시도"],
]) {
    test(`tickets and their codes open without a network, and are fetched anew with one (${language})`, async (t) => {
        const {page, context, tickets} = await atKeptTickets(t, {language});
        const codes = tickets.map(({code}) => code).sort();
        await context.setOffline(true);
        await open(page, "/tickets");
        assert.deepEqual(await codesShown(page, 2), codes);
        await page.locator("#trouble").getByText(notice).waitFor();
        await page.getByRole("button", {name: retry}).waitFor();
        await assertAccessible(page);
        await screenshot(page, `tickets-offline-${language}`);
        await context.setOffline(false);
        await page.locator("#trouble").getByText(notice).waitFor({state: "detached"});
        assert.deepEqual(await codesShown(page, 2), codes);
    });
}

test("the other language is there without a network too", async (t) => {
    const {page, context} = await atKeptTickets(t);
    await context.setOffline(true);
    await open(page, "/tickets");
    await page.getByRole("button", {name: "한국어"}).click();
    await page.getByRole("heading", {name: "내 티켓", exact: true}).waitFor();
    await page.locator(".code img").nth(1).waitFor();
});

test("the page, what it is made of, the tickets and their codes are kept, and nothing else", async (t) => {
    const {page, context, tickets} = await atKeptTickets(t);
    const paths = await keptPaths(page);
    const mine = paths.filter((path) => path.startsWith("/api/"));
    assert.deepEqual(mine.sort(), ["/api/v1/tickets", ...tickets.map(({ticketId}) => `/api/v1/tickets/${ticketId}.svg`)].sort());
    const rest = paths.filter((path) => !path.startsWith("/api/"));
    assert.ok(["/tickets", "/js/tickets.js", "/css/shop.css", "/js/words/ko/shop.js"].every((path) => rest.includes(path)));
    assert.deepEqual(rest.filter((path) => !/^\/(tickets|icon\.svg|(js|css)\/.*)$/.test(path)), []);
    await open(page, "/account");
    await open(page, "/");
    assert.deepEqual((await keptPaths(page)).sort(), paths.sort());
    assert.deepEqual(await page.evaluate(() => caches.keys()), [KEPT]);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null, "other pages have none");
    await context.setOffline(true);
    await assert.rejects(page.goto("/account"));
});

test("a ticket that was given back is not kept any longer", async (t) => {
    const {page, user, tickets: [{paymentId, reservationId, ticketId}]} = await atKeptTickets(t);
    expect(await user.post(`/payments/${paymentId}/refund`, {reservationIds: [reservationId]}), 200);
    await open(page, "/tickets");
    await eventually(async () => assert.ok(!(await keptPaths(page)).includes(`/api/v1/tickets/${ticketId}.svg`)));
});

test("signing out empties it", async (t) => {
    const {page, context} = await atKeptTickets(t);
    await page.getByRole("button", {name: "Sign out"}).click();
    await page.waitForURL((url) => url.pathname === "/");
    assert.equal(await keptPaths(page), null);
    await context.setOffline(true);
    await assert.rejects(page.goto("/tickets"));
});

test("what was kept for one person is shown to nobody else", async (t) => {
    const {page, context} = await atKeptTickets(t);
    await page.evaluate(() => localStorage.setItem("usher.signedIn", "somebody else"));
    await context.setOffline(true);
    await open(page, "/tickets");
    await page.locator("#trouble .notice").waitFor();
    assert.equal(await page.locator(".code").count(), 0);
});

test("a session that was ended elsewhere empties it, whichever page notices", async (t) => {
    const {page, userId} = await atKeptTickets(t);
    await sql("UPDATE usher.refresh_families SET revoked_at = now() WHERE user_id = $1", [userId]);
    await open(page, "/");
    await eventually(async () => assert.equal(await keptPaths(page), null));
});

test("the page of tickets may register its service worker, and no page may do more", async () => {
    const headersOf = async (path) => (await fetch(`${process.env.USHER_URL}${path}`)).headers;
    const policyOf = async (path) => /trusted-types ([^;]*)/.exec((await headersOf(path)).get("Content-Security-Policy"))[1];
    assert.equal(await policyOf("/tickets"), "usher-tickets");
    assert.equal(await policyOf("/account"), "'none'");
    const worker = await headersOf("/js/tickets/service-worker.js");
    assert.equal(worker.get("Service-Worker-Allowed"), "/tickets");
    assert.equal(worker.get("Content-Security-Policy"), "default-src 'none'; connect-src 'self'");
    assert.equal((await headersOf("/js/tickets.js")).get("Service-Worker-Allowed"), null);
});
