// choice-display.js -- what the page of seats shows of a choice: on the map, in the dock beneath it, and in notices.

import {announce, byId, fill, make, notice, setText} from "../core/dom.js";
import {clock, number, price} from "../core/format.js";
import {word} from "../core/language.js";
import {problemNotice} from "../core/page.js";
import {seatName, seatNames} from "../core/seat-names.js";
import {showBest} from "./best-available.js";
import {bandOf} from "./drawing.js";
import {Hall} from "./hall.js";
import {showLegend} from "./legend.js";
import {findSeat, placeOf} from "./seat-plan.js";

const WARN_SECONDS = 60;
const STATES = {free: "seatFree", held: "legend-held", sold: "legend-sold", closed: "seatClosed"};

export class ChoiceDisplay {
    #choice;
    #notices;
    #hall = null;
    #hasWarned = false;
    #hadLeft = true; // seats that are free

    /** `notices` are a noticePlace. */
    constructor(choice, notices) {
        this.#choice = choice;
        this.#notices = notices;
    }

    /** Draws a map once; find(wanted) holds the best seats. */
    draw({sections}, find) {
        if (this.#hall !== null) {
            return;
        }
        const {plan, limit} = this.#choice;
        const words = {label: word("mapLabel"), helpId: "map-help", stage: word("stage"), frame: byId("frame")};
        this.#hall = new Hall(byId("hall"), plan, words, {
            stateOf: (seatId) => this.#choice.stateOf(seatId), isTaken: (seatId) => this.#choice.isTaken(seatId),
            describe: (seatId) => this.#describe(seatId), toggle: (seatId) => this.#toggle(seatId),
            pointAt: (seatId) => this.#pointAt(seatId),
        });
        showLegend(byId("legend"), plan.prices, sections);
        showBest(byId("best"), {sections, most: limit, find});
        byId("choose").removeAttribute("aria-busy");
    }

    clearTrouble(kind) {
        this.#notices.clear(kind);
    }

    zoom(isIn) {
        this.#hall?.zoom(isIn);
    }

    fit() {
        this.#hall?.fit();
    }

    /** Shows everything anew, of the map these seats alone if they are named. */
    show(seatIds) {
        this.#hall.changed(seatIds);
        this.#showChosen();
        this.#showLeft();
    }

    #nameOf(seatId) {
        return seatName(placeOf(findSeat(this.#choice.plan, seatId)));
    }

    #stateOf(seatId) {
        const {own, chosen} = this.#choice;
        if (own.has(seatId)) {
            return word("seatOwn");
        }
        return word(chosen.has(seatId) ? "seatChosen" : STATES[this.#choice.stateOf(seatId)]);
    }

    #describe(seatId) {
        const cost = findSeat(this.#choice.plan, seatId).row.price;
        return [this.#nameOf(seatId), cost !== null && price(cost), this.#stateOf(seatId)].filter(Boolean).join(", ");
    }

    // What the choice of a seat did is said beside it, and to the ear.
    #toggle(seatId) {
        const {own, limit} = this.#choice;
        const seat = this.#nameOf(seatId);
        const outcome = this.#choice.toggle(seatId);
        const text = {
            left: () => word("seatLeft", {seat}),
            taken: () => (own.has(seatId) ? word("alreadyYours", {seat}) : this.#describe(seatId)),
            full: () => word("limitReached", {count: limit}),
            chosen: () => this.#describe(seatId),
        }[outcome]();
        this.#pointAt(seatId, outcome === "full" ? text : this.#stateOf(seatId));
        announce(text);
        this.#showChosen();
    }

    #pointAt(seatId, state = this.#stateOf(seatId)) {
        const {plan} = this.#choice;
        const {row} = findSeat(plan, seatId);
        this.#hall.tell(seatId, make("strong", {}, this.#nameOf(seatId)),
            row.price !== null && make("span", {class: bandOf(plan.prices, row.price)},
                make("i", {}), `${row.section} · ${price(row.price)}`),
            make("span", {class: "muted"}, state));
    }

    #chip(seatId) {
        const {plan} = this.#choice;
        const name = this.#nameOf(seatId);
        const drop = {"aria-label": word("letGo", {seat: name}), onclick: () => this.#toggle(seatId)};
        return make("li", {class: `chip ${bandOf(plan.prices, findSeat(plan, seatId).row.price)}`},
            make("span", {}, name), make("button", {type: "button", class: "plain", ...drop}, "×"));
    }

    #showChosen() {
        const {chosen, own, limit, total} = this.#choice;
        fill(byId("chips"), Array.from(chosen, (seatId) => this.#chip(seatId)));
        setText(byId("told"), chosen.size === 0 && own.size === 0 ? word("chooseHint", {count: limit}) : "");
        byId("hold").hidden = chosen.size === 0;
        byId("best").hidden = chosen.size > 0; // in the same place: the dock keeps its height
        setText(byId("hold"), word("holdSeats", {count: chosen.size, price: price(total)}));
        byId("to-cart").hidden = own.size === 0;
        byId("to-cart").classList.toggle("quiet", chosen.size > 0);
        this.#hall.mark({chosen, own});
        this.showOwnTime();
    }

    showOwnTime() {
        const {own, ownLeft} = this.#choice;
        const seconds = ownLeft?.left() ?? 0;
        const isSoon = own.size > 0 && seconds <= WARN_SECONDS;
        setText(byId("to-cart"), word("seeHeld", {count: own.size, clock: clock(seconds)}));
        if (isSoon && !this.#hasWarned) {
            this.#notices.show("soon", notice("warn", word("ownEndSoon")));
            announce(word("ownEndSoon"));
        } else if (!isSoon) {
            this.#notices.clear("soon");
        }
        this.#hasWarned = isSoon;
    }

    #showLeft() {
        const {freeCount} = this.#choice;
        setText(byId("left"), word("seatsFree", {count: number(freeCount)}));
        if (freeCount === 0 && this.#hadLeft) {
            this.#notices.show("none", notice("warn", word("noneLeft")));
        } else if (freeCount > 0) {
            this.#notices.clear("none");
        }
        this.#hadLeft = freeCount > 0;
    }

    /** Seats that others took: they have left the choice, the others stay in it. */
    tellLost(lost) {
        if (lost.length > 0) {
            const {plan, chosen} = this.#choice;
            const seats = seatNames(lost.map((seatId) => ({seatId, ...placeOf(findSeat(plan, seatId))})));
            const title = word("lostTitle", {count: lost.length});
            const text = word(chosen.size > 0 ? "lostSome" : "lostAll", {seats});
            this.#notices.show("lost", notice("warn", title, make("p", {}, text)));
            announce(`${title} ${text}`);
        }
    }

    /** More seats were wanted than one person may have. */
    tellLimit(problem) {
        const most = word("limitIs", {count: problem.body.limit ?? this.#choice.limit});
        this.#notices.show("problem", problemNotice(problem), make("p", {class: "hint"}, most));
    }
}
