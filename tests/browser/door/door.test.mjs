// door.test.mjs -- the door: a code is typed or seen by the camera, and lets in once.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    assertAccessible, DESKTOP, open, screenshot, signedInBrowser, staffBrowser,
} from "../../support/pages/browser.mjs";
import {drawQr, filmOf} from "../../support/pages/qr.mjs";
import {SECTIONS, expect, inDays, newConcert, newOwner, sleep} from "../../support/usher.mjs";

const NIGHTS = [30, 31].map((days) => ({startsAt: `${inDays(days).slice(0, 10)}T10:00:00.000Z`, sections: SECTIONS}));
const concert = await newConcert({
    name: "Door night", timeZone: "Asia/Seoul", shows: NIGHTS, policy: {checkinOpensSeconds: 31_536_000},
});
const [tonight, tomorrow] = concert.shows.map(({showId}) => showId);

async function newCode() {
    const {buyer, payment} = await newOwner(concert);
    const path = `/tickets/${payment.tickets[0].ticketId}`;
    const {text: svg} = await buyer.get(`${path}.svg`);
    return {...expect(await buyer.get(path), 200), svg};
}

// A door that was set up before, for the first night.
async function doorBrowser(t, role, {showId = tonight, gate = "", concertId = concert.concertId, ...options} = {}) {
    const staff = await staffBrowser(t, role, options);
    await staff.page.addInitScript((kept) => {
        localStorage["usher.door"] ??= kept;
    }, JSON.stringify({concertId, showId, gate}));
    return staff;
}

async function door(t, options) {
    const staff = await doorBrowser(t, "staff", options);
    await open(staff.page, "/door");
    return staff;
}

// As a hand scanner does: letters to whatever has the focus, and Enter.
async function type(page, code) {
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
}

const named = ({section, row, numberInRow}) => `Section ${section}, row ${row}, seat ${numberInRow}`;
const verdict = (page, kind) => page.locator(`.verdict.${kind}`);

test("a hand scanner lets in once, and the second time it is told when that was", async (t) => {
    const {page} = await door(t);
    const {code, ...ticket} = await newCode();
    await page.getByRole("heading", {name: "Door", exact: true}).click();
    await type(page, code);
    await verdict(page, "good").getByText("Come in").waitFor();
    assert.equal(await verdict(page, "good").locator(".figure").textContent(), named(ticket));
    await assertAccessible(page);
    await screenshot(page, "door-good-en");
    await type(page, code);
    await verdict(page, "bad").getByText("This ticket has already been used.").waitFor();
    await verdict(page, "bad").getByText(/^First scanned /).waitFor();
    assert.equal(await page.locator("#scans li").count(), 2);
});

test("a ticket of another night is amber, says which it is for, and lets in there", async (t) => {
    const {page} = await door(t, {showId: tomorrow});
    const {code, ...ticket} = await newCode();
    await type(page, code);
    await verdict(page, "warn").getByText("This ticket is for another show.").waitFor();
    await verdict(page, "warn").getByText(/^Door night · .*, 7:00\sPM GMT\+9$/).waitFor();
    assert.equal(await verdict(page, "warn").locator(".figure").textContent(), named(ticket));
    await assertAccessible(page);
    await screenshot(page, "door-wrong-show-en");
    await page.getByLabel("Show", {exact: true}).selectOption(tonight);
    await page.getByLabel("Gate").fill("North");
    await page.getByRole("heading", {name: "Door", exact: true}).click();
    await type(page, code);
    await verdict(page, "good").waitFor();
    await page.reload();
    await page.getByRole("heading", {name: "Door", exact: true}).click();
    await type(page, code);
    await verdict(page, "bad").getByText(/^First scanned .* GMT\+9, gate North$/).waitFor();
    assert.equal(await verdict(page, "bad").locator(".figure").textContent(), named(ticket));
});

test("a ticket that comes too early is amber, and told when the door opens", async (t) => {
    const early = await newConcert({name: "Far night", timeZone: "Asia/Seoul", shows: NIGHTS});
    const {buyer, payment} = await newOwner(early);
    const {code} = expect(await buyer.get(`/tickets/${payment.tickets[0].ticketId}`), 200);
    const {page} = await door(t, {concertId: early.concertId, showId: early.showId});
    await type(page, code);
    await verdict(page, "warn").getByText("It is too early for this ticket.").waitFor();
    await verdict(page, "warn").getByText(/^Check-in opens .*, 1:00\sPM GMT\+9$/).waitFor();
    await assertAccessible(page);
});

