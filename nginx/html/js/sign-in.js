// sign-in.js -- signing in or up, and going back to where one came from.

import {isSignedIn, signIn, signUp} from "./core/api.js";
import {announce, busy, byId, fill, setText} from "./core/dom.js";
import {word} from "./core/language.js";
import {problemNotice, startPage} from "./core/page.js";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PASSWORD_MIN = 8;

// A page of this site to go back to; anything else is answered with the list of concerts.
function safeNext(next) {
    try {
        const address = new URL(next ?? "/", location.origin);
        const isOurs = address.origin === location.origin && address.protocol === location.protocol;
        return isOurs ? address.pathname.replace(/^\/+/, "/") + address.search : "/"; // "//host" is elsewhere
    } catch {
        return "/";
    }
}

const form = byId("form");
const next = safeNext(new URLSearchParams(location.search).get("next"));
let isNew = false;

function showKind() {
    document.title = `Usher – ${word(isNew ? "signUp" : "signIn")}`;
    setText(byId("title"), word(isNew ? "signUp" : "signIn"));
    setText(byId("send"), word(isNew ? "signUp" : "signIn"));
    setText(byId("other-question"), word(isNew ? "haveAccount" : "noAccountYet"));
    setText(byId("other"), word(isNew ? "signIn" : "signUp"));
    form.password.autocomplete = isNew ? "new-password" : "current-password";
}

function mark(input, isGood, wrong) {
    const hint = byId(`${input.id}-hint`);
    input.setAttribute("aria-invalid", String(!isGood));
    hint.hidden = isGood && input.id === "email";
    setText(hint, isGood ? word("passwordHint") : wrong);
    return isGood;
}

// The first field that is no good gets the focus.
function isFilledIn() {
    const fields = [
        [form.email, mark(form.email, EMAIL.test(form.email.value.trim()), word("emailWrong"))],
        [form.password, mark(form.password, form.password.value.length >= PASSWORD_MIN, word("passwordWrong"))],
    ];
    const wrong = fields.find(([, isGood]) => !isGood);
    if (wrong) {
        wrong[0].focus();
        announce(byId(`${wrong[0].id}-hint`).textContent);
    }
    return !wrong;
}

async function send() {
    fill(byId("trouble"));
    try {
        await (isNew ? signUp : signIn)({email: form.email.value.trim(), password: form.password.value});
        location.replace(next);
    } catch (problem) {
        fill(byId("trouble"), problemNotice(problem));
    }
}

await startPage();
if (await isSignedIn().catch(() => false)) {
    location.replace(next);
}
showKind();
form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isFilledIn()) {
        busy(byId("send"), send);
    }
});
byId("other").addEventListener("click", () => {
    isNew = !isNew;
    fill(byId("trouble"));
    showKind();
    form.email.focus();
});
