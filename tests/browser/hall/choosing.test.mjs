// choosing.test.mjs -- choosing seats in a real browser, which others want too.

import assert from "node:assert/strict";
import {test} from "node:test";

import {admittedBrowser, assertAccessible, DESKTOP, open, PHONE, screenshot} from "../../support/pages/browser.mjs";
import {
    at, atTheMap, chips, chosenAre, cursor, drawn, goToSeat, heldAre, press, seatsOf,
} from "../../support/pages/buying.mjs";
import {eventually, hold, inDays, newBuyer, newConcert} from "../../support/usher.mjs";

test("a seat that somebody else takes leaves the choice at once, and the others stay in it", async (t) => {
    const concert = await newConcert();
    const other = await atTheMap(t, concert, {language: "ko"});
    const {page, user} = await atTheMap(t, concert, {viewport: DESKTOP});
    await press(page, concert, user, 12);
    await press(page, concert, user, 13);
    await chosenAre(page, ["Section R, row B, seat 2", "Section R, row B, seat 3"]);
    await hold(other.user, concert.showId, [12]);
    await chosenAre(page, ["Section R, row B, seat 3"]);
    await page.getByText("No longer available: Section R, row B, seat 2. Your other seats are").first().waitFor();
    await page.getByText("99 free").waitFor();
    await other.page.getByText("잔여 99석").waitFor();
    await assertAccessible(page);
    await screenshot(page, "seat-lost");
});

test("of two who press at once one gets the seat, and the other is told and loses nothing else", async (t) => {
    const concert = await newConcert();
    const [first, second] = await Promise.all([atTheMap(t, concert), admittedBrowser(t, concert, {viewport: DESKTOP})]);
    await second.page.route("**/events", (route) => route.abort()); // does not see what others do
    await open(second.page, seatsOf(concert));
    await drawn(second.page);
    for (const {page} of [first, second]) {
        await goToSeat(page, 1);
        await page.keyboard.press("Enter");
    }
    await second.page.keyboard.press("ArrowRight");
    await second.page.keyboard.press("Enter");
    await first.page.locator("#hold").click();
    await heldAre(first.page, ["Section R, row A, seat 1"]);
    await second.page.locator("#hold").click();
    await second.page.getByText("Another buyer was faster with 1 seat").first().waitFor();
    await chosenAre(second.page, ["Section R, row A, seat 2"]);
    await second.page.locator("#hold").click();
    await heldAre(second.page, ["Section R, row A, seat 2"]);
});

