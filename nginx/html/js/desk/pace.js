// pace.js -- how fast people are let in: two sliders that act at the scheduler's next tick. A slider is moved by
// tenths of a digit, so that 10 and 10,000 are as easy to set; the number beside it takes any value.

import {patch} from "../core/api.js";
import {fill, make, setText} from "../core/dom.js";
import {number} from "../core/format.js";
import {word} from "../core/language.js";
import {showOutcome} from "../core/notice-place.js";
import {problemNotice} from "../core/page.js";
import {POLICY} from "./policy-fields.js";

const QUIET_MS = 400; // nothing is sent while a slider is being moved
const STEPS_PER_DIGIT = 20;

// Two digits say enough on a slider: 1 … 10, 11 … 99, 100, 110, ….
function valueOf(step, max) {
    const exact = 10 ** (step / STEPS_PER_DIGIT);
    const unit = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
    return Math.min(max, Math.round(exact / unit) * unit);
}

const stepOf = (value) => Math.round(Math.log10(value) * STEPS_PER_DIGIT);

function slider(name, onChange) {
    const [, min, max] = POLICY[name];
    const range = make("input", {type: "range", id: `${name}-slider`, min: 0, max: stepOf(max), step: 1,
        "aria-describedby": `${name}-force`});
    const exact = make("input", {type: "number", inputmode: "numeric", min, max, step: 1, required: true,
        "aria-label": word("exactly", {what: word(name)})});
    const force = make("p", {class: "hint", id: `${name}-force`});

    function show(value) {
        range.value = stepOf(value);
        range.setAttribute("aria-valuetext", number(value));
        exact.value = value;
    }

    range.addEventListener("input", () => {
        const value = valueOf(Number(range.value), max);
        range.setAttribute("aria-valuetext", number(value));
        exact.value = value;
        onChange();
    });
    exact.addEventListener("input", () => {
        if (exact.checkValidity()) {
            range.value = stepOf(exact.valueAsNumber);
            range.setAttribute("aria-valuetext", number(exact.valueAsNumber));
            onChange();
        }
    });
    const node = make("div", {class: "slider"}, make("label", {for: range.id}, word(name)), range, exact, force);
    return {
        name, node, show, value: () => exact.valueAsNumber, isValid: () => exact.checkValidity(),
        tell: (text) => setText(force, text),
    };
}

/** The sliders of a concert: {node}. `policy` is what is in force. */
export function newPace(concertId, policy) {
    const trouble = make("div", {});
    const sliders = ["admitPerSecond", "maxActive"].map((name) => slider(name, later));
    let inForce = policy;
    let timer = null;
    let sending = false;

    function settle(tellEach) {
        sliders.forEach(({name, tell}) => tell(tellEach(name)));
    }

    const tellForce = () => settle((name) => word("inForce", {value: number(inForce[name])}));

    function later() {
        settle(() => word("notYetInForce"));
        clearTimeout(timer);
        timer = setTimeout(send, QUIET_MS);
    }

    async function send() {
        if (sending) {
            later(); // one change at a time, so that the last one is the one that stays
            return;
        }
        if (!sliders.every(({isValid}) => isValid())) {
            return;
        }
        const wanted = Object.fromEntries(sliders.map(({name, value}) => [name, value()]));
        sending = true;
        try {
            ({policy: inForce} = await patch(`/admin/concerts/${concertId}`, {policy: wanted}));
            fill(trouble);
        } catch (problem) {
            showOutcome(trouble, problemNotice(problem));
            sliders.forEach(({name, show}) => show(inForce[name]));
        } finally {
            sending = false;
        }
        if (sliders.every(({name, value}) => value() === inForce[name])) {
            tellForce();
        }
    }

    sliders.forEach(({name, show}) => show(policy[name]));
    tellForce();
    const node = make("section", {class: "card"}, make("h2", {}, word("pace")),
        make("p", {class: "hint"}, word("paceHint")),
        make("div", {class: "two"}, sliders.map((each) => each.node)), trouble);
    return {node};
}
