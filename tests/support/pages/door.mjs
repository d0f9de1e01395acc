// door.mjs -- the page of the door, set up for a show, and what comes to it: tickets, and a hand scanner.

import {SECTIONS, expect, inDays, newConcert, newOwner} from "../usher.mjs";
import {open, staffBrowser} from "./browser.mjs";

const NIGHTS = [30, 31].map((days) => ({startsAt: `${inDays(days).slice(0, 10)}T10:00:00.000Z`, sections: SECTIONS}));

/** A concert of two nights in Seoul. */
export const newDoorConcert = (name, policy) => newConcert({name, timeZone: "Asia/Seoul", shows: NIGHTS, policy});

/** A ticket for its first night, with its picture: {code, svg, seatNumber, …}. */
export async function newDoorTicket(concert) {
    const {buyer, payment} = await newOwner(concert);
    const path = `/tickets/${payment.tickets[0].ticketId}`;
    const {text: svg} = await buyer.get(`${path}.svg`);
    return {...expect(await buyer.get(path), 200), svg};
}

/** The seat of a ticket as a page in English names it. */
export const named = ({section, row, numberInRow}) => `Section ${section}, row ${row}, seat ${numberInRow}`;

/** Somebody of a role, at a door that was set up before: for the first night, unless another is named. */
export async function doorBrowser(t, role, {concertId, shows}, {showId = shows[0].showId, ...options} = {}) {
    const staff = await staffBrowser(t, role, options);
    await staff.page.addInitScript((kept) => {
        localStorage["usher.door"] ??= kept;
    }, JSON.stringify({concertId, showId, gate: ""}));
    return staff;
}

export async function openDoor(t, concert, options) {
    const staff = await doorBrowser(t, "staff", concert, options);
    await open(staff.page, "/door");
    return staff;
}

/** As a hand scanner does: letters to whatever has the focus, and Enter. */
export async function type(page, code) {
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
}

export const verdict = (page, kind) => page.locator(`.verdict.${kind}`);
