// door.test.mjs -- the door: a code is typed or seen by the camera, and lets in once.

import assert from "node:assert/strict";
import {test} from "node:test";

import {assertAccessible, DESKTOP, open, screenshot, signedInBrowser} from "../../support/pages/browser.mjs";
import {doorBrowser, named, newDoorConcert, newDoorTicket, openDoor, type, verdict} from "../../support/pages/door.mjs";
import {beside, drawModules, drawQr, filmOf} from "../../support/pages/qr.mjs";
import {codes} from "../../support/pages/qr-samples.mjs";

const concert = await newDoorConcert("Door night", {checkinOpensSeconds: 31_536_000});
const [tonight, tomorrow] = concert.shows.map(({showId}) => showId);
const newCode = () => newDoorTicket(concert);
const door = (t, options) => openDoor(t, concert, options);

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
    const early = await newDoorConcert("Far night");
    const {code} = await newDoorTicket(early);
    const {page} = await openDoor(t, early);
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
    let goOn;
    const bothAreTyped = new Promise((resolve) => {
        goOn = resolve;
    });
    await page.route("**/checkins", async (route) => {
        await bothAreTyped;
        await route.continue();
    });
    await type(page, first.code);
    await type(page, second.code);
    goOn();
    await page.locator("#scans li").nth(1).waitFor();
    const scans = await page.locator("#scans strong").allTextContents();
    assert.deepEqual(scans, [named(second), named(first)]);
});

test("without a connection nobody is let in, and the page says what to do", async (t) => {
    const {page, context} = await door(t);
    await page.locator("#door-show option").first().waitFor({state: "attached"}); // it knows its show before
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
    const {page} = await doorBrowser(t, "admin", concert);
    await page.addInitScript(() => Object.defineProperty(navigator, "mediaDevices", {value: undefined}));
    await open(page, "/door");
    await page.getByText("Camera unavailable").waitFor();
    await page.getByLabel("Ticket code").waitFor();
});

const press = (page, name) => page.getByRole("button", {name}).click();

// Notes when pictures are taken of what the camera shows. To the page each look takes its 150 ms and no more, however
// busy the machine is: a ticket that stays would else be shown anew where seconds go by between two looks.
function noteLooks() {
    const {drawImage} = CanvasRenderingContext2D.prototype;
    const now = performance.now.bind(performance);
    globalThis.lookedAt = [];
    performance.now = () => 150 * globalThis.lookedAt.length;
    CanvasRenderingContext2D.prototype.drawImage = function drawAndNote(...all) {
        globalThis.lookedAt.push(now());
        return drawImage.apply(this, all);
    };
}

const looksOf = (page) => page.evaluate(() => globalThis.lookedAt.length);

async function moreLooks(page, count = 4) {
    const before = await looksOf(page);
    await page.waitForFunction((least) => globalThis.lookedAt.length >= least, before + count);
}

// A door whose camera sees what the film shows, in a browser that reads no codes itself.
async function cameraDoor(t, film, options) {
    const staff = await doorBrowser(t, "staff", concert, {film, ...options});
    await staff.page.addInitScript(() => delete globalThis.BarcodeDetector);
    await staff.page.addInitScript(noteLooks);
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
    await moreLooks(page, 8);
    const lookedAt = await page.evaluate(() => globalThis.lookedAt);
    const pauses = lookedAt.slice(1).map((at, i) => at - lookedAt[i]);
    assert.ok(Math.min(...pauses) > 1000 / 7, pauses.join());
    await page.evaluate(() => {
        Object.defineProperty(document, "hidden", {value: true});
        document.dispatchEvent(new Event("visibilitychange"));
    });
    await page.getByRole("button", {name: "Scan with the camera"}).waitFor();
    const last = await looksOf(page);
    await page.waitForTimeout(1000);
    assert.equal(await looksOf(page), last);
});

// A camera for browsers on a machine without one. It shows the codes of one picture of a film at each look, and those
// of the last one from then on. The page's clock counts looks too: nothing depends on how fast anybody is.
function pretendCamera(film) {
    globalThis.looks = 0;
    performance.now = () => 150 * globalThis.looks;
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
            const shown = film[Math.min(globalThis.looks, film.length - 1)];
            globalThis.looks++;
            return Promise.resolve(shown.map((rawValue) => ({rawValue})));
        }
    };
}

async function pretendedCamera(t, ...film) {
    const {page} = await doorBrowser(t, "staff", concert);
    await page.addInitScript(pretendCamera, film);
    await open(page, "/door");
    await press(page, "Scan with the camera");
    return page;
}

const untilLooks = (page, count) => page.waitForFunction((least) => globalThis.looks >= least, count);
const times = (count, ...shown) => Array(count).fill(shown);

const scans = (page) => page.locator("#scans li").count();

test("a ticket that stays before the camera is one scan", async (t) => {
    const {code} = await newCode();
    const page = await pretendedCamera(t, [code]);
    await verdict(page, "good").waitFor();
    await untilLooks(page, 12);
    assert.equal(await scans(page), 1);
    await assertAccessible(page);
    await press(page, "Stop the camera");
    await page.getByRole("button", {name: "Scan with the camera"}).waitFor();
});

const ELSEWHERE = "https://example.org/?a=poster";

test("a code from elsewhere beside a ticket's is passed over, also when the ticket is gone", async (t) => {
    const {code} = await newCode();
    const film = [...times(3, ELSEWHERE), ...times(2, ELSEWHERE, code), ...times(12, ELSEWHERE), []];
    const page = await pretendedCamera(t, ...film);
    await verdict(page, "good").waitFor();
    await untilLooks(page, film.length);
    assert.equal(await scans(page), 1);
});

test("who shows nothing but a code from elsewhere is told that it is no ticket, once", async (t) => {
    const film = [...times(13, ELSEWHERE), []];
    const page = await pretendedCamera(t, ...film);
    await verdict(page, "bad").getByText("Not a valid ticket").waitFor();
    await untilLooks(page, film.length);
    assert.equal(await scans(page), 1);
});

test("of a picture with several codes every ticket is let in, by the page's own reader", async (t) => {
    const [one, other] = [await newCode(), await newCode()];
    const elsewhere = codes.find(({version}) => version === 2);
    const film = filmOf(beside([drawQr(one.svg), drawModules(elsewhere), drawQr(other.svg)]));
    const {page} = await cameraDoor(t, film);
    await press(page, "Scan with the camera");
    await page.locator("#scans li").nth(1).waitFor();
    await moreLooks(page);
    const seats = await page.locator("#scans strong").allTextContents();
    assert.deepEqual(seats.sort(), [named(one), named(other)].sort());
    assert.equal(await page.locator("#scans .badge.good").count(), 2);
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
