/* restore.c -- bringing a concert's seats and sales back into a Redis that has lost them. */
#include "sale/upkeep/restore.h"

#include <string.h>

#include "base/log.h"
#include "base/metrics/metrics.h"
#include "sale/concert/concert.h"
#include "sale/concert/shows.h"
#include "sale/draw/draw_pg.h"
#include "sale/redis/keys.h"
#include "store/pg.h"
#include "store/redis.h"

/* Sales one script marks: it stays within a few milliseconds. */
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

static const struct outcome restore_outcomes[] = {
    {"OK", OK},
    {"LOST", ERR_CONCERT_RESTORING},
    {0},
};

static enum err still_mine(const redisReply *reply)
{
    return err_of_outcome(restore_outcomes, reply_text(reply, 0));
}

/* The columns of the query below. */
enum layout_column { FIRST_SEAT_ID, LAYOUT, NOT_FOR_SALE };

/* A hall of sections has none, and needs none. */
static enum err restore_layouts(struct context *context, const struct restore *restore,
                                const struct show_summary *show)
{
    PG_RESULT layouts = NULL;
    REDIS_REPLY reply = NULL;
    struct pg_call query = pg_call("SELECT first_seat_id, layout,"
                                   " CASE WHEN price IS NULL THEN seats ELSE 0 END"
                                   " FROM usher.sections"
                                   " WHERE show_id = $1::uuid AND layout IS NOT NULL",
                                   context->arena);
    pg_uuid(&query, &show->show_id);
    enum err err = pg_read(context->pg, &query, &layouts);
    if (err || pg_rows(layouts) == 0)
        return err;
    struct redis_call call = redis_script(SCRIPT_RESTORE_LAYOUTS, context->arena);
    key_concert(&call, &restore->tick->concert.concert_id);
    key_map(&call, &restore->tick->concert.concert_id, show->show_no);
    arg_now(&call, context);
    redis_arg(&call, restore->token.text);
    redis_arg_int(&call, show->show_no);
    for (int row = 0; row < pg_rows(layouts); row++) {
        redis_arg_int(&call, pg_get_int(layouts, row, FIRST_SEAT_ID));
        redis_arg(&call, pg_get_text(layouts, row, LAYOUT, context->arena));
        redis_arg_int(&call, pg_get_int(layouts, row, NOT_FOR_SALE));
    }
    err = redis_run(context->redis, &call, &reply);
    return err ? err : still_mine(reply);
}

/* The columns of usher.sales_of_show. */
enum column { SEAT_ID, RESALE, USER_ID, RESERVATION_ID, REFUNDED };

static enum err mark_sales(struct context *context, const struct restore *restore, int64_t show_no,
                           const PGresult *sales)
{
    const struct uuid *concert_id = &restore->tick->concert.concert_id;
    struct redis_call call = redis_script(SCRIPT_RESTORE_SEATS, context->arena);
    key_concert(&call, concert_id);
    key_map(&call, concert_id, show_no);
    key_deadlines(&call, concert_id);
    key_holds(&call, concert_id);
    key_buyers(&call, concert_id);
    key_refunds(&call, concert_id);
    for (int row = 0; row < pg_rows(sales); row++) {
        struct uuid user_id = pg_get_uuid(sales, row, USER_ID);
        key_buyer(&call, concert_id, &user_id);
    }
    arg_now(&call, context);
    redis_arg(&call, restore->token.text);
    redis_arg_int(&call, show_no);
    for (int row = 0; row < pg_rows(sales); row++) {
        redis_arg(&call, pg_get_text(sales, row, RESERVATION_ID, context->arena));
        redis_arg_int(&call, pg_get_int(sales, row, SEAT_ID));
        redis_arg_int(&call, pg_get_bool(sales, row, REFUNDED));
    }
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    return err ? err : still_mine(reply);
}

/* Where the next page of a show's sales begins. */
struct sales_after {
    int64_t seat_id;
    int64_t resale;
    bool is_end;
};

static enum err restore_batch(struct context *context, const struct restore *restore,
                              const struct show_summary *show, struct sales_after *after)
{
    PG_RESULT sales = NULL;
    struct pg_call call = pg_call("SELECT seat_id, resale, user_id, reservation_id, refunded"
                                  " FROM usher.sales_of_show($1::uuid, $2::int, $3::int, $4::int)",
                                  context->arena);
    pg_uuid(&call, &show->show_id);
    pg_int(&call, after->seat_id);
    pg_int(&call, after->resale);
    pg_int(&call, RESTORE_BATCH);
    enum err err = pg_read(context->pg, &call, &sales);
    if (err)
        return err;
    int rows = pg_rows(sales);
    after->is_end = rows < RESTORE_BATCH;
    if (rows == 0)
        return OK;
    after->seat_id = pg_get_int(sales, rows - 1, SEAT_ID);
    after->resale = pg_get_int(sales, rows - 1, RESALE);
    return mark_sales(context, restore, show->show_no, sales);
}

static enum err restore_show(struct context *context, const struct restore *restore,
                             const struct show_summary *show)
{
    struct sales_after after = {0};
    enum err err = restore_layouts(context, restore, show);
    while (!err && !after.is_end) {
        err = restore_batch(context, restore, show, &after);
        arena_reset(context->arena);
    }
    return err;
}

/* The places of a lottery that was drawn are in Postgres: nobody goes to the lobby again. */
static enum err read_drawn(struct context *context, const struct concert *concert, bool *ret_drawn)
{
    *ret_drawn = false;
    if (concert->policy.queueing != QUEUEING_LOTTERY)
        return OK;
    return draw_is_done(context, &concert->concert_id, ret_drawn);
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

/* Which sessions were ended is in Postgres: their queue tokens stay ended. */
static enum err repeat_ended_sessions(struct context *context)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT usher.repeat_deliveries('ended_session', $1::bigint)", context->arena);
    pg_int(&call, context->config->queue_token_seconds);
    return pg_write(context->pg, &call, &result);
}

/* Not waited for: the next tick may begin anew. Where Redis does not answer it ends by time. */
static void abandon(struct context *context, const struct restore *restore)
{
    struct redis_call call = redis_script(SCRIPT_ABANDON_RESTORE, context->arena);
    key_concert(&call, &restore->tick->concert.concert_id);
    redis_arg(&call, restore->token.text);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    if (err)
        log_warn("restore keeps its lease concert=%s code=%s",
                 restore->tick->concert.concert_id.text, err_code(err));
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
        err = repeat_ended_sessions(context);
    if (!err)
        err = finish(context, &restore);
    metrics_add(context->metrics,
                (struct metric_series){METRIC_RESTORES, metric_outcome_of(err), 0}, 1);
    if (!err)
        log_info("restored concert=%s shows=%zu", concert->concert.concert_id.text,
                 concert->show_count);
    else
        abandon(context, &restore);
    return err;
}
