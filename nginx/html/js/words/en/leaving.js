// leaving.js -- the words of leaving the queue, in English.

export const words = {
    leaveTitle: "Leave the line?",
    leaveAdvice: "Your place goes to the next, and you cannot get it back. You could only join again at the end.",
    keepPlace: "Stay in line",
    giveBackTitle: "Give your turn back?",
    giveBackAdvice: "The next person is let in at once, and seats that are held for you are freed.",
    keepTurn: "Keep my turn",
};
