// wait.js -- waiting for one's turn.
//
// A million people may look at this page at once. It asks for the concert and the own entry once; from then on it
// follows the board, which nginx pushes to everybody alike, and asks for the own entry again only when the board says
// that the turn has come, or that it no longer tells where one stands. A reload, a second tab, a machine that slept and
// a network that was gone all lead back to the same place.

import {del, get, isSignedIn, mayPass, post, Problem} from "./core/api.js";
import {announce, busy, byId, fill, make, notice, setText} from "./core/dom.js";
import {countdown, number} from "./core/format.js";
import {explain, word} from "./core/language.js";
import {askAfterSeconds, Standing} from "./waiting/queue-position.js";
import {followBoard} from "./waiting/board-events.js";
import {idParameter, problemNotice, startPage} from "./core/page.js";
import {showStock} from "./waiting/stock.js";
import {buildStage, stageOf} from "./waiting/stages.js";

const COOKIE = {headers: {"Token-In": "cookie"}}; // keeps the place's token where no script can read it
const BADGES = {SCHEDULED: "warn", OPEN: "good", PAUSED: "warn", CLOSED: ""};
const RETRY_SECONDS = 5;

const concertId = idParameter("concert");
const path = `/concerts/${concertId}`;
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel(`usher.line.${concertId}`) : null;

const view = {
    concert: null, board: null, entry: null, standing: null, start: 0, opening: null, turn: null,
    isSignedIn: false, hasMissed: false, hasLeft: false, act: {join, leave},
};
let stage = null;
let stageName = "";
let asking = false;
let nextAsk = null; // a countdown
let isLinked = true;
let hasOpened = false;
let wishes = null; // modules that are loaded when they are needed
let bell = null;

// Where the way began, for the bar; it outlives a reload of this tab.
function startOfWay(standing) {
    const key = `usher.start.${concertId}.${standing.queueNumber}`;
    try {
        const start = Math.max(Number(sessionStorage.getItem(key)) || 0, standing.ahead);
        sessionStorage.setItem(key, String(start));
        return start;
    } catch {
        return standing.ahead;
    }
}

function titleOf(name) {
    const texts = {
        turn: () => word("titleTurn"),
        waiting: () => word("titleWaiting", {ahead: number(view.standing.ahead)}),
        lobby: () => word("lobbyTitle"),
    };
    return `${texts[name]?.() ?? "Usher"} – ${view.concert.name}`;
}

function showHead() {
    const {state, soldOut} = view.board ?? view.concert;
    const isGone = soldOut && state !== "CLOSED" && state !== "SCHEDULED";
    setText(byId("name"), view.concert.name);
    setText(byId("venue"), view.concert.venue);
    const badge = isGone ? "" : BADGES[state];
    fill(byId("state"), make("span", {class: `badge ${badge}`}, word(isGone ? "soldOut" : state)));
}

function beginStage(name) {
    stageName = name;
    stage = buildStage(name, view);
    fill(byId("stage"), stage.nodes);
    byId("stage").removeAttribute("aria-busy");
    byId("stage").className = name === "turn" ? "card call" : "card";
    byId("options").hidden = !["lobby", "waiting"].includes(name);
    showWishes(name);
    announce(stage.title);
    if (name === "turn") {
        if (navigator.userActivation?.hasBeenActive) { // a browser refuses it, aloud, on a page that nobody touched
            navigator.vibrate?.([200, 100, 200]);
        }
        bell?.chime();
        stage.focus.focus();
    }
}

async function openWishes() {
    wishes = await import("./waiting/wishes.js");
    wishes.showWishesForm(byId("wishes"), view.concert, view.entry);
}

// The form is loaded by those who want it.
function showWishes(name) {
    if (!["lobby", "waiting"].includes(name)) {
        fill(byId("wishes"));
    } else if (view.entry.wishes) {
        openWishes();
    } else if (byId("wishes").childElementCount === 0) {
        fill(byId("wishes"), make("section", {class: "card"}, make("h2", {}, word("wishesTitle")),
            make("p", {class: "muted"}, word("wishesAdvice")),
            make("button", {type: "button", class: "quiet", onclick: openWishes}, word("makeWishes"))));
    }
}

