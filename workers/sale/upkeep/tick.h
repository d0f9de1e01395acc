/* tick.h -- a tick a second for every concert. */
#ifndef USHER_SALE_UPKEEP_TICK_H
#define USHER_SALE_UPKEEP_TICK_H

#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "sale/concert/concert.h"
#include "sale/concert/shows.h"

/* A concert with the shows whose maps the tick keeps. */
struct tick_concert {
    struct concert concert;
    size_t show_count;
    const struct show_summary *shows;
};

/* Every concert that is not closed or has a show to come. From the arena. */
MUST_CHECK enum err tick_load(struct context *context, const struct tick_concert **ret_concerts,
                              size_t *ret_count);

struct tick_result {
    enum err err; /* ERR_CONCERT_RESTORING when Redis has lost the concert: call restore_concert */
    enum concert_state state;
    int64_t waiting;
    int64_t active;
    int64_t admitted;
    int64_t expired;
    int64_t no_shows;
    int64_t holds_expired; /* seats */
};

/* Concerts that one call of tick_concerts takes: a round trip for all of them. Redis reads some 16
 * KB of one client and then of the next, so that this holds up nobody. */
#define TICK_CONCERTS_MAX 64

/* One tick of each, with a result each: a concert that fails stops no other. One that another
 * scheduler has ticked within 400 ms comes back at once, with what that one has left. */
void tick_concerts(struct context *context, const struct tick_concert *concerts, size_t count,
                   struct tick_result *ret_results);

/* One tick of one. */
MUST_CHECK enum err tick_concert(struct context *context, const struct tick_concert *concert,
                                 struct tick_result *ret_result);

/* Tells Postgres that a scheduled sale has opened. */
MUST_CHECK enum err tick_record_opened(struct context *context, const struct concert *concert);

#endif
