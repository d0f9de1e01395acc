/* pool_health.c -- whether a pool can take requests, and what it has counted. */
#include "usher-worker/pool_health.h"

#include "api/routes.h"
#include "http/health/accept_queue.h"
#include "http/health/health_parts.h"

static void write_route(size_t number, char ret_text[METRIC_LABEL_SIZE])
{
    const struct route_table *table = api_routes();
    bool is_none = number == table->count;
    (void)snprintf(ret_text, METRIC_LABEL_SIZE, "method=\"%s\",route=\"%s\"",
                   is_none ? "" : http_method_name(table->routes[number].method),
                   is_none ? "" : table->routes[number].pattern);
}

/* While all processes are replaced there are some twice; one may be dying beside them. */
struct metrics *pool_metrics_create(const struct config *config)
{
    return metrics_create(&(struct metrics_plan){
        .owner = OWNER_WORKER,
        .pool = config->pool,
        .processes = 2 * (size_t)config->processes,
        .routes = {.count = api_routes()->count + 1, .write = write_route},
    });
}

static bool is_live(void *argument)
{
    const struct pool_health *health = argument;
    return health->state->alive > 0;
}

static bool is_ready(void *argument, FILE *parts)
{
    const struct pool_health *health = argument;
    const struct supervisor_state *state = health->state;
    char what[64];
    (void)snprintf(what, sizeof(what), "%zu of %zu processes", state->alive, state->wanted);
    health_part(parts, state->alive > 0, what);
    health_part(parts, !state->is_stopping,
                state->is_stopping ? "finishes what it has, and takes nothing new"
                                   : "takes requests");
    bool one_answers = health_stores(parts, health->metrics);
    return state->alive > 0 && !state->is_stopping && one_answers;
}

static void write_accept_queue(const struct pool_health *health, enum metric metric,
                               struct exposition *exposition)
{
    struct accept_queue queue;
    if (accept_queue_read(health->listen_socket, &queue))
        health_gauge((double)(metric == METRIC_ACCEPT_QUEUE ? queue.waiting : queue.most),
                     exposition);
}

static void read_gauge(void *argument, enum metric metric, struct exposition *exposition)
{
    const struct pool_health *health = argument;
    struct health_gauges common = {.metrics = health->metrics,
                                   .started_at_s = health->started_at_s,
                                   .is_ready = health_is_ready(is_ready, argument)};
    if (metric == METRIC_PROCESSES)
        health_gauge((double)health->state->alive, exposition);
    else if (metric == METRIC_BUSY)
        health_gauge((double)metrics_requests(health->metrics).busy, exposition);
    else if (metric == METRIC_WAITING_REQUESTS)
        health_gauge((double)metrics_requests(health->metrics).waiting, exposition);
    else if (metric == METRIC_ACCEPT_QUEUE || metric == METRIC_ACCEPT_QUEUE_MAX)
        write_accept_queue(health, metric, exposition);
    else
        health_gauges_write(&common, metric, exposition);
}

struct health_listener *pool_health_serve(const struct pool_health *health, const char *address)
{
    void *argument = (void *)(uintptr_t)health;
    return health_listener_create(&(struct health_plan){
        .address = address,
        .is_live = is_live,
        .is_ready = is_ready,
        .argument = argument,
        .metrics = health->metrics,
        .gauges = {.read = read_gauge, .argument = argument},
    });
}
