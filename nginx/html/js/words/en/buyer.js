// buyer.js -- the words of the list of concerts and of signing in, in English.

export const words = {
    // the list of concerts
    concertsTitle: "Concerts",
    concertsLead: "Each with a fair line: the same place from any tab, and nobody overtakes.",
    noConcerts: "Nothing is on sale at the moment.",
    noConcertsAdvice: "New concerts appear here by themselves.",
    waitAbout: "{duration} to wait",
    waitUnknown: "wait not known yet",
    noWait: "no wait",
    yourPosition: "You are number {position} in line",
    yourWaitlistPlace: "You are number {position} of the waitlist",
    onWaitlist: ({count: n}) => (n === 1 ? "1 person on the waitlist" : `${n.toLocaleString("en")} people on the waitlist`),
    fromTo: "{from} – {to}",
    youAreAdmitted: "It is your turn",
    seePlace: "See my place",
    seeSale: "See the sale",

    // signing in
    email: "E-mail",
    password: "Password",
    passwordHint: "8 characters or more.",
    emailWrong: "Enter an e-mail address such as ada@example.org.",
    passwordWrong: "Enter a password of 8 to 128 characters.",
    signUp: "Sign up",
    noAccountYet: "No account yet?",
    haveAccount: "You have an account?",
};
