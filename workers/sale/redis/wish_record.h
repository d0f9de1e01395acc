/* wish_record.h -- a wish as Redis keeps it: which seats somebody wants at the moment of the
 * admission. */
#ifndef USHER_SALE_REDIS_WISH_RECORD_H
#define USHER_SALE_REDIS_WISH_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* A section to look in. seats_per_row is all of its seats where it has a layout of its own. */
struct best_range {
    int64_t first_seat_id;
    int64_t rows;
    int64_t seats_per_row;
};

/* "show quantity adjacent max-price named random ranges": see lua/include/queue/wish_record.lua. */
struct wish_record {
    int64_t show_no;
    int64_t quantity;
    bool adjacent;
    int64_t max_price; /* 0: any */
    bool is_named;     /* its owner named sections; else these are all that are as cheap */
    int64_t random;    /* for the ids of the reservations */
    const struct best_range *ranges; /* the better ones first; one at least */
    size_t range_count;
};

/* Both from the arena. False for what is none, such as a wish that was met ("HELD 7:12"). */
const char *wish_record_write(const struct wish_record *wish, struct arena *arena);
bool wish_record_parse(const char *text, struct arena *arena, struct wish_record *ret_wish);

#endif
