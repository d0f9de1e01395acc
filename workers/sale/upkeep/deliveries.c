/* deliveries.c -- what waits to be told to somebody, or asked, outside: worked off one by one. */
#include "sale/upkeep/deliveries.h"

#include <string.h>

#include "base/failure_point.h"
#include "base/json/json_parse.h"
#include "base/log.h"
#include "base/metrics/metrics.h"
#include "sale/upkeep/delivery_kinds.h"
#include "store/pg.h"
#include "store/pg_answers.h"

/* How long a try may last at most, its waits for Postgres included. */
#define LEASE_SECONDS 60

/* What is not done without having failed: the other side has not finished. */
#define UNFINISHED "unfinished"

/* "{charge,payment_event}" */
static const char *names_of_kinds(struct arena *arena)
{
    const char *names = "{";
    for (size_t i = 0; i < delivery_kind_count; i++)
        names = arena_printf(arena, "%s%s%s", names, i ? "," : "", delivery_kinds[i].name);
    return arena_printf(arena, "%s}", names);
}

/* A row that was taken while the answer was lost is taken again when its lease is over. */
static enum err take(struct context *context, struct delivery *ret_delivery,
                     const struct delivery_kind **ret_kind)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT delivery_id, kind, subject, payload, tries, age_seconds"
                                  " FROM usher.take_delivery($1::text[], $2::int)",
                                  context->arena);
    pg_text(&call, names_of_kinds(context->arena));
    pg_int(&call, LEASE_SECONDS);
    enum err err = pg_write(context->pg, &call, &result);
    *ret_kind = NULL;
    if (err || pg_rows(result) == 0)
        return err;
    const char *payload = pg_peek_text(result, 0, 3);
    const cJSON *object = NULL;
    err = json_parse_object(payload, strlen(payload), context->arena, &object);
    if (err)
        return ERR_INTERNAL;
    *ret_kind = delivery_kind_find(pg_peek_text(result, 0, 1));
    *ret_delivery = (struct delivery){
        .delivery_id = pg_get_int(result, 0, 0),
        .subject = pg_get_text(result, 0, 2, context->arena),
        .payload = json_reader(object, context->arena),
        .tries = pg_get_int(result, 0, 4),
        .age_seconds = pg_get_int(result, 0, 5),
    };
    return OK;
}

static enum err end(struct context *context, const struct delivery *delivery, const char *error,
                    int64_t next_seconds)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT usher.end_delivery($1::bigint, $2::int, $3::text,"
                                  " nullif($4::int, 0))",
                                  context->arena);
    pg_int(&call, delivery->delivery_id);
    pg_int(&call, delivery->tries);
    pg_text(&call, error);
    pg_int(&call, next_seconds);
    return pg_write(context->pg, &call, &result);
}

/* A charge that nobody ever paid is given up in the ordinary course of things. */
static void log_given_up(const struct delivery_kind *kind, const struct delivery *delivery,
                         const char *error)
{
    log_line(strcmp(error, UNFINISHED) == 0 ? LOG_INFO : LOG_ERROR,
             "delivery given up kind=%s subject=%s tries=%lld code=%s", kind->name,
             delivery->subject, (long long)delivery->tries, error);
}

static void count_try(const struct context *context, const struct delivery_kind *kind,
                      enum metric_try outcome)
{
    size_t number = (size_t)(kind - delivery_kinds);
    metrics_add(context->metrics, (struct metric_series){METRIC_DELIVERIES, number, outcome}, 1);
}

static enum err work(struct context *context, const struct delivery_kind *kind,
                     struct delivery *delivery)
{
    bool done = false;
    enum err err = kind->handle(context, delivery, &done);
    failure_point("delivery.before_end");
    if (!err && done) {
        count_try(context, kind, TRY_DONE);
        return end(context, delivery, NULL, 0);
    }
    const char *error = err ? err_code(err) : UNFINISHED;
    int64_t next_seconds = delivery->age_seconds < kind->age_seconds_max
                               ? delivery_wait_seconds(kind, delivery->tries)
                               : 0;
    count_try(context, kind, next_seconds == 0 ? TRY_GIVEN_UP : TRY_PUT_OFF);
    if (next_seconds == 0)
        log_given_up(kind, delivery, error);
    else if (err)
        log_warn("delivery put off kind=%s subject=%s tries=%lld code=%s seconds=%lld", kind->name,
                 delivery->subject, (long long)delivery->tries, error, (long long)next_seconds);
    return end(context, delivery, error, next_seconds);
}

enum err deliveries_work(struct context *context, bool *ret_worked)
{
    struct delivery delivery;
    const struct delivery_kind *kind = NULL;
    enum err err = take(context, &delivery, &kind);
    *ret_worked = !err && kind;
    return *ret_worked ? work(context, kind, &delivery) : err;
}
