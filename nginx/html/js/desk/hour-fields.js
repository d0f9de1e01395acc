// hour-fields.js -- fields for the hours of a concert, typed as the clock says where it is, and for that place.

import {make, setText} from "../core/dom.js";
import {time} from "../core/format.js";
import {word} from "../core/language.js";
import {fromLocal, momentsOf, toLocal, zones} from "./local-time.js";
import {field} from "./policy-fields.js";

export function zoneField(chosen) {
    const options = [...new Set([...zones(), chosen])].sort()
        .map((zone) => make("option", {value: zone, selected: zone === chosen}, zone.replaceAll("_", " ")));
    return make("div", {class: "field"}, make("label", {for: "timeZone"}, word("timeZone")),
        make("select", {id: "timeZone", name: "timeZone", "aria-describedby": "timeZone-hint"}, options),
        make("p", {class: "hint", id: "timeZone-hint"}, word("timeZoneHint")));
}

/** `at`: the time of the API that the field begins with, or null. */
export function hourField(name, label, {at = null, zone = "UTC", ...properties}, hint) {
    const node = field(name, label, {type: "datetime-local", "data-hour": true, value: at ? toLocal(at, zone) : "",
        ...properties}, hint);
    node.append(make("p", {class: "hint", "data-twice": true, role: "status"}));
    return node;
}

/** Refuses the hours of a form that its zone skips, and says which is meant of those that come twice. */
export function checkHours(form) {
    const zone = form.elements.timeZone.value;
    for (const input of form.querySelectorAll("[data-hour]")) {
        const moments = input.value ? momentsOf(input.value, zone) : [null];
        const twice = moments.length > 1 ? word("hourTwice", {first: time(moments[0], zone)}) : "";
        input.setCustomValidity(moments.length === 0 ? word("noSuchHour") : "");
        setText(input.closest(".field").querySelector("[data-twice]"), twice);
    }
}

/** What an hour of a form means, as a time of the API. */
export const readHour = (form, input) => fromLocal(input.value, form.elements.timeZone.value);
