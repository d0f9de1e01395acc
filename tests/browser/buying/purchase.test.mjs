// purchase.test.mjs -- buying in a real browser: the best seats, the cart, paying, the tickets, and giving them back.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    admittedBrowser, assertAccessible, DESKTOP, open, screenshot, signedInBrowser,
} from "../../support/pages/browser.mjs";
import {at, atTheCart, atTheMap, cartOf, cursor, endHold, heldAre, seatsOf} from "../../support/pages/buying.mjs";
import {deliver, startProvider} from "../../support/provider.mjs";
import {
    charge, eventually, expect, expectProblem, hold, inDays, newConcert, pay, pointsOf,
} from "../../support/usher.mjs";

async function payInCart(page) {
    await page.getByRole("button", {name: /^Pay /}).click();
    await page.getByText("Payment complete. Enjoy the show!").first().waitFor();
}

// Tops up by card: pays at the provider under the reference that the page shows, and the provider tells so.
async function payByCard(page, amount) {
    const provider = await startProvider();
    try {
        await page.getByRole("button", {name: "Top up"}).click();
        await page.getByText("Waiting for your card payment").first().waitFor();
        await assertAccessible(page);
        await page.reload();
        const reference = await page.locator(".notice code").textContent();
        provider.pay(reference, amount);
        expect(await deliver(reference), 200);
        await page.getByText("Waiting for your card payment").first().waitFor({state: "hidden"});
        await page.locator("main .notice").getByText(`${amount.toLocaleString("en")} points added.`).waitFor();
    } finally {
        await provider.stop();
    }
}

test("the best seats are found, held, topped up for, paid, shown as tickets, and given back", async (t) => {
    const concert = await newConcert();
    const {page, user} = await atTheMap(t, concert);
    await assertAccessible(page);
    await screenshot(page, "seats");
    await page.getByLabel("Seats", {exact: true}).selectOption("2");
    await page.getByRole("button", {name: "Best seats"}).click();
    await heldAre(page, ["Section R, row A, seat 5", "Section R, row A, seat 6"]);
    await page.getByText("You need 2,000 points more.").waitFor();
    await assertAccessible(page);
    await screenshot(page, "cart");
    await payByCard(page, 2000);
    await payInCart(page);
    await eventually(async () => assert.equal(await page.locator(".code img").evaluateAll((codes) =>
        codes.filter(({naturalWidth}) => naturalWidth > 0).length), 2));
    assert.equal(await pointsOf(user), 0);
    await assertAccessible(page);
    await screenshot(page, "tickets");

    await page.getByRole("link", {name: "Account"}).click();
    await page.getByRole("button", {name: "Refund"}).click();
    await page.getByLabel(/seat 6 /).uncheck();
    await assertAccessible(page);
    await page.getByRole("button", {name: "Refund 1,000 points"}).click();
    await page.getByText("1,000 points refunded").first().waitFor();
    await page.getByText("Partly refunded").waitFor();
    assert.equal(await pointsOf(user), 1000);
    await assertAccessible(page);
    await screenshot(page, "account");
    await open(page, "/tickets");
    await eventually(async () =>
        assert.deepEqual(await page.locator(".ticket .badge").allTextContents(), ["Valid", "Refunded"]));
});

test("an empty cart after paying leads to the tickets, and to the seats while they can be chosen", async (t) => {
    const concert = await newConcert();
    const {page, user, reservations: [reservation]} = await atTheCart(t, concert, {points: 1000});
    await page.getByRole("button", {name: "Remove Section R, row A, seat 1"}).click();
    const question = page.getByRole("dialog");
    assert.deepEqual(await question.getByRole("button").allTextContents(), ["Keep it", "Remove"]);
    await page.keyboard.press("Escape");
    await heldAre(page, ["Section R, row A, seat 1"]);
    await page.getByRole("button", {name: "Remove Section R, row A, seat 1"}).click();
    await question.getByRole("button", {name: "Remove"}).click();
    await page.getByText("You hold no seats.").waitFor();
    await page.locator("#state .button:not(.quiet)").getByText("Choose seats").waitFor();
    expectProblem(await user.delete(`/reservations/${reservation.reservationId}`), 410, "hold_expired");
    await pay(user, await hold(user, concert.showId, [2]));
    await page.reload();
    await page.getByText("You hold no seats.").waitFor();
    assert.deepEqual(await page.locator("#state .button").allTextContents(), ["See my tickets"]);
    await assertAccessible(page);
    await page.getByRole("link", {name: "See my tickets"}).click();
    await page.waitForURL("**/tickets");
});

