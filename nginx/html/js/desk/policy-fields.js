// policy-fields.js -- the policy of a sale as fields: what each number means, its range, and what is usual.

import {make} from "../core/dom.js";
import {word} from "../core/language.js";

// name: [the usual, the least, the most]
export const POLICY = {
    admitPerSecond: [100, 1, 100_000],
    maxActive: [1000, 1, 1_000_000],
    maxSeatsPerUser: [4, 1, 100],
    holdSeconds: [300, 1, 86_400],
    admissionSeconds: [300, 1, 86_400],
    claimSeconds: [60, 1, 86_400],
    graceSeconds: [300, 0, 86_400],
    refundCutoffSeconds: [86_400, 0, 31_536_000],
    checkinOpensSeconds: [21_600, 0, 31_536_000],
};

/** A field with its label and, when there is one, its hint. */
export function field(name, label, properties, hint) {
    const hintId = `${name}-hint`;
    return make("div", {class: "field"}, make("label", {for: name}, label),
        make("input", {id: name, name, required: true, ...(hint && {"aria-describedby": hintId}), ...properties}),
        hint && make("p", {class: "hint", id: hintId}, hint));
}

export function wholeNumber(name, label, [value, min, max], hint) {
    return field(name, label, {type: "number", inputmode: "numeric", step: 1, value, min, max}, hint);
}

/** Fields for these members of a policy, with the values they have. */
export function policyFields(names, policy = {}) {
    return make("div", {class: "policy"}, names.map((name) => {
        const [usual, min, max] = POLICY[name];
        return wholeNumber(name, word(name), [policy[name] ?? usual, min, max], word(`${name}Hint`));
    }));
}

/** What is in the fields of a form. */
export function readPolicy(form, names) {
    return Object.fromEntries(names.map((name) => [name, form.elements[name].valueAsNumber]));
}

/** What an API's refusal of a form has to say beside its plain words: which member it means. */
export function refusedMember(problem) {
    return problem.body?.detail ? make("p", {class: "hint", lang: "en"}, problem.body.detail) : null;
}
