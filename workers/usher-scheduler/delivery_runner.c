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
#include <sys/wait.h>
#include <time.h>

#include "base/log.h"
#include "base/metrics/metrics.h"
#include "sale/money/payment_provider.h"
#include "sale/upkeep/deliveries.h"
#include "usher-scheduler/child.h"

#define ARENA_BYTES_MAX ((size_t)16 << 20)

static void rest(int64_t ms)
{
    struct timespec wait = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    (void)nanosleep(&wait, NULL);
}

/* One after the other while there are some due; else it looks once a tick. Without an end. */
static void work(struct context *context, const void *data)
{
    (void)data;
    context->provider = provider_create(context->config);
    for (;;) {
        bool worked = false;
        enum err err = deliveries_work(context, &worked);
        if (err)
            log_warn("delivery not worked off code=%s", err_code(err));
        arena_reset(context->arena);
        if (err || !worked)
            rest(context->config->tick_ms);
    }
}

static void start(struct delivery_runner *runner, const struct context *context)
{
    const struct child child = {
        .arena_bytes_max = ARENA_BYTES_MAX,
        .database_timeout_ms = context->config->database_timeout_ms,
        .work = work,
        .health = runner->health,
    };
    pid_t pid = child_start(&child, context);
    if (pid < 0)
        log_warn("deliveries not begun why=\"%s\"", strerror(errno));
    runner->pid = pid > 0 ? pid : 0;
}

void delivery_runner_tick(struct delivery_runner *runner, const struct context *context)
{
    int status = 0;
    if (runner->pid > 0 && waitpid(runner->pid, &status, WNOHANG) == 0)
        return;
    metrics_leave(context->metrics, runner->pid);
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
