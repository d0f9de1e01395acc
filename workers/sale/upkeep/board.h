/* board.h -- a concert's public board: what everybody who waits may know,
 * as it was in one moment. */
#ifndef USHER_SALE_UPKEEP_BOARD_H
#define USHER_SALE_UPKEEP_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/concert.h"
#include "sale/upkeep/tick.h"

/* People of the queue whose numbers are at or above `start`, and below the next bucket's. */
struct board_bucket {
    int64_t start;
    int64_t people;
};

struct board {
    struct uuid concert_id;
    int64_t now_us; /* when it was so, by Redis's clock */
    enum concert_state state;
    int64_t opens_at_ms; /* 0: by hand */
    int64_t frontier;
    int64_t waiting;
    int64_t active;
    int64_t max_active;
    int64_t rate_per_million_s; /* people really admitted; 0: not known */
    int64_t admissions_seen;    /* how many of them say so */
    size_t bucket_count;
    const struct board_bucket *buckets; /* from the front of the queue to its end */
    const char **maps; /* a letter a seat, for each show of the concert; "" where none is whole */
};

struct board_answer {
    enum err err; /* ERR_CONCERT_RESTORING, ERR_REDIS_UNAVAILABLE */
    struct board board;
};

/* Reads the boards of some concerts in one round trip, each for itself, and keeps their buckets in
 * order. ret_boards: count elements. */
void boards_read(struct context *context, const struct tick_concert *concerts, size_t count,
                 struct board_answer *ret_boards);

/* How many of these to read in one call, so that it takes little memory and time: one at least. */
size_t boards_in_one_call(const struct tick_concert *concerts, size_t count);

#endif
