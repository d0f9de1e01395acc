// seat-names.js -- what a seat is called: the same on every page. The pages without JavaScript have it in C, in
// api/plain/plain_words.c.

import {addWords, word} from "./language.js";

await addWords("seat");

// A section is named after its zone, with which what is printed may begin: "Balcony, Table 1, 2". A number in front may
// be that of a block.
const beginsWithZone = (printed, section) => !/^\d+$/.test(section) && section.split(" ").some((_, i, words) => {
    const zone = words.slice(0, i + 1).join(" ");
    return printed.startsWith(`${zone} `) || printed.startsWith(`${zone},`);
});

/**
 * The name of a seat of any answer that tells one: the same on every page. Where row and number do not say which seat
 * it is, what is printed does.
 */
export function seatName({section, row, numberInRow, seatNumber, number = seatNumber}) {
    if (numberInRow !== undefined) {
        return word("seatName", {section, row, seats: [numberInRow]});
    }
    return section === undefined || beginsWithZone(number, section) ? number
        : word("seatNamePrinted", {section, printed: number});
}

/** The names of several seats, in their order; those of one row are told together. */
export function seatNames(seats) {
    const rows = [];
    for (const seat of [...seats].sort((a, b) => a.seatId - b.seatId)) {
        const {section, row, numberInRow} = seat;
        const last = rows.at(-1);
        if (numberInRow === undefined) {
            rows.push(seatName(seat));
        } else if (last?.section === section && last.row === row) {
            last.seats.push(numberInRow);
        } else {
            rows.push({section, row, seats: [numberInRow]});
        }
    }
    return rows.map((each) => (typeof each === "string" ? each : word("seatName", each))).join(" · ");
}
