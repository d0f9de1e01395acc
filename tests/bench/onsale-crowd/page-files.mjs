// page-files.mjs -- which files a page is made of, found as a browser finds them.

import {send} from "../../support/http.mjs";

const IN_PAGE = /<(?:link|script)\b[^>]*?\b(?:href|src)="(\/[^"]+)"/g;
const IN_MODULE = /^(?:import|export)\b[^"'`;]*"(\.[^"]+)";/gm;
const WORDS = /<html[^>]*data-words="([^"]*)"/;

async function read(path) {
    const {status, text} = await send({method: "GET", path});
    if (status !== 200) {
        throw new Error(`${path} answered ${status}.`);
    }
    return text;
}

/** The addresses of a page and of its files, each once: of /wait, for example. */
export async function filesOf(page) {
    const text = await read(page);
    const names = ["common", ...(WORDS.exec(text)?.[1].split(" ") ?? [])].filter(Boolean);
    const found = new Set([page, ...Array.from(text.matchAll(IN_PAGE), ([, path]) => path)]);
    names.forEach((name) => found.add(`/js/words/en/${name}.js`));
    for (const path of found) { // what is added meanwhile is visited too
        if (path.endsWith(".js")) {
            const module = await read(path);
            for (const [, name] of module.matchAll(IN_MODULE)) {
                found.add(new URL(name, `http://page${path}`).pathname);
            }
        }
    }
    return [...found];
}
