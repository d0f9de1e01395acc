/* queue.c -- a concert's queue: join, look, leave. */
#include "sale/queue/queue.h"

#include <string.h>

#include "base/metrics/metrics.h"
#include "sale/concert/script_run.h"
#include "sale/draw/draws.h"
#include "sale/queue/entry_reply.h"
#include "sale/queue/queue_entry.h"
#include "sale/redis/buyer_record.h"
#include "sale/redis/keys.h"
#include "store/pg.h"
#include "store/redis.h"

/* Leaving reads the user's holds first; a hold made in between means once more. */
#define LEAVE_ATTEMPTS 5
/* How old a number of just now can seem, where Redis's clock is behind this machine's. */
#define NEW_NUMBER_US_MAX 5000000

/* drawn: the number that Postgres says was drawn, "0" for none, "" when they were not asked. */
static struct redis_call join_call(const struct context *context, const struct entry_id *id,
                                   struct queue_claim claimed, const char *drawn)
{
    struct redis_call call = redis_script(SCRIPT_JOIN_QUEUE, context->arena);
    entry_keys(&call, &id->concert_id, &id->user_id);
    arg_now(&call, context);
    redis_arg(&call, id->user_id.text);
    if (claimed.number > 0)
        redis_arg_int(&call, claimed.number);
    else
        redis_arg(&call, "");
    redis_arg(&call, drawn);
    redis_arg(&call, claimed.is_lobby ? "1" : "");
    return call;
}

/* A place is used up when its owner has paid since it was given. */
static enum err was_used(struct context *context, const struct entry_id *id, int64_t signed_number,
                         bool *ret_used)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT 1 FROM usher.payments WHERE user_id = $1::uuid AND concert_id = $2::uuid"
                " AND created_at >= $3::timestamptz LIMIT 1",
                context->arena);
    pg_uuid(&call, &id->user_id);
    pg_uuid(&call, &id->concert_id);
    pg_time(&call, signed_number / 1000);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_used = pg_rows(result) > 0;
    return err;
}

/* Redis has lost a place: Postgres knows whether it was used, and what a lottery gave to whom. */
static enum err join_looked_up(struct context *context, const struct entry_id *id,
                               struct queue_claim claimed, struct queue_entry *ret_entry)
{
    bool used;
    int64_t drawn = 0;
    enum err err = was_used(context, id, claimed.number, &used);
    if (!err && used)
        claimed = (struct queue_claim){0};
    else if (!err)
        err = draws_number(context, id, &drawn);
    if (err)
        return err;
    const char *text = arena_printf(context->arena, "%lld", (long long)drawn);
    struct redis_call call = join_call(context, id, claimed, text);
    REDIS_REPLY reply = NULL;
    err = redis_run(context->redis, &call, &reply);
    return err ? err : queue_entry_read(context, id, reply, ret_entry);
}

static enum err join(struct context *context, const struct entry_id *id, struct queue_claim claimed,
                     struct queue_entry *ret_entry)
{
    struct redis_call call = join_call(context, id, claimed, "");
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    if (strcmp(reply_text(reply, 0), "LOOK_UP") == 0)
        return join_looked_up(context, id, claimed, ret_entry);
    return queue_entry_read(context, id, reply, ret_entry);
}

/*
 * A new number is the time in microseconds, or later. An earlier one is a place that was missed, or
 * lost with Redis, and was given back. A place of the lobby has no number.
 */
static void count_join(const struct context *context, int64_t number)
{
    int64_t now_us =
        context->redis_now_us ? context->redis_now_us : clock_now_ms(&context->clock) * 1000;
    bool has_returned = number > 0 && number < now_us - NEW_NUMBER_US_MAX;
    enum metric metric = has_returned ? METRIC_RETURNED : METRIC_JOINED;
    metrics_add(context->metrics, (struct metric_series){.metric = metric}, 1);
}

enum err queue_join(struct context *context, const struct entry_id *id, struct queue_claim claimed,
                    struct queue_entry *ret_entry)
{
    enum err err = join(context, id, claimed, ret_entry);
    if (!err && ret_entry->is_new)
        count_join(context, ret_entry->number);
    return err;
}

/* Rounded down: who counts down from it is not too late. */
static struct queue_entry read_missed(const redisReply *reply)
{
    bool has_missed = reply_count(reply) > 1;
    return (struct queue_entry){
        .has_missed = has_missed,
        .come_back_in_seconds = has_missed ? reply_int(reply, 1) / 1000 : 0,
    };
}

enum err queue_look(struct context *context, const struct entry_id *id,
                    struct queue_entry *ret_entry)
{
    struct redis_call call = redis_script(SCRIPT_LOOK_QUEUE, context->arena);
    entry_keys(&call, &id->concert_id, &id->user_id);
    arg_now(&call, context);
    redis_arg(&call, id->user_id.text);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    if (!err)
        err = queue_entry_read(context, id, reply, ret_entry);
    if (err == ERR_NOT_IN_QUEUE)
        *ret_entry = read_missed(reply);
    return err;
}

/* The seats of a buyer's hash that are held, neither sold nor refunded. Returns how many. */
static size_t held_seats(const redisReply *buyer, struct seat_ref *ret_seats)
{
    size_t count = 0;
    for (size_t i = 0; i + 1 < reply_count(buyer); i += 2) {
        struct buyer_entry entry;
        if (buyer_entry_parse(reply_text(buyer, i), reply_text(buyer, i + 1), &entry) &&
            entry.kind == BUYER_HOLD)
            ret_seats[count++] = entry.seat;
    }
    return count;
}

/* Asks for the seats that the user's hash names: the script checks that they are all there are. */
static enum err leave_once(struct context *context, const struct entry_id *id, bool *ret_changed)
{
    REDIS_REPLY buyer = NULL;
    struct redis_call fields = redis_command("HGETALL", context->arena);
    key_buyer(&fields, &id->concert_id, &id->user_id);
    enum err err = redis_run(context->redis, &fields, &buyer);
    if (err)
        return err;

    struct redis_call call = redis_script(SCRIPT_LEAVE_QUEUE, context->arena);
    struct seat_ref *seats =
        arena_array(context->arena, reply_count(buyer) / 2 + 1, sizeof(*seats));
    size_t count = held_seats(buyer, seats);
    queue_keys(&call, &id->concert_id);
    key_lobby(&call, &id->concert_id);
    key_buyer(&call, &id->concert_id, &id->user_id);
    key_deadlines(&call, &id->concert_id);
    key_wishes(&call, &id->concert_id);
    for (size_t i = 0; i < count; i++) {
        key_map(&call, &id->concert_id, seats[i].show_no);
        key_hold(&call, &id->concert_id, &seats[i]);
    }
    arg_now(&call, context);
    redis_arg(&call, id->user_id.text);
    for (size_t i = 0; i < count; i++)
        arg_seat(&call, &seats[i]);

    REDIS_REPLY reply = NULL;
    err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    *ret_changed = strcmp(reply_text(reply, 0), "CHANGED") == 0;
    return *ret_changed ? OK : script_outcome(context, &id->concert_id, reply);
}

enum err queue_leave(struct context *context, const struct entry_id *id)
{
    bool changed = true;
    enum err err = OK;
    for (int attempt = 0; changed && !err && attempt < LEAVE_ATTEMPTS; attempt++)
        err = leave_once(context, id, &changed);
    if (!err && !changed)
        metrics_add(context->metrics, (struct metric_series){.metric = METRIC_LEFT}, 1);
    return changed && !err ? ERR_REDIS_UNAVAILABLE : err;
}
