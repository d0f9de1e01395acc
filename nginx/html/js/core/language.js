// language.js -- the words of the pages, in English and Korean.
//
// words/en/common.js and words/ko/common.js hold what every page needs, and the problems of the API that any may meet;
// the others are in problems.js. A page names what it needs beside, <html data-words="shop problems">, and has
// words/en/shop.js and words/ko/shop.js. A word is a text, in which {name} stands for a value, or a function of the
// values. In a page <p data-word="key"> gets its text, and data-word-label, data-word-placeholder and data-word-title
// the attribute. What the page holds in English is seen until then, and where there is no JavaScript.

export const LANGUAGES = {en: "English", ko: "한국어"};
const STORED_AS = "usher.language";

function chosen() {
    try {
        return localStorage.getItem(STORED_AS);
    } catch {
        return null; // storage that is switched off is no reason to fail
    }
}

function firstKnown() {
    const wanted = [chosen(), ...navigator.languages].filter(Boolean).map((tag) => tag.slice(0, 2).toLowerCase());
    return wanted.find((tag) => tag in LANGUAGES) ?? "en";
}

export const language = firstKnown();
export const locale = {en: "en", ko: "ko-KR"}[language];

const words = {};
const problems = {};

/** Adds words, and what problems mean: of a part of a page that few readers open. */
export async function addWords(name) {
    const more = await import(`../words/${language}/${name}.js`);
    Object.assign(words, more.words);
    Object.assign(problems, more.problems);
}

/** Loads the words, once, before anything else is shown. */
export async function loadWords() {
    await Promise.all(["common", ...(document.documentElement.dataset.words?.split(" ") ?? [])].map(addWords));
}

/** A word by its key, with its values filled in. */
export function word(key, values = {}) {
    const found = words[key];
    if (found === undefined) {
        throw new Error(`There is no word "${key}" in ${language}.`);
    }
    if (typeof found === "function") {
        return found(values);
    }
    return found.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** What a problem means and what to do about it, in plain words: {title, advice}. */
export function explain(problem) {
    const [title, advice] = problems[problem?.code] ?? problems.unknown;
    return {title, advice};
}

const ATTRIBUTES = {wordLabel: "aria-label", wordPlaceholder: "placeholder", wordTitle: "title"};

/** Puts the words of the reader's language into a page or a part of it. */
export function translate(root = document) {
    for (const node of root.querySelectorAll("[data-word]")) {
        node.textContent = word(node.dataset.word);
    }
    for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
        const selector = `[data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`;
        for (const node of root.querySelectorAll(selector)) {
            node.setAttribute(attribute, word(node.dataset[name]));
        }
    }
}

/** Chooses the language for this browser; the page is loaded anew in it. */
export function chooseLanguage(tag) {
    try {
        localStorage.setItem(STORED_AS, tag);
    } finally {
        location.reload();
    }
}
