// qr-reader.test.mjs -- codes in photographs: what a door's camera sees of tickets is read, and of anything else
// nothing. No browser is needed.

import assert from "node:assert/strict";
import {test} from "node:test";

import {correct} from "../../../nginx/html/js/qr/error-correction.js";
import {decode} from "../../../nginx/html/js/qr/decode.js";
import {readCodes} from "../../../nginx/html/js/qr/reader.js";
import {codes, ticketCode} from "../../support/pages/qr-samples.mjs";
import {photograph, randomOf} from "../../support/pages/photo.mjs";
import {beside, drawModules, drawQr} from "../../support/pages/qr.mjs";
import {newConcert, newOwner} from "../../support/usher.mjs";

const SIDE = 480;

const codeOf = (version) => codes.find((each) => each.version === version);

// Of the size of a ticket's, and the same at every run.
const ticket = drawModules(ticketCode);

// Of a picture with one code at most.
function readCode(picture) {
    const texts = readCodes(picture);
    assert.ok(texts.length <= 1, texts.join());
    return texts[0] ?? null;
}

// How many of the photographs of a ticket, one of each of these views, are read; a wrong text fails at once.
function readsOf(views, drawing = ticket, text = ticketCode.text) {
    const said = views.map((view, i) => readCode(photograph(drawing, {seed: i + 1, ...view})));
    assert.deepEqual(said.filter((each) => each !== null && each !== text), []);
    return said.filter((each) => each === text).length;
}

const times = (count, view) => Array.from({length: count}, (_, i) => view(i));

test("a ticket is read as the server drew it", async () => {
    const {buyer, payment: {tickets: [{ticketId}]}} = await newOwner(await newConcert());
    const {code} = (await buyer.get(`/tickets/${ticketId}`)).body;
    const {side, pixels} = drawQr((await buyer.get(`/tickets/${ticketId}.svg`)).text);
    assert.equal(readCode({pixels, width: side, height: side}), code);
    assert.equal(side, ticket.side);
});

const SETS = {
    "turned by any angle": times(12, (i) => ({turn: 31 * i})),
    "tilted away by 35°, to any side": times(12, (i) => ({
        share: 0.6, turn: 90 * i, tilt: [Math.cos(i * Math.PI / 6), Math.sin(i * Math.PI / 6)].map((part) => 35 * part),
    })),
    "tilted and turned": times(12, (i) => ({share: 0.6, turn: 31 * i, tilt: [25, -20]})),
    "small": times(6, (i) => ({share: 0.28 + 0.02 * i})),
    "blurred": times(6, (i) => ({turn: 31 * i, blur: 1.5})),
    "with noise": times(6, (i) => ({turn: 31 * i, noise: 18})),
    "on a dark screen": times(6, (i) => ({turn: 31 * i, wall: 0, share: 0.65})),
    "on a white wall": times(6, (i) => ({turn: 31 * i, wall: 255, share: 0.65})),
    "lit from one side": times(6, (i) => ({turn: 31 * i, dim: (x, y) => 0.2 + 0.4 * x + 0.4 * y})),
    "in the dark": times(6, (i) => ({turn: 31 * i, dim: () => 0.2, noise: 3})),
    "with a shadow across": times(6, (i) => ({turn: 31 * i, dim: (x) => 0.65 + 0.35 * Math.tanh(40 * (x - 0.5))})),
};

for (const [what, views] of Object.entries(SETS)) {
    test(`a ticket ${what} is read`, () => assert.equal(readsOf(views), views.length));
}

for (const {version, level, text, ...modules} of codes) {
    test(`a code of version ${version} and level ${level} is read`, () => {
        const drawing = drawModules(modules);
        assert.equal(readsOf(times(3, (i) => ({share: 0.9, turn: 90 * i + 4, blur: 0.5})), drawing, text), 3);
    });
}

// Those of 0.2.0 had 73 or 77 modules: this one is read where each of them was, and at half that size.
test("a ticket is read at half the size at which those of 0.2.0 were", () => {
    const views = (share) => times(8, (i) => ({share, turn: 31 * i}));
    assert.equal(readsOf(views(0.48), drawModules(codeOf(14)), codeOf(14).text), 8);
    assert.equal(readsOf(views(0.24)), 8);
    assert.ok(readsOf(views(0.24), drawModules(codeOf(14)), codeOf(14).text) < 4);
});

for (const [what, ...all] of [
    ["two tickets", ticketCode, codeOf(7)], ["a ticket and a code from elsewhere", codeOf(5), ticketCode],
    ["three codes", codeOf(2), ticketCode, codeOf(5)], ["four codes", codeOf(2), ticketCode, codeOf(5), codeOf(7)],
]) {
    test(`${what} in one picture are all read, however they are turned`, () => {
        const drawing = beside(all.map(drawModules));
        for (const view of times(6, (i) => ({share: 0.68, turn: 31 * i}))) {
            const texts = readCodes(photograph(drawing, view));
            assert.deepEqual(texts.sort(), all.map(({text}) => text).sort());
        }
    });
}

