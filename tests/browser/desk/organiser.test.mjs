// organiser.test.mjs -- the organiser's desk: a sale is made, opened, paced, paused and closed, and its buyers see it.

import assert from "node:assert/strict";
import {test} from "node:test";

import {middleOf, planOf} from "../../../nginx/html/js/hall/seat-plan.js";
import {
    assertAccessible, DESKTOP, open, PHONE, screenshot, signedInBrowser, staffBrowser,
} from "../../support/pages/browser.mjs";
import {
    eventually, expect, hold, inDays, join, newBuyer, newConcert, newOwner, newUsers, theAdmin,
} from "../../support/usher.mjs";

const badge = (page, text) => page.locator(".badge").filter({hasText: text});
const press = (page, name) => page.getByRole("button", {name, exact: true}).click();
const local = (text) => text.slice(0, 16);

async function desk(t, changes, options) {
    const [concert, organiser] = await Promise.all([newConcert(changes), staffBrowser(t, "admin", options)]);
    await open(organiser.page, `/admin?concert=${concert.concertId}`);
    return {concert, ...organiser};
}

const figureOf = (page, name) =>
    page.locator(".chart").filter({has: page.getByRole("heading", {name, exact: true})}).locator(".now");

function figureIs(page, name, value) {
    return eventually(async () => assert.equal(await figureOf(page, name).textContent(), value));
}

test("who is no organiser is told so", async (t) => {
    const {page} = await signedInBrowser(t);
    await open(page, "/admin");
    await page.getByText("This page is for organisers.").waitFor();
    assert.equal(await page.getByRole("link", {name: "Organise"}).count(), 0);
    await assertAccessible(page);
});

test("who is not signed in is sent to sign in first", async (t) => {
    const {page, context} = await signedInBrowser(t);
    await context.clearCookies();
    await page.goto("/admin?new");
    await page.waitForURL(/\/sign-in\?next=%2Fadmin%3Fnew/);
});

// Clicks a seat of the desk's picture.
async function pointAt(page, concert, seatId) {
    const map = expect(await (await theAdmin()).get(`/admin/shows/${concert.showId}/seatmap`), 200);
    const plan = planOf(map);
    const {x, y} = middleOf(plan, seatId);
    const canvas = page.locator(".picture canvas");
    const {width} = await canvas.boundingBox();
    await canvas.click({position: {x: x * width / plan.width, y: y * width / plan.width}});
}

async function fillForm(page, name) {
    await page.getByLabel("Name", {exact: true}).fill(name);
    await page.getByLabel("Venue").fill("The old hall");
    await page.getByLabel("Time zone").selectOption("Asia/Seoul");
    await page.getByLabel("Starts at").fill(local(inDays(40)));
    await page.getByLabel("Price").fill("50000");
    await press(page, "Add a section");
    const second = page.getByRole("group", {name: "Section"}).nth(1);
    await second.getByLabel("Section", {exact: true}).fill("S");
    await second.getByLabel("Rows").fill("2");
    await second.getByLabel("Seats per row").fill("10");
    await second.getByLabel("Price").fill("30000");
}

test("an organiser makes a sale, opens it, re-paces it, pauses it and closes it, while a buyer waits", async (t) => {
    const {page} = await staffBrowser(t, "admin", {viewport: DESKTOP});
    await open(page, "/admin?new");
    await fillForm(page, "A night of songs");
    await page.getByText("Shows: 1. Seats: 220. Revenue if sold out: ₩10,600,000.").waitFor();
    await page.getByText("Time limits and other rules").click();
    await assertAccessible(page);
    await screenshot(page, "admin-form-en");
    await page.getByLabel("Buying at the same time").fill("1");
    await press(page, "Create concert");
    await page.getByRole("heading", {name: "A night of songs"}).waitFor();
    const concertId = new URL(page.url()).searchParams.get("concert");

    await press(page, "Open the sale");
    await page.getByRole("heading", {name: "Open this sale now?"}).waitFor();
    await page.keyboard.press("Enter"); // the safe answer has the focus
    await page.getByRole("dialog").waitFor({state: "detached"});
    await badge(page, "Not yet on sale").waitFor();
    await press(page, "Open the sale");
    await assertAccessible(page);
    await press(page, "Open it now");
    await badge(page, "On sale").waitFor();
    const [inside] = await newUsers(1);
    await eventually(async () => expect(await inside.post(`/concerts/${concertId}/queue-entry`), 201));
    await eventually(async () =>
        assert.equal(expect(await inside.get(`/concerts/${concertId}/queue-entry`), 200).status, "ACTIVE"));
    expect(await inside.get(`/concerts/${concertId}/shows`), 200); // claims the admission, and stays

    const buyer = await signedInBrowser(t);
    await open(buyer.page, `/wait?concert=${concertId}&join=1`);
    await buyer.page.getByRole("heading", {name: "You are in line"}).waitFor();
    await figureIs(page, "Waiting", "1");
    await press(page, "Pause");
    await buyer.page.getByText("The sale is paused").waitFor();
    await page.getByRole("spinbutton", {name: "Buying at the same time"}).fill("2");
    await page.getByText("In force: 2", {exact: true}).waitFor();
    await press(page, "Resume");
    await buyer.page.getByRole("heading", {name: "It is your turn"}).waitFor();
    await figureIs(page, "Buying", "2");

    await press(page, "Close the sale");
    assert.deepEqual(await page.getByRole("dialog").getByRole("button").allTextContents(),
        ["Keep it open", "Close for good"]);
    await page.keyboard.press("Enter");
    await badge(page, "On sale").waitFor();
    await press(page, "Close the sale");
    await assertAccessible(page);
    await press(page, "Close for good");
    await badge(page, "Sale closed").waitFor();
    assert.equal(await page.getByRole("button", {name: "Open the sale"}).count(), 0);
});

