/* tick.c -- a tick a second for every concert: Postgres's policy into Redis, and Redis's own time
 * on. */
#include "sale/upkeep/tick.h"

#include "sale/concert/concert.h"
#include "sale/concert/concert_rows.h"
#include "sale/concert/script_run.h"
#include "sale/concert/shows.h"
#include "sale/redis/keys.h"
#include "store/pg.h"
#include "store/pg_answers.h"
#include "store/redis.h"

/* People, seats and admissions one script moves at most: it stays within a few milliseconds. */
#define TICK_BATCH 250
/* Scripts one tick runs at most, so that one concert cannot keep the others waiting. */
#define TICK_ROUNDS_MAX 40

static enum err load_shows(struct context *context, struct tick_concert *concert)
{
    return shows_of_concert(context, &concert->concert.concert_id, &concert->shows,
                            &concert->show_count);
}

static void read_concert(const PGresult *result, int row, struct arena *arena, void *ret_tick)
{
    struct tick_concert *tick = ret_tick;
    concert_row_read(result, row, arena, &tick->concert);
}

enum err tick_load(struct context *context, const struct tick_concert **ret_concerts,
                   size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT " CONCERT_COLUMNS(
                    "$1") " FROM usher.concerts"
                          " WHERE state <> 'CLOSED' OR concert_id IN (SELECT concert_id"
                          " FROM usher.shows WHERE starts_at > now())",
                context->arena);
    pg_text(&call, context->config->time_zone);
    enum err err = pg_read(context->pg, &call, &result);
    if (err)
        return err;
    size_t count;
    struct tick_concert *concerts =
        pg_list(result, sizeof(*concerts), read_concert, context->arena, &count);
    for (size_t i = 0; i < count && !err; i++)
        err = load_shows(context, &concerts[i]);
    if (err)
        return err;
    *ret_concerts = concerts;
    *ret_count = count;
    return OK;
}

static struct redis_call tick_call(const struct context *context, const struct tick_concert *tick)
{
    const struct concert *concert = &tick->concert;
    const struct policy *policy = &concert->policy;
    struct redis_call call = redis_script(SCRIPT_TICK_CONCERT, context->arena);
    queue_keys(&call, &concert->concert_id);
    key_deadlines(&call, &concert->concert_id);
    key_wishes(&call, &concert->concert_id);
    key_holds(&call, &concert->concert_id);
    key_buyers(&call, &concert->concert_id);
    for (size_t i = 0; i < tick->show_count; i++)
        key_map(&call, &concert->concert_id, tick->shows[i].show_no);
    arg_now(&call, context);
    redis_arg_int(&call, TICK_BATCH);
    redis_arg_int(&call, concert->version);
    redis_arg(&call, concert_state_name(concert->state));
    if (concert->opens_at_ms)
        redis_arg_int(&call, concert->opens_at_ms);
    else
        redis_arg(&call, "");
    redis_arg_int(&call, policy->admit_per_second);
    redis_arg_int(&call, policy->max_active);
    redis_arg_int(&call, policy->admission_seconds);
    redis_arg_int(&call, policy->claim_seconds);
    redis_arg_int(&call, policy->grace_seconds);
    redis_arg_int(&call, policy->hold_seconds);
    redis_arg_int(&call, policy->max_seats_per_user);
    for (size_t i = 0; i < tick->show_count; i++) {
        redis_arg_int(&call, tick->shows[i].show_no);
        redis_arg_int(&call, tick->shows[i].starts_at_ms);
    }
    return call;
}

static enum err tick_once(struct context *context, const struct tick_concert *tick,
                          struct tick_result *result, bool *ret_more)
{
    struct redis_call call = tick_call(context, tick);
    REDIS_REPLY reply = NULL;
    enum err err = script_run(context, &tick->concert.concert_id, &call, &reply);
    if (err)
        return err;
    (void)concert_state_parse(reply_text(reply, 1), &result->state);
    result->waiting = reply_int(reply, 2);
    result->active = reply_int(reply, 3);
    result->admitted += reply_int(reply, 5);
    result->expired += reply_int(reply, 6);
    result->no_shows += reply_int(reply, 7);
    *ret_more = reply_int(reply, 8) == 1;
    return OK;
}

enum err tick_concert(struct context *context, const struct tick_concert *concert,
                      struct tick_result *ret_result)
{
    bool more = true;
    enum err err = OK;
    *ret_result = (struct tick_result){0};
    for (int round = 0; more && !err && round < TICK_ROUNDS_MAX; round++)
        err = tick_once(context, concert, ret_result, &more);
    return err;
}

enum err tick_record_opened(struct context *context, const struct concert *concert)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT usher.record_opened($1::uuid, $2::bigint)", context->arena);
    pg_uuid(&call, &concert->concert_id);
    pg_int(&call, concert->version);
    return pg_write(context->pg, &call, &result);
}
