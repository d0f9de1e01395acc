// scanner.test.mjs -- a hand scanner at the door: it presses the keys of an American keyboard, whatever the layout of
// this computer makes of them, and may say first which kind of code it has read.

import assert from "node:assert/strict";
import {test} from "node:test";

import {SignJWT} from "jose";

import {named, newDoorConcert, newDoorTicket, openDoor, verdict} from "../../support/pages/door.mjs";
import {privateKey} from "../../support/ticket-codes.mjs";
import {ticketKeys} from "../../support/usher.mjs";

const concert = await newDoorConcert("Scanner night", {checkinOpensSeconds: 31_536_000});

const SHIFT = 8; // as the DevTools protocol counts it
const SIGNS = {".": ["Period", false], "-": ["Minus", false], "_": ["Minus", true], "]": ["BracketRight", false]};

// The key that types a letter on an American keyboard: [code, whether Shift is held].
function keyOf(letter) {
    return /\d/.test(letter) ? [`Digit${letter}`, false]
        : SIGNS[letter] ?? [`Key${letter.toUpperCase()}`, letter !== letter.toLowerCase()];
}

// Two rows of keys, one above the other.
const table = (from, to) => (letter) => {
    const at = from.indexOf(letter.toLowerCase());
    const typed = at < 0 ? letter : to[at];
    return letter === letter.toLowerCase() ? typed : typed.toUpperCase();
};

const swapCase = (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase());

// What layouts make of the letters that are meant.
const LAYOUTS = {
    "an American layout": (letter) => letter,
    "a German layout": table("yz]-_", "zy+ß?"),
    "a French layout": table("aqwzm1234567890]-_.", "qazw,&é\"'(-è_çà$)°:"),
    "a Korean layout": table("abcdefghijklmnopqrstuvwxyz", "ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ"),
    "Caps Lock": swapCase,
};

/** Presses the keys of a text and Enter; with an input method it is that which gets the keys. */
async function press(page, text, {layout = (letter) => letter, inputMethod = false} = {}) {
    const devtools = await page.context().newCDPSession(page);
    const sent = []; // a scanner does not wait for the page between two keys
    const send = (type, event) => sent.push(devtools.send("Input.dispatchKeyEvent", {type, ...event}));
    for (const letter of text) {
        const [code, isShifted] = keyOf(letter);
        const typed = layout(letter);
        const key = {code, modifiers: isShifted ? SHIFT : 0};
        if (inputMethod) {
            send("rawKeyDown", {...key, key: "Process", windowsVirtualKeyCode: 229});
            await Promise.all(sent); // what composes comes by another way than keys do
            await devtools.send("Input.imeSetComposition", {text: typed, selectionStart: 1, selectionEnd: 1});
        } else {
            send("keyDown", {...key, key: typed, text: typed});
        }
        send("keyUp", {...key, key: typed});
    }
    const enter = inputMethod ? {key: "Process", windowsVirtualKeyCode: 229} : {key: "Enter", text: "\r", windowsVirtualKeyCode: 13};
    send(inputMethod ? "rawKeyDown" : "keyDown", {code: "Enter", ...enter});
    send("keyUp", {code: "Enter", key: "Enter"});
    await Promise.all(sent);
}

const welcomed = (page, ticket) =>
    verdict(page, "good").locator(".figure").getByText(named(ticket), {exact: true}).waitFor();
const field = (page) => page.getByLabel("Ticket code");

// A scan lets in, is the only one, and leaves nothing behind.
async function assertLetsIn(page, ticket) {
    await welcomed(page, ticket);
    assert.equal(await page.locator("#scans li").count(), 1);
    assert.equal(await field(page).inputValue(), "");
}

for (const [name, layout] of Object.entries(LAYOUTS)) {
    test(`a scanner lets in through ${name}, wherever the focus is`, async (t) => {
        const {page} = await openDoor(t, concert);
        const ticket = await newDoorTicket(concert);
        await page.getByRole("heading", {name: "Door", exact: true}).click();
        await press(page, ticket.code, {layout});
        await assertLetsIn(page, ticket);
    });
}

test("a scanner lets in through an input method that composes", async (t) => {
    const {page} = await openDoor(t, concert);
    const ticket = await newDoorTicket(concert);
    await field(page).focus();
    await press(page, ticket.code, {layout: LAYOUTS["a Korean layout"], inputMethod: true});
    await assertLetsIn(page, ticket);
});

test("a scanner that says first which kind of code it has read lets in", async (t) => {
    const {page} = await openDoor(t, concert);
    for (const [layout, first] of [["an American layout", "]Q3"], ["a French layout", "]Q1"]]) {
        const ticket = await newDoorTicket(concert);
        await press(page, first + ticket.code, {layout: LAYOUTS[layout]});
        await welcomed(page, ticket);
    }
});

// Such a scanner knows that the computer is German, and presses the key on which there is a Z.
test("a scanner that knows the layout lets in too", async (t) => {
    const {page} = await openDoor(t, concert);
    const ticket = await newDoorTicket(concert);
    const german = LAYOUTS["a German layout"];
    await press(page, Array.from(ticket.code, german).join(""), {layout: german});
    await assertLetsIn(page, ticket);
});

