/*
 * delivery_runner.c -- deliveries are worked off beside the ticks, in a process of their own.
 *
 * It may wait for the network, as a tick may not. It can be killed at any moment, and dies with its
 * scheduler: what it had taken is taken again after its lease.
 */
#include "usher-scheduler/delivery_runner.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "sale/money/payment_provider.h"
#include "sale/upkeep/deliveries.h"
#include "store/pg.h"
#include "store/redis.h"

#define ARENA_BYTES_MAX ((size_t)16 << 20)

static void rest(int64_t ms)
{
    struct timespec wait = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    (void)nanosleep(&wait, NULL);
}

/* One after the other while there are some due; else it looks once a tick. */
static void work(struct context *context, pid_t scheduler)
{
    while (getppid() == scheduler) {
        bool worked = false;
        enum err err = deliveries_work(context, &worked);
        if (err)
            log_warn("delivery not worked off code=%s", err_code(err));
        arena_reset(context->arena);
        if (err || !worked)
            rest(context->config->tick_ms);
    }
}

/* With connections of its own: those of the scheduler are in use there. */
static void run(const struct context *parent, pid_t scheduler)
{
    struct context context = {
        .config = parent->config,
        .clock = parent->clock,
        .entropy = parent->entropy,
        .arena = arena_create(ARENA_BYTES_MAX),
        .redis = redis_create(parent->config->redis_url, parent->config->redis_timeout_ms),
        .pg = pg_create(parent->config->database_url, parent->config->database_timeout_ms),
        .provider = provider_create(parent->config),
    };
    if (context.redis && context.pg)
        work(&context, scheduler);
    provider_destroy(context.provider);
    pg_destroy(context.pg);
    redis_destroy(context.redis);
    arena_destroy(context.arena);
}

static void start(struct delivery_runner *runner, const struct context *context)
{
    pid_t scheduler = getpid();
    pid_t pid = fork();
    if (pid < 0)
        log_warn("deliveries not begun why=\"%s\"", strerror(errno));
    if (pid != 0) {
        runner->pid = pid > 0 ? pid : 0;
        return;
    }
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)signal(SIGTERM, SIG_DFL);
    (void)signal(SIGINT, SIG_DFL);
    run(context, scheduler);
    _exit(0);
}

void delivery_runner_tick(struct delivery_runner *runner, const struct context *context)
{
    int status = 0;
    if (runner->pid > 0 && waitpid(runner->pid, &status, WNOHANG) == 0)
        return;
    if (runner->pid > 0)
        log_warn("deliveries ended status=%d", status);
    start(runner, context);
}

void delivery_runner_stop(struct delivery_runner *runner)
{
    if (runner->pid <= 0)
        return;
    (void)kill(runner->pid, SIGKILL);
    (void)waitpid(runner->pid, NULL, 0);
    runner->pid = 0;
}
