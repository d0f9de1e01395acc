// seat-names.js -- what a seat is called: the same on every page. The pages without JavaScript have it in C, in
// api/plain/plain_words.c.

import {addWords, word} from "./language.js";

await addWords("seat");

/** The name of a seat of any answer that tells one: the same on every page. What is printed, where no more is known. */
export function seatName({section, row, numberInRow, seatNumber}) {
    return numberInRow === undefined ? seatNumber : word("seatName", {section, row, seats: [numberInRow]});
}

/** The names of several seats, in their order; those of one row are told together. */
export function seatNames(seats) {
    const rows = [];
    for (const seat of [...seats].sort((a, b) => a.seatId - b.seatId)) {
        const {section, row, numberInRow} = seat;
        const last = rows.at(-1);
        if (last && last.section === section && last.row === row) {
            last.seats.push(numberInRow);
        } else {
            rows.push({section, row, seats: [numberInRow]});
        }
    }
    return rows.map((each) => word("seatName", each)).join(" · ");
}
