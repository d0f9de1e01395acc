// leaving.js -- the words of leaving the queue, in English.

export const words = {
    leaveTitle: "Leave the line?",
    leaveAdvice: "Your place goes to the next, and you cannot get it back. You could only join again at the end.",
    keepPlace: "Stay in line",
    giveBackTitle: "Give up your turn?",
    giveBackAdvice: "The next person is admitted at once, and the seats held for you are released.",
    keepAdmission: "Keep my turn",
};
