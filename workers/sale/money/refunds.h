/* refunds.h -- giving sold seats back for their points, once. */
#ifndef USHER_SALE_MONEY_REFUNDS_H
#define USHER_SALE_MONEY_REFUNDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/idempotency.h"
#include "base/uuid.h"

struct refund {
    struct uuid refund_id;
    struct uuid payment_id;
    int64_t amount;
    int64_t points; /* the balance after it */
    int64_t created_at_ms;
    const struct uuid *reservation_ids; /* by show and seat */
    size_t count;
    bool replayed; /* the same reservations, or the same key, were refunded before: that refund */
};

struct refund_request {
    struct uuid user_id;
    struct uuid payment_id;
    const struct uuid *reservation_ids; /* none twice */
    size_t count;                       /* 0: all that is left of the payment */
    struct idempotency idempotency;
};

/*
 * ERR_NOT_FOUND (no payment of the caller, or a reservation of another), ERR_REFUND_TOO_LATE,
 * ERR_ALREADY_REFUNDED (some of them, or in another combination), ERR_ALREADY_CHECKED_IN,
 * ERR_BALANCE_LIMIT, the idempotency errors, ERR_DATABASE_UNAVAILABLE (nothing was changed),
 * ERR_OUTCOME_UNKNOWN (ask again).
 */
MUST_CHECK enum err refunds_refund(struct context *context, const struct refund_request *request,
                                   struct refund *ret_refund);

#endif
