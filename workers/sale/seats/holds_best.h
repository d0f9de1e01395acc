/* holds_best.h -- holding the best free seats, which a script chooses and holds in one step. */
#ifndef USHER_SALE_SEATS_HOLDS_BEST_H
#define USHER_SALE_SEATS_HOLDS_BEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/seats/hold_refusal.h"
#include "sale/seats/holds.h"

/* Who wants how many seats of which show, wherever they are. */
struct best_request {
    struct uuid user_id;
    const struct show *show;
    int64_t quantity;    /* 1 to SEATS_PER_CALL_MAX */
    const char *section; /* NULL: any */
    int64_t max_price;   /* of a seat; 0: any */
    bool adjacent;       /* in one row beside each other, or not at all */
};

/*
 * The best free seats there are, by the rule in lua/include/best/best_seats.lua: all of them or
 * none. ret_holds (from the arena) has quantity elements, by seat. ERR_NOT_FOUND: the show has no
 * such section (ret_refusal names it). ERR_NO_SEATS_LEFT: there are too few such seats; the others
 * as holds_take, but never ERR_SEAT_TAKEN.
 */
MUST_CHECK enum err holds_take_best(struct context *context, const struct best_request *request,
                                    const struct hold **ret_holds,
                                    struct hold_refusal *ret_refusal);

#endif