test("a check-in is taken back with a reason, and the ticket lets in again", async (t) => {
    const {page} = await door(t, {language: "ko"});
    const {code} = await newCode();
    await type(page, code);
    await verdict(page, "good").waitFor();
    await page.locator("#scans button").click();
    const question = page.getByRole("dialog");
    await question.getByRole("button", {name: "입장 취소"}).click(); // without a reason nothing is done
    await question.getByLabel("사유").fill("다른 분 티켓");
    await assertAccessible(page);
    await screenshot(page, "door-undo-ko");
    await question.getByRole("button", {name: "입장 취소"}).click();
    await page.getByText("티켓이 다시 유효합니다.").waitFor();
    assert.equal(await page.locator("#scans .badge").textContent(), "입장 취소됨");
    await page.getByRole("heading", {name: "입장 확인", exact: true}).click();
    await type(page, code);
    await verdict(page, "good").waitFor();
});

test("what is no ticket is refused in red, on a large screen in Korean", async (t) => {
    const {page} = await door(t, {language: "ko", viewport: DESKTOP});
    await type(page, "eyJhbGciOiJub25lIn0.e30.x");
    await verdict(page, "bad").getByText("유효하지 않은 티켓입니다.").waitFor();
    await assertAccessible(page);
    await screenshot(page, "door-bad-ko");
});

test("two codes that come at once are both answered, in their order", async (t) => {
    const {page} = await door(t);
    const [first, second] = [await newCode(), await newCode()];
    await page.route("**/checkins", async (route) => {
        await sleep(1500); // the second is typed meanwhile
        await route.continue();
    });
    await type(page, first.code);
    await type(page, second.code);
    await page.locator("#scans li").nth(1).waitFor();
    const scans = await page.locator("#scans strong").allTextContents();
    assert.deepEqual(scans, [named(second), named(first)]);
});

test("without a connection nobody is let in, and the page says what to do", async (t) => {
    const {page, context} = await door(t);
    await context.setOffline(true);
    await page.getByText("No connection.").waitFor();
    const {code} = await newCode();
    await type(page, code);
    await verdict(page, "bad").getByText("No answer").waitFor();
    await context.setOffline(false);
    await page.getByText("No connection.").waitFor({state: "detached"});
    await type(page, code);
    await verdict(page, "good").waitFor();
});

test("a page that may have no camera says so, and still takes typed codes", async (t) => {
    const {page} = await doorBrowser(t, "admin");
    await page.addInitScript(() => Object.defineProperty(navigator, "mediaDevices", {value: undefined}));
    await open(page, "/door");
    await page.getByText("Camera unavailable").waitFor();
    await page.getByLabel("Ticket code").waitFor();
});

const press = (page, name) => page.getByRole("button", {name}).click();

// Counts the pictures that are taken of what the camera shows.
function countLooks() {
    const {drawImage} = CanvasRenderingContext2D.prototype;
    globalThis.looks = 0;
    CanvasRenderingContext2D.prototype.drawImage = function drawAndCount(...all) {
        globalThis.looks++;
        return drawImage.apply(this, all);
    };
}

const looksOf = (page) => page.evaluate(() => globalThis.looks);

async function moreLooks(page) {
    const before = await looksOf(page);
    await page.waitForFunction((count) => globalThis.looks >= count + 4, before);
}

// A door whose camera sees what the film shows, in a browser that reads no codes itself.
async function cameraDoor(t, film, options) {
    const staff = await doorBrowser(t, "staff", {film, ...options});
    await staff.page.addInitScript(() => delete globalThis.BarcodeDetector);
    await staff.page.addInitScript(countLooks);
    await open(staff.page, "/door");
    return staff;
}

const nothing = filmOf({side: 0, pixels: Buffer.alloc(0)});

