// leaving.js -- whether somebody really means to leave the queue, or to give an admission back.

import {askFirst} from "../core/ask-first.js";
import {addWords} from "../core/language.js";

await addWords("leaving");

/** Runs leave() for whoever means it. Who was admitted while they were asked has not been asked about that. */
export function askToLeave(visit, leave) {
    const isActive = () => visit.entry?.status === "ACTIVE";
    const wasActive = isActive();
    const question = wasActive
        ? {title: "giveBackTitle", advice: "giveBackAdvice", keep: "keepAdmission", go: "giveBack"}
        : {title: "leaveTitle", advice: "leaveAdvice", keep: "keepPlace", go: "leave"};
    return askFirst(question, async () => {
        if (isActive() === wasActive) {
            await leave();
        }
    });
}
