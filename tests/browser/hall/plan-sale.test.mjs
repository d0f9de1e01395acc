// plan-sale.test.mjs -- a hall of a seating plan from end to end: an organiser imports it, buyers choose in it by hand,
// by keyboard and without choosing, and the organiser sees who has what.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, test} from "node:test";

import {middleOf, planOf} from "../../../nginx/html/js/hall/seat-plan.js";
import {BYTES_MAX} from "../../../nginx/html/js/desk/seating-plan-file.js";
import {
    admittedBrowser, assertAccessible, DESKTOP, open, PHONE, screenshot, staffBrowser,
} from "../../support/pages/browser.mjs";
import {curvedHall, smallHall} from "../../support/plan.mjs";
import {charge, eventually, expect, hold, inDays, newBuyer, newConcert, pay, theAdmin} from "../../support/usher.mjs";

const SHOWS = [{startsAt: inDays(30)}];
const newPlanConcert = (hall = smallHall()) => newConcert({...hall, shows: SHOWS});

const cursor = (page) => page.getByRole("checkbox");
const at = (page, label) => eventually(async () => assert.match(await cursor(page).getAttribute("aria-label"), label));
const chosenAre = (page, names) => eventually(async () =>
    assert.deepEqual(await page.locator("#chips li > span").allTextContents(), names));
const heldAre = (page, ...choices) => eventually(async () => {
    const held = await page.locator("#lines strong").allTextContents();
    assert.ok(choices.some((names) => names.join() === held.join()), held.join());
});

async function atTheMap(t, concert, options) {
    const made = await admittedBrowser(t, concert, options);
    await open(made.page, `/seats?concert=${concert.concertId}`);
    await cursor(made.page).waitFor({state: "attached"});
    return made;
}

async function planFor(concert) {
    return planOf(expect(await (await theAdmin()).get(`/admin/shows/${concert.showId}/seatmap`), 200));
}

// Where a seat of the drawing is in the window.
async function pointOf(page, concert, seatId) {
    const {x, y} = middleOf(await planFor(concert), seatId);
    return page.locator(".hall svg").evaluate((svg, [left, top]) => {
        svg.scrollIntoView({block: "center"});
        const point = new DOMPoint(left, top).matrixTransform(svg.getScreenCTM());
        return [point.x, point.y];
    }, [x * 20, y * 20]);
}

async function keys(page, ...pressed) {
    await cursor(page).focus();
    for (const key of pressed) {
        await page.keyboard.press(key);
    }
}

async function atTheForm(t, options) {
    const {page} = await staffBrowser(t, "admin", {viewport: DESKTOP, ...options});
    await open(page, "/admin?new");
    await page.locator('[name="seating"][value="plan"]').check();
    return page;
}

// From a folder, as a person would: bytes that go to the browser by its protocol take half a minute for a large file.
const folder = mkdtempSync(join(tmpdir(), "usher-plans."));
after(() => rmSync(folder, {recursive: true}));

async function give(page, text) {
    const file = join(folder, `${randomUUID()}.json`);
    writeFileSync(file, text);
    await page.locator("#file").setInputFiles(file);
}

async function fillRest(page) {
    await page.getByLabel("Name", {exact: true}).fill("Strings on the stairs");
    await page.getByLabel("Venue").fill("The round hall");
    await page.getByLabel("Starts at").fill(inDays(40).slice(0, 16));
}

async function fillPrices(page) {
    await page.getByLabel("Gold: price").fill("3000");
    await page.getByLabel("Silver: price").fill("1000");
}

test("an organiser imports a seating plan, sees it, prices its categories, and has its seats on sale", async (t) => {
    const page = await atTheForm(t);
    await fillRest(page);
    await give(page, JSON.stringify(smallHall().seatingPlan));
    for (const name of ["Gold", "Silver"]) {
        assert.equal(await page.getByLabel(`${name}: price`).inputValue(), "");
    }
    assert.equal(await page.locator("#summary").textContent(), "");
    await page.getByRole("button", {name: "Create concert"}).click();
    assert.match(page.url(), /new$/, "nothing is sold at a price that nobody has typed");
    await fillPrices(page);
    assert.equal(await page.getByLabel("Unused: price").count(), 0);
    await page.getByText("Shows: 1. Seats: 9. Revenue if sold out: ₩17,000.").waitFor();
    await page.locator(".hall").getByText("Stage", {exact: true}).waitFor();
    await assertAccessible(page);
    await screenshot(page, "admin-import-en");
    await page.getByRole("button", {name: "Create concert"}).click();
    await page.getByRole("heading", {name: "Strings on the stairs"}).waitFor();
    const concertId = new URL(page.url()).searchParams.get("concert");
    const {shows: [show]} = expect(await (await theAdmin()).get(`/concerts/${concertId}`), 200);
    assert.deepEqual([show.seatsTotal, show.minPrice, show.maxPrice], [9, 1000, 3000]);
});

