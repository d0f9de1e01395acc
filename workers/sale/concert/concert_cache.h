/* concert_cache.h -- what everybody may know of a concert, as a process saw it within the last
 * seconds. */
#ifndef USHER_SALE_CONCERT_CONCERT_CACHE_H
#define USHER_SALE_CONCERT_CONCERT_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/concert.h"
#include "sale/redis/seat_letters.h"

#define CARD_TEXT_SIZE 801 /* 200 code points */

struct concert_card {
    struct uuid concert_id;
    char name[CARD_TEXT_SIZE];
    char venue[CARD_TEXT_SIZE];
    enum concert_state state;
    enum queueing queueing;
    int64_t opens_at_ms;      /* 0: by hand */
    int64_t opens_in_seconds; /* by Redis's clock, rounded up; 0 when that is over or by hand */
    int64_t grace_seconds;
    bool is_live; /* false: it is being restored, and what follows is not known */
    int64_t waiting;
    struct seat_counts seats; /* of the shows that are still to come */
};

/*
 * A process keeps the cards it was asked for last: who waits by asking for a page each few seconds
 * costs the books nothing. Bounded; the one that was read longest ago makes room.
 */
struct card_cache;
struct card_cache *card_cache_create(void);
void card_cache_destroy(struct card_cache *cache); /* NULL is fine */

/*
 * The card lives until the next call. It may be two seconds old, and older while it cannot be read.
 * ERR_NOT_FOUND for an unknown concert, ERR_REDIS_UNAVAILABLE, ERR_DATABASE_UNAVAILABLE.
 */
MUST_CHECK enum err card_of_concert(struct context *context, const struct uuid *concert_id,
                                    const struct concert_card **ret_card);

#endif
