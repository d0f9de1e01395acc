/* holds.h -- the rules for holding seats and for freeing them. */
#ifndef USHER_SALE_SEATS_HOLDS_H
#define USHER_SALE_SEATS_HOLDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/shows.h"
#include "sale/seats/hold_refusal.h"

#define SEATS_PER_CALL_MAX 100

struct hold {
    struct uuid reservation_id;
    struct uuid concert_id;
    struct uuid show_id;
    struct seat seat; /* its section and row live as long as the show */
    int64_t reserved_at_ms;
    int64_t expires_at_ms;
    int64_t expires_in_ms;
};

/* Who wants which seats of which show: 1 to SEATS_PER_CALL_MAX of them, no seat twice. */
struct hold_request {
    struct uuid user_id;
    const struct show *show;
    const int64_t *seat_ids;
    size_t seat_count;
};

/*
 * All of them or none. ret_holds (from the arena) has seat_count elements in the order asked for.
 * ERR_NOT_FOUND: a seat that is not in the show (ret_refusal names it).
 * ERR_NOT_ADMITTED, ERR_ADMISSION_EXPIRED, ERR_SEAT_TAKEN, ERR_SEAT_LIMIT, ERR_CONCERT_CLOSED,
 * ERR_SHOW_STARTED, ERR_CONCERT_RESTORING, ERR_REDIS_UNAVAILABLE.
 */
MUST_CHECK enum err holds_take(struct context *context, const struct hold_request *request,
                               const struct hold **ret_holds, struct hold_refusal *ret_refusal);

/* Frees the caller's own hold. ERR_NOT_FOUND, ERR_HOLD_EXPIRED, ERR_PAYMENT_IN_FLIGHT. */
MUST_CHECK enum err holds_release(struct context *context, const struct uuid *user_id,
                                  const struct uuid *reservation_id);

#endif
