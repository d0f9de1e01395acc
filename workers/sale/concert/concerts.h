/* concerts.h -- the concerts there are, and the running of a sale. */
#ifndef USHER_SALE_CONCERT_CONCERTS_H
#define USHER_SALE_CONCERT_CONCERTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/concert.h"

/* Newest first, those older than `after` (empty: from the newest). */
struct concert_page {
    struct uuid after;
    int64_t limit;
};
MUST_CHECK enum err concerts_list(struct context *context, const struct concert_page *page,
                                  const struct concert **ret_concerts, size_t *ret_count);
MUST_CHECK enum err concerts_find(struct context *context, const struct uuid *concert_id,
                                  struct concert *ret_concert);

/* What an organiser may change; NULL or -1 leaves a member as it is. */
struct concert_change {
    const char *name;
    const char *venue;
    const char *time_zone; /* ERR_INVALID_MEMBER when the database knows none of that name */
    int64_t opens_at_ms;
    struct policy policy; /* -1 (QUEUEING_KEEP) where it stays */
};
MUST_CHECK enum err concerts_change(struct context *context, const struct uuid *concert_id,
                                    const struct concert_change *change,
                                    struct concert *ret_concert);

/* verb: "open", "pause", "resume", "close". ERR_STATE_CONFLICT when the state does not allow it. */
MUST_CHECK enum err concerts_steer(struct context *context, const struct uuid *concert_id,
                                   const char *verb, enum concert_state *ret_state);

/* Points taken for a concert, refunds subtracted. */
MUST_CHECK enum err concerts_revenue(struct context *context, const struct uuid *concert_id,
                                     int64_t *ret_revenue);

#endif
