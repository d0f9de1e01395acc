/* board.c -- reading a concert's public board, and counting its seats. */
#include "sale/upkeep/board.h"

#include <string.h>

#include "sale/redis/keys.h"

/* People in a bucket of the line: small enough that those of the front one may ask for themselves,
 * large enough that a million people fit into a few kilobytes. */
#define BUCKET_PEOPLE 4096
/* Buckets one reading makes at most; a line of a million gets all of its own within seconds. */
#define BUCKETS_MADE_MAX 50

static struct redis_call read_call(const struct context *context, const struct tick_concert *tick)
{
    const struct uuid *concert_id = &tick->concert.concert_id;
    struct redis_call call = redis_script(SCRIPT_READ_BOARD, context->arena);
    line_keys(&call, concert_id);
    key_lobby(&call, concert_id);
    key_marks(&call, concert_id);
    for (size_t i = 0; i < tick->show_count; i++)
        key_map(&call, concert_id, tick->shows[i].show_no);
    arg_now(&call, context);
    redis_arg_int(&call, BUCKET_PEOPLE);
    redis_arg_int(&call, BUCKETS_MADE_MAX);
    return call;
}

static const struct board_bucket *read_buckets(const redisReply *reply, size_t first, size_t count,
                                               struct arena *arena)
{
    struct board_bucket *buckets = arena_array(arena, count + 1, sizeof *buckets);
    for (size_t i = 0; i < count; i++) {
        buckets[i].start = reply_int(reply, first + 2 * i);
        buckets[i].people = reply_int(reply, first + 2 * i + 1);
    }
    return buckets;
}

static void read_reply(const redisReply *reply, const struct tick_concert *tick,
                       struct arena *arena, struct board *ret_board)
{
    enum { FIRST_MAP = 10 };
    struct board board = {
        .concert_id = tick->concert.concert_id,
        .now_us = reply_int(reply, 2),
        .opens_at_ms = reply_int(reply, 3),
        .frontier = reply_int(reply, 4),
        .waiting = reply_int(reply, 5),
        .active = reply_int(reply, 6),
        .max_active = reply_int(reply, 7),
        .rate_per_1000_s = reply_int(reply, 8),
        .bucket_count = (size_t)reply_int(reply, 9),
    };
    (void)concert_state_parse(reply_text(reply, 1), &board.state);
    board.maps = arena_array(arena, tick->show_count + 1, sizeof *board.maps);
    for (size_t i = 0; i < tick->show_count; i++) {
        const char *map = reply_text(reply, FIRST_MAP + i);
        bool is_whole = (int64_t)strlen(map) == tick->shows[i].seats_total;
        board.maps[i] = is_whole ? arena_strdup(arena, map) : "";
    }
    board.buckets = read_buckets(reply, FIRST_MAP + tick->show_count, board.bucket_count, arena);
    *ret_board = board;
}

enum err board_read(struct context *context, const struct tick_concert *concert,
                    struct board *ret_board)
{
    struct redis_call call = read_call(context, concert);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    err = script_outcome(context, &concert->concert.concert_id, reply);
    if (!err)
        read_reply(reply, concert, context->arena, ret_board);
    return err;
}

enum err board_blocks(struct context *context, const struct uuid *show_id,
                      const struct seat_block **ret_blocks, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT price, first_seat_id, seats"
                                  " FROM usher.sections WHERE show_id = $1::uuid ORDER BY 2",
                                  context->arena);
    pg_uuid(&call, show_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (err)
        return err;
    size_t count = (size_t)pg_rows(result);
    struct seat_block *blocks = arena_array(context->arena, count + 1, sizeof *blocks);
    for (size_t i = 0; i < count; i++) {
        blocks[i] = (struct seat_block){
            .price = pg_get_int(result, (int)i, 0),
            .first_seat_id = pg_get_int(result, (int)i, 1),
            .seats = pg_get_int(result, (int)i, 2),
        };
    }
    *ret_blocks = blocks;
    *ret_count = count;
    return OK;
}

static void count_seats(struct seat_counts *counts, const char *letters, int64_t seats)
{
    counts->total += seats;
    for (int64_t i = 0; i < seats; i++) {
        counts->available += letters[i] == 'A';
        counts->held += letters[i] == 'H';
        counts->sold += letters[i] == 'S';
    }
}

static void make_room(struct board_stock *stock, struct arena *arena)
{
    size_t room = 2 * stock->price_room + 8;
    struct price_counts *prices = arena_array(arena, room, sizeof *prices);
    for (size_t i = 0; i < stock->price_count; i++)
        prices[i] = stock->prices[i];
    stock->prices = prices;
    stock->price_room = room;
}

/* The counts of a price, made when they are not there. */
static struct seat_counts *counts_of(struct board_stock *stock, int64_t price, struct arena *arena)
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

void board_stock_add(struct board_stock *stock, const char *map, const struct seat_block *blocks,
                     size_t block_count, struct arena *arena)
{
    int64_t seats = (int64_t)strlen(map);
    count_seats(&stock->seats, map, seats);
    stock->has_prices = stock->has_prices && blocks;
    for (size_t i = 0; i < block_count; i++) {
        const struct seat_block *block = &blocks[i];
        if (block->first_seat_id - 1 + block->seats <= seats)
            count_seats(counts_of(stock, block->price, arena), map + block->first_seat_id - 1,
                        block->seats);
    }
}

size_t seat_changes(const char *before, const char *after, struct seat_change *ret_changes,
                    size_t most)
{
    size_t count = 0;
    for (size_t i = 0; before[i] && after[i]; i++) {
        if (before[i] == after[i])
            continue;
        if (count < most)
            ret_changes[count] =
                (struct seat_change){.seat_id = (int64_t)i + 1, .letter = after[i]};
        count++;
    }
    return count;
}
