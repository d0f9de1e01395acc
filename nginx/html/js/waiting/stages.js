// stages.js -- what the waiting page shows at each stage of the way in.
//
// A stage is built of a Visit when it begins: {title, nodes, update(visit)}. While it lasts only its texts change, so
// that the focus and a screen reader stay where they are.

import {make, setText} from "../core/dom.js";
import {clock, duration, number, time} from "../core/format.js";
import {word} from "../core/language.js";
import {signInAddress} from "../core/page.js";
import {estimatedWait} from "./queue-position.js";

const DAY_SECONDS = 86_400;

const heading = (key) => make("h2", {}, word(key));
const text = (key, values) => make("p", {class: "muted"}, word(key, values));
const button = (key, onclick, kind = "wide") => make("button", {type: "button", class: kind, onclick}, word(key));

const still = (key, ...rest) => ({title: word(key), nodes: [heading(key), ...rest], update: () => {}});

const OUTSIDE = {
    SCHEDULED: ["outsideEarlyTitle", "outsideEarly", "enterLobby"],
    OPEN: ["outsideTitle", "outsideOpen", "joinQueue"],
    PAUSED: ["PAUSED", "paused", "joinQueue"],
    soldOut: ["soldOut", "waitlist", "joinWaitlist"],
};

const outsideOf = ({board, concert, isSoldOut}) => {
    const {state} = board ?? concert;
    return OUTSIDE[isSoldOut && state !== "SCHEDULED" ? "soldOut" : state];
};

// The sale may open, pause and go on while somebody reads.
function outside(visitAtFirst, act) {
    const {isSignedIn, concert} = visitAtFirst;
    const isLottery = concert.policy.queueing === "lottery";
    const title = make("h2", {});
    const advice = text("outsideOpen");
    const opening = make("p", {class: "number"});
    const step = isSignedIn ? button("joinQueue", act.join)
        : make("a", {class: "button wide", href: signInAddress(`/wait?concert=${concert.concertId}&join=1`)},
            word("signInToJoin"));
    return {
        title: word(outsideOf(visitAtFirst)[0]), nodes: [title, advice, opening, step],
        update(visit) {
            const {state} = visit.board ?? concert;
            const [name, means, verb] = outsideOf(visit);
            setText(title, word(name));
            setText(advice, word(isLottery && state === "SCHEDULED" ? "outsideLottery" : means));
            setText(opening, openingText(visit));
            setText(step, word(isSignedIn ? verb : "signInToJoin"));
        },
    };
}

function openingText({board, concert, opening}) {
    const {state} = board ?? concert;
    if (state !== "SCHEDULED") {
        return word("waiting", {count: (board ?? concert).waiting ?? 0});
    }
    if (!opening) {
        return word("opensByHand");
    }
    return opening.left() < DAY_SECONDS ? word("opensIn", {clock: clock(opening.left())}) :
        word("opensAt", {time: time(concert.opensAt, concert.timeZone)});
}

function lobby({concert}) {
    const left = make("p", {class: "figure", role: "timer"});
    const at = make("p", {class: "lead"});
    const others = make("p", {class: "muted number"});
    const isLottery = concert.policy.queueing === "lottery";
    return {
        title: word("lobbyTitle"),
        nodes: [heading("lobbyTitle"), left, at, others, text(isLottery ? "lobbyLottery" : "lobbyFifo")],
        update({opening, board, concert: {opensAt, timeZone}}) {
            const isDrawing = board?.state === "OPEN";
            setText(left, opening ? clock(opening.left()) : "–:––");
            const hour = opensAt ? word("opensAt", {time: time(opensAt, timeZone)}) : word("opensByHand");
            setText(at, isDrawing ? word("drawing") : hour);
            setText(others, word("inLobby", {count: board?.waiting ?? 1}));
        },
    };
}

// A range that is narrower than this says no more than its middle.
const RANGE_FACTOR_MIN = 1.3;

