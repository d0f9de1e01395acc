// door.js -- letting people in: a ticket is scanned with the camera, with a hand scanner (which types) or by typing,
// and the answer is large, in colour, in words and in sound. What was typed may be read in two ways: each that may be a
// ticket is tried, until one is.

import {post} from "./core/api.js";
import {allowChime, chime} from "./core/chime.js";
import {busy, byId, fill, make, notice} from "./core/dom.js";
import {timeInShort} from "./core/format.js";
import {explain, word} from "./core/language.js";
import {problemNotice, startPage} from "./core/page.js";
import {seatName} from "./core/seat-names.js";
import {claims} from "./core/session.js";
import {hasCamera, watchCodes} from "./door/camera.js";
import {listenInDialogs} from "./door/scan-in-dialog.js";
import {worthTrying} from "./door/ticket-code.js";
import {listenToKeys} from "./door/typing.js";
import {askUndo} from "./door/undo.js";
import {newWhere} from "./door/where.js";

const HISTORY_MAX = 20;
const COME_IN = [659, 880];
const STOP = [220, 175, 220];

const form = byId("form");
const input = byId("code");
let where = {showId: null, gate: ""};
let work = Promise.resolve(); // one scan after the other, in their order

const showOf = ({concertName, startsAt, timeZone}) => `${concertName} · ${timeInShort(startsAt, timeZone)}`;

const welcome = (ticket) => ({
    kind: "good", sound: COME_IN, say: word("comeIn"), badge: word("letIn"), ticket,
    seat: seatName(ticket), rest: [showOf(ticket)],
});

// What the door has to say of a refusal, where that is another thing than elsewhere.
const SAYINGS = {not_found: ["noTicket", "noTicketAdvice"], network: ["noAnswer", "noAnswerAdvice"]};

// Nothing is wrong with these tickets, they are only not for this door now: amber.
const NOT_HERE = ["wrong_show", "checkin_not_open"];

function usedAt({checkedInAt, gate, timeZone}) {
    const when = timeInShort(checkedInAt, timeZone);
    return gate ? word("usedAtGate", {time: when, gate}) : word("usedAt", {time: when});
}

function refusal(problem) {
    const {title, advice} = explain(problem);
    const [say, rest] = SAYINGS[problem.code]?.map((key) => word(key)) ?? [title, advice];
    const {body = {}, code} = problem;
    return {
        kind: NOT_HERE.includes(code) ? "warn" : "bad", sound: STOP, say, badge: word("notLetIn"),
        ticket: code === "already_checked_in" ? body : null, seat: body.seatNumber && seatName(body),
        rest: [
            body.checkedInAt && usedAt(body),
            code === "checkin_not_open" && word("opensAtHour", {time: timeInShort(body.opensAt, body.timeZone)}),
            NOT_HERE.includes(code) && showOf(body), rest,
        ],
    };
}

// A door that is open for no show lets nobody in.
const noShow = () => ({
    kind: "warn", sound: STOP, say: word("noShowChosen"), badge: word("notLetIn"), rest: [word("noShowChosenAdvice")],
});

const verdict = ({kind, say, seat, rest}) => make("div", {class: `verdict ${kind}`}, make("p", {class: "say"}, say),
    seat && make("p", {class: "figure"}, seat), rest.map((text) => text && make("p", {class: "rest"}, text)));

// A dialog that is open covers the page, and keeps it from being read aloud: there the answer stands above it as well.
function show(result) {
    const dialog = document.querySelector("dialog[open]");
    fill(byId("verdict"), verdict(result));
    dialog?.querySelector(".above")?.remove();
    dialog?.append(make("div", {class: "above", role: "alert"}, verdict(result)));
}

// The ticket's own line says that it was taken back, and so does the answer that may still stand above.
function undoButton(ticket, mark) {
    async function undo({currentTarget}) {
        if (await askUndo(ticket)) {
            currentTarget.remove();
            mark.className = "badge";
            mark.textContent = word("undone");
            fill(byId("verdict"), notice("info", word("undoneTitle", {seat: seatName(ticket)})));
        }
    }
    return make("button", {type: "button", class: "plain small", onclick: undo,
        "aria-label": word("undoOf", {seat: seatName(ticket)})}, word("undo"));
}

function remember({kind, badge, seat, say, rest, ticket}) {
    const at = new Date().toISOString();
    const mark = make("span", {class: `badge ${kind}`}, badge);
    const first = rest.find(Boolean);
    byId("scans").prepend(make("li", {}, make("strong", {}, seat ?? say), mark,
        make("span", {class: "muted"}, `${timeInShort(at)}${first ? ` · ${first}` : ""}`),
        ticket && undoButton(ticket, mark)));
    byId("scans").children[HISTORY_MAX]?.remove();
    byId("history").hidden = false;
}

async function checkIn([code, ...others], {showId, gate}) {
    try {
        return await post("/checkins", {code, showId, ...(gate && {gate})});
    } catch (problem) {
        if (problem.code !== "not_found" || others.length === 0) {
            throw problem;
        }
        return checkIn(others, {showId, gate});
    }
}

async function check(codes) {
    let result;
    await where.ready;
    try {
        result = where.showId ? welcome(await checkIn(codes, where)) : noShow();
    } catch (problem) {
        if (problem.status === 401) {
            fill(byId("verdict"), problemNotice(problem)); // whoever was signed in here is not any more
            return;
        }
        result = refusal(problem);
    }
    show(result);
    remember(result);
    chime(result.sound);
}

function scan(...texts) {
    const codes = worthTrying(texts);
    if (codes.length > 0) {
        work = work.then(() => check(codes));
    }
}

function offerCamera() {
    const place = byId("camera");
    if (!hasCamera()) {
        fill(place, notice("info", word("noCamera"), make("p", {}, word("noCameraAdvice"))));
        return;
    }
    const video = make("video", {muted: true, playsinline: true, "aria-label": word("cameraPicture"), hidden: true});
    const trouble = make("div", {});
    const button = make("button", {type: "button", class: "wide quiet"}, word("useCamera"));
    let end = null;

    async function toggle() {
        video.hidden = Boolean(end);
        try {
            end = end ? end() : await watchCodes(video, scan);
            fill(trouble);
        } catch {
            video.hidden = true;
            fill(trouble, notice("warn", word("cameraRefused"), make("p", {}, word("cameraRefusedAdvice"))));
        }
        button.textContent = word(end ? "stopCamera" : "useCamera");
    }

    button.addEventListener("click", () => busy(button, toggle));
    document.addEventListener("visibilitychange", () => document.hidden && end && toggle());
    fill(place, video, trouble, button);
}

function showLink() {
    fill(byId("link"), !navigator.onLine && notice("warn", word("offline"), make("p", {}, word("offlineAdvice"))));
}

await startPage({signedIn: true});
document.title = `Usher – ${word("doorTitle")}`;
if (["staff", "admin"].includes(claims()?.role)) {
    form.hidden = byId("where").hidden = false;
    where = newWhere(byId("where-fields"), scan);
    const readTyped = listenToKeys(input, (texts) => scan(...texts));
    listenInDialogs((texts) => scan(...texts));
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        readTyped();
    });
    byId("sound").addEventListener("change", ({target}) => allowChime(target.checked));
    ["online", "offline"].forEach((name) => addEventListener(name, showLink));
    showLink();
    offerCamera();
    if (matchMedia("(pointer: fine)").matches) {
        input.focus(); // on a phone its keyboard would cover the answer
    }
} else {
    fill(byId("link"), notice("warn", word("staffOnly"), make("p", {}, word("staffOnlyAdvice"))));
}
