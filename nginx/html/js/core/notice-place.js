// notice-place.js -- the one place of a page, or of a part of it, where notices are shown.

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