test("a code of which a part is seen keeps no other from being read", () => {
    const {side, pixels} = beside([codeOf(5), ticketCode].map(drawModules));
    const left = Math.floor(side * 0.2);
    const rows = Array.from({length: side}, (_, y) => pixels.subarray(y * side + left, (y + 1) * side));
    assert.deepEqual(readCodes({pixels: Buffer.concat(rows), width: side - left, height: side}), [ticketCode.text]);
});

test("a code that is large in the picture is read, through much noise too", () => {
    const {text, ...modules} = codeOf(2);
    const drawing = drawModules(modules);
    assert.equal(readsOf(times(6, (i) => ({turn: 15 * i, noise: 32})), drawing, text), 6);
    assert.equal(readsOf(times(4, (i) => ({turn: 90 * i, share: 1.15, wall: 0})), drawing, text), 4);
});

// A square of a picture, painted over.
function paint({side, pixels}, {left, top, width, gray}) {
    const painted = Buffer.from(pixels);
    for (let row = top; row < top + width; row++) {
        painted.fill(gray, row * side + left, row * side + left + width);
    }
    return {side, pixels: painted};
}

test("a ticket with a stain is read, and one with a great part of it gone is not", () => {
    const middle = Math.floor(ticket.side / 2);
    const stain = (share) => ({left: middle, top: middle, width: Math.floor(ticket.side * share), gray: 255});
    assert.equal(readsOf(times(4, (i) => ({turn: 31 * i})), paint(ticket, stain(0.15))), 4);
    assert.equal(readsOf(times(4, (i) => ({turn: 31 * i})), paint(ticket, stain(0.4))), 0);
});

// The modules of a code, some of which are turned into the other colour.
const spoilt = ({isDark}, isSpoilt) => (x, y) => Number(isDark(x, y) !== isSpoilt(x, y));

test("a format is read with three wrong modules in each of its copies, and not with half of them", () => {
    const first = (count) => (x, y) => y === 8 && x < count || y === 8 && x >= codeOf(7).size - count;
    assert.equal(decode(spoilt(codeOf(7), first(3)), codeOf(7).size), codeOf(7).text);
    const all = (x, y) => (x === 8 || y === 8) && (x + y) % 2 === 0;
    assert.notEqual(decode(spoilt(codeOf(7), all), codeOf(7).size), codeOf(7).text);
});

test("a block is corrected where up to half of what it has to spare is wrong, and no further", () => {
    const random = randomOf(7);
    for (let wrong = 0; wrong <= 12; wrong++) {
        const block = new Uint8Array(40); // all of it 0, which needs no correction
        while (block.filter((byte) => byte !== 0).length < wrong) {
            block[Math.floor(random() * 40)] = 1 + Math.floor(random() * 255);
        }
        const isCorrected = correct(block, 20) && block.every((byte) => byte === 0);
        assert.equal(isCorrected, wrong <= 10, `${wrong} wrong`);
    }
});

const picture = (grayOf, width = SIDE, height = SIDE) => ({
    pixels: Uint8Array.from({length: width * height}, (_, i) => grayOf(i % width, Math.floor(i / width))),
    width, height,
});

test("what is no code says nothing", () => {
    const random = randomOf(3);
    const pictures = {
        noise: picture(() => 256 * random()), white: picture(() => 255), black: picture(() => 0),
        bars: picture((x) => 200 * [1, 0, 1, 1, 1, 0, 1, 0][(x >> 3) % 8]),
        finders: picture((x, y) => 200 * [0, 1, 0, 0, 0, 1, 0, 1][Math.max(...[x, y].map((at) => (at >> 3) % 8))]),
        squares: picture((x, y) => 25 * Math.max(Math.abs(x % 80 - 40), Math.abs(y % 80 - 40)) % 256),
        point: picture(() => 9, 1, 1), line: picture((x) => x % 7, SIDE, 1), nothing: picture(() => 0, 0, 0),
    };
    for (const [what, each] of Object.entries(pictures)) {
        assert.equal(readCode(each), null, what);
    }
});

test("a ticket that is cut off says nothing, wherever it is cut", () => {
    const {side, pixels} = ticket;
    for (const part of [0.3, 0.6, 0.8]) {
        const height = Math.floor(side * part);
        const halves = [pixels.subarray(0, height * side), pixels.subarray((side - height) * side)];
        for (const half of halves) {
            assert.equal(readCode({pixels: half, width: side, height}), null);
        }
    }
});

test("no code of random modules is read as a text", () => {
    const random = randomOf(11);
    for (let i = 0; i < 300; i++) {
        const size = 45 + 4 * (i % 12);
        const modules = Uint8Array.from({length: size * size}, () => 2 * random());
        assert.equal(decode((x, y) => modules[y * size + x], size), null);
    }
});
