// waiting.test.mjs -- the page that people wait on: the way in, the queue, the admission, and what may go wrong.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    assertAccessible, DESKTOP, newBrowser, open, PASSWORD, screenshot, signedInBrowser, SMALL,
} from "../../support/pages/browser.mjs";
import {
    accessClaims, admit, api, charge, endAdmission, eventually, expect, hold, inDays, join, mint, newConcert, newEmail,
    newOwner, newUsers, steer,
} from "../../support/usher.mjs";
import {callHour, inSeconds, newLottery} from "../../support/lottery.mjs";

const ONE_AT_A_TIME = {maxActive: 1, admitPerSecond: 1};

// A queue that stands still: one user is in, and so many wait.
async function standingQueue(count) {
    const concert = await newConcert({policy: ONE_AT_A_TIME});
    const [inside, ...waiting] = await newUsers(count + 1);
    await admit([inside], concert);
    expect(await inside.get(`${concert.path}/shows`), 200); // claims the admission
    for (const user of waiting) {
        await join([user], concert);
    }
    return {concert, inside, waiting, address: `/wait?concert=${concert.concertId}`};
}

const leaveQueue = (user, concert) => user.delete(`${concert.path}/queue-entry`);
const figure = (page) => page.locator("#stage .figure");
const stageIs = (page, title) => page.getByRole("heading", {name: title, level: 2}).waitFor();

function shows(page, ahead) {
    return eventually(async () => assert.equal(await figure(page).textContent(), String(ahead)));
}

async function joined(t, queue, options) {
    const visitor = await signedInBrowser(t, options);
    await open(visitor.page, `${queue.address}&join=1`);
    return visitor;
}

test("who is not signed in sees the sale, signs up, and stands in the queue", async (t) => {
    const queue = await standingQueue(2);
    const {page} = await newBrowser(t);
    await open(page, queue.address);
    await stageIs(page, "On sale now");
    await assertAccessible(page);
    await page.getByRole("link", {name: "Sign in to join"}).click();
    await page.getByRole("button", {name: "Sign up"}).click();
    await page.getByLabel("E-mail").fill(newEmail());
    await page.getByLabel("Password").fill(PASSWORD);
    await page.locator("#send").click();
    await stageIs(page, "You are in line");
    await shows(page, 2);
    assert.ok(!page.url().includes("join"));
});

test("the people ahead become fewer by the board that is pushed, whatever the own entry once was", async (t) => {
    const queue = await standingQueue(4);
    const {page} = await joined(t, queue);
    await eventually(async () => assert.equal(expect(await api().get(`${queue.concert.path}/queue`), 200).waiting, 5));
    let entry = null;
    await page.route("**/queue-entry", async (route) => {
        entry ??= await (await route.fetch()).json();
        await route.fulfill({json: entry});
    });
    await page.reload();
    await shows(page, 4);
    await page.getByRole("heading", {name: "Available seats"}).waitFor(); // the board is seen
    await leaveQueue(queue.waiting[1], queue.concert);
    await leaveQueue(queue.waiting[2], queue.concert);
    await shows(page, 2);
    assert.match(await page.title(), /^2 ahead – /);
    await assertAccessible(page);
    await screenshot(page, "waiting");
});

test("the admission is seen at once, and leads to the seats", async (t) => {
    const queue = await standingQueue(1);
    const {page} = await joined(t, queue);
    await shows(page, 1);
    await leaveQueue(queue.waiting[0], queue.concert);
    await shows(page, 0);
    await leaveQueue(queue.inside, queue.concert);
    await stageIs(page, "It is your turn");
    assert.match(await page.title(), /^★ Your turn/);
    assert.match(await figure(page).textContent(), /^(1:00|0:\d\d)$/);
    const seats = page.getByRole("link", {name: "Choose seats"});
    assert.equal(await seats.getAttribute("href"), `/seats?concert=${queue.concert.concertId}`);
    await assertAccessible(page);
    await screenshot(page, "turn");
});

test("a reload and a second tab are the same place", async (t) => {
    const queue = await standingQueue(2);
    const {page, newPage, userId} = await joined(t, queue);
    await shows(page, 2);
    assert.doesNotMatch(await page.locator("main").innerText(), /\d{10}/); // the number is the program's
    const me = api(await mint(accessClaims(userId, "buyer")));
    const number = async () => expect(await me.get(`${queue.concert.path}/queue-entry`), 200).queueNumber;
    const before = await number();
    await page.reload();
    await shows(page, 2);
    assert.equal(await number(), before);
    const other = await open(await newPage(), queue.address);
    await shows(other, 2);
    const leaving = other.getByRole("dialog").getByRole("button");
    await other.getByRole("button", {name: "Leave the line"}).click();
    assert.deepEqual(await leaving.allTextContents(), ["Stay in line", "Leave the line"]);
    await assertAccessible(other);
    await screenshot(other, "leaving");
    await other.keyboard.press("Enter"); // the safe answer has the focus
    await other.getByRole("dialog").waitFor({state: "detached"});
    await shows(other, 2);
    await other.getByRole("button", {name: "Leave the line"}).click();
    await leaving.last().click();
    await stageIs(other, "You have left the line");
    await stageIs(page, "You have left the line");
});