test("an hour is typed as the clock says where the concert is, and one that the clocks skip is refused", async (t) => {
    const {page} = await staffBrowser(t, "admin", {timezoneId: "America/New_York"});
    await open(page, "/admin?new");
    await fillForm(page, "A night in the zone");
    await page.getByLabel("Time zone").selectOption("Europe/Berlin");
    const hour = page.getByLabel("Starts at");
    const isRefused = () => hour.evaluate((input) => input.validationMessage);
    await hour.fill("2099-03-29T02:30"); // that night 2:00 is 3:00
    assert.match(await isRefused(), /no such hour/);
    await press(page, "Create concert");
    assert.match(page.url(), /new$/);
    await hour.fill("2099-10-25T02:30"); // that night 3:00 is 2:00
    assert.equal(await isRefused(), "");
    await page.getByText(/comes twice. The first is meant: .*Central European Summer Time/).waitFor();
    await assertAccessible(page);
    await hour.fill("2099-12-24T19:00");
    await press(page, "Create concert");
    await page.getByRole("heading", {name: "A night in the zone"}).waitFor();
    await page.getByText(/December 24, 2099 at 7:00\sPM Central European Standard Time/).first().waitFor();
    const concertId = new URL(page.url()).searchParams.get("concert");
    const {shows: [{startsAt}], timeZone} = expect(await (await theAdmin()).get(`/concerts/${concertId}`), 200);
    assert.deepEqual([startsAt, timeZone], ["2099-12-24T18:00:00.000Z", "Europe/Berlin"]);
});

test("a lottery that is opened by hand is drawn at once, which is told first", async (t) => {
    const concert = await newConcert({opens: inDays(1), policy: {queueing: "lottery"}});
    const {page} = await staffBrowser(t, "admin");
    await open(page, `/admin?concert=${concert.concertId}`);
    await press(page, "Open the sale");
    await page.getByText("The lottery is drawn at once").waitFor();
    await press(page, "Not yet");
    assert.equal(expect(await (await theAdmin()).get(concert.path), 200).state, "SCHEDULED");
});

function deferred() {
    const made = {};
    made.promise = new Promise((resolve) => {
        made.resolve = resolve;
    });
    return made;
}

test("an answer from before a button was pressed does not bring the old state back", async (t) => {
    const {page} = await desk(t);
    const [asked, pressed, told] = [deferred(), deferred(), deferred()];
    await page.route("**/stats", async (route) => {
        const response = await route.fetch();
        asked.resolve();
        await pressed.promise;
        await route.fulfill({response});
        told.resolve();
    }, {times: 1});
    await asked.promise;
    await press(page, "Pause");
    await badge(page, "Paused").waitFor();
    await page.evaluate(() => new MutationObserver(([{target}]) => {
        globalThis.changedTo = target.textContent;
    }).observe(document.querySelector(".badge"), {childList: true, characterData: true, subtree: true}));
    pressed.resolve();
    await told.promise;
    await figureIs(page, "Waiting", "0");
    await page.waitForResponse("**/stats");
    assert.equal(await page.evaluate(() => globalThis.changedTo), undefined);
});

