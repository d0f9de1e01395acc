// top-up.js -- adding points: by card where the house has a payment provider, at once where it has none.

import {get, newIntent, patch, post} from "../core/api.js";
import {announce, busy, fill, make, notice} from "../core/dom.js";
import {number, points} from "../core/format.js";
import {word} from "../core/language.js";
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

/** A form in a node; `suggested` is what it begins with. onDone() after the points came. */
export function showTopUp(node, {suggested = AMOUNTS[1], onDone}) {
    let intents = null; // of this amount, until it is known what became of them
    let watched = null; // the card's charge that is waited for

    const trouble = make("div", {});
    const amount = make("input", {
        id: "amount", type: "number", inputmode: "numeric", min: "1", max: String(MOST), step: "1", required: true,
        value: String(suggested), "aria-describedby": "amount-hint",
    });
    const send = make("button", {}, word("topUp"));
    const choices = AMOUNTS.map((each) => make("button", {
        type: "button", class: "quiet small", onclick: () => {
            amount.value = String(each);
            intents = null;
        },
    }, number(each)));
    const form = make("form", {novalidate: true},
        make("div", {class: "field"}, make("label", {for: "amount"}, word("amount")), amount,
            make("p", {id: "amount-hint", class: "hint"}, word("amountHint"))),
        make("div", {class: "amounts"}, choices), trouble, send);

    const isShown = () => node.isConnected && node.contains(form);

    async function added(sum) {
        intents = null;
        fill(trouble);
        announce(word("toppedUp", {points: points(sum)}));
        await onDone();
    }

    function meet(problem) {
        if (problem.code !== "outcome_unknown") {
            intents = null; // refused: nothing was charged, and the next try is another one
        }
        fill(trouble, problemNotice(problem));
    }

    // Waits for a card's charge, unless another takes its place; the form stays in use.
    async function watch(charge) {
        fill(trouble, notice("info", word("cardTitle"),
            make("p", {}, word("cardAdvice", {points: points(charge.amount)})),
            make("p", {}, make("code", {}, charge.providerReference))));
        announce(word("cardTitle"));
        if (watched === charge.chargeId) {
            return;
        }
        watched = charge.chargeId;
        keep(watched);
        const isWatched = () => isShown() && watched === charge.chargeId;
        const {status} = await untilSettled(charge, isWatched);
        if (!isWatched()) {
            return;
        }
        watched = null;
        keep(null);
        if (status === "COMPLETED") {
            await added(charge.amount);
        } else {
            intents = null;
            fill(trouble, notice("bad", word("cardFailed"), make("p", {}, word("cardFailedAdvice"))));
        }
    }

    async function charge() {
        const body = {amount: Number(amount.value)};
        intents ??= {card: newIntent(), direct: newIntent()};
        try {
            watch(await post("/points/charges", body, {intent: intents.card})).catch(meet);
        } catch (problem) {
            if (problem.code !== "no_provider") {
                throw problem;
            }
            await patch("/points/charge", body, {intent: intents.direct});
            await added(body.amount);
        }
    }

    async function topUp() {
        const wanted = Number(amount.value);
        const isGood = Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST;
        amount.setAttribute("aria-invalid", String(!isGood));
        if (!isGood) {
            announce(word("amountHint"));
            amount.focus();
            return;
        }
        await charge().catch(meet);
    }

    amount.addEventListener("input", () => {
        intents = null;
    });
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        busy(send, topUp);
    });
    fill(node, make("h2", {}, word("topUpTitle")), form);
    keptCharge().then((kept) => (kept?.status === "PENDING" ? watch(kept).catch(meet) : null));
}