function show() {
    const name = stageOf(view);
    if (name !== stageName) {
        beginStage(name);
    }
    stage.update(view);
    document.title = titleOf(name);
}

// While the board is followed nothing but its word makes us ask; this is for what it does not say.
function nextLook({status, expiresInSeconds, pollAfterSeconds}) {
    if (status === "ACTIVE") {
        return expiresInSeconds + 1;
    }
    return status === "LOBBY" && hasOpened ? pollAfterSeconds
        : 4 * askAfterSeconds(view.standing?.ahead ?? 1000, pollAfterSeconds);
}

function take(entry) {
    view.entry = entry;
    view.hasMissed = view.hasLeft = false;
    view.standing = entry.status === "WAITING" ? new Standing(entry) : null;
    view.start = view.standing ? startOfWay(view.standing) : 0;
    view.turn = entry.status === "ACTIVE" ? countdown(entry.expiresInSeconds) : null;
    askLater(nextLook(entry));
}

function loseEntry() {
    view.entry = view.standing = view.turn = null;
    nextAsk = null;
}

function askLater(seconds) {
    nextAsk = countdown(seconds);
}

function askSooner(seconds) {
    if (nextAsk === null || nextAsk.left() > seconds) {
        askLater(seconds);
    }
}

async function ask() {
    if (asking || !view.isSignedIn) {
        return;
    }
    asking = true;
    nextAsk = null;
    try {
        take(await get(`${path}/queue-entry`, COOKIE));
        fill(byId("link"));
    } catch (problem) {
        await meet(problem);
    } finally {
        asking = false;
    }
    show();
}

function meet(problem) {
    if (!(problem instanceof Problem)) {
        throw problem;
    }
    if (problem.code === "not_in_queue") {
        return seeNoEntry();
    }
    if (problem.status === 401) {
        view.isSignedIn = false;
        loseEntry();
    }
    return tell(problem);
}

// What passes by itself is asked for again.
function tell(problem) {
    if (mayPass(problem)) {
        askLater(RETRY_SECONDS * (1 + Math.random()));
        fill(byId("link"), notice("warn", explain(problem).title, make("p", {}, word("offlineAdvice"))));
        announce(explain(problem).title);
    } else {
        fill(byId("link"), problemNotice(problem));
    }
}

// Somebody whose turn came and went has a place to come back to; that is theirs to decide. Who was still waiting is put
// back without being asked: after a loss of the line the kept token brings the place back.
function seeNoEntry() {
    if (view.entry?.status === "ACTIVE" || view.standing?.isCalled) {
        loseEntry();
        view.hasMissed = true;
    } else if (view.entry) {
        return rejoin();
    }
    return null;
}

async function enter() {
    take(await post(`${path}/queue-entry`, undefined, {...COOKIE, repeatable: true}));
    tabs?.postMessage("joined");
}

async function rejoin() {
    try {
        await enter();
        fill(byId("link"));
    } catch (problem) {
        if (!mayPass(problem)) {
            loseEntry();
        }
        tell(problem);
        return;
    }
    await wishes?.restoreWishes().catch(tell);
}

async function tryToEnter() {
    try {
        await enter();
        fill(byId("link"));
    } catch (problem) {
        fill(byId("link"), problemNotice(problem));
    }
    show();
}

async function join({currentTarget}) {
    await busy(currentTarget, tryToEnter);
}

function forget() {
    view.hasLeft = true;
    loseEntry();
    show();
}

async function leave({currentTarget}) {
    await busy(currentTarget, async () => {
        try {
            await del(`${path}/queue-entry`, COOKIE);
        } catch (problem) {
            if (problem.code !== "not_in_queue") {
                fill(byId("link"), problemNotice(problem));
                return;
            }
        }
        forget();
        tabs?.postMessage("left");
    });
}

