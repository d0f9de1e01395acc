/* store_watch.c -- one process of a pool that asks the stores, so that its parent need not. */
#include "usher-worker/store_watch.h"

#include <signal.h>
#include <time.h>

#include "base/context.h"
#include "sale/upkeep/readiness.h"
#include "store/pg.h"
#include "store/redis.h"

#define ARENA_BYTES_MAX ((size_t)1 << 20)
#define PAUSE_SECONDS 1

/* Sleeps; true when it was SIGTERM that ended it. */
static bool is_told_to_stop(void)
{
    struct timespec pause = {.tv_sec = PAUSE_SECONDS};
    sigset_t sigterm;
    sigemptyset(&sigterm);
    sigaddset(&sigterm, SIGTERM);
    return sigtimedwait(&sigterm, NULL, &pause) == SIGTERM;
}

bool store_watch_run(const struct config *config, struct metrics *metrics)
{
    struct context context = {
        .config = config,
        .arena = arena_create(ARENA_BYTES_MAX),
        .redis = redis_create(config->redis_url, config->redis_timeout_ms),
        .pg = pg_create(config->database_url, config->database_timeout_ms),
        .metrics = metrics,
    };
    do {
        readiness_note(&context);
        arena_reset(context.arena);
    } while (!is_told_to_stop());
    pg_destroy(context.pg);
    redis_destroy(context.redis);
    arena_destroy(context.arena);
    return true;
}
