// docs.test.mjs -- the page of the API, with its viewer and without.

import assert from "node:assert/strict";
import {test} from "node:test";

import {viewerIsInstalled} from "../support/nginx.mjs";
import {assertAccessible, DESKTOP, newBrowser, open, screenshot} from "../support/pages/browser.mjs";

const isInstalled = viewerIsInstalled();

test("the viewer shows every part of the API, and asks no other host", {skip: !isInstalled}, async (t) => {
    const {page} = await newBrowser(t, {viewport: DESKTOP});
    await open(page, "/docs");
    for (const part of ["Concerts", "Seats", "Money", "Door", "Administration"]) {
        await page.getByRole("heading", {name: new RegExp(`^${part}`)}).first().waitFor();
    }
    await page.getByText("/api/v1/checkins", {exact: true}).click();
    await page.getByRole("button", {name: "Try it out"}).waitFor();
    await screenshot(page, "docs-en");
});

// Of a colour such as "rgb(28, 32, 34)".
const brightness = (colour) => Math.max(...colour.match(/\d+/g).slice(0, 3).map(Number));

test("in the dark the viewer is dark", {skip: !isInstalled}, async (t) => {
    const {page} = await newBrowser(t, {viewport: DESKTOP, colorScheme: "dark"});
    await open(page, "/docs");
    await page.getByText("/api/v1/checkins", {exact: true}).waitFor();
    const of = (selector, property) => page.locator(selector).first().evaluate((node, name) =>
        getComputedStyle(node)[name], property);
    assert.ok(brightness(await of("#viewer", "backgroundColor")) < 60);
    assert.ok(brightness(await of("#viewer .info .title", "color")) > 180);
    assert.ok(brightness(await of("#viewer .opblock-tag", "color")) > 180);
    await screenshot(page, "docs-dark");
});

for (const language of ["en", "ko"]) {
    test(`without the viewer the page says how to get it, in ${language}`, async (t) => {
        const {page} = await newBrowser(t, {language});
        await page.route("**/docs/viewer/**", (route) => route.fulfill({status: 404}));
        await open(page, "/docs");
        await page.getByText("deploy/up").waitFor();
        const file = page.getByRole("link", {name: "openapi.yaml"});
        assert.equal(await file.getAttribute("href"), "/openapi.yaml");
        await assertAccessible(page);
        await screenshot(page, `docs-without-${language}`);
    });
}

test("no other page may do what the viewer needs", async () => {
    const policyOf = async (page) =>
        (await fetch(`${process.env.USHER_URL}${page}`)).headers.get("Content-Security-Policy");
    assert.match(await policyOf("/admin"), /require-trusted-types-for 'script'/);
    const relaxed = await policyOf("/docs");
    assert.doesNotMatch(relaxed, /trusted-types|unsafe|\*|:\/\//);
    assert.match(relaxed, /default-src 'none'; script-src 'self'; style-src 'self'/);
});
