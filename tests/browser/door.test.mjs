// door.test.mjs -- the door: a code is typed or seen by the camera, and lets in once.

import assert from "node:assert/strict";
import {test} from "node:test";

import {
    assertAccessible, DESKTOP, open, screenshot, signedInBrowser, staffBrowser,
} from "../support/browser.mjs";
import {expect, newConcert, newOwner} from "../support/usher.mjs";

const concert = await newConcert({name: "Door night"});

async function newCode() {
    const {buyer, payment} = await newOwner(concert);
    return expect(await buyer.get(`/tickets/${payment.tickets[0].ticketId}`), 200);
}

async function door(t, options) {
    const staff = await staffBrowser(t, "staff", options);
    await open(staff.page, "/door");
    return staff;
}

// As a hand scanner does: letters to whatever has the focus, and Enter.
async function type(page, code) {
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
}

const verdict = (page, kind) => page.locator(`.verdict.${kind}`);

test("a hand scanner lets in once, and the second time it is told when that was", async (t) => {
    const {page} = await door(t);
    const {code, seatNumber} = await newCode();
    await page.getByRole("heading", {name: "Door"}).click();
    await type(page, code);
    await verdict(page, "good").getByText("Come in").waitFor();
    assert.equal(await verdict(page, "good").locator(".figure").textContent(), seatNumber);
    await assertAccessible(page);
    await screenshot(page, "door-good-en");
    await type(page, code);
    await verdict(page, "bad").getByText("This ticket was used at the door already.").waitFor();
    await verdict(page, "bad").getByText(/^First scanned /).waitFor();
    assert.equal(await page.locator("#scans li").count(), 2);
});

test("what is no ticket is refused in red, on a large screen in Korean", async (t) => {
    const {page} = await door(t, {language: "ko", viewport: DESKTOP});
    await type(page, "eyJhbGciOiJub25lIn0.e30.x");
    await verdict(page, "bad").getByText("우리 티켓이 아니에요").waitFor();
    await assertAccessible(page);
    await screenshot(page, "door-bad-ko");
});

test("two codes that come at once are both answered, in their order", async (t) => {
    const {page} = await door(t);
    const [first, second] = [await newCode(), await newCode()];
    await page.route("**/checkins", async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1500)); // the second is typed meanwhile
        await route.continue();
    });
    await type(page, first.code);
    await type(page, second.code);
    await page.locator("#scans li").nth(1).waitFor();
    const scans = await page.locator("#scans strong").allTextContents();
    assert.deepEqual(scans, [second.seatNumber, first.seatNumber]);
});

test("without a connection nobody is let in, and the page says what to do", async (t) => {
    const {page, context} = await door(t);
    await context.setOffline(true);
    await page.getByText("There is no connection.").waitFor();
    const {code} = await newCode();
    await type(page, code);
    await verdict(page, "bad").getByText("No answer came").waitFor();
    await context.setOffline(false);
    await page.getByText("There is no connection.").waitFor({state: "detached"});
    await type(page, code);
    await verdict(page, "good").waitFor();
});

test("a browser that cannot read codes says so, and still takes typed ones", async (t) => {
    const {page} = await staffBrowser(t, "admin");
    await page.addInitScript(() => delete globalThis.BarcodeDetector);
    await open(page, "/door");
    await page.getByText("This browser cannot read codes with a camera.").waitFor();
    await page.getByLabel("Ticket code").waitFor();
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
    const {page} = await staffBrowser(t, "staff");
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
    await page.getByText("This page is for the people at the door.").waitFor();
    assert.equal(await page.getByLabel("Ticket code").isVisible(), false);
    await assertAccessible(page);
});
