// ask-first.js -- what cannot be undone asks first, and the safe answer leads: it stands in front, in colour, and has
// the focus, so that Enter and Escape change nothing.

import {busy, fill, make} from "./dom.js";
import {word} from "./language.js";
import {problemNotice} from "./page.js";

/**
 * Asks, by the keys of words {title, advice, keep, go}; `rest` stands below the advice. act() is run for whoever means
 * it: what it throws is told, and can be tried again, and false asks on. Resolves to whether it was carried out.
 */
export function askFirst({title, advice, keep, go, rest = []}, act) {
    const trouble = make("div", {});
    const dialog = make("dialog", {"aria-labelledby": "ask-title", "aria-describedby": "ask-advice"});
    let isDone = false;

    async function carryOut({currentTarget}) {
        await busy(currentTarget, async () => {
            try {
                if (await act() !== false) {
                    isDone = true;
                    dialog.close();
                }
            } catch (problem) {
                fill(trouble, problemNotice(problem));
            }
        });
    }

    dialog.append(make("div", {class: "stack"},
        make("h2", {id: "ask-title"}, word(title)), make("p", {id: "ask-advice"}, word(advice)), rest, trouble,
        make("div", {class: "row"},
            make("button", {type: "button", autofocus: true, onclick: () => dialog.close()}, word(keep)),
            make("button", {type: "button", class: "quiet", onclick: carryOut}, word(go)))));
    document.body.append(dialog);
    dialog.showModal();
    return new Promise((resolve) => {
        dialog.addEventListener("close", () => {
            dialog.remove();
            resolve(isDone);
        });
    });
}
