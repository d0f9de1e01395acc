/* stock.h -- how many seats there are at which price. */
#ifndef USHER_SALE_SEATS_STOCK_H
#define USHER_SALE_SEATS_STOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/redis/seat_letters.h"

/* Seats of a show that lie together and cost the same; those that are not for sale are in none. */
struct seat_block {
    int64_t price;
    int64_t first_seat_id;
    int64_t seats;
};

/* The blocks of a show never change. From the arena. */
MUST_CHECK enum err stock_blocks(struct context *context, const struct uuid *show_id,
                                 const struct seat_block **ret_blocks, size_t *ret_count);

struct price_counts {
    int64_t price;
    struct seat_counts seats;
};

/* The seats of the shows that are still to come, and of each price, cheapest first. */
struct stock {
    struct seat_counts seats;
    bool has_prices; /* false: prices is not complete */
    size_t price_count;
    struct price_counts *prices; /* has room for price_room of them */
    size_t price_room;
};

/* Adds the seats of one show; blocks NULL: they are not known yet, and so the prices are not. */
void stock_add(struct stock *stock, const char *map, const struct seat_block *blocks,
               size_t block_count, struct arena *arena);

#endif
