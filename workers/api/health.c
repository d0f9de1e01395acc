/* health.c -- /healthz and /readyz: whether the process answers, and whether its stores do. */
#include "api/handlers.h"
#include "base/json/json_build.h"
#include "sale/upkeep/readiness.h"

/* It asks nobody: what it costs is what any answer costs at least. */
enum err get_healthz(struct request *request, struct response *response)
{
    (void)request;
    response_text(response, "application/json", "{\"status\":\"ok\"}");
    return OK;
}

static void add_stores(cJSON *object, enum err redis, enum err database)
{
    json_add_string(object, "redis", redis ? "unavailable" : "ok");
    json_add_string(object, "database", database ? "unavailable" : "ok");
}

enum err get_readyz(struct request *request, struct response *response)
{
    enum err redis = readiness_of_redis(request->context);
    enum err database = readiness_of_database(request->context);
    if (redis || database) {
        add_stores(response_extension(response), redis, database);
        return redis ? redis : database;
    }
    cJSON *body = json_object();
    add_stores(body, redis, database);
    response_json(response, 200, body);
    return OK;
}
