/* main.c -- answers the API: a socket, and the processes that serve it. */
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/routes.h"
#include "base/context.h"
#include "base/crypto/token.h"
#include "base/metrics/metrics.h"
#include "base/version.h"
#include "http/server/listen.h"
#include "http/server/server.h"
#include "sale/concert/concert_cache.h"
#include "sale/concert/shows.h"
#include "sale/money/payment_provider.h"
#include "sale/money/payments.h"
#include "store/pg.h"
#include "store/redis.h"
#include "usher-worker/pool_health.h"
#include "usher-worker/store_watch.h"
#include "usher-worker/supervisor.h"

#define ARENA_BYTES_MAX ((size_t)128 << 20)
#define KEPT_BYTES (1 << 20)
#define EXIT_USAGE 2

struct worker {
    struct config config;
    int listen_socket;
    struct pool_load *load;
    struct metrics *metrics;
};

/* What an answer took is kept for the next one: memory that goes back to the machine with each of
 * them, and is asked for again, costs far more than a large answer itself. */
static void keep_memory(void)
{
    (void)mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
    (void)mallopt(M_TRIM_THRESHOLD, 2 * KEPT_BYTES);
}

/* One process. Everything it holds is its own: nothing of a connection can be
 * shared across a fork. */
static bool serve(const struct worker *worker, size_t place)
{
    const struct config *config = &worker->config;
    struct context context = {
        .config = config,
        .entropy = entropy_system(),
        .tokens = token_signer_create(&config->token_keys),
        .arena = arena_create(ARENA_BYTES_MAX),
        .redis = redis_create(config->redis_url, config->redis_timeout_ms),
        .pg = pg_create(config->database_url, config->database_timeout_ms),
        .shows = show_cache_create(),
        .concerts = concert_cache_create(),
        .provider = provider_create(config),
        .metrics = worker->metrics,
    };
    redis_count_in(context.redis, worker->metrics);
    pg_count_in(context.pg, worker->metrics);
    struct connections_plan plan = {
        .listen_socket = worker->listen_socket,
        .most = (size_t)config->connections,
        .load = worker->load,
        .process = place,
        .stop_seconds = config->stop_seconds,
    };
    keep_memory();
    if (config->warm_payments)
        payments_warm(context.pg);
    bool is_stopped = server_run(&plan, api_routes(), &context);
    provider_destroy(context.provider);
    concert_cache_destroy(context.concerts);
    show_cache_destroy(context.shows);
    pg_destroy(context.pg);
    redis_destroy(context.redis);
    arena_destroy(context.arena);
    token_signer_destroy(context.tokens);
    return is_stopped;
}

/* The last place is for the one that asks the stores. */
static bool run_child(void *argument, size_t place)
{
    const struct worker *worker = argument;
    if (place == (size_t)worker->config.processes)
        return store_watch_run(&worker->config, worker->metrics);
    metrics_enter(worker->metrics);
    return serve(worker, place);
}

static void forget_process(void *argument, pid_t pid, bool failed)
{
    const struct worker *worker = argument;
    metrics_leave(worker->metrics, pid);
    if (failed)
        metrics_add(worker->metrics, (struct metric_series){.metric = METRIC_DEATHS}, 1);
}

static void run_pool(struct worker *worker)
{
    struct supervisor_state state = {0};
    struct clock clock = {0};
    worker->load = pool_load_create((size_t)worker->config.processes);
    worker->metrics = pool_metrics_create(&worker->config);
    struct pool_health health = {
        .metrics = worker->metrics,
        .state = &state,
        .listen_socket = worker->listen_socket,
        .started_at_s = (double)clock_now_ms(&clock) / 1000,
    };
    struct health_listener *listener = pool_health_serve(&health, worker->config.metrics_listen);
    supervise(&(struct supervisor_plan){
        .processes = worker->config.processes,
        .helpers = 1,
        .stop_seconds = worker->config.stop_seconds,
        .child = run_child,
        .reaped = forget_process,
        .argument = worker,
        .health = listener,
        .state = &state,
    });
    health_listener_destroy(listener);
    metrics_destroy(worker->metrics);
}

static int refuse_to_start(const char *why)
{
    (void)fprintf(stderr, "usher-worker: %s\n", why);
    return EXIT_USAGE;
}

/* Tried here, so that a wrong URL is a sentence at start and not a 503 to everybody. */
static bool redis_url_is_valid(const struct config *config)
{
    struct redis *redis = redis_create(config->redis_url, config->redis_timeout_ms);
    redis_destroy(redis);
    return redis != NULL;
}

int main(int argc, char **argv)
{
    struct worker worker = {0};
    char problem[256];
    if (version_was_asked(argc, argv, "usher-worker"))
        return EXIT_SUCCESS;
    if (!config_load(&worker.config, true, problem, sizeof(problem)))
        return refuse_to_start(problem);
    if (!redis_url_is_valid(&worker.config))
        return refuse_to_start("USHER_REDIS_URL must be unix:/path or redis://host:port.");
    log_set_level(worker.config.log_level);
    worker.listen_socket = listen_on(worker.config.listen, (int)worker.config.waiting);
    if (worker.listen_socket < 0) {
        (void)snprintf(problem, sizeof(problem), "cannot listen on USHER_LISTEN: %s.",
                       strerror(errno));
        return refuse_to_start(problem);
    }
    log_info("listening on=%s processes=%lld", worker.config.listen,
             (long long)worker.config.processes);
    run_pool(&worker);
    return EXIT_SUCCESS;
}
