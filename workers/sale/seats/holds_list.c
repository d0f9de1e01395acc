/* holds_list.c -- the caller's live holds over all concerts on sale. */
#include "sale/seats/holds_list.h"

#include "sale/redis/keys.h"
#include "sale/seats/buyer_holds.h"
#include "store/pg.h"
#include "store/pg_answers.h"
#include "store/redis.h"

static void read_id(const PGresult *result, int row, struct arena *arena, void *ret_id)
{
    (void)arena;
    *(struct uuid *)ret_id = pg_get_uuid(result, row, 0);
}

/* Concerts that may have live holds: all but those that were closed long ago. */
static enum err concerts_on_sale(struct context *context, struct uuid **ret_ids, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT concert_id FROM usher.concerts WHERE state <> 'CLOSED'"
                                  " OR concert_id IN (SELECT concert_id FROM usher.shows"
                                  " WHERE starts_at > now())",
                                  context->arena);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_ids = pg_list(result, sizeof(**ret_ids), read_id, context->arena, ret_count);
    return err;
}

static void release_all(redisReply **replies, size_t count)
{
    for (size_t i = 0; i < count; i++)
        redis_reply_release(&replies[i]);
}

enum err holds_list(struct context *context, const struct uuid *user_id,
                    const struct hold **ret_holds, size_t *ret_count)
{
    struct uuid *concert_ids;
    size_t count;
    enum err err = concerts_on_sale(context, &concert_ids, &count);
    if (err)
        return err;

    /* The first call asks for the time, the others for the user's hash in each concert. */
    struct redis_call *calls = arena_array(context->arena, count + 1, sizeof(*calls));
    redisReply **replies = arena_array(context->arena, count + 1, sizeof(*replies));
    calls[0] = redis_command("TIME", context->arena);
    for (size_t i = 0; i < count; i++) {
        calls[i + 1] = redis_command("HGETALL", context->arena);
        key_buyer(&calls[i + 1], &concert_ids[i], user_id);
    }
    err = redis_run_all(context->redis, calls, count + 1, replies);
    if (err)
        return err;

    struct hold_list list = {0};
    int64_t now_ms = redis_now_ms(context, replies[0]);
    for (size_t i = 1; i <= count && !err; i++)
        err = buyer_holds_add(context, replies[i], now_ms, &list);
    release_all(replies, count + 1);
    if (err)
        return err;
    hold_list_sort(&list);
    *ret_holds = list.holds;
    *ret_count = list.count;
    return OK;
}
