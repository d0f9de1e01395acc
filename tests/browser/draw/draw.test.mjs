// draw.test.mjs -- the page that recomputes a lottery: it agrees with a fair draw, and says so when one is not.

import assert from "node:assert/strict";
import {test} from "node:test";

import {assertAccessible, DESKTOP, newBrowser, open, screenshot, signedInBrowser} from "../../support/pages/browser.mjs";
import {accessClaims, api, expect, join, mint, newUsers, steer} from "../../support/usher.mjs";
import {entrantsOf, newLottery, untilDrawn} from "../../support/lottery.mjs";

const CROWD = 40;

// A lottery that was held, with a crowd and these users in it.
async function heldLottery(users = []) {
    const concert = await newLottery(3600, {maxActive: 1, admitPerSecond: 1});
    await join([...await newUsers(CROWD), ...users], concert);
    await steer(concert, "open");
    const draw = await untilDrawn(concert);
    assert.equal(draw.entrants, CROWD + users.length);
    return concert;
}

async function check(page, concert) {
    await open(page, `/draw?concert=${concert.concertId}`);
    await page.getByRole("button", {name: "Check", exact: true}).click();
}

const saying = (page, said) => page.getByRole("status").filter({hasText: said}).waitFor();

// Changes what the API says on its way to the page.
function tamper(page, path, change) {
    return page.route(`**${path}`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({response, json: change(await response.json())});
    });
}

function refusals(page) {
    return page.locator("#checks .wrong").allTextContents();
}

test("a fair draw is recomputed from the whole list, and found as it should be", async (t) => {
    const {page} = await newBrowser(t);
    await check(page, await heldLottery());
    await saying(page, `The lottery of ${CROWD} people is correct.`);
    assert.equal(await page.locator("#checks .ok").count(), 5);
    assert.deepEqual(await refusals(page), []);
    await assertAccessible(page);
    await screenshot(page, "draw");
});

test("who is signed in finds the own place in the draw, proved", async (t) => {
    const {page, userId} = await signedInBrowser(t, {viewport: DESKTOP});
    const me = api(await mint(accessClaims(userId, "buyer")));
    const concert = await heldLottery([me]);
    await open(page, `/draw?concert=${concert.concertId}`);
    await page.getByRole("button", {name: "Use mine"}).click();
    await page.waitForFunction(() => document.querySelector("#proof").value !== "");
    const shown = JSON.parse(await page.getByLabel("Your proof").inputValue());
    assert.deepEqual(shown, expect(await me.get(`${concert.path}/queue-entry/proof`), 200));
    await page.getByRole("button", {name: "Check", exact: true}).click();
    await saying(page, "is correct.");
    assert.equal(await page.locator("#checks .ok").count(), 11);
    await screenshot(page, "draw-proof");
});

test("a list that was tampered with is refused: the page says which checks fail", async (t) => {
    const {page} = await newBrowser(t);
    await tamper(page, "/draw/entrants", (answer) => {
        const list = entrantsOf([answer]);
        list[7][31] ^= 1;
        return {...answer, entrants: Buffer.concat(list).toString("base64url")};
    });
    await check(page, await heldLottery());
    await saying(page, "This lottery is not correct.");
    const [only, ...others] = await refusals(page);
    assert.match(only, /the root that was committed to/);
    assert.deepEqual(others, []);
});

test("another seed than the one that was promised is refused", async (t) => {
    const {page} = await newBrowser(t);
    await tamper(page, "/draw", (draw) => ({...draw, seed: "0".repeat(64)}));
    await check(page, await heldLottery());
    await saying(page, "This lottery is not correct.");
    assert.match((await refusals(page)).join(), /whose hash was published at the beginning/);
});

test("in Korean all that is checked is said in Korean", async (t) => {
    const {page} = await newBrowser(t, {language: "ko"});
    const concert = await heldLottery();
    await open(page, `/draw?concert=${concert.concertId}`);
    await page.getByLabel("내 증명서").fill("{");
    await page.getByRole("button", {name: "검증하기"}).click();
    await saying(page, "증명서가 JSON 형식이 아닙니다.");
    await page.getByLabel("내 증명서").fill("");
    await page.getByRole("button", {name: "검증하기"}).click();
    await saying(page, "추첨이 올바르게 이루어졌습니다.");
    const said = await page.locator("#checks li").allTextContents();
    assert.equal(said.length, 5);
    assert.deepEqual(said.filter((text) => /[a-z]/i.test(text)), []);
    await assertAccessible(page);
    await screenshot(page, "draw-checked-ko");
});
