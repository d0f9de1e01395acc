/* concerts_live.h -- what Redis says of concerts now: the queue, the clock, the seats. */
#ifndef USHER_SALE_CONCERT_CONCERTS_LIVE_H
#define USHER_SALE_CONCERT_CONCERTS_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/concert.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"
#include "sale/redis/seat_letters.h"

/* What Redis says of it now. Zero and present = false while it is being restored. */
struct concert_live {
    bool present;
    enum concert_state state; /* a scheduled sale is OPEN from its hour on */
    int64_t now_ms;           /* Redis's clock */
    int64_t waiting;
    int64_t active;
    int64_t frontier;
    int64_t position; /* the asker's: -1 not in the queue, 0 admitted or in the lobby */
    int64_t rate_per_million_s;
    int64_t admitted;
    int64_t expired;
    int64_t no_shows;
    bool is_sold_out; /* of concerts_live: nothing of the shows that are to come is available */
    size_t map_count;
    const char **maps; /* a letter a seat, in the order of the shows asked for */
};

/* The seats of all its maps. */
struct seat_counts concert_live_seats(const struct concert_live *live);

/* The live figures of many concerts, without maps, in one round trip. shows: of each concert those
 * that are to come. user_id may be NULL. ret_live: count elements. */
MUST_CHECK enum err concerts_live(struct context *context, const struct concert *concerts,
                                  const struct show_list *shows, size_t count,
                                  const struct uuid *user_id, const struct concert_live **ret_live);

/* The live figures of one with the maps of these shows. */
MUST_CHECK enum err concert_live_maps(struct context *context, const struct uuid *concert_id,
                                      const struct show_summary *shows, size_t count,
                                      struct concert_live *ret_live);

#endif
