// notice-place.js -- no notice stays beside a newer one: one place for them, or several of which one is in use.

import {fill, make} from "./dom.js";
import {word} from "./language.js";

/**
 * One place for notices: {show(kind, ...), clear(kind)}. A new one replaces the one that is there; clear() with a kind
 * takes it away only while it is of that kind. Whoever has read one may close it.
 */
export function noticePlace(node) {
    let shown = null;
    const clear = (kind = shown) => {
        if (kind === shown) {
            shown = null;
            fill(node);
        }
    };
    return {
        show(kind, ...content) {
            shown = kind;
            fill(node, content,
                make("button", {type: "button", class: "plain close", "aria-label": word("close"), onclick: () => clear()}, "×"));
        },
        clear,
    };
}

let last = null; // where the last outcome was told

/** Says what became of something the reader did, where it was done; what was said elsewhere of an earlier act goes. */
export function showOutcome(node, ...content) {
    if (last !== null && last !== node) {
        fill(last);
    }
    last = node;
    fill(node, content);
}
