/* payment_provider.h -- the payment provider: what it says of a payment by card (PortOne's API,
 * version 2).
 */
#ifndef USHER_SALE_MONEY_PAYMENT_PROVIDER_H
#define USHER_SALE_MONEY_PAYMENT_PROVIDER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/err.h"

struct provider;

/* NULL when the configuration names none. The connection to it is kept between calls. */
struct provider *provider_create(const struct config *config);
void provider_destroy(struct provider *provider); /* NULL is fine */

struct provider_payment {
    /* READY, PAID, FAILED, CANCELLED …; TEST_PAID for a test card where those do not count */
    const char *status;
    int64_t amount;       /* of PAID, TEST_PAID and PARTIAL_CANCELLED (what is left), else 0 */
    const char *currency; /* of the same ("KRW"), else "" */
};

/*
 * Asks for the payment under a reference that we made ourselves. Within 5 s, tries included:
 * ERR_PROVIDER_UNAVAILABLE when no answer came, or none that can be made sense of; it is logged.
 */
MUST_CHECK enum err provider_payment(struct provider *provider, const char *reference,
                                     struct arena *arena, struct provider_payment *ret_payment);

#endif
