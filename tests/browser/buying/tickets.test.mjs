// tickets.test.mjs -- the tickets that one has: on the screen after the door, and on paper.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    admittedBrowser, assertAccessible, DESKTOP, open, screenshot,
} from "../../support/pages/browser.mjs";
import {SECTIONS, charge, eventually, expect, hold, newConcert, newStaff, pay} from "../../support/usher.mjs";

const staff = await newStaff();

/** Somebody with so many tickets, the first of which were used at the door, at the page that shows them. */
async function atTheTickets(t, {seats = 2, used = 0, ...options} = {}) {
    const concert = await newConcert({name: "Paper night", policy: {maxSeatsPerUser: 8}});
    const made = await admittedBrowser(t, concert, options);
    await charge(made.user, 1_000_000);
    const reservations = await hold(made.user, concert.showId, Array.from({length: seats}, (_, i) => i + 1));
    await pay(made.user, reservations);
    const {tickets} = expect(await made.user.get("/tickets"), 200);
    tickets.sort((a, b) => a.seatId - b.seatId);
    for (const {code} of tickets.slice(0, used)) {
        expect(await staff.post("/checkins", {code}), 200);
    }
    await open(made.page, "/tickets");
    await eventually(async () => assert.equal(await made.page.locator(".code img").count(), seats));
    return {...made, tickets};
}

test("the hour of a show is told where it is, wherever the reader is", async (t) => {
    const concert = await newConcert({
        name: "Far night", timeZone: "Asia/Seoul",
        shows: [{startsAt: "2099-12-24T10:00:00.000Z", sections: SECTIONS}],
    });
    const {page, user} = await admittedBrowser(t, concert, {timezoneId: "America/New_York"});
    await charge(user, 1000);
    const reservations = await hold(user, concert.showId, [1]);
    await open(page, `/seats?concert=${concert.concertId}`);
    await page.getByText(/December 24, 2099 at 7:00\sPM Korean Standard Time/).waitFor();
    await open(page, `/cart?concert=${concert.concertId}`);
    await page.getByText(/7:00\sPM GMT\+9$/).waitFor();
    await pay(user, reservations);
    for (const address of ["/tickets", "/account"]) {
        await open(page, address);
        await page.getByText(/^Thursday, December 24, 2099 at 7:00\sPM Korean Standard Time/).waitFor();
    }
    await open(page, "/");
    const card = page.getByRole("listitem").filter({hasText: "Far night"});
    await card.getByText(/December 24, 2099 at 7:00\sPM Korean Standard Time/).waitFor();
});

const cardOf = (page, {numberInRow}) => page.locator("li.ticket").filter({
    has: page.locator(".seat", {hasText: new RegExp(`(seat |열 )${numberInRow}번?$`)}),
});
const opacityOf = (page, ticket) =>
    cardOf(page, ticket).locator(".code").evaluate((code) => getComputedStyle(code).opacity);

for (const [language, isUsed, letIn] of [["en", "Used", /^Admitted \S+/], ["ko", "입장 완료", /\S+ 입장$/]]) {
    test(`a ticket that was used at the door says so and when, and its code is faint (${language})`, async (t) => {
        const {page, tickets: [used, valid]} = await atTheTickets(t, {used: 1, language});
        const card = cardOf(page, used);
        assert.equal(await card.locator(".badge").textContent(), isUsed);
        assert.match(await card.locator(".used").textContent(), letIn);
        assert.ok(Number(await opacityOf(page, used)) < 0.5);
        assert.equal(await opacityOf(page, valid), "1");
        assert.equal(await cardOf(page, valid).locator(".used").count(), 0);
        await assertAccessible(page);
        await screenshot(page, `tickets-used-${language}`);
    });
}

/** What is seen of the page now, by its texts. */
const shown = (page, selector) => page.locator(selector).evaluateAll((nodes) =>
    nodes.filter((node) => node.checkVisibility() && node.getBoundingClientRect().height > 1).length);

const colorsOf = (page, selector) => page.locator(selector).first().evaluate((node) => {
    const {color, backgroundColor} = getComputedStyle(node);
    return [color, backgroundColor];
});

const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;

test("on paper there are the tickets that still let in, and nothing to press", async (t) => {
    const {page, tickets} = await atTheTickets(t, {seats: 3, used: 1, viewport: DESKTOP});
    await page.emulateMedia({media: "print"});
    assert.equal(await shown(page, ".ticket"), 2);
    assert.equal(await shown(page, "button, nav, footer, header, .ticketsGone, #paid, .skip"), 0);
    assert.equal(await cardOf(page, tickets[0]).isVisible(), false);
    for (const ticket of tickets.slice(1)) {
        const {width, height} = await cardOf(page, ticket).locator("img").boundingBox();
        assert.ok(width === height && width >= 200, `a code of ${width} by ${height} is too small for a camera`);
    }
    await screenshot(page, "tickets-print");
});

test("paper is white and ink is black, however dark the screen is", async (t) => {
    const {page} = await atTheTickets(t, {seats: 1, colorScheme: "dark"});
    await page.emulateMedia({media: "print", colorScheme: "dark"});
    const [black, white] = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"];
    for (const selector of ["body", ".ticket"]) {
        assert.deepEqual(await colorsOf(page, selector), [black, white], selector);
    }
    assert.equal((await colorsOf(page, ".code"))[1], white);
    assert.deepEqual(await colorsOf(page, ".badge"), [black, white]);
    assert.equal((await colorsOf(page, ".ticket .muted"))[0], "rgb(51, 51, 51)");
});

test("no ticket is cut by the end of a sheet", async (t) => {
    const {page} = await atTheTickets(t, {seats: 7});
    // A row and a half of them would go on a sheet that lies across: four rows need four.
    assert.equal(pagesOf(await page.pdf({format: "A4", landscape: true})), 4);
});
