// plain.test.mjs -- a browser whose owner allows no script walks from the waiting page to the admission.

import assert from "node:assert/strict";
import {test} from "node:test";

import {assertAccessible, newBrowser, PASSWORD, screenshot, SMALL} from "../../support/pages/browser.mjs";
import {admit, api, eventually, expect, join, newConcert, newEmail, newUsers} from "../../support/usher.mjs";

// A queue that stands still: one user is in, and two wait.
async function standingQueue() {
    const concert = await newConcert({policy: {maxActive: 1, admitPerSecond: 1}});
    const [inside, ...waiting] = await newUsers(3);
    await admit([inside], concert);
    expect(await inside.get(`${concert.path}/shows`), 200); // claims the admission
    await join(waiting, concert);
    return {concert, inside, waiting};
}

async function newCredentials() {
    const credentials = {email: newEmail(), password: PASSWORD};
    expect(await api().post("/auth/register", credentials), 201);
    return credentials;
}

// What is real-time may reload by itself (WCAG 2.2, 2.2.1); the page says that it does.
const LIVE = {except: ["meta-refresh"]};
// It may do so under axe's hands: then axe looks again.
const assertLiveAccessible = (page) => eventually(() => assertAccessible(page, LIVE));
const leaveQueue = (user, concert) => user.delete(`${concert.path}/queue-entry`);
const titled = (page, name) => page.getByRole("heading", {name, level: 2}).waitFor();

const ENGLISH = {email: "E-mail", password: "Password", send: "Sign in and join"};
const KOREAN = {email: "이메일", password: "비밀번호", send: "로그인하고 예매하기"};

async function signIn(page, {email, password}, words = ENGLISH) {
    await page.getByLabel(words.email).fill(email);
    await page.getByLabel(words.password).fill(password);
    await page.getByRole("button", {name: words.send}).click();
}

test("without JavaScript the waiting page leads into the queue, and the page itself sees the admission come", async (t) => {
    const {concert, inside, waiting} = await standingQueue();
    const {page} = await newBrowser(t, {javaScriptEnabled: false});
    await page.goto(`/wait?concert=${concert.concertId}`);
    await titled(page, "Sign in to join the line");
    const credentials = await newCredentials();
    await signIn(page, {...credentials, password: "wrong horse"});
    await page.getByRole("alert").waitFor();
    await signIn(page, credentials);
    await titled(page, "You are in line");
    await page.locator(".figure").getByText("2", {exact: true}).waitFor();
    expect(await leaveQueue(waiting[0], concert), 204);
    await page.locator(".figure").getByText("1", {exact: true}).waitFor();
    await Promise.all([inside, waiting[1]].map((user) => leaveQueue(user, concert)));
    await page.getByRole("heading", {name: "It is your turn"}).waitFor();
    assert.match(await page.title(), /^★ It is your turn/);
    await page.getByRole("link", {name: "Give up my turn"}).click();
    await titled(page, "Give up your turn?");
    await page.getByRole("link", {name: "Keep my turn"}).click();
    await page.getByRole("link", {name: "Give up my turn"}).click();
    await page.getByRole("button", {name: "Give up my turn"}).click();
    await titled(page, "Sign in to join the line");
});

test("without JavaScript the list of concerts leads to a place in the queue, in Korean as well", async (t) => {
    const {concert} = await standingQueue();
    const {page} = await newBrowser(t, {javaScriptEnabled: false, language: "ko", viewport: SMALL});
    await page.goto("/");
    await page.getByRole("link", {name: "Another one"}).click();
    await page.locator(`a[href="/plain/${concert.concertId}"]`).click();
    await titled(page, "로그인하고 예매하기");
    await signIn(page, await newCredentials(), KOREAN);
    await titled(page, "대기 중");
    await screenshot(page, "plain-waiting-ko");
});

test("the pages without JavaScript are as accessible as the others, where a script can look at them", async (t) => {
    const {concert, inside, waiting} = await standingQueue();
    const {page} = await newBrowser(t, {viewport: SMALL});
    await page.goto("/plain");
    await assertAccessible(page);
    await page.goto(`/plain/${concert.concertId}`);
    await assertAccessible(page);
    const credentials = await newCredentials();
    await signIn(page, {...credentials, password: "wrong horse"});
    await page.getByRole("alert").waitFor();
    await assertAccessible(page);
    await signIn(page, credentials);
    await titled(page, "You are in line");
    await assertLiveAccessible(page);
    await screenshot(page, "plain-waiting");
    await Promise.all([inside, ...waiting].map((user) => leaveQueue(user, concert)));
    await page.getByRole("heading", {name: "It is your turn"}).waitFor();
    await assertLiveAccessible(page);
    await screenshot(page, "plain-turn");
});
