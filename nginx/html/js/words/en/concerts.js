// concerts.js -- the words of the list of concerts and of signing in, in English.

export const words = {
    // the list of concerts
    concertsTitle: "Concerts",
    concertsLead: "One fair line for each concert. Your place is the same on every device.",
    noConcerts: "Nothing is on sale at the moment.",
    noConcertsAdvice: "New concerts appear here automatically.",
    waitAbout: "about {duration} to wait",
    waitUnknown: "wait time not known yet",
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
    haveAccount: "Already have an account?",
};