test("the seats of a plan that is looked at are told by hand and by keyboard", async (t) => {
    const page = await atTheForm(t, {viewport: PHONE, language: "ko", colorScheme: "dark"});
    await give(page, JSON.stringify(curvedHall().seatingPlan));
    await page.locator(".hall .cursor").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator(".told").getByText("Block 1 Gold B열 11번").waitFor();
    await assertAccessible(page);
    await screenshot(page, "admin-import-phone-ko");
});

for (const [what, text, told] of [
    ["no JSON", "A1, A2, A3", "This file is no seating plan: it cannot be read as JSON."],
    ["no plan", '{"name": "A hall", "seats": 100}', "This file is no seating plan."],
    ["a plan without seats", '{"categories": [], "zones": []}', "This plan has no seats."],
    ["too large", " ".repeat(BYTES_MAX + 1), "This file is too large."],
]) {
    test(`a file that is ${what} is said to be so, and nothing is sent`, async (t) => {
        const page = await atTheForm(t);
        await fillRest(page);
        await page.route("**/api/v1/admin/concerts", (route) => assert.fail(route.request().method()));
        await give(page, text);
        await page.getByText(told, {exact: true}).waitFor();
        await page.getByRole("button", {name: "Create concert"}).click();
        assert.equal(await page.locator("#file").evaluate((file) => file.validity.valid), false);
        await assertAccessible(page);
        await give(page, JSON.stringify(smallHall().seatingPlan));
        await page.getByLabel("Gold: price").waitFor();
        assert.equal(await page.locator("#file").evaluate((file) => file.validity.valid), true);
    });
}

test("what Usher refuses in a plan is said by the names in the plan, and can be mended", async (t) => {
    const page = await atTheForm(t);
    await fillRest(page);
    const {seatingPlan} = smallHall();
    seatingPlan.zones[0].rows[1].seats[2].seat_number = "2";
    await give(page, JSON.stringify(seatingPlan));
    await fillPrices(page);
    await page.getByRole("button", {name: "Create concert"}).click();
    await page.getByText("In the plan: zone Floor, row B, seat 2.").waitFor();
    await page.getByText("seatingPlan.zones[0].rows[1].seats[2]").waitFor();
    await assertAccessible(page);
    await screenshot(page, "admin-import-refused-en");
    await give(page, JSON.stringify(smallHall().seatingPlan));
    await fillPrices(page);
    await page.getByRole("button", {name: "Create concert"}).click();
    await page.getByRole("heading", {name: "Strings on the stairs"}).waitFor();
});

test("an organiser is warned of seats in one place, and leaves a category out of the sale", async (t) => {
    const page = await atTheForm(t);
    await fillRest(page);
    const {seatingPlan} = smallHall();
    seatingPlan.zones[0].rows[1].seats[2].position = seatingPlan.zones[0].rows[1].seats[1].position;
    await give(page, JSON.stringify(seatingPlan));
    await page.getByText("1 place has more than one seat").waitFor();
    await page.getByText("In the plan: zone Floor, row B, seat 3.").waitFor();
    await page.getByLabel("Gold: price").fill("3000");
    await page.getByLabel("Silver: not for sale").check();
    await page.getByText("Shows: 1. Seats: 9. Revenue if sold out: ₩12,000.").waitFor();
    await assertAccessible(page);
    await screenshot(page, "admin-import-unsold-en");
    await page.getByRole("button", {name: "Create concert"}).click();
    await page.getByRole("heading", {name: "Strings on the stairs"}).waitFor();
    const concertId = new URL(page.url()).searchParams.get("concert");
    const {shows: [show]} = expect(await (await theAdmin()).get(`/concerts/${concertId}`), 200);
    assert.deepEqual([show.minPrice, show.maxPrice], [3000, 3000]);
});

test("seats that are not for sale are on the map, and cannot be chosen", async (t) => {
    const hall = {...smallHall(), categoryPrices: {Gold: 3000, Silver: null}};
    Object.assign(hall.seatingPlan.zones[0].rows[0], {row_label: "Front", row_number_position: "start"});
    const concert = await newPlanConcert(hall);
    const {page} = await atTheMap(t, concert, {viewport: DESKTOP});
    await keys(page, "Home");
    await at(page, /^Floor Gold, Front, 1, ₩3,000, free$/);
    await keys(page, "PageDown", "Enter");
    await at(page, /^Floor Silver, row B, seat 2, not for sale$/);
    await page.locator("#announcer").getByText("Floor Silver, row B, seat 2, not for sale").waitFor();
    await chosenAre(page, []);
    await page.locator("#legend").getByText("sold or not for sale").waitFor();
    assert.deepEqual(await page.locator("#where option").allTextContents(),
        ["Any seat", "Floor Gold · ₩3,000", "up to ₩3,000"]);
    assert.equal(await page.locator(".row-letter").getByText("A", {exact: true}).count(), 1);
    assert.equal(await page.locator(".row-letter").getByText("B", {exact: true}).count(), 2);
    await assertAccessible(page);
    await screenshot(page, "seats-plan-unsold");
});

