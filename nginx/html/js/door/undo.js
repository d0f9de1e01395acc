// undo.js -- taking a check-in back, with the reason, which is written down.

import {post} from "../core/api.js";
import {askFirst} from "../core/ask-first.js";
import {make} from "../core/dom.js";
import {word} from "../core/language.js";
import {seatName} from "../core/seat-names.js";

const REASON_MAX = 200;

/** Resolves to whether the ticket is as good as before. */
export function askUndo(ticket) {
    const reason = make("input", {id: "reason", required: true, maxlength: String(REASON_MAX), autocomplete: "off"});
    const rest = [make("p", {}, make("strong", {}, seatName(ticket))),
        make("div", {class: "field"}, make("label", {for: "reason"}, word("undoReason")), reason)];
    return askFirst({title: "undoTitle", advice: "undoAdvice", keep: "undoKeep", go: "undo", rest}, async () => {
        reason.value = reason.value.trim();
        if (!reason.reportValidity()) {
            return false;
        }
        return post(`/checkins/${ticket.ticketId}/undo`, {reason: reason.value});
    });
}
