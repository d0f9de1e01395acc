// pictures.test.mjs -- what Usher looks like, taken from real sales. README.md shows these pictures; they are renewed
// and made small (pngquant is a Debian package) with
//
//     USHER_PICTURES=$PWD/tests/browser/pictures tests/run browser
//     pngquant --nofs --strip --ext .png --force 64 tests/browser/pictures/*.png
//
// Without the variable they go to a temporary folder, so that a run of the tests changes nothing here.

import assert from "node:assert/strict";
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join as pathOf} from "node:path";
import {after, test} from "node:test";
import {fileURLToPath} from "node:url";

import {admittedBrowser, DESKTOP, open, signedInBrowser, staffBrowser} from "../support/pages/browser.mjs";
import {
    admit, charge, eventually, hold, inDays, join, newBuyer, newConcert, newUsers, pay, sleep,
} from "../support/usher.mjs";

const KEPT = fileURLToPath(new URL("pictures/", import.meta.url));
const README = new URL("../../README.md", import.meta.url);
const BYTES_MAX = 60 * 1024;
const WANTED = process.env.USHER_PICTURES;
const folder = WANTED ?? mkdtempSync(pathOf(tmpdir(), "usher-pictures."));
// A picture is of a sale that has gone on for a while; a test needs less.
const AHEAD = WANTED ? 110 : 175;
const DESK_SECONDS = WANTED ? 55 : 2;

after(() => WANTED || rmSync(folder, {recursive: true}));

const SECTIONS = [
    {name: "Floor", rows: 6, seatsPerRow: 24, price: 150_000},
    {name: "Lower", rows: 6, seatsPerRow: 28, price: 110_000},
    {name: "Upper", rows: 5, seatsPerRow: 32, price: 70_000},
];
const SHOWS = [30, 31].map((days) => ({startsAt: `${inDays(days).slice(0, 10)}T10:00:00.000Z`, sections: SECTIONS}));

const newSale = (policy) => newConcert({name: "Songs for a Long Night", venue: "Riverside Hall", shows: SHOWS, policy});
const seatsFrom = (first, count) => Array.from({length: count}, (_, i) => first + i);

// Somebody who buys seats, or lets them be held.
async function take(concert, seatIds, {isPaid = true} = {}) {
    const buyer = await newBuyer(concert, 10_000_000);
    const reservations = await hold(buyer, concert.showId, seatIds);
    return isPaid && pay(buyer, reservations);
}

async function picture(page, name) {
    const path = pathOf(folder, `${name}.png`);
    await page.screenshot({path});
    assert.ok(statSync(path).size > 5000);
}

test("a picture of waiting", async (t) => {
    const concert = await newSale({admitPerSecond: 2, maxActive: 1000});
    await join(await newUsers(180), concert);
    const {page} = await signedInBrowser(t);
    await open(page, `/wait?concert=${concert.concertId}&join=1`);
    const ahead = page.locator("#stage .figure");
    await eventually(async () => assert.ok(Number(await ahead.textContent()) <= AHEAD));
    await page.getByText("Estimated wait: ").waitFor();
    await picture(page, "waiting");
});

test("a picture of choosing seats", async (t) => {
    const concert = await newSale({maxSeatsPerUser: 8});
    const sold = [[5, 8], [32, 6], [58, 4], [84, 5], [152, 6], [185, 8], [216, 4], [330, 6]];
    const held = [[14, 4], [40, 3], [160, 4], [245, 2]];
    await Promise.all(sold.map(([first, count]) => take(concert, seatsFrom(first, count))));
    await Promise.all(held.map(([first, count]) => take(concert, seatsFrom(first, count), {isPaid: false})));
    const {page} = await admittedBrowser(t, concert, {viewport: DESKTOP});
    await open(page, `/seats?concert=${concert.concertId}&show=${concert.showId}`);
    await page.getByRole("checkbox").focus();
    for (const key of ["Home", "ArrowDown", "ArrowDown", "Enter", "ArrowRight", "Enter"]) {
        await page.keyboard.press(key);
    }
    await eventually(async () => assert.equal(await page.locator("#chips li").count(), 2));
    await page.locator("#choose").evaluate((choose) => choose.scrollIntoView({block: "start"}));
    await picture(page, "seats");
});

test("a picture of a ticket", async (t) => {
    const concert = await newSale();
    const {page, user} = await admittedBrowser(t, concert);
    await charge(user, 150_000);
    await pay(user, await hold(user, concert.showId, [37]));
    await open(page, "/tickets");
    await page.locator(".code img").waitFor();
    await picture(page, "ticket");
});

test("a picture of the organiser's desk", async (t) => {
    const concert = await newSale({admitPerSecond: 3, maxActive: 1000});
    const {page} = await staffBrowser(t, "admin", {viewport: DESKTOP});
    await open(page, `/admin?concert=${concert.concertId}`);
    const buyers = await newUsers(DESK_SECONDS);
    await join(buyers, concert);
    const crowd = await newUsers(3 * DESK_SECONDS);
    for (const [second, buyer] of buyers.entries()) {
        await join(crowd.splice(0, 6 - Math.floor(second / 10)), concert);
        await charge(buyer, 1_000_000);
        await admit([buyer], concert);
        const reservations = await hold(buyer, concert.showId, seatsFrom(1 + 4 * second, 1 + second % 4));
        if (second % 3 > 0) {
            await pay(buyer, reservations);
        }
        await sleep(800);
    }
    await page.locator(".charts").evaluate((charts) => charts.scrollIntoView({block: "end"}));
    await picture(page, "desk");
});

test("README.md shows each picture that is kept, and none is large", () => {
    const shown = [...readFileSync(README, "utf8").matchAll(/src="tests\/browser\/pictures\/(\w+\.png)"/g)];
    const kept = readdirSync(KEPT);
    assert.deepEqual(shown.map(([, name]) => name).sort(), kept.sort());
    assert.deepEqual(kept.filter((name) => statSync(pathOf(KEPT, name)).size > BYTES_MAX), []);
});
