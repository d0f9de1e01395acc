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

#define SUMMARY_TEXT_SIZE 801 /* 200 code points */
#define ZONE_TEXT_SIZE 257    /* 64 of them */
#define LOCAL_TEXT_SIZE 32    /* "2026-12-24 19:00" */

struct concert_summary {
    struct uuid concert_id;
    char name[SUMMARY_TEXT_SIZE];
    char venue[SUMMARY_TEXT_SIZE];
    enum concert_state state;
    enum queueing queueing;
    char time_zone[ZONE_TEXT_SIZE];
    char opens_at_local[LOCAL_TEXT_SIZE]; /* in its zone; "" by hand */
    int64_t opens_at_ms;                  /* 0: by hand */
    int64_t opens_in_seconds; /* by Redis's clock, rounded up; 0 when that is over or by hand */
    bool is_live;             /* false: it is being restored, and what follows is not known */
    int64_t waiting;
    struct seat_counts seats; /* of the shows that are still to come */
};

/*
 * A process keeps the summaries it was asked for last: who waits by asking for a page each few
 * seconds costs Postgres nothing. Bounded; the one that was read longest ago makes room.
 */
struct concert_cache;
struct concert_cache *concert_cache_create(void);
void concert_cache_destroy(struct concert_cache *cache); /* NULL is fine */

/*
 * The summary lives until the next call. It may be two seconds old, and older while it cannot be
 * read. ERR_NOT_FOUND for an unknown concert, ERR_REDIS_UNAVAILABLE, ERR_DATABASE_UNAVAILABLE.
 */
MUST_CHECK enum err concert_cache_find(struct context *context, const struct uuid *concert_id,
                                       const struct concert_summary **ret_concert);

#endif
