// admission.js -- how long the own admission still lasts, and giving it back.

import {del, get} from "../core/api.js";
import {askFirst} from "../core/ask-first.js";
import {announce, fill, make, setText} from "../core/dom.js";
import {clock, countdown} from "../core/format.js";
import {word} from "../core/language.js";
import {everySecond} from "../core/page-visibility.js";

const COOKIE = {headers: {"Token-In": "cookie"}};
const WARN_SECONDS = 60;

/** Claims the admission: the first call that needs it does. Resolves to the shows that have seats left. */
export const claimAdmission = (concertId) => get(`/concerts/${concertId}/shows`);

function giveBack(concertId) {
    return askFirst({title: "giveBackTitle", advice: "giveBackAdvice", keep: "stayIn", go: "giveBack"}, async () => {
        await del(`/concerts/${concertId}/queue-entry`, COOKIE);
        location.assign(`/wait?concert=${concertId}`);
    });
}

/**
 * Shows the admission in a node until it has ended; then onOver() is called. Where one chooses seats it has ended as
 * soon as none can be held any more: what is held already can be paid for a while longer.
 */
export async function showAdmission(node, concertId, onOver, {toChoose = false} = {}) {
    let left = null;
    let hasWarned = false;
    let asking = false;
    const time = make("strong", {class: "number", role: "timer"});
    const bar = make("div", {class: "admission"}, make("p", {}, word("admissionLeft"), " ", time),
        make("button", {type: "button", class: "plain small", onclick: () => giveBack(concertId)}, word("giveBack")));

    async function ask() {
        asking = true;
        const entry = await get(`/concerts/${concertId}/queue-entry`, COOKIE).catch((problem) =>
            (problem.status === 404 ? null : {status: "ACTIVE", expiresInSeconds: 5})); // out of reach: ask again
        asking = false;
        if (entry?.status !== "ACTIVE" || toChoose && entry.choosingEndsInSeconds === 0) {
            end();
            fill(node);
            onOver();
            return;
        }
        const {expiresInSeconds, choosingEndsInSeconds = expiresInSeconds} = entry;
        left = countdown(toChoose ? Math.min(expiresInSeconds, choosingEndsInSeconds) : expiresInSeconds);
    }

    function tick() {
        const seconds = left?.left() ?? 0;
        if (left && seconds === 0 && !asking) {
            ask();
        }
        setText(time, clock(seconds));
        bar.classList.toggle("soon", seconds <= WARN_SECONDS);
        if (left && seconds <= WARN_SECONDS && !hasWarned) {
            hasWarned = true;
            announce(word("admissionEndsSoon"));
        }
    }

    let end = () => {};
    await ask();
    if (left) {
        fill(node, bar);
        end = everySecond(tick);
    }
}