test("a payment whose answer is lost is asked for again under its key, and is one payment", async (t) => {
    const concert = await newConcert();
    const {page, user} = await atTheCart(t, concert, {points: 5000});
    const keys = [];
    await page.route("**/api/v1/payments", async (route) => {
        keys.push(route.request().headers()["idempotency-key"]);
        if (keys.length === 1) {
            await route.fetch(); // it arrives, and what comes back is lost
        }
        await route.abort();
    });
    await page.getByRole("button", {name: /^Pay /}).click();
    await page.getByRole("heading", {name: "Checking your payment…"}).waitFor();
    await assertAccessible(page);
    await screenshot(page, "checking");
    await page.reload();
    await page.getByRole("heading", {name: "Checking your payment…"}).waitFor();
    await page.unroute("**/api/v1/payments");
    await page.getByText("Payment complete. Enjoy the show!").first().waitFor();
    assert.equal(new Set(keys).size, 1);
    assert.equal(await pointsOf(user), 4000);
    assert.equal(expect(await user.get("/payments"), 200).payments.length, 1);
});

// Where a machine sleeps this clock stands still, and the hold does not.
const stopClock = (page) => page.addInitScript(() => {
    performance.now = () => 1000;
});

test("before a hold ends the cart says what can be done, and afterwards that nothing was paid", async (t) => {
    const concert = await newConcert();
    const {page, user} = await admittedBrowser(t, concert, {isTimed: true});
    const [[reservation]] = await Promise.all([hold(user, concert.showId, [1]), charge(user, 1000), stopClock(page)]);
    await open(page, cartOf(concert));
    await heldAre(page, ["Section R, row A, seat 1"]);
    await page.clock.fastForward("04:10");
    await page.getByText("Less than a minute is left. Pay now").first().waitFor();
    assert.match(await page.locator("#clock").textContent(), /^0:[0-5]\d$/);
    await assertAccessible(page);
    await endHold(user, reservation);
    await page.clock.fastForward("00:50");
    await page.getByText("The hold on these seats has expired").first().waitFor();
    await assertAccessible(page);
    await page.getByRole("link", {name: "Choose again"}).click();
    await cursor(page).waitFor({state: "attached"});
});

test("a seat whose time is over leaves the cart, and one that is held for longer stays", async (t) => {
    const concert = await newConcert();
    const {page, user, reservations} = await atTheCart(t, concert, {seatIds: [1, 2], isTimed: true});
    await heldAre(page, ["Section R, row A, seat 1", "Section R, row A, seat 2"]);
    await endHold(user, reservations[0]);
    await page.clock.fastForward("05:00");
    await heldAre(page, ["Section R, row A, seat 2"]);
});

test("one seat is let go of, and the other stays in the cart", async (t) => {
    const concert = await newConcert();
    const {page, user} = await atTheCart(t, concert, {seatIds: [1, 2], language: "ko", viewport: DESKTOP});
    await assertAccessible(page);
    await screenshot(page, "cart-ko");
    const isMeant = page.getByRole("dialog").getByRole("button", {name: "삭제"});
    await page.getByRole("button", {name: "R구역 A열 1번 삭제"}).click();
    await isMeant.click();
    await heldAre(page, ["R구역 A열 2번"]);
    assert.equal(expect(await user.get("/reservations?status=PENDING"), 200).reservations.length, 1);
    await page.getByRole("button", {name: "R구역 A열 2번 삭제"}).click();
    await isMeant.click();
    await page.getByText("선점한 좌석이 없습니다.").waitFor();
});

test("without a payment provider points come at once", async (t) => {
    const concert = await newConcert();
    const {page, user} = await atTheCart(t, concert);
    const problem = {status: 409, code: "no_provider", title: "Conflict", detail: "No payment provider is set up here."};
    await page.route("**/points/charges", (route) =>
        route.fulfill({status: 409, contentType: "application/problem+json", json: problem}));
    await page.getByRole("button", {name: "Top up"}).click();
    await payInCart(page);
    assert.equal(await pointsOf(user), 0);
});

test("on the account a top-up is confirmed where it was made, and no notice stays beside a newer one", async (t) => {
    const concert = await newConcert();
    const {page, user} = await admittedBrowser(t, concert);
    await charge(user, 1000);
    await pay(user, await hold(user, concert.showId, [1]));
    await open(page, "/account");
    await page.getByRole("button", {name: "Refund"}).click();
    await page.getByRole("button", {name: "Refund 1,000 points"}).click();
    await page.locator("#done .notice").waitFor();
    await page.route("**/points/charges", (route) =>
        route.fulfill({status: 409, json: {status: 409, code: "no_provider", title: "Conflict", detail: "None."}}));
    await page.getByLabel("Points", {exact: true}).fill("500");
    await page.getByRole("button", {name: "Top up"}).click();
    await page.locator("#top-up .notice").getByText("500 points added.").waitFor();
    assert.equal(await page.locator("main .notice").count(), 1);
    await assertAccessible(page);
});

