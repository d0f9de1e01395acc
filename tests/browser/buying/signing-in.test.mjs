// signing-in.test.mjs -- the page to sign in or up, and what a session is to the pages.

import assert from "node:assert/strict";
import {test} from "node:test";

import {assertAccessible, newBrowser, open, PASSWORD, screenshot, signedInBrowser} from "../../support/pages/browser.mjs";
import {newEmail} from "../../support/usher.mjs";

async function fillIn(page, email, password = PASSWORD) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.locator("#send").click();
}

function cookieOf(context) {
    return context.cookies(`${process.env.USHER_URL}/api/v1/auth/refresh`).then(([cookie]) => cookie);
}

test("who signs up comes back to the page that asked for it, and out again", async (t) => {
    const {page, context} = await newBrowser(t);
    await open(page, "/sign-in?next=%2Fdraw%3Fconcert%3D1");
    await assertAccessible(page);
    await screenshot(page, "sign-in");
    await page.getByRole("button", {name: "Sign up"}).click();
    await fillIn(page, newEmail());
    await page.waitForURL("**/draw?concert=1");
    assert.equal((await cookieOf(context)).httpOnly, true);
    await page.getByRole("button", {name: "Sign out"}).click();
    await page.getByRole("link", {name: "Sign in"}).waitFor();
    assert.equal(await cookieOf(context), undefined);
});

test("no token is where a script of the page could read it", async (t) => {
    const {page, context} = await signedInBrowser(t);
    await open(page, "/");
    const {value} = await cookieOf(context);
    const readable = await page.evaluate(() =>
        JSON.stringify({...localStorage, ...sessionStorage, cookie: document.cookie}));
    assert.ok(!readable.includes(value) && !readable.includes("eyJ"), readable);
});

test("a wrong password is told in plain words, in the reader's language", async (t) => {
    const {page} = await newBrowser(t, {language: "ko"});
    await open(page, "/sign-in");
    await screenshot(page, "sign-in-ko");
    await page.getByLabel("이메일").fill(newEmail());
    await page.getByLabel("비밀번호").fill("wrong horse");
    await page.locator("#send").click();
    await page.getByRole("alert").getByText("이메일 또는 비밀번호가 올바르지 않습니다.").waitFor();
    await assertAccessible(page);
});

test("what is not filled in is marked, and gets the focus", async (t) => {
    const {page} = await newBrowser(t);
    await open(page, "/sign-in");
    await fillIn(page, "ada", "short");
    await page.locator("#email:focus").waitFor();
    await page.getByText("Enter an e-mail address such as").and(page.locator(".hint")).waitFor();
    await assertAccessible(page);
});

for (const next of ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
    `${process.env.USHER_URL}//draw`]) {
    test(`signing in never leads to ${next}`, async (t) => {
        const {page} = await signedInBrowser(t);
        await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
        await page.waitForURL((url) => url.pathname !== "/sign-in");
        assert.equal(new URL(page.url()).origin, process.env.USHER_URL);
    });
}

test("two tabs, and pages left while they load, keep one session", async (t) => {
    const {page, newPage} = await signedInBrowser(t);
    const other = await newPage();
    for (let i = 0; i < 5; i++) {
        await Promise.all([page.goto("/").catch(() => {}), other.goto("/").catch(() => {})]);
    }
    await Promise.all([page, other].map((each) => each.getByRole("button", {name: "Sign out"}).waitFor()));
    await page.getByRole("button", {name: "Sign out"}).click();
    await other.getByRole("link", {name: "Sign in"}).waitFor();
});

test("the language is the browser's until another one is chosen", async (t) => {
    const {page} = await newBrowser(t, {language: "ko"});
    await open(page, "/");
    assert.equal(await page.locator("html").getAttribute("lang"), "ko");
    await page.getByRole("button", {name: "English"}).click();
    await page.getByRole("heading", {name: "Concerts", level: 1}).waitFor();
    await open(page, "/sign-in");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
});
