/* restore.c -- bringing a concert's sold seats back into a Redis that has lost them. */
#include <string.h>

#include "base/log.h"
#include "sale/draw_hold.h"
#include "sale/line_keys.h"
#include "sale/tick.h"

/* Sold seats one script marks: it stays within a few milliseconds. */
#define RESTORE_BATCH 500

/* One scheduler restores; its token dies with Redis, so that a second loss is noticed. */
struct restore {
    const struct tick_concert *tick;
    struct uuid token;
};

static enum err begin(struct context *context, const struct restore *restore, bool *ret_mine)
{
    const struct tick_concert *tick = restore->tick;
    struct redis_call call = redis_script(SCRIPT_BEGIN_RESTORE, context->arena);
    key_concert(&call, &tick->concert.concert_id);
    for (size_t i = 0; i < tick->show_count; i++)
        key_map(&call, &tick->concert.concert_id, tick->shows[i].show_no);
    arg_now(&call, context);
    redis_arg(&call, restore->token.text);
    for (size_t i = 0; i < tick->show_count; i++)
        redis_arg_int(&call, tick->shows[i].seats_total);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    if (!err)
        *ret_mine = strcmp(reply_text(reply, 0), "OK") == 0;
    return err;
}

static enum err still_mine(const redisReply *reply)
{
    return strcmp(reply_text(reply, 0), "OK") == 0 ? OK : ERR_CONCERT_RESTORING;
}

static enum err mark_sold(struct context *context, const struct restore *restore, int64_t show_no,
                          const PGresult *sold)
{
    const struct uuid *concert_id = &restore->tick->concert.concert_id;
    struct redis_call call = redis_script(SCRIPT_RESTORE_SEATS, context->arena);
    key_concert(&call, concert_id);
    key_map(&call, concert_id, show_no);
    for (int row = 0; row < pg_rows(sold); row++) {
        struct uuid user_id = pg_get_uuid(sold, row, 1);
        key_buyer(&call, concert_id, &user_id);
    }
    arg_now(&call, context);
    redis_arg(&call, restore->token.text);
    redis_arg_int(&call, show_no);
    for (int row = 0; row < pg_rows(sold); row++)
        redis_arg_int(&call, pg_get_int(sold, row, 0));
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    return err ? err : still_mine(reply);
}

static enum err restore_batch(struct context *context, const struct restore *restore,
                              const struct show_summary *show, int64_t *after)
{
    PG_RESULT sold = NULL;
    struct pg_call call =
        pg_call("SELECT seat_id, user_id FROM usher.sold_seats($1::uuid, $2::int, $3::int)",
                context->arena);
    pg_uuid(&call, &show->show_id);
    pg_int(&call, *after);
    pg_int(&call, RESTORE_BATCH);
    enum err err = pg_read(context->pg, &call, &sold);
    if (err)
        return err;
    int rows = pg_rows(sold);
    *after = rows == RESTORE_BATCH ? pg_get_int(sold, rows - 1, 0) : -1;
    return rows ? mark_sold(context, restore, show->show_no, sold) : OK;
}

static enum err restore_show(struct context *context, const struct restore *restore,
                             const struct show_summary *show)
{
    enum err err = OK;
    int64_t after = 0;
    while (!err && after >= 0)
        err = restore_batch(context, restore, show, &after);
    return err;
}

/* The places of a lottery that was drawn are in the books: nobody goes to the lobby again. */
static enum err read_drawn(struct context *context, const struct concert *concert, bool *ret_drawn)
{
    *ret_drawn = false;
    if (concert->policy.queueing != QUEUEING_LOTTERY)
        return OK;
    return draw_is_held(context, &concert->concert_id, ret_drawn);
}

static enum err finish(struct context *context, const struct restore *restore)
{
    const struct concert *concert = &restore->tick->concert;
    bool drawn;
    enum err err = read_drawn(context, concert, &drawn);
    if (err)
        return err;
    struct redis_call call = redis_script(SCRIPT_FINISH_RESTORE, context->arena);
    key_concert(&call, &concert->concert_id);
    key_lobby(&call, &concert->concert_id);
    arg_now(&call, context);
    redis_arg(&call, restore->token.text);
    redis_arg(&call, queueing_name(concert->policy.queueing));
    redis_arg(&call, drawn ? "1" : "");
    REDIS_REPLY reply = NULL;
    err = redis_run(context->redis, &call, &reply);
    return err ? err : still_mine(reply);
}

enum err restore_concert(struct context *context, const struct tick_concert *concert)
{
    bool mine = false;
    struct restore restore = {
        .tick = concert,
        .token = uuid_v7(clock_now_ms(&context->clock), &context->entropy),
    };
    enum err err = begin(context, &restore, &mine);
    if (err || !mine)
        return err;
    for (size_t i = 0; i < concert->show_count && !err; i++)
        err = restore_show(context, &restore, &concert->shows[i]);
    if (!err)
        err = finish(context, &restore);
    if (!err)
        log_info("restored concert=%s shows=%zu", concert->concert.concert_id.text,
                 concert->show_count);
    return err;
}
