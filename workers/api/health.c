/* health.c -- /healthz and /readyz: whether the process answers, and whether its stores do. */
#include "api/handlers.h"
#include "store/pg.h"
#include "store/redis.h"

/* It asks nobody: what it costs is what any answer costs at least. */
enum err get_healthz(struct request *request, struct response *response)
{
    (void)request;
    response_text(response, "application/json", "{\"status\":\"ok\"}");
    return OK;
}

static enum err ping_redis(const struct context *context)
{
    struct redis_call call = redis_command("PING", context->arena);
    REDIS_REPLY reply = NULL;
    return redis_run(context->redis, &call, &reply);
}

static enum err ping_database(const struct context *context)
{
    struct pg_call call = pg_call("SELECT 1", context->arena);
    PG_RESULT result = NULL;
    return pg_read(context->pg, &call, &result);
}

static void add_stores(cJSON *object, enum err redis, enum err database)
{
    json_add_string(object, "redis", redis ? "unavailable" : "ok");
    json_add_string(object, "database", database ? "unavailable" : "ok");
}

enum err get_readyz(struct request *request, struct response *response)
{
    enum err redis = ping_redis(request->context);
    enum err database = ping_database(request->context);
    if (redis || database) {
        add_stores(response_extension(response), redis, database);
        return redis ? redis : database;
    }
    cJSON *body = json_object();
    add_stores(body, redis, database);
    response_json(response, 200, body);
    return OK;
}
