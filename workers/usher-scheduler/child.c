/* child.c -- work beside the ticks, in a process with connections of its own. */
#include "usher-scheduler/child.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/metrics/metrics.h"
#include "store/pg.h"
#include "store/redis.h"

static void run(const struct child *child, const struct context *parent)
{
    struct context context = {
        .config = parent->config,
        .clock = parent->clock,
        .entropy = parent->entropy,
        .arena = arena_create(child->arena_bytes_max),
        .redis = redis_create(parent->config->redis_url, parent->config->redis_timeout_ms),
        .pg = pg_create(parent->config->database_url, child->database_timeout_ms),
        .metrics = parent->metrics,
    };
    metrics_enter(context.metrics);
    if (context.redis && context.pg) {
        redis_count_in(context.redis, context.metrics);
        pg_count_in(context.pg, context.metrics);
        child->work(&context, child->data);
    }
    pg_destroy(context.pg);
    redis_destroy(context.redis);
    arena_destroy(context.arena);
}

pid_t child_start(const struct child *child, const struct context *parent)
{
    pid_t scheduler = getpid();
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)signal(SIGTERM, SIG_DFL);
    (void)signal(SIGINT, SIG_DFL);
    health_listener_leave(child->health);
    /* A scheduler that died before the prctl sends no signal any more. */
    if (getppid() == scheduler)
        run(child, parent);
    _exit(0);
}