for (const [language, useIt, stopIt, comeIn, wasUsed] of [
    ["en", "Scan with the camera", "Stop the camera", "Come in", "This ticket has already been used."],
    ["ko", "카메라로 스캔", "카메라 끄기", "입장 가능", "이미 입장한 티켓입니다."],
]) {
    test(`a camera of any browser lets in, and the second time it is told that it did (${language})`, async (t) => {
        const {svg, ...ticket} = await newCode();
        const {page} = await cameraDoor(t, filmOf(drawQr(svg)), {language});
        await press(page, useIt);
        await verdict(page, "good").getByText(comeIn).waitFor();
        const name = language === "ko" ? `${ticket.section}구역 ${ticket.row}열 ${ticket.numberInRow}번` : named(ticket);
        assert.equal(await verdict(page, "good").locator(".figure").textContent(), name);
        await moreLooks(page); // the ticket is still there
        assert.equal(await page.locator("#scans li").count(), 1);
        await assertAccessible(page);
        await screenshot(page, `door-camera-${language}`);
        await press(page, stopIt);
        await press(page, useIt);
        await verdict(page, "bad").getByText(wasUsed).waitFor();
        assert.equal(await page.locator("#scans li").count(), 2);
    });
}

test("a camera that sees no code says nothing, and sends no picture to anybody", async (t) => {
    const {page} = await cameraDoor(t, nothing);
    await page.locator("#door-show option").first().waitFor({state: "attached"});
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await press(page, "Scan with the camera");
    await moreLooks(page);
    assert.equal(await page.locator(".verdict, .notice, #scans li").count(), 0);
    assert.ok(asked.includes("/js/qr/reader.js"), "the reader is fetched when it is needed, and not before");
    assert.deepEqual(asked.filter((path) => !/^\/js\/qr\/[a-z-]+\.js$/.test(path)), []);
});

test("a camera looks at most six times a second, and not at all while its page is hidden", async (t) => {
    const {page} = await cameraDoor(t, nothing);
    await press(page, "Scan with the camera");
    await moreLooks(page);
    const before = await looksOf(page);
    await page.waitForTimeout(1000);
    assert.ok(await looksOf(page) - before <= 7);
    await page.evaluate(() => {
        Object.defineProperty(document, "hidden", {value: true});
        document.dispatchEvent(new Event("visibilitychange"));
    });
    await page.getByRole("button", {name: "Scan with the camera"}).waitFor();
    const last = await looksOf(page);
    await page.waitForTimeout(1000);
    assert.equal(await looksOf(page), last);
});

// A camera that shows one ticket, for browsers on a machine without one.
function pretendCamera(code) {
    navigator.mediaDevices.getUserMedia = async () => {
        const canvas = Object.assign(document.createElement("canvas"), {width: 64, height: 64});
        setInterval(() => canvas.getContext("2d").fillRect(0, 0, 64, 64), 50);
        return canvas.captureStream(20);
    };
    globalThis.BarcodeDetector = class {
        static getSupportedFormats() {
            return Promise.resolve(["qr_code"]);
        }

        detect() {
            globalThis.looks = (globalThis.looks ?? 0) + 1;
            return Promise.resolve([{rawValue: code}]);
        }
    };
}

test("a ticket that stays before the camera is one scan", async (t) => {
    const {page} = await doorBrowser(t, "staff");
    const {code} = await newCode();
    await page.addInitScript(pretendCamera, code);
    await open(page, "/door");
    await page.getByRole("button", {name: "Scan with the camera"}).click();
    await verdict(page, "good").waitFor();
    const looks = await page.evaluate(() => globalThis.looks);
    await page.waitForFunction((before) => globalThis.looks >= before + 6, looks);
    assert.equal(await page.locator("#scans li").count(), 1);
    await assertAccessible(page);
    await page.getByRole("button", {name: "Stop the camera"}).click();
    await page.getByRole("button", {name: "Scan with the camera"}).waitFor();
});

test("the camera is for the door alone", async () => {
    const policyOf = async (page) => (await fetch(`${process.env.USHER_URL}${page}`)).headers.get("Permissions-Policy");
    assert.match(await policyOf("/door"), /camera=\(self\)/);
    assert.match(await policyOf("/admin"), /camera=\(\)/);
});

test("who does not work at the door is told so", async (t) => {
    const {page} = await signedInBrowser(t);
    await open(page, "/door");
    await page.getByText("This page is for door staff.").waitFor();
    assert.equal(await page.getByLabel("Ticket code").isVisible(), false);
    await assertAccessible(page);
});
