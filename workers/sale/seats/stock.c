/* stock.c -- how many seats there are at which price. */
#include "sale/seats/stock.h"

#include <string.h>

#include "store/pg.h"
#include "store/pg_answers.h"

static void read_block(const PGresult *result, int row, struct arena *arena, void *ret_block)
{
    (void)arena;
    *(struct seat_block *)ret_block = (struct seat_block){
        .price = pg_get_int(result, row, 0),
        .first_seat_id = pg_get_int(result, row, 1),
        .seats = pg_get_int(result, row, 2),
    };
}

enum err stock_blocks(struct context *context, const struct uuid *show_id,
                      const struct seat_block **ret_blocks, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT price, first_seat_id, seats"
                                  " FROM usher.sections"
                                  " WHERE show_id = $1::uuid AND price IS NOT NULL ORDER BY 2",
                                  context->arena);
    pg_uuid(&call, show_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_blocks = pg_list(result, sizeof(**ret_blocks), read_block, context->arena, ret_count);
    return err;
}

static void make_room(struct stock *stock, struct arena *arena)
{
    size_t room = 2 * stock->price_room + 8;
    struct price_counts *prices = arena_array(arena, room, sizeof(*prices));
    for (size_t i = 0; i < stock->price_count; i++)
        prices[i] = stock->prices[i];
    stock->prices = prices;
    stock->price_room = room;
}

/* The counts of a price, made when they are not there. */
static struct seat_counts *counts_of(struct stock *stock, int64_t price, struct arena *arena)
{
    size_t at = 0;
    while (at < stock->price_count && stock->prices[at].price < price)
        at++;
    if (at < stock->price_count && stock->prices[at].price == price)
        return &stock->prices[at].seats;
    if (stock->price_count == stock->price_room)
        make_room(stock, arena);
    for (size_t i = stock->price_count++; i > at; i--)
        stock->prices[i] = stock->prices[i - 1];
    stock->prices[at] = (struct price_counts){.price = price};
    return &stock->prices[at].seats;
}

void stock_add(struct stock *stock, const char *map, const struct seat_block *blocks,
               size_t block_count, struct arena *arena)
{
    int64_t seats = (int64_t)strlen(map);
    seat_counts_add(&stock->seats, map, seats);
    stock->has_prices = stock->has_prices && blocks;
    for (size_t i = 0; i < block_count; i++) {
        const struct seat_block *block = &blocks[i];
        if (block->first_seat_id - 1 + block->seats <= seats)
            seat_counts_add(counts_of(stock, block->price, arena), map + block->first_seat_id - 1,
                            block->seats);
    }
}