test("a refund that comes too late is said plainly, and nothing is lost", async (t) => {
    const concert = await newConcert({policy: {refundCutoffSeconds: 31_536_000}});
    const {page, user} = await admittedBrowser(t, concert);
    await charge(user, 1000);
    await pay(user, await hold(user, concert.showId, [1]));
    await open(page, "/account");
    await page.getByRole("button", {name: "Refund"}).click();
    await page.getByRole("button", {name: "Refund 1,000 points"}).click();
    await page.getByText("It is too late to refund this show.").first().waitFor();
    await assertAccessible(page);
    await page.getByRole("button", {name: "Keep them"}).click();
    assert.equal(expect(await user.get("/tickets"), 200).tickets[0].status, "VALID");
});

test("the admission is given back after a question, and the seats with it", async (t) => {
    const concert = await newConcert();
    const {page, user} = await atTheCart(t, concert);
    await page.getByRole("button", {name: "Give up my turn"}).click();
    await page.getByRole("heading", {name: "Give up your turn?"}).waitFor();
    await assertAccessible(page);
    await page.getByRole("dialog").getByRole("button", {name: "Give up my turn"}).click();
    await page.waitForURL("**/wait?concert=*");
    assert.deepEqual(expect(await user.get("/reservations?status=PENDING"), 200).reservations, []);
});

test("who is not admitted is told so, and led to the queue", async (t) => {
    const concert = await newConcert();
    const {page} = await signedInBrowser(t);
    await open(page, seatsOf(concert));
    await page.getByText("It is not your turn yet.").first().waitFor();
    await assertAccessible(page);
    await page.getByRole("link", {name: "Go to the line"}).click();
    await page.waitForURL("**/wait?concert=*");
});

test("who goes back to the map sees the seats that are held, for as long as they are", async (t) => {
    const concert = await newConcert();
    const {page, user} = await atTheMap(t, concert, {isTimed: true});
    await page.getByRole("button", {name: "Best seats"}).click();
    await heldAre(page, ["Section R, row A, seat 5", "Section R, row A, seat 6"]);
    await page.goBack();
    await page.getByRole("link", {name: /^Pay 2 seats · 4:\d\d$/}).waitFor();
    await page.clock.fastForward("04:10");
    await page.getByText("Less than a minute is left for the seats you hold").first().waitFor();
    await assertAccessible(page);
    const {reservations} = expect(await user.get("/reservations?status=PENDING"), 200);
    await Promise.all(reservations.map((reservation) => endHold(user, reservation)));
    await page.locator("#to-cart").waitFor({state: "hidden"});
    await page.getByText("100 free").waitFor();
});

test("an admission that ends while one looks is told", async (t) => {
    const concert = await newConcert();
    const {page, user} = await atTheMap(t, concert, {isTimed: true});
    expect(await user.delete(`${concert.path}/queue-entry`), 204);
    await page.clock.fastForward("05:00");
    await page.getByText("Your turn is over").first().waitFor();
    await assertAccessible(page);
});

test("a concert of several shows asks which one, in Korean too", async (t) => {
    const sections = [["R", 1000], ["S", 500]].map(([name, price]) => ({name, price, rows: 2, seatsPerRow: 5}));
    const concert = await newConcert({shows: [30, 31].map((days) => ({startsAt: inDays(days), sections}))});
    const {page} = await admittedBrowser(t, concert, {language: "ko", viewport: DESKTOP});
    await open(page, seatsOf(concert));
    await page.getByRole("heading", {name: "회차를 선택해 주세요"}).waitFor();
    await assertAccessible(page);
    await page.locator(".show").nth(1).click();
    await at(page, /^R구역 A열 3번, 1,000원, 선택 가능$/);
    await cursor(page).focus();
    await page.keyboard.press("PageDown");
    await at(page, /^S구역 C열 3번, 500원, 선택 가능$/);
    await assertAccessible(page);
    await screenshot(page, "seats-ko");
});

for (const [language, nothing] of [["en", ["You have no tickets yet.", "No payments yet."]],
    ["ko", ["예매한 티켓이 없습니다.", "결제 내역이 없습니다."]]]) {
    test(`who has bought nothing finds what to do next (${language})`, async (t) => {
        const {page} = await signedInBrowser(t, {language});
        await open(page, "/tickets");
        await page.getByText(nothing[0]).waitFor();
        await assertAccessible(page);
        await open(page, "/account");
        await page.getByText(nothing[1]).waitFor();
        await assertAccessible(page);
        await open(page, "/cart");
        await page.locator("#state .notice").waitFor();
        await assertAccessible(page);
    });
}

test("who is not signed in signs in first", async (t) => {
    const {page, context} = await signedInBrowser(t);
    await context.clearCookies();
    await page.goto("/tickets");
    await page.waitForURL("**/sign-in?next=%2Ftickets");
});