test("without a network the page says so, and goes on when it is back", async (t) => {
    const queue = await standingQueue(3);
    const {page, context} = await joined(t, queue);
    await shows(page, 3);
    await context.setOffline(true);
    await page.getByText("No connection").waitFor();
    await assertAccessible(page);
    await leaveQueue(queue.waiting[0], queue.concert);
    await context.setOffline(false);
    await shows(page, 2);
    await eventually(async () => assert.equal(await page.getByText("No connection").count(), 0));
});

test("a place that cannot be taken up again at once is not given up", async (t) => {
    const queue = await standingQueue(1);
    const {page} = await joined(t, queue, {isTimed: true});
    await shows(page, 1);
    const [code, lost] = ["redis_unavailable", "not_in_queue"];
    await page.route("**/queue-entry", (route) => (route.request().method() === "GET"
        ? route.fulfill({status: 404, json: {code: lost, status: 404}})
        : route.fulfill({status: 503, json: {code, status: 503}})));
    const comeBack = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await comeBack();
    const trouble = page.locator("#link").getByText("The line is temporarily unavailable.");
    await eventually(async () => {
        await page.clock.fastForward("00:03"); // tries again by itself
        assert.ok(await trouble.isVisible());
    });
    await shows(page, 1);
    await page.unroute("**/queue-entry");
    await comeBack();
    await trouble.waitFor({state: "detached"});
    await stageIs(page, "You are in line");
});

test("who has not joined sees the sale open and pause", async (t) => {
    const concert = await newConcert({opens: "by hand"});
    const {page} = await newBrowser(t);
    await open(page, `/wait?concert=${concert.concertId}`);
    await stageIs(page, "Not yet on sale");
    await steer(concert, "open");
    await stageIs(page, "On sale now");
    await steer(concert, "pause");
    await stageIs(page, "Paused");
    await page.getByText("The line stays as it is.").waitFor();
});

test("an admission that was missed is told, and one comes back to the front", async (t) => {
    const queue = await standingQueue(0);
    const {page, userId} = await joined(t, queue, {isTimed: true});
    await shows(page, 0);
    await leaveQueue(queue.inside, queue.concert);
    await stageIs(page, "It is your turn");
    await endAdmission({userId}, queue.concert);
    await page.clock.fastForward("01:10");
    await stageIs(page, "Your turn has passed");
    await page.getByText(/^Come back within (5:00|4:\d\d) /).waitFor();
    await page.reload();
    await stageIs(page, "Your turn has passed");
    await page.getByText(/^Come back within (5:00|4:\d\d) /).waitFor();
    await assertAccessible(page);
    await screenshot(page, "missed");
    await page.getByRole("button", {name: "Come back"}).click();
    await stageIs(page, "It is your turn");
});

test("an admission that was missed for good is told, and leads to the end of the line", async (t) => {
    const concert = await newConcert({policy: {...ONE_AT_A_TIME, graceSeconds: 0}});
    const {page, userId} = await joined(t, {address: `/wait?concert=${concert.concertId}`});
    await stageIs(page, "It is your turn");
    await endAdmission({userId}, concert);
    await page.reload();
    await stageIs(page, "Your turn has passed");
    await page.getByText("You can join again at the end.").waitFor();
    await page.getByRole("button", {name: "Join the line"}).click();
    await stageIs(page, "It is your turn");
});

test("who is called up while they are asked whether to leave keeps the turn", async (t) => {
    const queue = await standingQueue(0);
    const {page, userId} = await joined(t, queue);
    await shows(page, 0);
    await page.getByRole("button", {name: "Leave the line"}).click();
    await page.getByRole("dialog").waitFor();
    await leaveQueue(queue.inside, queue.concert);
    await page.locator("#stage.call").waitFor();
    await page.getByRole("dialog").getByRole("button", {name: "Leave the line"}).click();
    await page.getByRole("dialog").waitFor({state: "detached"});
    const me = api(await mint(accessClaims(userId, "buyer")));
    assert.equal(expect(await me.get(`${queue.concert.path}/queue-entry`), 200).status, "ACTIVE");
});

