/* tick.c -- a tick a second for every concert: Postgres's policy into Redis, and Redis's own time
 * on. */
#include "sale/upkeep/tick.h"

#include <assert.h>

#include "sale/concert/concert.h"
#include "sale/concert/concert_rows.h"
#include "sale/concert/script_run.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"
#include "sale/redis/keys.h"
#include "store/pg.h"
#include "store/pg_answers.h"
#include "store/redis.h"

/* People, seats and admissions one script moves at most: it stays within a few milliseconds. */
#define TICK_BATCH 250
/* Scripts one tick runs at most, so that one concert cannot keep the others waiting. */
#define TICK_ROUNDS_MAX 40
/* Schedulers tick twice in tick_ms; one that finds a tick of less than two fifths of it ago, 400 ms
 * of a second, leaves it at that. */
#define TICK_PATIENCE_US_A_MS 400

static void read_concert(const PGresult *result, int row, struct arena *arena, void *ret_tick)
{
    struct tick_concert *tick = ret_tick;
    concert_row_read(result, row, arena, &tick->concert);
}

/* Of all concerts at once. */
static enum err load_shows(struct context *context, struct tick_concert *concerts, size_t count)
{
    const struct show_list *lists;
    struct uuid *ids = arena_array(context->arena, count + 1, sizeof(*ids));
    for (size_t i = 0; i < count; i++)
        ids[i] = concerts[i].concert.concert_id;
    enum err err = shows_of_concerts(context, ids, count, &lists);
    for (size_t i = 0; i < count && !err; i++) {
        concerts[i].shows = lists[i].shows;
        concerts[i].show_count = lists[i].count < SHOWS_MAX ? lists[i].count : SHOWS_MAX;
    }
    return err;
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
    err = load_shows(context, concerts, count);
    if (err)
        return err;
    *ret_concerts = concerts;
    *ret_count = count;
    return OK;
}

/* is_further: its tick has begun, and goes on with what is left. */
static struct redis_call tick_call(const struct context *context, const struct tick_concert *tick,
                                   bool is_further)
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
    redis_arg_run(&call);
    redis_arg_int(&call, is_further ? 0 : context->config->tick_ms * TICK_PATIENCE_US_A_MS);
    for (size_t i = 0; i < tick->show_count; i++) {
        redis_arg_int(&call, tick->shows[i].show_no);
        redis_arg_int(&call, tick->shows[i].starts_at_ms);
    }
    return call;
}

static void read_reply(const redisReply *reply, struct tick_result *result, bool *ret_more)
{
    (void)concert_state_parse(reply_text(reply, 1), &result->state);
    result->waiting = reply_int(reply, 2);
    result->active = reply_int(reply, 3);
    result->admitted += reply_int(reply, 5);
    result->expired += reply_int(reply, 6);
    result->no_shows += reply_int(reply, 7);
    result->holds_expired += reply_int(reply, 9);
    *ret_more = reply_int(reply, 8) == 1;
}

/* The concerts of a call whose tick is not done, and what they are to be told. */
struct round {
    size_t count;
    size_t at[TICK_CONCERTS_MAX]; /* places among those of the call */
    struct redis_call calls[TICK_CONCERTS_MAX];
    struct redis_answer answers[TICK_CONCERTS_MAX];
};

/* Leaves in the round those that have more to do. */
static void run_round(struct context *context, const struct tick_concert *concerts,
                      struct round *round, bool is_further, struct tick_result *results)
{
    size_t left = 0;
    for (size_t i = 0; i < round->count; i++)
        round->calls[i] = tick_call(context, &concerts[round->at[i]], is_further);
    redis_run_each(context->redis, round->calls, round->count, round->answers);
    for (size_t i = 0; i < round->count; i++) {
        size_t at = round->at[i];
        const redisReply *reply = round->answers[i].reply;
        bool more = false;
        enum err err = round->answers[i].err;
        if (!err)
            err = script_outcome(context, &concerts[at].concert.concert_id, reply);
        if (!err)
            read_reply(reply, &results[at], &more);
        results[at].err = err;
        if (more)
            round->at[left++] = at;
    }
    redis_answers_release(round->answers, round->count);
    round->count = left;
}

void tick_concerts(struct context *context, const struct tick_concert *concerts, size_t count,
                   struct tick_result *ret_results)
{
    assert(count <= TICK_CONCERTS_MAX);
    struct round *round = arena_alloc(context->arena, sizeof(*round));
    for (size_t i = 0; i < count; i++) {
        ret_results[i] = (struct tick_result){0};
        round->at[round->count++] = i;
    }
    for (int done = 0; round->count > 0 && done < TICK_ROUNDS_MAX; done++)
        run_round(context, concerts, round, done > 0, ret_results);
}

enum err tick_concert(struct context *context, const struct tick_concert *concert,
                      struct tick_result *ret_result)
{
    tick_concerts(context, concert, 1, ret_result);
    return ret_result->err;
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
