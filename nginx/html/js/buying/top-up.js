// top-up.js -- adding points: by card where the house has a payment provider, otherwise at once.

import {get, newIntent, patch, post} from "../core/api.js";
import {announce, busy, fill, make, notice} from "../core/dom.js";
import {number, points} from "../core/format.js";
import {word} from "../core/language.js";
import {showOutcome} from "../core/notice-place.js";
import {problemNotice} from "../core/page.js";

const POLL_MS = 2_000;
const MOST = 10_000_000;
const AMOUNTS = [10_000, 50_000, 100_000, 300_000];

const pause = () => new Promise((resolve) => {
    setTimeout(resolve, POLL_MS);
});

// A card's charge that is not settled yet, so that a reload of this tab still shows its reference. It is no secret.
const STORED_AS = "usher.charge";

function keep(chargeId) {
    try {
        if (chargeId) {
            sessionStorage.setItem(STORED_AS, chargeId);
        } else {
            sessionStorage.removeItem(STORED_AS);
        }
    } catch {
        // Without storage a reload forgets it; the points come all the same.
    }
}

async function keptCharge() {
    try {
        const chargeId = sessionStorage.getItem(STORED_AS);
        return chargeId && await get(`/points/charges/${chargeId}`);
    } catch {
        return null;
    }
}

// Looks at a card's charge until it is settled, for as long as what shows it is there.
async function untilSettled(charge, isShown) {
    let now = charge;
    while (now.status === "PENDING" && isShown()) {
        await pause();
        now = await get(`/points/charges/${charge.chargeId}`).catch((problem) => {
            if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) {
                throw problem;
            }
            return now; // out of reach for a moment
        });
    }
    return now;
}

class TopUpForm {
    #node;
    #onDone;
    #intents = null; // of this amount, until it is known what became of them
    #watched = null; // the card's charge that is waited for
    #trouble = make("div", {});
    #send = make("button", {}, word("topUp"));
    #amount;
    #form;

    constructor(node, suggested, onDone) {
        this.#node = node;
        this.#onDone = onDone;
        this.#amount = make("input", {
            id: "amount", type: "number", inputmode: "numeric", min: "1", max: String(MOST), step: "1", required: true,
            value: String(suggested), "aria-describedby": "amount-hint", oninput: () => this.#forgetIntents(),
        });
        this.#form = make("form", {novalidate: true, onsubmit: (event) => this.#submit(event)},
            make("div", {class: "field"}, make("label", {for: "amount"}, word("amount")), this.#amount,
                make("p", {id: "amount-hint", class: "hint"}, word("amountHint"))),
            make("div", {class: "amounts"}, AMOUNTS.map((each) => this.#choice(each))), this.#trouble, this.#send);
        fill(node, make("h2", {}, word("topUpTitle")), this.#form);
    }

    #choice(each) {
        const choose = () => {
            this.#amount.value = String(each);
            this.#forgetIntents();
        };
        return make("button", {type: "button", class: "quiet small", onclick: choose}, number(each));
    }

    #forgetIntents() {
        this.#intents = null;
    }

    #isWatched({chargeId}) {
        return this.#node.isConnected && this.#node.contains(this.#form) && this.#watched === chargeId;
    }

    // Told where it was made; a page whose form goes with it tells it in its place.
    async #added(sum) {
        const text = word("toppedUp", {points: points(sum)});
        this.#forgetIntents();
        showOutcome(this.#trouble, notice("good", text));
        announce(text);
        await this.#onDone(text);
    }

    #meet(problem) {
        if (problem.code !== "outcome_unknown") {
            this.#forgetIntents(); // refused: nothing was charged, and the next try is another one
        }
        showOutcome(this.#trouble, problemNotice(problem));
    }

    // Waits for a card's charge, unless another takes its place; the form stays in use.
    async #watch(charge) {
        showOutcome(this.#trouble, notice("info", word("cardTitle"),
            make("p", {}, word("cardAdvice", {points: points(charge.amount)})),
            make("p", {}, make("code", {}, charge.providerReference))));
        announce(word("cardTitle"));
        if (this.#watched === charge.chargeId) {
            return;
        }
        this.#watched = charge.chargeId;
        keep(this.#watched);
        const {status} = await untilSettled(charge, () => this.#isWatched(charge));
        if (!this.#isWatched(charge)) {
            return;
        }
        this.#watched = null;
        keep(null);
        if (status === "COMPLETED") {
            await this.#added(charge.amount);
        } else {
            this.#forgetIntents();
            showOutcome(this.#trouble, notice("bad", word("cardFailed"), make("p", {}, word("cardFailedAdvice"))));
        }
    }

    /** Watches a charge and says what went wrong meanwhile. */
    follow(charge) {
        return this.#watch(charge).catch((problem) => this.#meet(problem));
    }

    async #charge() {
        const body = {amount: Number(this.#amount.value)};
        this.#intents ??= {card: newIntent(), direct: newIntent()};
        const {card, direct} = this.#intents;
        try {
            this.follow(await post("/points/charges", body, {intent: card}));
        } catch (problem) {
            if (problem.code !== "no_provider") {
                throw problem;
            }
            await patch("/points/charge", body, {intent: direct});
            await this.#added(body.amount);
        }
    }

    async #topUp() {
        const wanted = Number(this.#amount.value);
        const isGood = Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST;
        this.#amount.setAttribute("aria-invalid", String(!isGood));
        if (!isGood) {
            announce(word("amountHint"));
            this.#amount.focus();
            return;
        }
        await this.#charge().catch((problem) => this.#meet(problem));
    }

    #submit(event) {
        event.preventDefault();
        busy(this.#send, () => this.#topUp());
    }
}

/** A form in a node; `suggested` is what it begins with. onDone(text) after the points came, with what to say of it. */
export function showTopUp(node, {suggested = AMOUNTS[1], onDone}) {
    const form = new TopUpForm(node, suggested, onDone);
    keptCharge().then((kept) => (kept?.status === "PENDING" ? form.follow(kept) : null));
}
