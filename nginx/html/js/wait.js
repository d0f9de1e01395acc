// wait.js -- waiting to be admitted.
//
// A million people may look at this page at once. It asks for the concert and the own entry once; then it follows the
// board, which is pushed to everybody alike, and asks again only when the board admits one, or no longer tells where
// one stands. A reload, a second tab and a machine that slept all lead back to the same place.
//
// What is known is in waiting/visit.js, what is shown in display.js, what is asked in queue-calls.js.

import {get, isSignedIn, mayPass} from "./core/api.js";
import {busy, byId, fill, make, setText} from "./core/dom.js";
import {word} from "./core/language.js";
import {idParameter, problemNotice, startPage} from "./core/page.js";
import {followBoard} from "./waiting/board-events.js";
import {Display} from "./waiting/display.js";
import {QueueCalls, RETRY_SECONDS} from "./waiting/queue-calls.js";
import {Visit} from "./waiting/visit.js";

const sleep = (ms) => new Promise((resolve) => {
    setTimeout(resolve, ms);
});

async function newVisit(concertId) {
    const [isMember, visit] = await Promise.all([
        isSignedIn(), get(`/concerts/${concertId}`, {anonymous: true}).then((concert) => new Visit(concert)),
    ]);
    visit.isSignedIn = isMember;
    return visit;
}

function showNoConcert() {
    setText(byId("name"), word("noConcert"));
    fill(byId("stage"), make("a", {class: "button", href: "/"}, word("toConcerts")));
}

function showOutOfReach(problem) {
    setText(byId("name"), word("waitingRoom"));
    fill(byId("stage"), problemNotice(problem, () => location.reload()));
    setTimeout(() => mayPass(problem) && location.reload(), 1000 * RETRY_SECONDS * (1 + Math.random()));
}

// The entry that is there already, or a new one for who came with the wish to join.
async function findEntry(visit, calls) {
    const address = new URL(location.href);
    const wantsIn = address.searchParams.has("join");
    address.searchParams.delete("join");
    history.replaceState(null, "", address);
    await (wantsIn && visit.isSignedIn ? calls.join() : calls.ask());
}

let drawShown = null; // as of before the draw, or after it

// Anew when the places were drawn, as the own entry tells, or the board. All who were drawn ask then, spread out.
async function showDraw({concert, entry, board}) {
    const isDrawn = entry ? entry.status !== "LOBBY" : (board ?? concert).state !== "SCHEDULED";
    if (concert.policy.queueing !== "lottery" || isDrawn === drawShown) {
        return;
    }
    const spreadSeconds = drawShown === null ? 0 : Math.min(300, (board?.waiting ?? 0) / 500);
    drawShown = isDrawn;
    await sleep(1000 * spreadSeconds * Math.random());
    const {showDrawSummary} = await import("./draw/summary.js");
    await showDrawSummary(byId("draw"), concert.concertId, entry);
}

// A board comes in the background as well, where timers hardly run.
function keepUpToDate(visit, display, calls) {
    function tick() {
        if (visit.isAskDue) {
            calls.ask();
        }
        display.show();
        showDraw(visit).catch(() => {
            drawShown = null; // out of reach: with the next tick
        });
    }

    function see(board) {
        visit.see(board);
        display.showConcert();
        tick();
    }

    function showLink(isUp) {
        if (display.showLink(isUp) && isUp && visit.entry) {
            visit.askSooner(3 * Math.random());
        }
    }

    // A machine that slept has counted no seconds meanwhile.
    function wake() {
        if (document.visibilityState === "visible" && visit.entry) {
            visit.askSooner(Math.random());
        }
    }

    followBoard(visit.concert.concertId, see, showLink);
    calls.followTabs();
    addEventListener("offline", () => showLink(false));
    document.addEventListener("visibilitychange", wake);
    setInterval(tick, 1000);
}

async function wait(visit) {
    const display = new Display(visit, {
        join: ({currentTarget}) => busy(currentTarget, () => calls.join()),
        leave: ({currentTarget}) => busy(currentTarget, askToLeave),
    });
    const calls = new QueueCalls(visit, display);
    async function askToLeave() {
        try {
            const leaving = await import("./waiting/leaving.js");
            await leaving.askToLeave(visit, () => calls.leave());
        } catch {
            display.tell({code: "network"});
        }
    }
    display.showConcert();
    await findEntry(visit, calls);
    display.show();
    keepUpToDate(visit, display, calls);
}

await startPage();
const concertId = idParameter("concert");
if (concertId) {
    await newVisit(concertId).then(wait, showOutOfReach);
} else {
    showNoConcert();
}
