// buying.mjs -- the map of a hall and the cart, with somebody who is admitted in front of them.

import assert from "node:assert/strict";

import {middleOf, planOf} from "../../../nginx/html/js/hall/seat-plan.js";
import {charge, eventually, expect, hold} from "../usher.mjs";
import {admittedBrowser, open} from "./browser.mjs";

export const seatsOf = ({concertId}) => `/seats?concert=${concertId}`;
export const cartOf = ({concertId}) => `/cart?concert=${concertId}`;

export async function atTheMap(t, concert, options) {
    const made = await admittedBrowser(t, concert, options);
    await open(made.page, seatsOf(concert));
    await drawn(made.page);
    return made;
}

// What has ended at the server ends on the page when its own clock says so: a test winds that one on.
export const endHold = async (user, {reservationId}) => expect(await user.delete(`/reservations/${reservationId}`), 204);

export async function atTheCart(t, concert, {seatIds = [1], points = 0, ...options} = {}) {
    const made = await admittedBrowser(t, concert, options);
    const reservations = await hold(made.user, concert.showId, seatIds);
    if (points > 0) {
        await charge(made.user, points);
    }
    await open(made.page, cartOf(concert));
    await made.page.locator("#lines li").first().waitFor();
    return {...made, reservations};
}

export const cursor = (page) => page.getByRole("checkbox");
export const chips = (page) => page.locator("#chips li > span");
export const at = (page, label) => eventually(async () =>
    assert.match(await cursor(page).getAttribute("aria-label"), label));
export const chosenAre = (page, names) => eventually(async () =>
    assert.deepEqual(await chips(page).allTextContents(), names));
export const heldAre = (page, names) => eventually(async () =>
    assert.deepEqual(await page.locator("#lines strong").allTextContents(), names));

// The time that is left, above the map, comes on its own: nothing may move any more when a hand aims.
export const drawn = (page) => Promise.all([
    cursor(page).waitFor({state: "attached"}), page.getByRole("timer").waitFor({state: "attached"}),
]);

// Presses a seat of the drawing as a hand does.
export async function press(page, concert, user, seatId) {
    const {x, y} = middleOf(planOf(expect(await user.get(`/shows/${concert.showId}/seatmap`), 200)), seatId);
    const onScreen = await page.locator(".hall svg").evaluate((svg, [left, top]) => {
        svg.scrollIntoView({block: "center"});
        const point = new DOMPoint(left, top).matrixTransform(svg.getScreenCTM());
        return [point.x, point.y];
    }, [x * 20, y * 20]);
    await page.mouse.click(...onScreen);
}

export async function goToSeat(page, steps) {
    await cursor(page).focus();
    await page.keyboard.press("Home");
    for (let i = 1; i < steps; i++) {
        await page.keyboard.press("ArrowRight");
    }
}
