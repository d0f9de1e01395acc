// wishes.js -- the words of choosing seats while one waits, in English.

export const words = {
    changeWishes: "Change",
    show: "Show",
    quantity: "Seats",
    seatCount: ({count: n}) => (n === 1 ? "1 seat" : `${n} seats`),
    sections: "Sections",
    sectionsHint: "None selected means any.",
    anyPrice: "any price",
    upTo: "up to {price}",
    sideBySide: "Side by side only",
    saveWishes: "Save preferences",
    wishesSaved: "Your preferences are saved",
    dropWishes: "Remove",
};