test("giving the admission back lets the next in", async (t) => {
    const queue = await standingQueue(0);
    const {page} = await joined(t, queue);
    await shows(page, 0);
    const [next] = await newUsers(1);
    await join([next], queue.concert);
    await leaveQueue(queue.inside, queue.concert);
    await page.getByRole("button", {name: "Give up my turn"}).click();
    const question = page.getByRole("dialog");
    assert.deepEqual(await question.getByRole("button").allTextContents(), ["Keep my turn", "Give up my turn"]);
    await question.getByRole("button", {name: "Give up my turn"}).click();
    await stageIs(page, "You have left the line");
    await eventually(async () =>
        assert.equal(expect(await next.get(`${queue.concert.path}/queue-entry`), 200).status, "ACTIVE"));
});

test("before the hour one waits in the lobby, and is let in when it comes", async (t) => {
    const concert = await newConcert({opens: inSeconds(3600), policy: ONE_AT_A_TIME});
    const {page} = await joined(t, {address: `/wait?concert=${concert.concertId}`}, {viewport: SMALL});
    await stageIs(page, "You are in the waiting room");
    assert.match(await figure(page).textContent(), /^(1:00:00|59:\d\d)$/);
    await assertAccessible(page);
    await screenshot(page, "lobby");
    await callHour(concert, 600);
    await eventually(async () => assert.match(await figure(page).textContent(), /^(10:00|9:\d\d)$/));
    await callHour(concert);
    await stageIs(page, "It is your turn");
});

test("a lottery says how it is drawn, and leads to its proof", async (t) => {
    const concert = await newLottery(3600, ONE_AT_A_TIME);
    const others = await newUsers(3);
    await join(others, concert);
    const {page, userId} = await joined(t, {address: `/wait?concert=${concert.concertId}`}, {language: "ko"});
    await stageIs(page, "오픈 대기 중");
    await page.getByRole("heading", {name: "공정한 추첨"}).waitFor();
    await assertAccessible(page);
    await screenshot(page, "lottery-ko");
    await callHour(concert);
    await page.getByRole("heading", {name: /^(대기 중|입장할 수 있습니다)$/}).waitFor();
    // Without a reload.
    await page.getByText(/^4명 중 [1-4]번째로 추첨되었습니다\.$/).first().waitFor();
    const {place} = expect(await api(await mint(accessClaims(userId, "buyer")))
        .get(`${concert.path}/queue-entry/proof`), 200);
    assert.equal(await page.locator("#draw .lead").textContent(), `4명 중 ${place}번째로 추첨되었습니다.`);
    await screenshot(page, "drawn-ko");
    await page.getByRole("link", {name: "추첨과 내 순서 검증하기"}).click();
    await page.waitForURL(`**/draw?concert=${concert.concertId}`);
});

test("what is sold out is said at once, and who stays is the waitlist", async (t) => {
    const show = {startsAt: inDays(30), sections: [{name: "R", rows: 1, seatsPerRow: 2, price: 1000}]};
    const concert = await newConcert({policy: ONE_AT_A_TIME, shows: [show]});
    await newOwner(concert, 1);
    const [holder] = await newUsers(1);
    await admit([holder], concert);
    const [reservation] = await hold(holder, concert.showId, [2]);
    const {page} = await joined(t, {address: `/wait?concert=${concert.concertId}`}, {viewport: DESKTOP});
    await stageIs(page, "You are on the waitlist");
    await page.getByText("If you stay, you are on the waitlist").waitFor();
    await page.getByText("Your place on the waitlist").waitFor();
    await shows(page, 1);
    assert.match(await page.title(), /^Waitlist 1 – /);
    assert.equal(await page.getByText("You are next").count(), 0);
    await page.reload(); // which knows the concert before the board
    await stageIs(page, "You are on the waitlist");
    await page.getByText("all held").waitFor();
    await assertAccessible(page);
    await screenshot(page, "waitlist");
    expect(await holder.delete(`/reservations/${reservation.reservationId}`), 204);
    await leaveQueue(holder, concert);
    await stageIs(page, "It is your turn");
});

test("a sale that closes is told to who waits", async (t) => {
    const queue = await standingQueue(1);
    const {page} = await joined(t, queue);
    await shows(page, 1);
    await stageIs(page, "Available seats");
    await steer(queue.concert, "pause");
    await page.getByText("The sale is paused").waitFor();
    await steer(queue.concert, "close");
    await stageIs(page, "The sale is closed");
    await page.getByRole("heading", {name: "Available seats"}).waitFor({state: "detached"});
    await assertAccessible(page);
});

