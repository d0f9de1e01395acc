/* board.h -- a concert's public board: what everybody who waits may know, as it was in one moment.
 */
#ifndef USHER_SALE_UPKEEP_BOARD_H
#define USHER_SALE_UPKEEP_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/concerts.h"
#include "sale/context.h"
#include "sale/upkeep/tick.h"

/* People of the line whose numbers are at or above `start`, and below the next bucket's. */
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
    int64_t rate_per_1000_s; /* people really admitted; 0: not known */
    size_t bucket_count;
    const struct board_bucket *buckets; /* from the front of the line to its end */
    const char **maps; /* a letter a seat, for each show of the concert; "" where none is whole */
};

/* Reads it, and keeps its buckets in order. ERR_CONCERT_RESTORING, ERR_REDIS_UNAVAILABLE. */
MUST_CHECK enum err board_read(struct context *context, const struct tick_concert *concert,
                               struct board *ret_board);

/* Seats of a show that lie together and cost the same. */
struct seat_block {
    int64_t price;
    int64_t first_seat_id;
    int64_t seats;
};

/* The blocks of a show never change. From the arena. */
MUST_CHECK enum err board_blocks(struct context *context, const struct uuid *show_id,
                                 const struct seat_block **ret_blocks, size_t *ret_count);

struct seat_counts {
    int64_t total;
    int64_t available;
    int64_t held;
    int64_t sold;
};

struct price_counts {
    int64_t price;
    struct seat_counts seats;
};

/* The seats of the shows that are still to come, and of each price, cheapest first. */
struct board_stock {
    struct seat_counts seats;
    bool has_prices; /* false: prices is not complete */
    size_t price_count;
    struct price_counts *prices; /* has room for price_room of them */
    size_t price_room;
};

/* Adds the seats of one show; blocks NULL: they are not known yet, and so the prices are not. */
void board_stock_add(struct board_stock *stock, const char *map, const struct seat_block *blocks,
                     size_t block_count, struct arena *arena);

/* A seat whose letter is another one than before. */
struct seat_change {
    int64_t seat_id;
    char letter;
};

/* The seats in which two maps of one length differ. Returns how many; at most `most` are written.
 */
size_t seat_changes(const char *before, const char *after, struct seat_change *ret_changes,
                    size_t most);

#endif
