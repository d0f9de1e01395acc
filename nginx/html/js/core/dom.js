// dom.js -- building what is shown. Text is only ever text: nothing here, or in any page, parses HTML, and the
// Content-Security-Policy (require-trusted-types-for) refuses it.

export const byId = (id) => document.getElementById(id);

/**
 * An element: make("button", {class: "quiet", type: "button", onclick: leave}, "Leave"). Properties that begin with
 * "on" are listeners; true and false add and leave out an attribute; null and undefined leave it out. Children are
 * elements or texts; null and false are left out.
 */
export function make(name, properties = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
        if (key.startsWith("on")) {
            node.addEventListener(key.slice(2), value);
        } else if (value !== null && value !== undefined && value !== false) {
            node.setAttribute(key, value === true ? "" : value);
        }
    }
    return fill(node, children);
}

/** Replaces what an element holds. What had the focus and is there again, just the same, has it again. */
export function fill(node, ...children) {
    const isThere = (child) => child !== null && child !== undefined && child !== false;
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    node.replaceChildren(...children.flat(2).filter(isThere));
    if (focused && !focused.isConnected) {
        Array.from(node.querySelectorAll(focused.localName)).find((each) => each.isEqualNode(focused))?.focus();
    }
    return node;
}

/** Sets a text when it differs, so that screen readers and selections are left alone while nothing changes. */
export function setText(node, text) {
    if (node.textContent !== text) {
        node.textContent = text;
    }
}

const ANNOUNCE_MS = 4_000; // between two announcements, so that one is heard to its end
let spoken = "";
let next = null;
let timer = null;

function speak() {
    timer = null;
    if (next !== null && next !== spoken) {
        spoken = next;
        setText(byId("announcer"), spoken);
        timer = setTimeout(speak, ANNOUNCE_MS);
    }
    next = null;
}

/** Tells a screen reader, politely. Of several in quick succession the last is told; the same is not told again. */
export function announce(text) {
    next = text;
    timer ??= setTimeout(speak, 100);
}

/** A notice: kind is "info", "good", "warn" or "bad". */
export function notice(kind, title, ...rest) {
    return make("div", {class: `notice ${kind}`, role: kind === "bad" ? "alert" : null},
        make("p", {class: "notice-title"}, title), ...rest);
}

/** Runs an action with its button out of use, so that a double click is one. */
export async function busy(button, action) {
    if (button.getAttribute("aria-busy") === "true") {
        return undefined;
    }
    button.setAttribute("aria-busy", "true");
    button.setAttribute("aria-disabled", "true");
    try {
        return await action();
    } finally {
        button.removeAttribute("aria-busy");
        button.removeAttribute("aria-disabled");
    }
}
