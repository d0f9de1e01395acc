/* readiness.c -- whether Redis and Postgres answer this process. */
#include "sale/upkeep/readiness.h"

#include "base/metrics/metrics.h"
#include "store/pg.h"
#include "store/redis.h"

enum err readiness_of_redis(const struct context *context)
{
    struct redis_call call = redis_command("PING", context->arena);
    REDIS_REPLY reply = NULL;
    return redis_run(context->redis, &call, &reply);
}

enum err readiness_of_database(const struct context *context)
{
    struct pg_call call = pg_call("SELECT 1", context->arena);
    PG_RESULT result = NULL;
    return pg_read(context->pg, &call, &result);
}

void readiness_note(const struct context *context)
{
    metrics_note_store(context->metrics, STORE_REDIS, readiness_of_redis(context) == OK);
    metrics_note_store(context->metrics, STORE_POSTGRES, readiness_of_database(context) == OK);
}
