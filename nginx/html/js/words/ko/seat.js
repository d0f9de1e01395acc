// seat.js -- the name of a seat, in Korean.

const sectionName = (section) => (/^[A-Z0-9]{1,4}(-[A-Z0-9]{1,3})?$/i.test(section) ? `${section}구역` : section);

export const words = {
    // a seat: {section, row, seats}, its numbers in one row. What says itself what it is gets no word more.
    seatName: ({section, row, seats}) => [
        sectionName(section),
        row && (/[열줄행]$/.test(row) ? row : `${row}열`),
        seats.map((seat) => (seat.endsWith("번") ? seat : `${seat}번`)).join(", "),
    ].filter(Boolean).join(" "),
    seatNamePrinted: ({section, printed}) => `${sectionName(section)} ${printed}`,
};