test("a slider goes over all that the policy allows, and acts without a button", async (t) => {
    const {page, concert} = await desk(t, {policy: {admitPerSecond: 100}});
    const slider = page.getByRole("slider", {name: "Admissions per second"});
    await slider.press("End");
    await page.getByText("In force: 100,000", {exact: true}).waitFor();
    await slider.press("Home");
    await page.getByText("In force: 1", {exact: true}).waitFor();
    const {policy} = expect(await (await theAdmin()).get(concert.path), 200);
    assert.deepEqual([policy.admitPerSecond, policy.maxActive], [1, 1000]);
});

test("the figures are those of the sale, and a table says them too", async (t) => {
    const {page, concert} = await desk(t, {policy: {maxActive: 1}}, {viewport: DESKTOP});
    await newOwner(concert, 3);
    const waiting = await newUsers(3);
    await join(waiting, concert);
    await figureIs(page, "Seats sold", "3");
    await figureIs(page, "Revenue", "₩3,000");
    await figureIs(page, "Waiting", "2");
    await page.getByText("As a table").click();
    await page.getByRole("row", {name: /^now 2 1 /}).waitFor();
    await assertAccessible(page);
    await screenshot(page, "admin-desk-en");
});

test("the map and the list say who has which seat", async (t) => {
    const {page, concert} = await desk(t, {}, {viewport: DESKTOP});
    const {buyer} = await newOwner(concert, 2);
    await page.getByText("Seats and holders").click();
    await page.getByText("Free: 98. Held: 0. Sold: 2.").waitFor();
    await page.getByRole("row", {name: `Section R, row A, seat 1 ${buyer.email}`}).waitFor();
    const holder = await newBuyer(concert);
    await hold(holder, concert.showId, [13]);
    await page.getByText("Free: 97. Held: 1. Sold: 2.").waitFor();
    await page.getByRole("row", {name: `Section R, row B, seat 3 ${holder.email}`}).waitFor();
    await pointAt(page, concert, 1);
    await page.getByRole("region", {name: "The chosen seat"}).getByText(buyer.email).waitFor();
    await pointAt(page, concert, 99);
    await page.getByText("Nobody holds this seat.").waitFor();
    await assertAccessible(page);
    await screenshot(page, "admin-seats-en");
});

test("what is changed is kept, and a refusal names what it is about", async (t) => {
    const {page, concert} = await desk(t, {opens: "by hand"}, {language: "ko"});
    await page.getByText("공연 정보 및 설정 변경").click();
    await page.getByLabel("공연명", {exact: true}).fill("밤의 음악회");
    await page.getByLabel("1인당 최대 매수").fill("2");
    await press(page, "저장");
    await page.getByRole("heading", {name: "밤의 음악회"}).waitFor();
    const changed = expect(await (await theAdmin()).get(concert.path), 200);
    assert.deepEqual([changed.name, changed.policy.maxSeatsPerUser, changed.opensAt], ["밤의 음악회", 2, null]);
    await page.getByLabel("공연명", {exact: true}).fill(" ");
    await press(page, "저장");
    await page.getByText("name must").waitFor();
    await assertAccessible(page);
    await screenshot(page, "admin-desk-ko");
});

test("the list leads to each desk, and fits a phone in Korean", async (t) => {
    const name = `목록 ${Date.now()}`;
    const concert = await newConcert({name, opens: "by hand"});
    const {page} = await staffBrowser(t, "admin", {language: "ko", viewport: PHONE});
    await open(page, "/admin");
    const card = page.getByRole("listitem").filter({has: page.getByRole("heading", {name})});
    await card.waitFor();
    await assertAccessible(page);
    await card.getByRole("link", {name: "판매 관리"}).click();
    await page.route("**/stats", async (route) => {
        const response = await route.fetch();
        await route.fulfill({response, json: {...await response.json(), waiting: 1_234_567, revenue: 999_999_999_000}});
    });
    await page.waitForURL(`**/admin?concert=${concert.concertId}`);
    await page.getByRole("button", {name: "예매 오픈"}).waitFor();
    await eventually(async () => assert.equal(await page.locator(".chart .line[d^=M]").count(), 8));
    await assertAccessible(page);
    await figureIs(page, "매출", "999,999,999,000원");
    const figures = await page.locator(".chart .now").evaluateAll((nodes) => nodes.map((node) =>
        [node.scrollWidth <= node.clientWidth, node.clientHeight]));
    assert.ok(figures.every(([fits, height]) => fits && height < 40), `in one line each: ${figures.join("; ")}`);
    await screenshot(page, "admin-desk-phone-ko");
    await open(page, "/admin?new");
    await assertAccessible(page);
    await screenshot(page, "admin-form-ko");
});
