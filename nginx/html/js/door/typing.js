// typing.js -- what a hand scanner types. It presses the keys of an American keyboard, of which a Korean, German or
// French layout, an input method or Caps Lock makes something else: so it is noted which keys were pressed. What is in
// the field counts as well: a person may have typed or pasted it, and a scanner may know the layout.

// What keys type alone and with Shift; letters and digits are not among them.
const SIGNS = {
    Backquote: "`~", Minus: "-_", Equal: "=+", BracketLeft: "[{", BracketRight: "]}", Backslash: "\\|", Semicolon: ";:",
    Quote: "'\"", Comma: ",<", Period: ".>", Slash: "/?", NumpadDecimal: "..", NumpadDivide: "//",
    NumpadMultiply: "**", NumpadSubtract: "--", NumpadAdd: "++", Space: "  ",
};
const SHIFTED_DIGITS = ")!@#$%^&*(";
const OTHER_FIELDS = "input:not([type=checkbox])";
const MODIFIERS = /^(Shift|Control|Alt|Meta|CapsLock|NumLock|Fn)/;

export const isModifier = (code) => MODIFIERS.test(code);
export const isShortcut = ({ctrlKey, metaKey, altKey}) => ctrlKey || metaKey || altKey;
export const isEnter = ({code, key}) => key === "Enter" || code === "Enter" || code === "NumpadEnter";

/** What a key types, or null where it types nothing. */
export function signOf({code, shiftKey}) {
    const [, letter, digit, onPad] = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(code) ?? [];
    if (letter) {
        return shiftKey ? letter : letter.toLowerCase();
    }
    if (digit) {
        return shiftKey ? SHIFTED_DIGITS[digit] : digit;
    }
    return onPad ?? SIGNS[code]?.[shiftKey ? 1 : 0] ?? null;
}

// What changes a field otherwise than by typing to its end: the keys that were pressed do not tell it.
const isEdit = (inputType) => !/^insert(Text|LineBreak)$|Composition/.test(inputType);

/**
 * Listens to the keys wherever the focus is, unless that is another field or a dialog is open (scan-in-dialog.js); what
 * they type is seen in `input`. At Enter, and by the function that is returned, onTexts(texts) is called with the ways
 * in which it may be read.
 */
export function listenToKeys(input, onTexts) {
    let pressed = ""; // null: not to be told from the keys
    let isLeftOver = false; // what an input method still makes is of a code that was told already

    function finish(isComposing = false) {
        const texts = [pressed ?? "", input.value];
        pressed = "";
        input.value = "";
        isLeftOver = isComposing;
        if (texts.some((text) => text.trim() !== "")) {
            onTexts(texts);
        }
    }

    function note(sign) {
        if (pressed === null && input.value === "") {
            pressed = ""; // a new beginning
        }
        pressed = pressed === null ? null : pressed + sign;
        input.focus(); // before the letter is typed, which so goes to it
    }

    function onKey(event) {
        const {code, key, target} = event;
        const isOurs = target === input;
        if (!isOurs && (target.matches(OTHER_FIELDS) || document.querySelector("dialog[open]"))) {
            return;
        }
        if (isOurs && isEnter(event)) {
            event.preventDefault();
            finish(event.isComposing);
            return;
        }
        const sign = isShortcut(event) ? null : signOf(event);
        if (sign !== null && (isOurs || sign !== " ")) { // elsewhere a space presses a button
            note(sign);
        } else if (!isShortcut(event) && !isOurs && key.length === 1 && key !== " ") { // it names letters, not keys
            pressed = null;
            input.focus();
        } else if (isOurs && !isModifier(code)) {
            pressed = null;
        }
    }

    document.addEventListener("keydown", onKey);
    input.addEventListener("beforeinput", ({inputType}) => {
        pressed = isEdit(inputType) ? null : pressed;
    });
    input.addEventListener("compositionend", () => {
        input.value = isLeftOver ? "" : input.value;
        isLeftOver = false;
    });
    return () => finish();
}
