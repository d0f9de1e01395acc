/* sign_in_limit.h -- how often the password of one account may be guessed. */
#ifndef USHER_SALE_ACCOUNT_SIGN_IN_LIMIT_H
#define USHER_SALE_ACCOUNT_SIGN_IN_LIMIT_H

#include <stdint.h>

#include "base/context.h"
#include "base/err.h"

#define TRIES_OF_ADDRESS_MAX 10
#define TRIES_OF_ACCOUNT_MAX 50
#define TRIES_WINDOW_SECONDS 300

/* Who tries: a normalized e-mail, of an account or of none, and the address of the client. */
struct sign_in_try {
    const char *email;
    const char *address; /* IPv4, or IPv6, of which its /64 counts; NULL: nothing is counted */
};

/*
 * Counts the try before its password is looked at. ERR_TOO_MANY_REQUESTS, and for how long, when
 * there were too many from this address, or from all addresses together but those from which the
 * owner has signed in. While Redis is away nothing is counted.
 */
MUST_CHECK enum err sign_in_limit_count(struct context *context, const struct sign_in_try *attempt,
                                        int64_t *ret_wait_seconds);

/* The password was right. */
void sign_in_limit_forgive(struct context *context, const struct sign_in_try *attempt);

#endif