function estimate({board, position, isSoldOut}) {
    if (board?.state === "PAUSED") {
        return word("paused");
    }
    if (isSoldOut) {
        return word("waitlist");
    }
    const wait = board ? estimatedWait(position.ahead, board) : null;
    if (wait === null) {
        return word("estimateUnknown");
    }
    const [from, to] = [duration(wait.from), duration(wait.to)];
    return from === to || wait.to < RANGE_FACTOR_MIN * wait.from ?
        word("estimate", {duration: duration(wait.seconds)}) : word("estimateRange", {from, to});
}

// Where nothing is left nobody is next: there the number on the waitlist is told instead.
function waiting(_, act) {
    const title = make("h2", {});
    const ahead = make("p", {class: "figure"});
    const label = make("p", {class: "lead"});
    const way = make("progress", {max: "1", "aria-label": word("progress")});
    const guess = make("p", {class: "notice"});
    const all = make("p", {class: "hint number"});
    return {
        title: word("waitingTitle"),
        nodes: [title, make("div", {}, label, ahead), way, guess, all, text("stay"),
            button("leave", act.leave, "quiet")],
        update(visit) {
            const {position, board, entry, start, isSoldOut} = visit;
            setText(title, word(isSoldOut ? "waitlistTitle" : "waitingTitle"));
            setText(ahead, isSoldOut ? word("waitlistFigure", {place: number(position.ahead + 1)})
                : word("aheadFigure", {ahead: number(position.ahead)}));
            setText(label, isSoldOut ? word("waitlistPlace") : word("ahead", {count: position.ahead}));
            way.value = start > 0 ? 1 - position.ahead / Math.max(start, position.ahead) : 1;
            setText(guess, estimate(visit));
            guess.className = `notice ${isSoldOut || board?.state === "PAUSED" ? "warn" : ""}`;
            setText(all, word("inAll", {count: board?.waiting ?? entry.waiting}));
        },
    };
}

function admitted({entry, concert}, act) {
    const left = make("p", {class: "figure", role: "timer"});
    const held = entry.reservations ?? [];
    const address = held.length > 0 ? "/cart" : "/seats";
    const step = make("a", {class: "button wide", href: `${address}?concert=${concert.concertId}`},
        word(held.length > 0 ? "toCart" : "chooseSeats"));
    const seats = held.length > 0 && make("p", {class: "notice good"});
    if (seats) { // whoever wished for some; the others need no names
        import("../core/seat-names.js").then(({seatNames}) =>
            setText(seats, word("heldForYou", {seats: seatNames(held)})), () => seats.remove());
    }
    return {
        title: word("admittedTitle"),
        nodes: [heading("admittedTitle"), left, text("admittedAdvice"), seats, step, button("giveBack", act.leave, "quiet")],
        update: ({admission}) => setText(left, clock(admission.left())),
        focus: step,
    };
}

function missed(_, act) {
    const advice = make("p", {class: "muted"});
    const step = button("comeBack", act.join);
    return {
        title: word("missedTitle"), nodes: [heading("missedTitle"), advice, step],
        update({comeBack}) {
            const seconds = comeBack.left();
            setText(advice, seconds > 0 ? word("missedAdvice", {clock: clock(seconds)})
                : word("leftAdvice"));
            setText(step, word(seconds > 0 ? "comeBack" : "joinQueue"));
        },
    };
}

const closed = () => still("closedTitle", text("closedAdvice"),
    make("a", {class: "button quiet wide", href: "/"}, word("toConcerts")));

const left = (_, act) => still("leftTitle", text("leftAdvice"), button("joinQueue", act.join, "quiet"));

const STAGES = {outside, lobby, waiting, admitted, missed, closed, left};

/** Which stage a visit is in. */
export function stageOf({concert, board, entry, hasMissed, hasLeft}) {
    if (entry?.status === "ACTIVE") {
        return "admitted"; // who is in may finish, whatever became of the sale
    }
    if ((board ?? concert).state === "CLOSED") {
        return "closed";
    }
    if (entry) {
        return entry.status === "LOBBY" ? "lobby" : "waiting";
    }
    return hasMissed ? "missed" : hasLeft ? "left" : "outside";
}

/** `act`: the listeners of the buttons, join and leave. */
export const buildStage = (name, visit, act) => STAGES[name](visit, act);
