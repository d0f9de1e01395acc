// wishes.js -- the words of choosing seats while one waits, in English.

export const words = {
    changeWishes: "Change it",
    show: "Show",
    quantity: "Seats",
    seatCount: ({count: n}) => (n === 1 ? "1 seat" : `${n} seats`),
    sections: "Sections",
    sectionsHint: "None chosen means any.",
    anyPrice: "any price",
    upTo: "up to {price}",
    sideBySide: "Side by side only",
    saveWishes: "Keep this wish",
    wishesSaved: "Your wish is noted",
    dropWishes: "Take it back",
};