test("with nothing but a keyboard one chooses a seat and holds it", async (t) => {
    const concert = await newConcert();
    await newBuyer(concert).then((other) => hold(other, concert.showId, [15]));
    const {page} = await atTheMap(t, concert);
    for (let i = 0; i < 30 && !(await cursor(page).evaluate((node) => node === document.activeElement)); i++) {
        await page.keyboard.press("Tab");
    }
    await at(page, /^Section R, row A, seat 6, ₩1,000, free$/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowLeft");
    await at(page, /^Section R, row B, seat 5, ₩1,000, another buyer is paying$/);
    await page.keyboard.press("Space");
    await page.getByText("another buyer is paying").first().waitFor();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await at(page, /^Section R, row B, seat 10, ₩1,000, chosen$/);
    assert.equal(await cursor(page).getAttribute("aria-checked"), "true");
    await page.locator("#hold").focus();
    await page.keyboard.press("Enter");
    await heldAre(page, ["Section R, row B, seat 10"]);
});

test("a tap on a hall that is far away comes nearer before it chooses", async (t) => {
    const sections = [{name: "R", rows: 20, seatsPerRow: 50, price: 1000}];
    const concert = await newConcert({shows: [{startsAt: inDays(30), sections}]});
    const {page, user} = await atTheMap(t, concert, {hasTouch: true});
    await press(page, concert, user, 26);
    await page.locator(".hall svg[data-zoomed]").waitFor();
    assert.equal(await chips(page).count(), 0);
    await page.locator(".numbers text").first().waitFor();
    await press(page, concert, user, 26);
    await chosenAre(page, ["Section R, row A, seat 26"]);
    await page.getByRole("button", {name: "Show the whole hall"}).click();
    await page.locator(".hall svg:not([data-zoomed])").waitFor();
});

test("two fingers come nearer, and one that drags moves the hall and chooses nothing", async (t) => {
    const concert = await newConcert();
    const {page, context} = await atTheMap(t, concert, {hasTouch: true});
    const svg = page.locator(".hall svg");
    await svg.scrollIntoViewIfNeeded();
    const {x, y, width, height} = await svg.boundingBox();
    const finger = (id, left, top = 0) => ({id, x: x + width / 2 + left, y: y + height / 2 + top});
    const cdp = await context.newCDPSession(page);
    const touch = (type, ...touchPoints) => cdp.send("Input.dispatchTouchEvent", {type, touchPoints});
    await touch("touchStart", finger(1, -20), finger(2, 20));
    await touch("touchMove", finger(1, -60), finger(2, 60));
    await touch("touchEnd");
    await page.locator(".hall svg[data-zoomed]").waitFor();
    const before = await svg.getAttribute("viewBox");
    await touch("touchStart", finger(1, 0));
    await touch("touchMove", finger(1, 30, 30));
    await touch("touchMove", finger(1, 60, 60));
    await touch("touchEnd");
    await eventually(async () => assert.notEqual(await svg.getAttribute("viewBox"), before));
    assert.equal(await chips(page).count(), 0);
});

test("nobody chooses more seats than one person may have", async (t) => {
    const concert = await newConcert({policy: {maxSeatsPerUser: 1}});
    const {page} = await atTheMap(t, concert);
    await goToSeat(page, 1);
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByText("1 seat per person for this show.").first().waitFor();
    await chosenAre(page, ["Section R, row A, seat 1"]);
});

// What of the map, or of what stands around it, has moved since, be it right after a press.
function watchShifts() {
    const map = document.querySelector("#choose");
    globalThis.shifts = [];
    new PerformanceObserver((list) => list.getEntries().forEach(({sources}) =>
        globalThis.shifts.push(...sources.filter(({node}) => map.contains(node)).map(({node}) => node.nodeName))))
        .observe({type: "layout-shift"});
}

test("on a phone nothing moves the map: no choice, no notice and no hold", async (t) => {
    const concert = await newConcert();
    const [holder, {page, user}] = await Promise.all([newBuyer(concert), atTheMap(t, concert, {viewport: PHONE})]);
    const map = page.locator(".hall svg");
    const place = await map.boundingBox();
    assert.deepEqual([place.x, place.width], [0, PHONE.width], "as wide as the phone");
    assert.ok(place.y + place.height / 2 < PHONE.height / 2 + 60, "seen before anything is moved");
    await page.evaluate(watchShifts);
    const isStill = async () => {
        assert.deepEqual(await map.boundingBox(), place);
        assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
    };
    await goToSeat(page, 1);
    await page.keyboard.press("Enter");
    await chosenAre(page, ["Section R, row A, seat 1"]);
    await isStill();
    await hold(holder, concert.showId, [1]);
    await page.getByText("No longer available: Section R, row A, seat 1.").first().waitFor();
    await isStill();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.route("**/reservations", (route) => (route.request().method() === "POST"
        ? route.fulfill({status: 409, json: {code: "seat_limit", status: 409, limit: 4}}) : route.continue()));
    await page.locator("#hold").click();
    await page.getByText("You have reached the limit of seats per person.").first().waitFor();
    assert.equal(await page.locator("#trouble .notice").count(), 1, "a notice stands beside a newer one");
    await isStill();
    await assertAccessible(page);
    await screenshot(page, "seats-notice-phone");
    await page.getByRole("button", {name: "Close"}).click();
    await page.locator("#trouble .notice").waitFor({state: "detached"});
    await hold(user, concert.showId, [20]);
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.getByRole("link", {name: /^Pay 1 seat · /}).waitFor();
    await isStill();
});

test("a seat that is touched says what it is beside it, in the view", async (t) => {
    const concert = await newConcert();
    const {page, user} = await atTheMap(t, concert, {viewport: PHONE, language: "ko"});
    await press(page, concert, user, 1);
    const bubble = page.locator(".bubble");
    await bubble.getByText("R구역 A열 1번", {exact: true}).waitFor();
    await bubble.getByText("R · 1,000원").waitFor();
    const {x, y, width} = await bubble.boundingBox();
    assert.ok(x >= 0 && x + width <= PHONE.width && y >= 0);
    await screenshot(page, "seats-bubble-ko");
});

test("the clock stays in sight, and the letters of rows too while one pans", async (t) => {
    const sections = [{name: "R", rows: 12, seatsPerRow: 40, price: 1000}];
    const concert = await newConcert({shows: [{startsAt: inDays(30), sections}]});
    const {page} = await atTheMap(t, concert, {viewport: PHONE});
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const {y} = await page.getByRole("timer").boundingBox();
    assert.ok(y >= 0 && y < 40, `the clock is at ${y}`);
    await goToSeat(page, 20);
    await page.locator(".edge-letter").getByText("A", {exact: true}).waitFor({state: "attached"});
    const boxes = await page.locator(".hall").evaluate((hall) => [".strip", ".edge-letter"].map((name) => {
        const {left, right} = hall.querySelector(name).getBoundingClientRect();
        return [left, right];
    }));
    assert.ok(boxes[0][0] <= boxes[1][0] && boxes[0][1] >= boxes[1][1], "a letter stands upon a seat");
});
