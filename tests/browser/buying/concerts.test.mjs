// concerts.test.mjs -- the list of concerts.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    admittedBrowser, assertAccessible, DESKTOP, newBrowser, open, screenshot, signedInBrowser,
} from "../../support/pages/browser.mjs";
import {charge, expect, hold, inDays, newConcert, newOwner, pay, sql, steer} from "../../support/usher.mjs";
import {inSeconds} from "../../support/lottery.mjs";

const card = (page, name) => page.getByRole("listitem").filter({has: page.getByRole("heading", {name, exact: true})});

// The page asks for every page of the list, which the other tests make long: the name tells ours.
function named(name, changes) {
    return newConcert({name, ...changes});
}

test("each concert has its state, its hour or its line, and the next step", async (t) => {
    const mark = `${Date.now()}`;
    const [onSale, , closed] = await Promise.all([
        named(`Open ${mark}`), named(`Soon ${mark}`, {opens: inSeconds(3000)}), named(`Over ${mark}`),
        named(`By hand ${mark}`, {opens: "by hand"}),
    ]);
    await steer(closed, "close");
    const {page} = await newBrowser(t, {viewport: DESKTOP});
    await open(page, "/");
    await card(page, `Open ${mark}`).getByText("Nobody is waiting").waitFor();
    await card(page, `Soon ${mark}`).getByText(/^Opens in (4\d|50):\d\d$/).waitFor();
    await card(page, `By hand ${mark}`).getByText("Opening time to be announced").waitFor();
    await card(page, `Over ${mark}`).getByRole("link", {name: "See the sale"}).waitFor();
    const join = card(page, `Open ${mark}`).getByRole("link", {name: "Join the line"});
    assert.equal(await join.getAttribute("href"), `/wait?concert=${onSale.concertId}&join=1`);
    await assertAccessible(page);
});

// A page that made an element of it would break the Content-Security-Policy, which fails the test as well.
test("a name is text on every page, whatever it holds", async (t) => {
    const markup = "<img src=x onerror=alert(1)>";
    const name = `${markup} ${Date.now()}`;
    const sections = [{name: markup, rows: 1, seatsPerRow: 5, price: 1000}];
    const concert = await named(name, {venue: markup, shows: [{startsAt: inDays(30), sections}]});
    const {page, user, userId} = await admittedBrowser(t, concert, {language: "ko"});
    await sql("UPDATE usher.users SET role = 'admin' WHERE user_id = $1", [userId]);
    const shows = async (address, text = name) => {
        await open(page, address);
        await page.getByText(text).first().waitFor();
        assert.equal(await page.locator("img[src=x]").count(), 0);
    };
    for (const path of ["/", `/wait?concert=${concert.concertId}`, `/seats?concert=${concert.concertId}`]) {
        await shows(path);
    }
    const reservations = await hold(user, concert.showId, [1]);
    await shows(`/cart?concert=${concert.concertId}`);
    await shows("/account");
    await charge(user, 1000);
    await pay(user, reservations);
    for (const path of ["/tickets", "/account", "/admin", `/admin?concert=${concert.concertId}`]) {
        await shows(path);
    }
    await open(page, "/door");
    await page.locator("#code").fill(expect(await user.get("/tickets"), 200).tickets[0].code);
    await page.locator("#code").press("Enter");
    await page.getByText(markup).first().waitFor();
});

test("who is signed in sees the own place", async (t) => {
    const name = `Mine ${Date.now()}`;
    const concert = await named(name, {policy: {maxActive: 1}});
    const {page} = await signedInBrowser(t);
    await open(page, `/wait?concert=${concert.concertId}&join=1`);
    await page.getByRole("heading", {name: "It is your turn"}).waitFor();
    await open(page, "/");
    await card(page, name).getByText("It is your turn").waitFor();
    await card(page, name).getByRole("link", {name: "Choose seats"}).waitFor();
});

