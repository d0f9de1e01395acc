// words-en.js -- the words that every page needs, and what each problem means, in English.

const count = (one, many) => ({count: n}) => (n === 1 ? one : many.replace("{count}", n.toLocaleString("en")));

const people = (none, one, many) => ({count: n}) =>
    (n === 0 ? none : n === 1 ? one : many.replace("{count}", n.toLocaleString("en")));

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
    drawPage: "Check a draw",
    tryAgain: "Try again",
    close: "Close",
    loading: "One moment…",
    noConcert: "No concert is named in this address.",
    toConcerts: "See what is on sale",

    // amounts and times
    points: "{points} points",
    lessThanAMinute: "less than a minute",
    minutes: count("a minute", "{count} minutes"),
    hours: count("an hour", "{count} hours"),
    days: count("a day", "{count} days"),

    // the line of a sale
    opensAt: "Opens {time}",
    opensIn: "Opens in {clock}",
    opensByHand: "The hour is not set yet",
    waiting: people("Nobody is waiting", "1 person waiting", "{count} people waiting"),
    enterLine: "Join the line",
    enterLobby: "Wait for the opening",
    chooseSeats: "Choose seats",

    // states of a sale
    SCHEDULED: "Not yet on sale",
    OPEN: "On sale",
    PAUSED: "Paused",
    CLOSED: "Sale closed",
    soldOut: "Sold out",
};

// code: [what happened, what to do now]. `network` and `unknown` are the pages' own.
export const problems = {
    network: ["There is no connection.", "Check your network. This page goes on by itself as soon as it can."],
    unknown: ["Something unexpected came back.", "Try again in a moment."],
    malformed_request: ["The request could not be read.", "Reload the page and try again."],
    malformed_json: ["The request could not be read.", "Reload the page and try again."],
    invalid_member: ["Something in the form is missing or not valid.", "Look through what you entered and send it again."],
    invalid_parameter: ["This address is not complete.", "Go back to the list of concerts and start from there."],
    invalid_header: ["The request could not be read.", "Reload the page and try again."],
    mixed_concerts: ["These seats belong to different concerts.", "Pay for the seats of one concert at a time."],
    unauthenticated: ["You are not signed in.", "Sign in, and you come back to where you were."],
    invalid_token: ["Your session has ended.", "Sign in again. Your place in line is kept."],
    token_expired: ["Your session has ended.", "Sign in again. Your place in line is kept."],
    token_spent: ["Your session was ended to protect you.", "Sign in again. Your place in line is kept."],
    wrong_credentials: ["The e-mail or the password is wrong.", "Check both. If you have no account yet, sign up."],
    invalid_signature: ["This message could not be verified.", "Nothing was changed."],
    not_enough_points: ["You do not have enough points.", "Top up your points; your seats are held meanwhile."],
    not_admitted: ["It is not your turn yet.", "Go back to the waiting page; it tells you when it is."],
    forbidden: ["Your account may not do this.", "Sign in with an account that may."],
    direct_charge_off: ["Points are topped up by card here.", "Use the card top-up on your account page."],
    not_found: ["There is no such thing, or it is not yours.", "Go back to the list of concerts."],
    not_in_queue: ["You are not in this line.", "Join it to get a place."],
    method_not_allowed: ["This cannot be done here.", "Reload the page and try again."],
    not_acceptable: ["This cannot be shown here.", "Reload the page and try again."],
    seat_taken: ["Somebody else was faster with one of these seats.", "Choose another seat; the map is up to date now."],
    seat_limit: ["That is more seats than one person may have.", "Choose fewer seats of this show."],
    email_in_use: ["There is an account with this e-mail already.", "Sign in instead."],
    concert_closed: ["The sale of this concert is closed.", "See what else is on sale."],
    show_started: ["This show has begun.", "Choose another show."],
    state_conflict: ["This is not possible right now.", "Reload the page to see how things stand."],
    balance_limit: ["Your balance would grow past its maximum.", "Top up a smaller amount."],
    payment_in_flight: ["A payment for these seats is under way.", "Wait a moment; it will show up under your tickets."],
    refund_too_late: ["It is too late to refund this show.", "Refunds end some time before the show begins."],
    already_refunded: ["This was refunded before.", "Your points show it already."],
    already_checked_in: ["This ticket was used at the door already.", "Nobody else can come in with it."],
    ticket_void: ["This ticket was refunded and is void.", "It does not open the door any more."],
    no_seats_left: ["There are not as many such seats left.", "Try fewer seats, another section or a higher price."],
    no_provider: ["Card payments are not set up here.", "Ask the organiser how to top up."],
    idempotency_in_flight: ["The first try is still running.", "Wait a moment and press the button again; you pay once only."],
    hold_expired: ["The time for these seats is over.", "Choose your seats again."],
    admission_expired: ["Your turn is over.", "Join the line again; if you missed it only just now, you stand in front."],
    body_too_large: ["That is too much at once.", "Send less and try again."],
    not_json: ["The request could not be read.", "Reload the page and try again."],
    idempotency_key_reused: ["This was sent before with other contents.", "Reload the page to see what became of it."],
    too_many_requests: ["Too many tries in a short time.", "Wait a few seconds and try again."],
    redis_unavailable: ["The line is out of reach for a moment.", "Your place is safe. This page tries again by itself."],
    database_unavailable: ["The booking office is out of reach for a moment.", "Nothing was changed. Try again in a few seconds."],
    concert_restoring: ["This concert is being restored.", "It takes a few seconds. Your place is safe."],
    worker_unavailable: ["The service is very busy.", "Nothing was changed. Try again in a few seconds."],
    provider_unavailable: ["The card service is out of reach for a moment.", "Nothing was charged. Try again in a few seconds."],
    outcome_unknown: ["We are checking what became of it.", "Do not start over. Press the button again: whatever happened, it counts once."],
    internal: ["Something went wrong on our side.", "Try again in a moment."],
};
