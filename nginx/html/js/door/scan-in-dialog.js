// scan-in-dialog.js -- a hand scanner that types while a dialog is open. What it types would stand in a field of the
// dialog, and its Enter would press a button: it does neither, and is a scan as anywhere else.

import {mayBeTicket, worthTrying} from "./ticket-code.js";
import {isEnter, isModifier, isShortcut, signOf} from "./typing.js";

const textsOf = (keys) => ["sign", "letter"].map((name) => keys.map((key) => key[name]).join(""));

const isTicket = (keys) => worthTrying(textsOf(keys)).some(mayBeTicket);

// Of what was typed into a field the last word.
const lastWord = (keys) => keys.slice(keys.findLastIndex(({sign}) => sign === " ") + 1);

// An input method that is still at it would put its letters behind.
function restore(field, text, isComposing) {
    field.value = text;
    if (isComposing) {
        field.addEventListener("compositionend", () => {
            field.value = text;
        }, {once: true});
    }
}

/** While a dialog is open onTexts(texts) is called with the ways in which a scan may be read. */
export function listenInDialogs(onTexts) {
    let control = null;
    let keys = []; // pressed there, one after the other: {sign, letter, before}, what stood in the field before

    function finish(event) {
        const isField = control.matches("input");
        const scanned = isField ? lastWord(keys) : keys;
        if (scanned.length === 0 || (isField && !isTicket(scanned))) {
            return; // it is a person who presses Enter
        }
        event.preventDefault();
        if (isField) {
            restore(control, scanned[0].before, event.isComposing);
        }
        keys = [];
        onTexts(textsOf(scanned));
    }

    function onKey(event) {
        const {code, key, target} = event;
        if (!document.querySelector("dialog[open]")) {
            control = null;
            return;
        }
        if (target !== control) {
            [control, keys] = [target, []];
        }
        const sign = isShortcut(event) ? null : signOf(event) ?? (key.length === 1 ? key : null);
        if (isEnter(event)) {
            finish(event);
        } else if (sign === null) {
            keys = isModifier(code) ? keys : [];
        } else if (sign !== " " || keys.length > 0 || control.matches("input")) { // a space alone presses a button
            keys.push({sign, letter: key.length === 1 ? key : sign, before: control.value});
            if (sign === " " && !control.matches("input")) {
                event.preventDefault();
            }
        }
    }

    document.addEventListener("keydown", onKey);
}
