/* taken_seats.h -- who has which seat of a show, for the organiser: holds from Redis, sales from
 * the books. */
#ifndef USHER_SALE_SEATS_TAKEN_SEATS_H
#define USHER_SALE_SEATS_TAKEN_SEATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/shows.h"

struct holder {
    struct seat seat; /* as long as the show */
    bool is_sold;
    struct uuid user_id;
    const char *email;
    int64_t sold_at_ms;
    int64_t expires_at_ms; /* of a hold */
    int64_t expires_in_ms;
};

/* Seats after `after` and up to `last`, at most limit of them (1 to HOLDERS_MAX). */
#define HOLDERS_MAX 100
struct holder_page {
    struct uuid show_id;
    int64_t after;
    int64_t last;
    int64_t limit;
};

/*
 * In the order of the seats. A seat that changes hands at this moment may be left out. ret_next:
 * the `after` of the next page, 0 when this is the last.
 */
MUST_CHECK enum err holders_list(struct context *context, const struct holder_page *page,
                                 const struct holder **ret_holders, size_t *ret_count,
                                 int64_t *ret_next);

#endif
