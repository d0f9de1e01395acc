/* backlog.c -- how much waits in Postgres to be told to Redis, and outside, and for how long. */
#include "sale/upkeep/backlog.h"

#include "store/pg.h"
#include "store/pg_answers.h"

#define AGE_MS "coalesce(ceil(extract(epoch FROM now() - min(at)) * 1000), 0)::bigint AS age_ms"

static const char backlog_sql[] =
    "WITH sold AS (SELECT created_at AS at FROM usher.outbox ORDER BY outbox_id LIMIT $1::int),"
    " due AS (SELECT next_at AS at FROM usher.deliveries"
    " WHERE ended_at IS NULL AND next_at <= now() ORDER BY next_at LIMIT $1::int)"
    " SELECT sold.count, sold.age_ms, due.count, due.age_ms"
    " FROM (SELECT count(*), " AGE_MS " FROM sold) AS sold,"
    " (SELECT count(*), " AGE_MS " FROM due) AS due";

enum err backlog_read(struct context *context, struct backlog *ret_backlog)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call(backlog_sql, context->arena);
    pg_int(&call, BACKLOG_COUNTED_MAX);
    enum err err = pg_find(context->pg, &call, &result);
    if (err)
        return err;
    *ret_backlog = (struct backlog){
        .outbox_rows = pg_get_int(result, 0, 0),
        .outbox_age_ms = pg_get_int(result, 0, 1),
        .deliveries_due = pg_get_int(result, 0, 2),
        .delivery_age_ms = pg_get_int(result, 0, 3),
    };
    return OK;
}
