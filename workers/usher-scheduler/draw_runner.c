/*
 * draw_runner.c -- draws run beside the ticks, each in a process of its own.
 *
 * A draw of a million people takes seconds, which must not hold up the other concerts' ticks. It
 * can be killed at any moment, and dies with its scheduler: whoever ticks next goes on with it.
 */
#include "usher-scheduler/draw_runner.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "sale/concert/concert.h"
#include "sale/draw/draw_lobby.h"
#include "sale/draw/draw_run.h"
#include "sale/draw/draw_state.h"
#include "store/pg.h"
#include "store/redis.h"

#define ARENA_BYTES_MAX ((size_t)256 << 20)
/* Committing the list of a million writes some tens of megabytes. */
#define DATABASE_TIMEOUT_MS 30000

/* With connections of its own: those of the scheduler are in use there. */
static enum err hold(const struct context *parent, const struct uuid *concert_id,
                     const struct draw_closing *closing, struct draw_outcome *ret_outcome)
{
    struct context context = {
        .config = parent->config,
        .clock = parent->clock,
        .entropy = parent->entropy,
        .arena = arena_create(ARENA_BYTES_MAX),
        .redis = redis_create(parent->config->redis_url, parent->config->redis_timeout_ms),
        .pg = pg_create(parent->config->database_url, DATABASE_TIMEOUT_MS),
    };
    enum err err = ERR_INTERNAL;
    if (context.redis && context.pg)
        err = draw_run(&context, concert_id, closing, ret_outcome);
    pg_destroy(context.pg);
    redis_destroy(context.redis);
    arena_destroy(context.arena);
    return err;
}

static void run(const struct context *parent, const struct uuid *concert_id,
                const struct draw_closing *closing)
{
    int64_t began_ms = clock_monotonic_ms();
    struct draw_outcome outcome = {0};
    enum err err = hold(parent, concert_id, closing, &outcome);
    if (err)
        log_warn("draw not finished concert=%s code=%s", concert_id->text, err_code(err));
    else if (outcome.is_mine)
        log_info("drawn concert=%s entrants=%lld given=%lld ms=%lld", concert_id->text,
                 (long long)outcome.entrants, (long long)outcome.given,
                 (long long)(clock_monotonic_ms() - began_ms));
}

static void start(struct draw_runner *runner, const struct context *context,
                  const struct uuid *concert_id, const struct draw_closing *closing)
{
    pid_t scheduler = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        log_warn("draw not started concert=%s why=\"%s\"", concert_id->text, strerror(errno));
        return;
    }
    if (pid > 0) {
        runner->processes[runner->count++] =
            (struct draw_process){.pid = pid, .concert_id = *concert_id};
        return;
    }
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)signal(SIGTERM, SIG_DFL);
    (void)signal(SIGINT, SIG_DFL);
    if (getppid() == scheduler)
        run(context, concert_id, closing);
    _exit(0);
}

static void reap(struct draw_runner *runner)
{
    for (size_t i = runner->count; i-- > 0;) {
        int status = 0;
        if (waitpid(runner->processes[i].pid, &status, WNOHANG) == 0)
            continue;
        if (WIFSIGNALED(status))
            log_warn("draw killed concert=%s signal=%d", runner->processes[i].concert_id.text,
                     WTERMSIG(status));
        runner->processes[i] = runner->processes[--runner->count];
    }
}

static bool is_running(const struct draw_runner *runner, const struct uuid *concert_id)
{
    for (size_t i = 0; i < runner->count; i++)
        if (uuid_equal(&runner->processes[i].concert_id, concert_id))
            return true;
    return false;
}

void draw_runner_tick(struct draw_runner *runner, struct context *context,
                      const struct concert *concert)
{
    struct draw_closing closing;
    if (concert->policy.queueing != QUEUEING_LOTTERY)
        return;
    reap(runner);
    if (runner->count == DRAWS_MAX || is_running(runner, &concert->concert_id))
        return;
    enum err err = draw_begin(context, &concert->concert_id, &closing);
    if (err == ERR_CONCERT_RESTORING)
        return;
    if (err)
        log_warn("draw not begun concert=%s code=%s", concert->concert_id.text, err_code(err));
    else if (closing.is_due)
        start(runner, context, &concert->concert_id, &closing);
}