test("a code of 0.2.0 lets in through a Korean layout and Caps Lock", async (t) => {
    const {page} = await openDoor(t, concert);
    const [{kid, secret}] = ticketKeys();
    for (const name of ["a Korean layout", "Caps Lock"]) {
        const ticket = await newDoorTicket(concert);
        const {ticketId, showId, seatNumber, startsAt} = ticket;
        const code = await new SignJWT({ticketId, showId, seatNumber, startsAt})
            .setProtectedHeader({alg: "EdDSA", kid, typ: "JWT"}).sign(privateKey(secret));
        await press(page, code, {layout: LAYOUTS[name]});
        await welcomed(page, ticket);
    }
});

test("a scan after something was chosen or switched on is no lost one, and changes no choice", async (t) => {
    const {page} = await openDoor(t, concert);
    await page.getByLabel("Show", {exact: true}).focus();
    const ticket = await newDoorTicket(concert);
    await press(page, ticket.code);
    await assertLetsIn(page, ticket);
    await page.getByLabel("Sound for each ticket").focus();
    await press(page, (await newDoorTicket(concert)).code);
    await page.locator("#scans li").nth(1).waitFor();
    assert.equal(await page.locator("#scans .badge.good").count(), 2);
});

test("what is typed, changed and pasted is read as it stands in the field", async (t) => {
    const {page} = await openDoor(t, concert);
    const ticket = await newDoorTicket(concert);
    await field(page).focus();
    await page.keyboard.type("Q");
    await page.keyboard.press("Backspace");
    await page.keyboard.insertText(` ${ticket.code.toLowerCase()} `);
    await page.getByRole("button", {name: "Check in"}).click();
    await assertLetsIn(page, ticket);
});

// As wedges of a phone do, and remote desktops.
test("a scanner that names letters and no keys lets in, wherever the focus is", async (t) => {
    const {page} = await openDoor(t, concert);
    const ticket = await newDoorTicket(concert);
    const devtools = await page.context().newCDPSession(page);
    await page.getByRole("heading", {name: "Door", exact: true}).click();
    for (const letter of ticket.code) {
        await devtools.send("Input.dispatchKeyEvent", {type: "keyDown", code: "", key: letter, text: letter});
    }
    await page.keyboard.press("Enter");
    await assertLetsIn(page, ticket);
});

test("a ticket that is scanned into the field of the gate is a scan and no gate", async (t) => {
    const {page} = await openDoor(t, concert);
    const gate = page.getByLabel("Gate");
    await gate.focus();
    await page.keyboard.type("North");
    await page.keyboard.press("Enter");
    await gate.focus();
    await page.keyboard.press("End");
    const ticket = await newDoorTicket(concert);
    await press(page, ticket.code);
    await assertLetsIn(page, ticket);
    assert.equal(await gate.inputValue(), "North");
});

const aboveDialog = (page, ticket) =>
    page.locator("dialog[open] .verdict.good .figure").getByText(named(ticket), {exact: true});

// The question whether to take back the check-in of a ticket that was just let in.
async function openQuestion(t) {
    const {page} = await openDoor(t, concert);
    const ticket = await newDoorTicket(concert);
    await press(page, ticket.code);
    await welcomed(page, ticket);
    await page.locator("#scans button").click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    return {page, dialog, ticket};
}

const CONTROLS = {
    "a button has the focus": (dialog) => dialog.getByRole("button", {name: "Keep it"}).focus(),
    "the button that undoes has the focus": (dialog) => dialog.getByRole("button", {name: "Undo"}).focus(),
    "nothing has the focus": (dialog) => dialog.getByRole("heading").click(),
};

for (const [where, focus] of Object.entries(CONTROLS)) {
    test(`a scan while a dialog is open and ${where} presses no button, and lets in`, async (t) => {
        const {page, dialog} = await openQuestion(t);
        await dialog.getByLabel("Reason").fill("the wrong person");
        await focus(dialog);
        for (const layout of ["an American layout", "a Korean layout"]) {
            const next = await newDoorTicket(concert);
            await press(page, next.code, {layout: LAYOUTS[layout]});
            await aboveDialog(page, next).waitFor();
        }
        assert.ok(await dialog.isVisible());
        assert.equal(await page.locator("#scans .badge.good").count(), 3);
        assert.equal(await field(page).inputValue(), "");
    });
}

for (const [name, options] of [["a German layout", {layout: LAYOUTS["a German layout"]}],
    ["an input method", {layout: LAYOUTS["a Korean layout"], inputMethod: true}]]) {
    test(`a scan through ${name} into the reason of a dialog is a scan and no reason`, async (t) => {
        const {page, dialog, ticket} = await openQuestion(t);
        const reason = dialog.getByLabel("Reason");
        await reason.focus();
        await page.keyboard.type("the wrong person ");
        await page.keyboard.press("Enter"); // which a person may press
        const next = await newDoorTicket(concert);
        await press(page, next.code, options);
        await aboveDialog(page, next).waitFor();
        assert.equal(await reason.inputValue(), "the wrong person ");
        await dialog.getByRole("button", {name: "Undo"}).click();
        await page.getByText(`${named(ticket)} is valid again.`).waitFor();
        assert.deepEqual(await page.locator("#scans .badge").allTextContents(), ["Admitted", "Undone"]);
    });
}

test("a gate is typed into its own field", async (t) => {
    const {page} = await openDoor(t, concert);
    await page.getByLabel("Gate").focus();
    await page.keyboard.type("North");
    assert.equal(await page.getByLabel("Gate").inputValue(), "North");
    assert.equal(await field(page).inputValue(), "");
});
