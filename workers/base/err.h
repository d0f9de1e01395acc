/* err.h -- every way a call can fail, in one table. */
#ifndef USHER_BASE_ERR_H
#define USHER_BASE_ERR_H

/*
 * X(name, HTTP status, code, sentence)
 *
 * The code is what clients match on and never changes; the sentence is the default `detail` of the
 * problem document (RFC 9457). OK is 0, so that `if (err)` reads as it should.
 */
#define ERR_TABLE(X)                                                                               \
    X(ERR_MALFORMED_JSON, 400, "malformed_json", "The body is not a well-formed JSON object.")     \
    X(ERR_INVALID_MEMBER, 400, "invalid_member", "A member of the body is missing or not valid.")  \
    X(ERR_INVALID_PARAMETER, 400, "invalid_parameter", "A parameter of the address is not valid.") \
    X(ERR_INVALID_HEADER, 400, "invalid_header", "A header of the request is not valid.")          \
    X(ERR_MIXED_CONCERTS, 400, "mixed_concerts", "All reservations must be of one concert.")       \
    X(ERR_UNAUTHENTICATED, 401, "unauthenticated", "This call needs a bearer token.")              \
    X(ERR_INVALID_TOKEN, 401, "invalid_token", "The token is not valid here.")                     \
    X(ERR_TOKEN_EXPIRED, 401, "token_expired", "The token has expired.")                           \
    X(ERR_WRONG_CREDENTIALS, 401, "wrong_credentials", "The e-mail or the password is wrong.")     \
    X(ERR_TOKEN_SPENT, 401, "token_spent", "The refresh token was used before; sign in again.")    \
    X(ERR_INVALID_SIGNATURE, 401, "invalid_signature", "The webhook is forged, or too old.")       \
    X(ERR_NOT_ENOUGH_POINTS, 402, "not_enough_points", "The balance is too small.")                \
    X(ERR_NOT_ADMITTED, 403, "not_admitted", "You have not been admitted yet.")                    \
    X(ERR_FORBIDDEN, 403, "forbidden", "Your role does not allow this.")                           \
    X(ERR_DIRECT_CHARGE_OFF, 403, "direct_charge_off", "Points are topped up by card here.")       \
    X(ERR_NOT_FOUND, 404, "not_found", "There is no such thing, or it is not yours.")              \
    X(ERR_NOT_IN_QUEUE, 404, "not_in_queue", "You are not in this concert's queue.")               \
    X(ERR_METHOD_NOT_ALLOWED, 405, "method_not_allowed", "This address has no such method.")       \
    X(ERR_SEAT_TAKEN, 409, "seat_taken", "Somebody else has the seat.")                            \
    X(ERR_SEAT_LIMIT, 409, "seat_limit", "That is more seats of this show than one may have.")     \
    X(ERR_EMAIL_IN_USE, 409, "email_in_use", "There is an account with this e-mail.")              \
    X(ERR_CONCERT_CLOSED, 409, "concert_closed", "The sale of this concert is closed.")            \
    X(ERR_SHOW_STARTED, 409, "show_started", "The show has begun; its seats are off sale.")        \
    X(ERR_CHOOSING_OVER, 409, "choosing_over",                                                     \
      "The time to choose is over; pay for what you hold.")                                        \
    X(ERR_STATE_CONFLICT, 409, "state_conflict", "The present state does not allow this.")         \
    X(ERR_BALANCE_LIMIT, 409, "balance_limit", "The balance would pass its maximum.")              \
    X(ERR_PAYMENT_IN_FLIGHT, 409, "payment_in_flight", "A payment of this seat is under way.")     \
    X(ERR_REFUND_TOO_LATE, 409, "refund_too_late", "It is too late to refund this show.")          \
    X(ERR_ALREADY_REFUNDED, 409, "already_refunded", "Some of these seats were refunded before.")  \
    X(ERR_ALREADY_CHECKED_IN, 409, "already_checked_in", "The ticket was used at the door.")       \
    X(ERR_WRONG_SHOW, 409, "wrong_show", "The ticket is for another show.")                        \
    X(ERR_CHECKIN_NOT_OPEN, 409, "checkin_not_open", "Check-in for this show is not open yet.")    \
    X(ERR_NOT_CHECKED_IN, 409, "not_checked_in", "The ticket is not checked in.")                  \
    X(ERR_TICKET_VOID, 409, "ticket_void", "The ticket was refunded; it is void.")                 \
    X(ERR_NO_SEATS_LEFT, 409, "no_seats_left", "There are not as many such seats left.")           \
    X(ERR_NO_PROVIDER, 409, "no_provider", "No payment provider is set up here.")                  \
    X(ERR_IDEMPOTENCY_IN_FLIGHT, 409, "idempotency_in_flight", "The first call is still running.") \
    X(ERR_HOLD_EXPIRED, 410, "hold_expired", "The hold has expired; choose a seat again.")         \
    X(ERR_ADMISSION_EXPIRED, 410, "admission_expired",                                             \
      "Your admission has expired; join the queue again.")                                         \
    X(ERR_BODY_TOO_LARGE, 413, "body_too_large",                                                   \
      "The body is larger, or has more values, than is taken here.")                               \
    X(ERR_NOT_JSON, 415, "not_json", "The body must be application/json.")                         \
    X(ERR_NOT_FORM, 415, "not_form", "The body must be application/x-www-form-urlencoded.")        \
    X(ERR_IDEMPOTENCY_KEY_REUSED, 422, "idempotency_key_reused",                                   \
      "This idempotency key was used with another body.")                                          \
    X(ERR_TOO_MANY_REQUESTS, 429, "too_many_requests", "That was too often; try again later.")     \
    X(ERR_REDIS_UNAVAILABLE, 503, "redis_unavailable", "The queue is unavailable; try again.")     \
    X(ERR_DATABASE_UNAVAILABLE, 503, "database_unavailable",                                       \
      "The database is unavailable; try again.")                                                   \
    X(ERR_CONCERT_RESTORING, 503, "concert_restoring", "The concert is being restored.")           \
    X(ERR_PROVIDER_UNAVAILABLE, 503, "provider_unavailable",                                       \
      "The payment provider is unavailable; try again.")                                           \
    X(ERR_OUTCOME_UNKNOWN, 503, "outcome_unknown",                                                 \
      "The outcome is being checked; repeat the call to learn it.")                                \
    X(ERR_INTERNAL, 500, "internal", "Something went wrong on our side.")

enum err {
    OK = 0,
#define ERR_NAME(name, status, code, sentence) name,
    ERR_TABLE(ERR_NAME)
#undef ERR_NAME
        ERR_COUNT
};

/* A caller that drops one of these has a bug: use (void) to ignore one on purpose. */
#define MUST_CHECK __attribute__((warn_unused_result))

int err_status(enum err err);           /* the HTTP status; 200 for OK */
const char *err_code(enum err err);     /* "seat_taken"; "ok" for OK */
const char *err_sentence(enum err err); /* a sentence for a person */

/* What a word stands for that a script of Redis or a function of Postgres answers. */
struct outcome {
    const char *word;
    enum err err;
};

/* outcomes: a table that ends with {0}. ERR_INTERNAL for a word that is not in it. */
MUST_CHECK enum err err_of_outcome(const struct outcome *outcomes, const char *word);

#endif
