/* concerts_live.c -- what Redis says of concerts now: the queue, the clock, the seats. */
#include "sale/concert/concerts_live.h"

#include <string.h>

#include "sale/redis/keys.h"
#include "store/redis.h"

static struct redis_call read_call(const struct context *context, const struct uuid *concert_id,
                                   const struct show_list *shows)
{
    struct redis_call call = redis_script(SCRIPT_READ_CONCERT, context->arena);
    queue_keys(&call, concert_id);
    key_lobby(&call, concert_id);
    for (size_t i = 0; i < shows->count; i++)
        key_map(&call, concert_id, shows->shows[i].show_no);
    arg_now(&call, context);
    return call;
}

enum { FIRST_MAP = 11 }; /* in an answer of read_concert */

/* An answer of read_concert; a concert that is not ready yet stays absent. */
static struct concert_live read_live(const redisReply *reply)
{
    struct concert_live live = {0};
    if (strcmp(reply_text(reply, 0), "OK") != 0 ||
        !concert_state_parse(reply_text(reply, 1), &live.state))
        return live;
    live.present = true;
    live.now_ms = reply_int(reply, 2);
    live.waiting = reply_int(reply, 3);
    live.active = reply_int(reply, 4);
    live.position = reply_int(reply, 5);
    live.rate_per_million_s = reply_int(reply, 6);
    live.frontier = reply_int(reply, 7);
    live.admitted = reply_int(reply, 8);
    live.expired = reply_int(reply, 9);
    live.no_shows = reply_int(reply, 10);
    return live;
}

enum err concerts_live(struct context *context, const struct concert *concerts,
                       const struct show_list *shows, size_t count, const struct uuid *user_id,
                       const struct concert_live **ret_live)
{
    struct redis_call *calls = arena_array(context->arena, count + 1, sizeof(*calls));
    redisReply **replies = arena_array(context->arena, count + 1, sizeof(*replies));
    struct concert_live *live = arena_array(context->arena, count + 1, sizeof(*live));
    for (size_t i = 0; i < count; i++) {
        calls[i] = read_call(context, &concerts[i].concert_id, &shows[i]);
        redis_arg(&calls[i], user_id ? user_id->text : "");
        redis_arg(&calls[i], "1");
    }
    enum err err = count ? redis_run_all(context->redis, calls, count, replies) : OK;
    if (err)
        return err;
    for (size_t i = 0; i < count; i++) {
        live[i] = read_live(replies[i]);
        live[i].is_sold_out = live[i].present && reply_int(replies[i], FIRST_MAP) == 1;
        redis_reply_release(&replies[i]);
    }
    *ret_live = live;
    return OK;
}

enum err concert_live_maps(struct context *context, const struct uuid *concert_id,
                           const struct show_summary *shows, size_t count,
                           struct concert_live *ret_live)
{
    struct show_list list = {shows, count};
    struct redis_call call = read_call(context, concert_id, &list);
    redis_arg(&call, "");
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    struct concert_live live = read_live(reply);
    live.map_count = live.present ? reply_count(reply) - FIRST_MAP : 0;
    live.maps = arena_array(context->arena, live.map_count + 1, sizeof(*live.maps));
    for (size_t i = 0; i < live.map_count; i++)
        live.maps[i] = arena_strdup(context->arena, reply_text(reply, FIRST_MAP + i));
    *ret_live = live;
    return OK;
}

struct seat_counts concert_live_seats(const struct concert_live *live)
{
    struct seat_counts seats = {0};
    for (size_t i = 0; i < live->map_count; i++)
        seat_counts_add(&seats, live->maps[i], (int64_t)strlen(live->maps[i]));
    return seats;
}
