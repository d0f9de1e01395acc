/* backlog.c -- how much waits in Postgres to be told to Redis, and outside, and for how long. */
#include "sale/upkeep/backlog.h"

#include "store/pg.h"
#include "store/pg_answers.h"

#define AGE_MS(of) "coalesce(ceil(extract(epoch FROM now() - (" of ")) * 1000), 0)::bigint"
#define DUE "ended_at IS NULL AND next_at <= now()"

enum err backlog_read(struct context *context, struct backlog *ret_backlog)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT (SELECT count(*) FROM (SELECT FROM usher.outbox LIMIT "
                "$1::int) AS rows),"
                " " AGE_MS("SELECT created_at FROM usher.outbox ORDER BY "
                           "outbox_id LIMIT 1") ","
                                                " (SELECT count(*) FROM (SELECT "
                                                "FROM usher.deliveries WHERE " DUE
                                                " LIMIT $1::int) AS rows),"
                                                " " AGE_MS("SELECT next_at FROM "
                                                           "usher.deliveries WHERE " DUE
                                                           " ORDER BY next_at LIMIT 1"),
                context->arena);
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