test("a buyer chooses by hand, loses one seat to another, and pays; the ticket has the printed number", async (t) => {
    const concert = await newPlanConcert();
    const other = await atTheMap(t, concert, {viewport: DESKTOP});
    const {page, user} = await atTheMap(t, concert, {hasTouch: true});
    const tap = async (seatId) => page.touchscreen.tap(...await pointOf(page, concert, seatId));
    await tap(8);
    await tap(9);
    await chosenAre(page, ["Balcony, row 1, seat 2", "Balcony, row 1, seat 4"]);
    await hold(other.user, concert.showId, [8]);
    await chosenAre(page, ["Balcony, row 1, seat 4"]);
    await page.getByText("No longer available: Balcony, row 1, seat 2.").first().waitFor();
    await other.page.getByText("8 free").waitFor();
    await assertAccessible(page);
    await screenshot(page, "seats-plan-phone");
    await page.locator("#hold").click();
    await heldAre(page, ["Balcony, row 1, seat 4"]);
    await charge(user, 1000);
    await page.reload();
    await page.getByRole("button", {name: /^Pay /}).click();
    await page.locator(".ticket .seat").getByText("Balcony, row 1, seat 4", {exact: true}).waitFor();
});

test("with nothing but a keyboard one finds one's way through the plan", async (t) => {
    const concert = await newPlanConcert();
    const {page} = await atTheMap(t, concert, {viewport: DESKTOP, colorScheme: "dark"});
    await keys(page, "Home");
    await at(page, /^Floor Gold, row A, seat 1, ₩3,000, free$/);
    await keys(page, "ArrowRight", "ArrowRight", "ArrowRight");
    await at(page, /^Floor Gold, row A, seat 4, /);
    await keys(page, "ArrowRight");
    await at(page, /^Balcony, row 1, seat 2, ₩1,000, free$/);
    await keys(page, "ArrowRight", "Enter", "PageUp", "ArrowUp");
    await at(page, /^Floor Gold, row A, seat [23], /);
    await keys(page, "End", "Enter");
    await chosenAre(page, ["Balcony, row 1, seat 4", "Floor Gold, row A, seat 4"]);
    await assertAccessible(page);
    await screenshot(page, "seats-plan-dark");
    await page.locator("#hold").focus();
    await page.keyboard.press("Enter");
    await heldAre(page, ["Floor Gold, row A, seat 4", "Balcony, row 1, seat 4"], ["Balcony, row 1, seat 4", "Floor Gold, row A, seat 4"]);
});

test("the best seats of a plan are found beside each other, not across its aisle", async (t) => {
    const concert = await newPlanConcert();
    const {page} = await atTheMap(t, concert);
    await page.getByRole("button", {name: "Best seats"}).click();
    const pair = (first) => [first, first + 1].map((number) => `Floor Gold, row A, seat ${number}`);
    await heldAre(page, pair(1), pair(3));
});

test("a hall of a thousand seats is drawn with its stage, its rows and its sections' names", async (t) => {
    const concert = await newPlanConcert(curvedHall({zones: 2, rows: 14, seats: 36}));
    const {page} = await atTheMap(t, concert, {viewport: DESKTOP});
    for (const text of ["Stage", "Block 1 Gold"]) {
        await page.locator(".hall text:not(.away)").getByText(text, {exact: true}).first().waitFor({state: "attached"});
    }
    // Too small to be read before one has come nearer. Silver has seats all round, and no room for its name.
    for (const text of ["Bar", "Block 2"]) {
        await page.locator(".hall text").getByText(text, {exact: true}).first().waitFor({state: "attached"});
    }
    await assertAccessible(page);
    await screenshot(page, "seats-plan-desktop");
    await page.setViewportSize(PHONE);
    await screenshot(page, "seats-plan-small");
});

test("the organiser's picture shows who has which seat of a plan", async (t) => {
    const concert = await newPlanConcert();
    const buyer = await newBuyer(concert, 3000);
    await pay(buyer, await hold(buyer, concert.showId, [1]));
    const {page} = await staffBrowser(t, "admin", {viewport: DESKTOP});
    await open(page, `/admin?concert=${concert.concertId}`);
    await page.getByText("Seats and holders").click();
    await page.getByText("Free: 8. Held: 0. Sold: 1.").waitFor();
    const plan = await planFor(concert);
    const canvas = page.locator(".picture canvas");
    const {width} = await canvas.boundingBox();
    const {x, y} = middleOf(plan, 1);
    await canvas.click({position: {x: x * width / plan.width, y: y * width / plan.width}});
    await page.getByRole("region", {name: "The chosen seat"}).getByText(buyer.email).waitFor();
    await assertAccessible(page);
    await screenshot(page, "admin-plan-en");
});
