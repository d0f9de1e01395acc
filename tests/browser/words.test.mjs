// words.test.mjs -- every word is there in both languages, and every problem says what to do.

import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {test} from "node:test";

const HTML = new URL("../../nginx/html/", import.meta.url);
const read = (name) => readFileSync(new URL(name, HTML), "utf8");
const modules = readdirSync(new URL("js/", HTML), {recursive: true}).filter((name) => name.endsWith(".js"));
const pages = readdirSync(HTML).filter((name) => name.endsWith(".html"));
const wordFiles = modules.filter((name) => name.startsWith("words/en/") && !name.endsWith("/problems.js"));
const load = (name) => import(new URL(`js/${name}`, HTML));

function codesOf(text, pattern) {
    return [...text.matchAll(pattern)].map(([, code]) => code);
}

test("every word of one language is one of the other", async () => {
    assert.ok(wordFiles.length >= 4);
    for (const file of wordFiles) {
        const [english, korean] = await Promise.all([load(file), load(file.replace("/en/", "/ko/"))]);
        assert.deepEqual(Object.keys(korean.words).sort(), Object.keys(english.words).sort(), file);
        for (const [key, value] of Object.entries(english.words)) {
            assert.equal(typeof korean.words[key], typeof value, `${file}: ${key}`);
            if (typeof value === "string") {
                const [own, others] = [value, korean.words[key]].map((text) => codesOf(text, /\{(\w+)\}/g).sort());
                assert.deepEqual(others, own, key);
            }
        }
    }
});

// "-요" ends a sentence of another register; what asks for something ("주세요") has no other form that is usual.
const FAMILIAR = /(?<![세필중주])요(?![가-힣])/;

test("Korean is written in one register, on every page", () => {
    const plain = readFileSync(new URL("../../workers/api/plain/plain_words.h", import.meta.url), "utf8");
    const texts = [...modules.filter((name) => name.startsWith("words/ko/")).map((name) => read(`js/${name}`)),
        ...pages.map(read), plain];
    for (const line of texts.join("\n").split("\n")) {
        assert.doesNotMatch(line, FAMILIAR);
    }
});

// The pages without JavaScript have the same: tests/unit/api/plain_words.c.
test("a seat has one name: what says itself what it is gets no word more", async () => {
    const rows = [
        [["R", "A", "5"], "Section R, row A, seat 5", "R구역 A열 5번"],
        [["B-2", "", "7"], "Section B-2, seat 7", "B-2구역 7번"],
        [["Stalls", "row 3", "12"], "Stalls, row 3, seat 12", "Stalls row 3열 12번"],
        [["1층 B구역", "8열", "11번"], "1층 B구역, row 8열, seat 11번", "1층 B구역 8열 11번"],
        [["1층 B구역", "8", "11", "12"], "1층 B구역, row 8, seats 11, 12", "1층 B구역 8열 11번, 12번"],
    ];
    const [english, korean] = await Promise.all(["en", "ko"].map((tag) => load(`words/${tag}/seat.js`)));
    for (const [[section, row, ...seats], inEnglish, inKorean] of rows) {
        const name = {section, row, seats};
        assert.deepEqual([english, korean].map(({words}) => words.seatName(name)), [inEnglish, inKorean]);
    }
    const printed = [
        [["R", "2 A12"], "Section R, 2 A12", "R구역 2 A12"],
        [["Floor Gold", "Table 1, Chair 2"], "Floor Gold, Table 1, Chair 2", "Floor Gold Table 1, Chair 2"],
    ];
    for (const [[section, text], inEnglish, inKorean] of printed) {
        const name = {section, printed: text};
        assert.deepEqual([english, korean].map(({words}) => words.seatNamePrinted(name)), [inEnglish, inKorean]);
    }
    const own = modules.filter((name) => /seatNumber/.test(read(`js/${name}`)) && !name.startsWith("words/"));
    assert.deepEqual(own.sort(), ["core/seat-names.js", "door.js", "hall/seat-plan.js"], "others make a name of their own");
});

test("no part of a page has a word of all pages again, which would be the one or the other", async () => {
    for (const language of ["en", "ko"]) {
        const {words: common} = await load(`words/${language}/common.js`);
        for (const file of wordFiles.filter((name) => !name.endsWith("/common.js"))) {
            const {words} = await load(file.replace("/en/", `/${language}/`));
            assert.deepEqual(Object.keys(words).filter((key) => key in common), [], file);
        }
    }
});

test("every problem that Usher can answer with has plain words and advice, in both languages", async () => {
    const errors = readFileSync(new URL("../../workers/base/err.h", import.meta.url), "utf8");
    const nginx = readFileSync(new URL("../../nginx/snippets/problems.conf", import.meta.url), "utf8");
    const codes = new Set([
        ...codesOf(errors, /X\(ERR_\w+, \d+, "(\w+)"/g), ...codesOf(nginx, /^ +\d{3} ([a-z_]+);$/gm), "network", "unknown",
    ]);
    assert.ok(codes.size > 40);
    for (const language of ["en", "ko"]) {
        const [{problems: some}, {problems: others}] = await Promise.all(
            ["common", "problems"].map((name) => load(`words/${language}/${name}.js`)));
        const problems = {...some, ...others};
        assert.deepEqual(Object.keys(problems).sort(), [...codes].sort(), language);
        for (const [code, words] of Object.entries(problems)) {
            assert.ok(words.length === 2 && words.every((text) => text.length > 3), code);
        }
    }
});

test("every word that a page or a module asks for is there", async () => {
    const loaded = await Promise.all(wordFiles.map(load));
    const known = new Set(loaded.flatMap(({words}) => Object.keys(words)));
    for (const page of pages) {
        const asked = codesOf(read(page), /data-word(?:-\w+)?="(\w+)"/g);
        assert.deepEqual(asked.filter((key) => !known.has(key)), [], page);
    }
    for (const name of modules.filter((each) => !each.startsWith("words/"))) {
        const asked = codesOf(read(`js/${name}`), /\bword\("(\w+)"/g);
        assert.deepEqual(asked.filter((key) => !known.has(key)), [], name);
    }
});

test("no page holds a script, a style or a handler of its own, or asks another host", () => {
    const inPages = /<script(?![^>]* src="\/)|<style|\son\w+=|\sstyle=|(?:src|href)="(?:https?:)?\/\//;
    // The name of SVG's namespace looks like an address and is none.
    const isMarkup = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/;
    const inModules = new RegExp(`${isMarkup.source}|https?://(?!www\\.w3\\.org/2000/svg")`);
    pages.forEach((page) => assert.doesNotMatch(read(page), inPages, page));
    modules.forEach((name) => assert.doesNotMatch(read(`js/${name}`), inModules, name));
});
