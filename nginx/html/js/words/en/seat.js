// seat.js -- the name of a seat, in English.

const sectionName = (section) => (/^[A-Z0-9]{1,4}(-[A-Z0-9]{1,3})?$/i.test(section) ? `Section ${section}` : section);

export const words = {
    // a seat: {section, row, seats}, its numbers in one row. What says itself what it is gets no word more.
    seatName: ({section, row, seats}) => [
        sectionName(section),
        row && (/^row /i.test(row) ? row : `row ${row}`),
        `${seats.length === 1 ? "seat" : "seats"} ${seats.join(", ")}`,
    ].filter(Boolean).join(", "),
    seatNamePrinted: ({section, printed}) => `${sectionName(section)}, ${printed}`,
};
