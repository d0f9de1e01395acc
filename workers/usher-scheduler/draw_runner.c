/*
 * draw_runner.c -- draws run beside the ticks, each in a process of its own.
 *
 * A draw of a million people takes seconds, which must not hold up the other concerts' ticks. It
 * can be killed at any moment, and dies with its scheduler: whoever ticks next goes on with it.
 */
#include "usher-scheduler/draw_runner.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics/metrics.h"
#include "sale/concert/concert.h"
#include "sale/draw/draw_lobby.h"
#include "sale/draw/draw_run.h"
#include "sale/draw/draw_state.h"
#include "usher-scheduler/child.h"

#define ARENA_BYTES_MAX ((size_t)256 << 20)
/* Committing the list of a million writes some tens of megabytes. */
#define DATABASE_TIMEOUT_MS 30000

struct draw_job {
    const struct uuid *concert_id;
    const struct draw_closing *closing;
};

static void run(struct context *context, const void *data)
{
    const struct draw_job *job = data;
    const char *concert_id = job->concert_id->text;
    int64_t began_ms = clock_monotonic_ms();
    struct draw_outcome outcome = {0};
    enum err err = draw_run(context, job->concert_id, job->closing, &outcome);
    if (err || outcome.is_mine)
        metrics_add(context->metrics,
                    (struct metric_series){METRIC_DRAWS, metric_outcome_of(err), 0}, 1);
    if (err)
        log_warn("draw not finished concert=%s code=%s", concert_id, err_code(err));
    else if (outcome.is_mine)
        log_info("drawn concert=%s entrants=%lld given=%lld ms=%lld", concert_id,
                 (long long)outcome.entrants, (long long)outcome.given,
                 (long long)(clock_monotonic_ms() - began_ms));
}

static void start(struct draw_runner *runner, const struct context *context,
                  const struct draw_job *job)
{
    const struct child child = {
        .arena_bytes_max = ARENA_BYTES_MAX,
        .database_timeout_ms = DATABASE_TIMEOUT_MS,
        .work = run,
        .data = job,
        .health = runner->health,
    };
    pid_t pid = child_start(&child, context);
    if (pid < 0)
        log_warn("draw not started concert=%s why=\"%s\"", job->concert_id->text, strerror(errno));
    else
        runner->processes[runner->count++] =
            (struct draw_process){.pid = pid, .concert_id = *job->concert_id};
}

static void reap(struct draw_runner *runner, struct metrics *metrics)
{
    for (size_t i = runner->count; i-- > 0;) {
        int status = 0;
        if (waitpid(runner->processes[i].pid, &status, WNOHANG) == 0)
            continue;
        metrics_leave(metrics, runner->processes[i].pid);
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
    reap(runner, context->metrics);
    if (runner->count == DRAWS_MAX || is_running(runner, &concert->concert_id))
        return;
    enum err err = draw_begin(context, &concert->concert_id, &closing);
    if (err == ERR_CONCERT_RESTORING)
        return;
    if (err)
        log_warn("draw not begun concert=%s code=%s", concert->concert_id.text, err_code(err));
    else if (closing.is_due)
        start(runner, context, &(struct draw_job){&concert->concert_id, &closing});
}