for (const id of ["17", "00000000-0000-7000-8000-000000000000"]) {
    test(`the address of the concert ${id}, which there is not, leads back to the list`, async (t) => {
        const {page} = await newBrowser(t);
        await open(page, `/wait?concert=${id}`);
        await page.getByRole("link", {name: "See what is on sale"}).waitFor();
        await assertAccessible(page);
    });
}

test("what a million load at once is less than 30 KB, in either language", async (t) => {
    const queue = await standingQueue(1);
    for (const language of ["en", "ko"]) {
        const {page, context} = await signedInBrowser(t, {language});
        const cdp = await context.newCDPSession(page);
        await cdp.send("Network.enable");
        const files = new Map();
        cdp.on("Network.responseReceived", ({requestId, response}) =>
            !response.url.includes("/api/v1/") && files.set(requestId, 0));
        cdp.on("Network.dataReceived", ({requestId, encodedDataLength}) =>
            files.has(requestId) && files.set(requestId, files.get(requestId) + encodedDataLength));
        await open(page, `${queue.address}&join=1`);
        await figure(page).waitFor();
        await page.locator("#wishes button").waitFor();
        const bytes = [...files.values()].reduce((sum, each) => sum + each, 0);
        t.diagnostic(`${language}: ${bytes} bytes in ${files.size} files`);
        assert.ok(bytes > 1000 && bytes < 30_000, `${bytes} bytes`);
    }
});

test("what one wishes for while waiting is held when the admission comes, and paid for", async (t) => {
    const queue = await standingQueue(0);
    const {page, userId} = await joined(t, queue);
    const user = api(await mint(accessClaims(userId, "buyer")));
    await page.getByText("Choose my preferences").click();
    await page.getByRole("button", {name: "Save preferences"}).click();
    await page.getByText("Your preferences are saved").first().waitFor();
    await page.reload();
    await page.getByText("2 seats · Side by side only").waitFor();
    await leaveQueue(queue.inside, queue.concert);
    await page.getByText("Held for you: Section R, row A, seats 5, 6").waitFor();
    await page.getByRole("link", {name: "Go to checkout"}).click();
    await page.getByText("You need 2,000 points more.").waitFor();
    await charge(user, 2000);
    await open(page, "/account");
    await page.getByRole("region", {name: "Held for you"}).getByText("Section R, row A, seats 5, 6").waitFor();
    await page.getByRole("link", {name: "Pay"}).click();
    await page.getByRole("button", {name: "Pay ₩2,000"}).click();
    await page.getByText("Your seats: Section R, row A, seats 5, 6").first().waitFor();
});

test("wishes are said while waiting, and taken back", async (t) => {
    const queue = await standingQueue(1);
    const {page} = await signedInBrowser(t);
    const sent = [];
    await page.route("**/queue-entry/wishes", async (route) => {
        const request = route.request();
        sent.push([request.method(), request.postDataJSON()]);
        await (request.method() === "PUT" ? route.fulfill({json: {}}) : route.fulfill({status: 204}));
    });
    await open(page, `${queue.address}&join=1`);
    await page.getByText("Choose my preferences").click();
    await page.getByLabel("Seats", {exact: true}).selectOption("3");
    await page.getByLabel("Price").selectOption("1000");
    await page.getByLabel(/^R · /).check();
    await assertAccessible(page);
    await screenshot(page, "wishes");
    await page.getByRole("button", {name: "Save preferences"}).click();
    await page.getByText("3 seats · R · up to ₩1,000 · Side by side only").waitFor();
    await page.getByRole("button", {name: "Remove"}).click();
    await eventually(async () => assert.equal(sent.length, 2));
    const {showId} = queue.concert;
    assert.deepEqual(sent, [
        ["PUT", {showId, quantity: 3, adjacent: true, sections: ["R"], maxPrice: 1000}], ["DELETE", null],
    ]);
});

test("a page whose stream is refused asks for the board instead, later each time", async (t) => {
    const queue = await standingQueue(1);
    const {page} = await newBrowser(t, {isTimed: true});
    let refused = 0;
    await page.route("**/events", (route) => {
        refused++;
        return route.fulfill({status: 429, headers: {"retry-after": "1"}, body: ""});
    });
    await open(page, queue.address);
    await stageIs(page, "On sale now");
    for (let second = 0; second < 120; second++) {
        await page.clock.runFor(1000);
        await page.evaluate((path) => fetch(path).then((answer) => answer.text()), `/api/v1${queue.concert.path}/queue`);
    }
    assert.ok(refused > 1 && refused <= 25, `it was refused ${refused} times in two minutes`);
});
