// display.js -- what the waiting page shows of a visit.

import {announce, byId, fill, make, notice, setText} from "../core/dom.js";
import {number} from "../core/format.js";
import {explain, word} from "../core/language.js";
import {problemNotice} from "../core/page.js";
import {buildStage, stageOf} from "./stages.js";
import {showStock} from "./stock.js";

const BADGES = {SCHEDULED: "warn", OPEN: "good", PAUSED: "warn", CLOSED: ""};
const BEFORE_ADMISSION = ["lobby", "waiting"];

export class Display {
    #visit;
    #act;
    #stage = null;
    #stageName = "";
    #isLinked = true;
    #wishes = null; // modules that are loaded when they are needed
    #bell = null;

    /** `act`: the listeners of the buttons, join and leave. */
    constructor(visit, act) {
        this.#visit = visit;
        this.#act = act;
        fill(byId("options"), this.#soundSwitch());
    }

    showConcert() {
        const {concert, board} = this.#visit;
        const {state} = board ?? concert;
        const isGone = this.#visit.isSoldOut && state !== "CLOSED" && state !== "SCHEDULED";
        setText(byId("name"), concert.name);
        setText(byId("venue"), concert.venue);
        const badge = isGone ? "" : BADGES[state];
        fill(byId("state"), make("span", {class: `badge ${badge}`}, word(isGone ? "soldOut" : state)));
        if (board) {
            showStock(byId("stock"), board);
        }
    }

    /** Shows the stage that the visit is in. */
    show() {
        const name = stageOf(this.#visit);
        if (name !== this.#stageName) {
            this.#beginStage(name);
        }
        this.#stage.update(this.#visit);
        document.title = this.#titleOf(name);
    }

    #titleOf(name) {
        const texts = {
            admitted: () => word("titleAdmitted"),
            waiting: () => this.#waitingTitle(),
            lobby: () => word("lobbyTitle"),
        };
        return `${texts[name]?.() ?? "Usher"} – ${this.#visit.concert.name}`;
    }

    #waitingTitle() {
        const {isSoldOut, position: {ahead}} = this.#visit;
        return isSoldOut ? word("titleWaitlist", {number: number(ahead + 1)})
            : word("titleWaiting", {ahead: number(ahead)});
    }

    #beginStage(name) {
        const isAdmitted = name === "admitted";
        this.#stageName = name;
        this.#stage = buildStage(name, this.#visit, this.#act);
        fill(byId("stage"), this.#stage.nodes);
        byId("stage").removeAttribute("aria-busy");
        byId("stage").className = isAdmitted ? "card call" : "card";
        byId("options").hidden = !BEFORE_ADMISSION.includes(name);
        this.#showWishes(name);
        announce(this.#stage.title);
        if (isAdmitted) {
            if (navigator.userActivation?.hasBeenActive) { // a browser refuses it, aloud, on a page that nobody touched
                navigator.vibrate?.([200, 100, 200]);
            }
            this.#bell?.chime();
            this.#stage.focus.focus();
        }
    }

    // The form is loaded by those who want it.
    #showWishes(name) {
        if (!BEFORE_ADMISSION.includes(name)) {
            fill(byId("wishes"));
        } else if (this.#visit.entry.wishes) {
            this.#openWishes();
        } else if (byId("wishes").childElementCount === 0) {
            const open = () => this.#openWishes();
            fill(byId("wishes"), make("section", {class: "card"}, make("h2", {}, word("wishesTitle")),
                make("p", {class: "muted"}, word("wishesAdvice")),
                make("button", {type: "button", class: "quiet", onclick: open}, word("makeWishes"))));
        }
    }

    async #openWishes() {
        this.#wishes = await import("./wishes.js");
        this.#wishes.showWishesForm(byId("wishes"), this.#visit.concert, this.#visit.entry);
    }

    async restoreWishes() {
        await this.#wishes?.restoreWishes();
    }

    #soundSwitch() {
        const box = make("input", {type: "checkbox"});
        box.addEventListener("change", async () => {
            this.#bell = await import("../core/chime.js");
            this.#bell.allowChime(box.checked);
        });
        return make("label", {class: "check"}, box, word("sound"));
    }

    tell(problem) {
        fill(byId("link"), problemNotice(problem));
    }

    tellPassing(problem) {
        fill(byId("link"), notice("warn", explain(problem).title, make("p", {}, word("offlineAdvice"))));
        announce(explain(problem).title);
    }

    clearTrouble() {
        fill(byId("link"));
    }

    /** Whether the board is reached; true when that is news. */
    showLink(isUp) {
        const isNews = isUp !== this.#isLinked;
        if (isNews) {
            this.#isLinked = isUp;
            fill(byId("link"), !isUp && notice("warn", word("offline"), make("p", {}, word("offlineAdvice"))));
        }
        return isNews;
    }
}
