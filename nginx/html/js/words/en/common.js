// common.js -- the words that every page needs, and what each problem means, in English.

export const count = (one, many) => ({count: n}) => (n === 1 ? one : many.replace("{count}", n.toLocaleString("en")));

export const people = (none, one, many) => (values) => (values.count === 0 ? none : count(one, many)(values));

export const words = {
    // the frame of every page
    skip: "Skip to the content",
    navigation: "Main",
    concerts: "Concerts",
    tickets: "Tickets",
    account: "Account",
    admin: "Organise",
    door: "Door",
    signIn: "Sign in",
    signOut: "Sign out",
    footer: "A fair line for every concert.",
    api: "The API",
    drawPage: "Check a lottery",
    tryAgain: "Try again",
    close: "Close",
    loading: "Loading…",
    noConcert: "This address names no concert.",
    toConcerts: "See what is on sale",

    // amounts and times
    won: "₩{amount}",
    points: "{points} points",
    lessThanAMinute: "less than a minute",
    minutes: count("1 min", "{count} min"),
    hours: count("1 h", "{count} h"),
    hoursAndMinutes: "{hours} h {minutes} min",
    days: count("1 day", "{count} days"),

    // the queue of a sale
    opensAt: "Opens {time}",
    opensIn: "Opens in {clock}",
    opensByHand: "Opening time to be announced",
    waiting: people("Nobody is waiting", "1 person waiting", "{count} people waiting"),
    joinQueue: "Join the line",
    joinWaitlist: "Join the waitlist",
    enterLobby: "Wait for the opening",
    chooseSeats: "Choose seats",

    // states of a sale
    SCHEDULED: "Not yet on sale",
    OPEN: "On sale",
    PAUSED: "Paused",
    CLOSED: "Sale closed",
    soldOut: "Sold out",
};

// code: [what happened, what to do now], of what any page may meet. `network` and `unknown` are the pages' own.
export const problems = {
    network: ["No connection.", "Check your network and try again. Your place and your seats are kept."],
    unknown: ["Something unexpected happened.", "Try again in a moment."],
    malformed_request: ["The request could not be read.", "Reload the page and try again."],
    invalid_parameter: ["This address is not complete.", "Go back to the list of concerts and start from there."],
    unauthenticated: ["You are not signed in.", "Sign in, and you come back to where you were."],
    invalid_token: ["Your session has ended.", "Sign in again. Your place in line is kept."],
    token_expired: ["Your session has ended.", "Sign in again. Your place in line is kept."],
    token_spent: ["Your session was ended to protect you.", "Sign in again. Your place in line is kept."],
    forbidden: ["Your account may not do this.", "Sign in with an account that may."],
    not_found: ["Page not found, or not yours to see.", "Go back to the list of concerts."],
    not_in_queue: ["You are not in this line.", "Join it to get a place."],
    concert_closed: ["The sale of this concert is closed.", "See what else is on sale."],
    too_many_requests: ["Too many attempts.", "Wait a few seconds and try again."],
    redis_unavailable: ["The line is temporarily unavailable.", "Your place is safe. Try again in a few seconds."],
    database_unavailable: ["Booking is temporarily unavailable.", "Nothing was changed. Try again in a few seconds."],
    concert_restoring: ["This concert is being restored.", "It takes a few seconds. Your place is safe."],
    worker_unavailable: ["The service is very busy.", "Nothing was changed. Try again in a few seconds."],
    internal: ["Something went wrong on our side.", "Try again in a moment."],
};
