// page.js -- the frame of every page: header, navigation, footer, and what all pages do alike.
//
// A page is one HTML file with <main>, its words in English (see language.js) and one module, which begins with
// `await startPage();`. Addresses of pages have no ".html". A page that needs somebody to be signed in begins with
// `await startPage({signedIn: true});`. What goes wrong is shown with problemNotice(problem, retry).

import {isSignedIn, signOut} from "./api.js";
import {announce, busy, make, notice} from "./dom.js";
import {chooseLanguage, explain, language, LANGUAGES, loadWords, translate, word} from "./language.js";
import {claims, onSessionChange, seemsSignedIn} from "./session.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id in this page's address, such as ?concert=…, or null when it is none. */
export function idParameter(name) {
    const value = new URLSearchParams(location.search).get(name);
    return value && UUID.test(value) ? value.toLowerCase() : null;
}

/** Where to sign in and come back from. */
export function signInAddress(next = location.pathname + location.search) {
    return `/sign-in?${new URLSearchParams({next})}`;
}

/** A failure in plain words, with a button when there is something to try. */
export function problemNotice(problem, retry) {
    if (!problem?.code) {
        console.error(problem); // not a refusal but a mistake of ours
    }
    const {title, advice} = explain(problem);
    announce(`${title} ${advice}`);
    return notice("bad", title, make("p", {}, advice), nextStep(problem, retry));
}

function nextStep({status, code} = {}, retry = null) {
    if (status === 401 && code !== "wrong_credentials") {
        return make("a", {class: "button", href: signInAddress()}, word("signIn"));
    }
    if (code === "not_found") {
        return make("a", {class: "button quiet", href: "/"}, word("toConcerts"));
    }
    return retry && make("button", {type: "button", class: "quiet", onclick: retry}, word("tryAgain"));
}

function navigationLink([href, key]) {
    const isHere = location.pathname === href;
    return make("a", {href, "aria-current": isHere ? "page" : null}, word(key));
}

function navigationLinks() {
    const role = claims()?.role;
    return [
        ["/", "concerts"],
        ...(seemsSignedIn() ? [["/tickets", "tickets"], ["/account", "account"]] : []),
        ...(["staff", "admin"].includes(role) ? [["/door", "door"]] : []),
        ...(role === "admin" ? [["/admin", "admin"]] : []),
    ];
}

async function leave({currentTarget: button}) {
    await busy(button, async () => {
        try {
            await signOut();
            location.assign("/");
        } catch (problem) {
            document.querySelector("main > .signing-out")?.remove();
            document.querySelector("main").prepend(make("div", {class: "signing-out"}, problemNotice(problem)));
        }
    });
}

function sessionControl() {
    if (location.pathname === "/sign-in") {
        return null;
    }
    return seemsSignedIn()
        ? make("button", {type: "button", class: "plain", onclick: leave}, word("signOut"))
        : make("a", {class: "button small", href: signInAddress()}, word("signIn"));
}

function languageSwitch() {
    const other = Object.keys(LANGUAGES).find((tag) => tag !== language);
    const choose = () => chooseLanguage(other);
    return make("button", {type: "button", class: "plain", lang: other, onclick: choose}, LANGUAGES[other]);
}

function brand() {
    const mark = make("img", {src: "/icon.svg", alt: "", width: "28", height: "28"});
    return make("a", {class: "brand", href: "/"}, mark, "Usher");
}

function header() {
    return make("header", {class: "site-header"},
        make("div", {class: "site-bar"}, brand(),
            make("nav", {"aria-label": word("navigation")}, navigationLinks().map(navigationLink)),
            make("div", {class: "site-tools"}, languageSwitch(), sessionControl())));
}

function footer() {
    const draw = make("a", {href: "/draw"}, word("drawPage"));
    const api = make("a", {href: "/docs"}, word("api"));
    return make("footer", {class: "site-footer"}, make("p", {}, word("footer")), make("p", {}, draw, " · ", api));
}

function frame() {
    const main = document.querySelector("main");
    main.id = "content";
    main.tabIndex = -1;
    document.querySelector("body > header")?.remove();
    document.querySelector("body > footer")?.remove();
    document.body.prepend(make("a", {class: "skip", href: "#content"}, word("skip")), header());
    document.body.append(footer(), make("div", {id: "announcer", class: "unseen", role: "status"}));
}

// Whether somebody is signed in, as far as is known in so many milliseconds.
function sessionWithin(patienceMs) {
    const late = new Promise((resolve) => {
        setTimeout(resolve, patienceMs, true);
    });
    const session = isSignedIn().catch(() => true);
    return patienceMs === Infinity ? session : Promise.race([session, late]);
}

/**
 * Words, header and footer. `signedIn`: who is not is sent to sign in first, and this never resolves for them. A page
 * that can do without an answer of the server waits `patienceMs` for it.
 */
export async function startPage({signedIn = false, patienceMs = Infinity} = {}) {
    document.documentElement.lang = language;
    const [session] = await Promise.all([seemsSignedIn() && sessionWithin(patienceMs), loadWords()]);
    if (signedIn && !session) {
        location.replace(signInAddress());
        await new Promise(() => {});
    }
    translate();
    frame();
    document.documentElement.dataset.ready = "";
    // What is shown is somebody's: when that changes in another tab, this page begins anew. So does one that the
    // browser kept and brings back, for what it shows may be long over.
    onSessionChange(() => location.reload());
    addEventListener("pageshow", ({persisted}) => persisted && location.reload());
}
