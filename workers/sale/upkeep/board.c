/* board.c -- reading a concert's public board. */
#include "sale/upkeep/board.h"

#include <string.h>

#include "sale/concert/concert.h"
#include "sale/concert/script_run.h"
#include "sale/redis/keys.h"
#include "store/redis.h"

/* People in a bucket of the queue: small enough that those of the front one may ask for themselves,
 * large enough that a million people fit into a few kilobytes. */
#define BUCKET_PEOPLE 4096
/* Buckets one reading makes at most; a queue of a million gets all of its own within seconds. */
#define BUCKETS_MADE_MAX 50
/* Boards and seats that one round trip brings, but for a concert with more seats than these. */
#define BOARDS_MAX 32
#define SEATS_MAX 200000

static struct redis_call read_call(const struct context *context, const struct tick_concert *tick)
{
    const struct uuid *concert_id = &tick->concert.concert_id;
    struct redis_call call = redis_script(SCRIPT_READ_BOARD, context->arena);
    queue_keys(&call, concert_id);
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
    struct board_bucket *buckets = arena_array(arena, count + 1, sizeof(*buckets));
    for (size_t i = 0; i < count; i++) {
        buckets[i].start = reply_int(reply, first + 2 * i);
        buckets[i].people = reply_int(reply, first + 2 * i + 1);
    }
    return buckets;
}

static void read_reply(const redisReply *reply, const struct tick_concert *tick,
                       struct arena *arena, struct board *ret_board)
{
    enum { FIRST_MAP = 11 };
    struct board board = {
        .concert_id = tick->concert.concert_id,
        .now_us = reply_int(reply, 2),
        .opens_at_ms = reply_int(reply, 3),
        .frontier = reply_int(reply, 4),
        .waiting = reply_int(reply, 5),
        .active = reply_int(reply, 6),
        .max_active = reply_int(reply, 7),
        .rate_per_million_s = reply_int(reply, 8),
        .admissions_seen = reply_int(reply, 9),
        .bucket_count = (size_t)reply_int(reply, 10),
    };
    (void)concert_state_parse(reply_text(reply, 1), &board.state);
    board.maps = arena_array(arena, tick->show_count + 1, sizeof(*board.maps));
    for (size_t i = 0; i < tick->show_count; i++) {
        const char *map = reply_text(reply, FIRST_MAP + i);
        bool is_whole = (int64_t)strlen(map) == tick->shows[i].seats_total;
        board.maps[i] = is_whole ? arena_strdup(arena, map) : "";
    }
    board.buckets = read_buckets(reply, FIRST_MAP + tick->show_count, board.bucket_count, arena);
    *ret_board = board;
}

void boards_read(struct context *context, const struct tick_concert *concerts, size_t count,
                 struct board_answer *ret_boards)
{
    struct redis_call *calls = arena_array(context->arena, count + 1, sizeof(*calls));
    struct redis_answer *answers = arena_array(context->arena, count + 1, sizeof(*answers));
    for (size_t i = 0; i < count; i++)
        calls[i] = read_call(context, &concerts[i]);
    redis_run_each(context->redis, calls, count, answers);
    for (size_t i = 0; i < count; i++) {
        const redisReply *reply = answers[i].reply;
        enum err err = answers[i].err;
        ret_boards[i] = (struct board_answer){0};
        if (!err)
            err = script_outcome(context, &concerts[i].concert.concert_id, reply);
        if (!err)
            read_reply(reply, &concerts[i], context->arena, &ret_boards[i].board);
        ret_boards[i].err = err;
    }
    redis_answers_release(answers, count);
}

size_t boards_in_one_call(const struct tick_concert *concerts, size_t count)
{
    int64_t seats = 0;
    size_t taken = 0;
    while (taken < count && taken < BOARDS_MAX) {
        for (size_t i = 0; i < concerts[taken].show_count; i++)
            seats += concerts[taken].shows[i].seats_total;
        if (taken > 0 && seats > SEATS_MAX)
            break;
        taken++;
    }
    return taken;
}