function seeOpening(board) {
    if (board.opensAt !== view.concert.opensAt) {
        view.concert.opensAt = board.opensAt;
        view.opening = board.opensAt === null ? null : countdown(board.opensInSeconds);
    }
    if (board.state === "SCHEDULED" || hasOpened) {
        return;
    }
    hasOpened = true;
    if (view.entry?.status === "LOBBY") {
        // Everybody in the lobby is about to ask, so they spread it out; who is called already does not wait.
        const isCalled = view.concert.policy.queueing === "fifo" && board.frontier >= view.entry.queueNumber;
        askSooner(isCalled ? 0 : 1 + Math.random() * Math.min(30, board.waiting / 2000));
    }
}

function seeStanding(board) {
    view.standing.see(board);
    if (view.standing.isCalled) {
        askSooner(0);
    } else if (view.standing.isStale) {
        askSooner(askAfterSeconds(view.standing.ahead, view.entry.pollAfterSeconds));
    }
}

// The board changed: does it call us, or does it no longer tell where we stand? It comes in the background as well,
// where timers hardly run.
function see(board) {
    view.board = board;
    showHead();
    showStock(byId("stock"), board);
    seeOpening(board);
    if (view.standing) {
        seeStanding(board);
    }
    tick();
}

function showLink(isUp) {
    if (isUp === isLinked) {
        return;
    }
    isLinked = isUp;
    fill(byId("link"), !isUp && notice("warn", word("offline"), make("p", {}, word("offlineAdvice"))));
    if (isUp && view.entry !== null) {
        askSooner(3 * Math.random());
    }
}

async function loadConcert() {
    view.concert = await get(path, {anonymous: true});
    view.opening = view.concert.opensAt === null ? null : countdown(view.concert.opensInSeconds);
}

function tick() {
    if (nextAsk?.left() === 0) {
        ask();
    }
    show();
}

// A machine that slept has counted no seconds meanwhile.
function wake() {
    if (document.visibilityState === "visible" && view.entry) {
        askSooner(Math.random());
    }
}

function soundSwitch() {
    const box = make("input", {type: "checkbox"});
    box.addEventListener("change", async () => {
        bell = await import("./core/chime.js");
        bell.allowChime(box.checked);
    });
    return make("label", {class: "check"}, box, word("sound"));
}

async function showFairness() {
    if (view.concert.policy.queueing === "lottery") {
        const {showDraw} = await import("./draw/summary.js");
        await showDraw(byId("fairness"), concertId);
    }
}

// The entry that is there already, or a new one for who came with the wish to join.
async function findPlace() {
    const address = new URL(location.href);
    const wantsIn = address.searchParams.has("join");
    address.searchParams.delete("join");
    history.replaceState(null, "", address);
    if (wantsIn && view.isSignedIn) {
        await tryToEnter();
    } else {
        await ask();
    }
}

async function main() {
    await startPage();
    if (!concertId) {
        setText(byId("name"), word("noConcert"));
        fill(byId("stage"), make("a", {class: "button", href: "/"}, word("toConcerts")));
        return;
    }
    try {
        [view.isSignedIn] = await Promise.all([isSignedIn(), loadConcert()]);
    } catch (problem) {
        setText(byId("name"), word("waitingRoom"));
        fill(byId("stage"), problemNotice(problem, () => location.reload()));
        setTimeout(() => mayPass(problem) && location.reload(), 1000 * RETRY_SECONDS * (1 + Math.random()));
        return;
    }
    fill(byId("options"), soundSwitch());
    showHead();
    await findPlace();
    show();
    followBoard(concertId, see, showLink);
    tabs?.addEventListener("message", ({data}) => (data === "left" ? forget() : ask()));
    addEventListener("offline", () => showLink(false));
    document.addEventListener("visibilitychange", wake);
    setInterval(tick, 1000);
    showFairness();
}

main();