const concertOf = (changes) => ({
    concertId: "01a1fe5e-b1fc-7cfd-a3a2-72fd617dae3b", name: "Winterreise", venue: "Große Halle", state: "OPEN",
    timeZone: "Asia/Seoul", firstStartsAt: "2099-12-24T10:00:00.000Z", lastStartsAt: "2099-12-26T10:00:00.000Z",
    minPrice: 70_000, maxPrice: 150_000, soldOut: false,
    opensAt: null, opensInSeconds: null, waiting: 12_345, estimatedWaitSeconds: 1500, ...changes,
});

// Serves a list of our own instead of the one that the tests make long.
async function withList(page, concerts, status = 200) {
    const body = status === 200 ? {concerts, pagination: {limit: 100, nextCursor: null}}
        : {code: "database_unavailable", status, detail: "The database is unavailable; try again."};
    await page.route("**/api/v1/concerts?*", (route) => route.fulfill({status, json: body}));
}

test("what is sold out says so, and offers the waitlist", async (t) => {
    const name = `Gone ${Date.now()}`;
    const sections = [{name: "R", rows: 1, seatsPerRow: 1, price: 1000}];
    const concert = await named(name, {shows: [{startsAt: inDays(30), sections}]});
    await newOwner(concert);
    const {page} = await newBrowser(t);
    await open(page, "/");
    await card(page, name).getByText("Sold out").waitFor();
    await card(page, name).getByText("₩1,000").waitFor();
    const step = card(page, name).getByRole("link", {name: "Join the waitlist"});
    await screenshot(page, "concerts-sold-out");
    await step.click();
    await page.getByRole("heading", {name: "Sold out"}).waitFor();
    await page.getByText("If you stay, you are on the waitlist").waitFor();
});

for (const language of ["en", "ko"]) {
    test(`the list looks well in ${language}, in the dark too`, async (t) => {
        const {page} = await newBrowser(t, {language, colorScheme: "dark"});
        await withList(page, [
            concertOf({}),
            concertOf({name: "Soon", state: "SCHEDULED", opensAt: inSeconds(4000), opensInSeconds: 4000}),
            concertOf({name: "밤의 음악회", state: "PAUSED"}), concertOf({name: "Over", state: "CLOSED"}),
        ].map((concert, i) => ({...concert, concertId: concert.concertId.replace(/b$/, i)})));
        await open(page, "/");
        await page.getByRole("heading", {name: "Winterreise"}).waitFor();
        await assertAccessible(page);
        await screenshot(page, `concerts-${language}`);
    });
}

test("a list that changes under a keyboard leaves it where it was", async (t) => {
    const {page} = await newBrowser(t);
    await withList(page, [concertOf({})]);
    await open(page, "/");
    const step = page.getByRole("link", {name: "Join the line"});
    await step.focus();
    await page.unroute("**/api/v1/concerts?*");
    await withList(page, [concertOf({waiting: 12_344})]);
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.getByText("12,344 people waiting").waitFor();
    assert.ok(await step.evaluate((node) => node === document.activeElement));
});

test("an empty list and one that is out of reach say so", async (t) => {
    const {page, newPage} = await newBrowser(t);
    await withList(page, []);
    await open(page, "/");
    await page.getByText("Nothing is on sale at the moment.").waitFor();
    const other = await newPage();
    await withList(other, [], 503);
    await open(other, "/");
    await other.getByText("Booking is temporarily unavailable").first().waitFor();
    await assertAccessible(other);
});

test("the page that checks a draw is fit for everybody", async (t) => {
    const {page} = await newBrowser(t, {language: "ko"});
    await open(page, "/draw");
    await page.getByLabel("공연 ID").fill("01a1fe5e-b1fc-7cfd-a3a2-72fd617dae3b");
    await page.getByRole("button", {name: "검증하기"}).click();
    await page.getByText("검증할 수 없습니다").waitFor();
    await assertAccessible(page);
    await screenshot(page, "draw-ko");
});
