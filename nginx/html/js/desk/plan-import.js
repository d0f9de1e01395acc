// plan-import.js -- the seats of a new concert from a file of pretix's seating plan editor: what is in the file, a
// look at it, and a price for each of its categories.

import {announce, fill, make, notice, setText} from "../core/dom.js";
import {number} from "../core/format.js";
import {word} from "../core/language.js";
import {seatName} from "../core/seat-names.js";
import {field, wholeNumber} from "./policy-fields.js";
import {BYTES_MAX, NoPlan, placeOf, readPlan} from "./seating-plan-file.js";
import {bandAt} from "../hall/drawing.js";
import {Hall} from "../hall/hall.js";
import {findSeat, placeOf as seatPlaceOf, planOf} from "../hall/seat-plan.js";

const PRICE = ["", 1, 10_000_000]; // the organiser knows it, and nobody else

function factsOf({name, seats, zones, categories}) {
    const facts = [["planName", name || "–"], ["seats", number(seats)], ["planZones", number(zones)],
        ["planCategories", number(categories.length)]];
    return make("dl", {class: "facts"}, facts.map(([key, value]) =>
        make("div", {}, make("dt", {}, word(key)), make("dd", {}, value))));
}

// Everything in it is free, in the colours of its categories; a seat that one points at says what it is.
function newLook({map}) {
    const plan = planOf(map);
    const told = make("p", {class: "told"});
    const place = make("div", {class: "hall"});
    const describe = (seatId) => seatName(seatPlaceOf(findSeat(plan, seatId)));
    let hall = null;
    const mover = (key, sign, act) => make("button",
        {type: "button", class: "quiet", "aria-label": word(key), onclick: act}, sign);
    const node = make("section", {class: "stack", "aria-labelledby": "look-title"},
        make("div", {class: "tools"}, make("h3", {id: "look-title", class: "unseen"}, word("planLook")), told,
            make("div", {class: "zoom"}, mover("zoomIn", "+", () => hall.zoom(true)),
                mover("zoomOut", "−", () => hall.zoom(false)), mover("zoomFit", "⤢", () => hall.fit()))),
        place, make("p", {class: "hint", id: "look-help"}, word("planLookHelp")));
    // A drawing takes its size from where it stands.
    const show = () => {
        hall = new Hall(place, plan, {label: word("planLook"), helpId: "look-help", stage: word("stage")}, {
            stateOf: () => "free", describe,
            toggle: (seatId) => {
                setText(told, describe(seatId));
                announce(describe(seatId));
            },
        });
    };
    return {node, show};
}

// A category that is not for sale has no price: its seats are shown, and nobody can have one.
function priceField({name, seats}, i, onChange) {
    const label = [make("i", {class: `dot ${bandAt(i)}`}), word("priceOf", {category: name})];
    const node = wholeNumber(`category-${i}`, label, PRICE, word("seatCount", {count: seats}));
    const cost = node.querySelector("input");
    const box = make("input", {type: "checkbox", id: `unsold-${i}`, "aria-label": word("notForSaleOf", {category: name}),
        onchange: () => {
            cost.disabled = box.checked;
            onChange();
        }});
    node.append(make("label", {class: "check"}, box, word("notForSale")));
    return node;
}

const priceIn = (cost) => (cost.disabled ? null : cost.valueAsNumber);

// Where seats stand upon each other, and one place as an example.
function sameSpotNotice({count, example}) {
    return count > 0 && notice("warn", word("planSameSpot", {count}),
        make("p", {}, word("planSameSpotAdvice")), make("p", {class: "hint"}, word("planPlace", example)));
}

/**
 * The part of the form: `node`; `wanted()`, what is sent for it; `totals()`, {seats, most} of one show; and
 * `placeOf(detail)`, where in the plan a refusal means. `onChange` is called when another file was read.
 */
export function newImport(onChange) {
    const trouble = make("div", {id: "file-trouble", role: "status"});
    const found = make("div", {class: "stack"});
    const input = field("file", word("planFile"), {type: "file", accept: ".json,application/json",
        "aria-describedby": "file-hint file-trouble"}, word("planFileHint"));
    const file = input.querySelector("input");
    let read = null;

    const prices = () => read.categories.map((_, i) => priceIn(found.querySelector(`#category-${i}`)));

    function refuse({key, where}) {
        file.setCustomValidity(word(key));
        file.setAttribute("aria-invalid", "true");
        fill(trouble, notice("bad", word(key), make("p", {}, word(`${key}Advice`)),
            where && make("p", {class: "hint"}, word("planWhere"), " ", make("code", {}, where))));
    }

    async function take() {
        read = null;
        fill(trouble);
        fill(found);
        file.setCustomValidity("");
        file.removeAttribute("aria-invalid");
        const [chosen] = file.files;
        try {
            if (chosen?.size > BYTES_MAX) {
                throw new NoPlan("planIsLarge");
            }
            const text = await chosen?.text();
            if (chosen && chosen === file.files[0]) {
                read = readPlan(text);
                const look = newLook(read);
                const fields = read.categories.map((category, i) => priceField(category, i, onChange));
                fill(found, factsOf(read), sameSpotNotice(read.sameSpot), look.node,
                    make("h3", {}, word("planPrices")), make("div", {class: "policy"}, fields));
                look.show();
            }
        } catch (problem) {
            refuse(problem instanceof NoPlan ? problem : new NoPlan("planIsNone"));
        }
        onChange();
    }

    file.addEventListener("change", take);
    return {
        node: make("div", {class: "stack"}, input, trouble, found),
        wanted: () => ({
            seatingPlan: read.plan,
            categoryPrices: Object.fromEntries(read.categories.map(({name}, i) => [name, prices()[i]])),
        }),
        totals: () => ({
            seats: read?.seats ?? 0,
            most: read ? prices().reduce((sum, price, i) => sum + price * read.categories[i].seats, 0) : 0,
        }),
        placeOf: (detail) => read && placeOf(read.plan, detail),
    };
}
