/* scheduler_health.c -- whether a scheduler ticks, and what it has counted. */
#include "usher-scheduler/scheduler_health.h"

#include <stdlib.h>

#include "base/log.h"
#include "http/health/health_parts.h"
#include "sale/upkeep/backlog.h"
#include "sale/upkeep/delivery_kinds.h"
#include "sale/upkeep/readiness.h"
#include "usher-scheduler/draw_runner.h"

/* The draws under way, the process of the deliveries, and one of each that has just ended. */
#define PROCESSES_MAX ((DRAWS_MAX + 1) * 2)
#define BACKLOG_EVERY_MS 5000

struct scheduler_health {
    struct metrics *metrics;
    struct concert_figures *figures;
    struct health_listener *listener;
    double started_at_s;
    int64_t began_us; /* the tick under way, or the last; of the monotonic clock, as all here */
    int64_t lag_us, due_every_us;
    int64_t well_at_ms; /* when a tick last went well for every concert; 0: never */
    struct backlog backlog;
    int64_t backlog_at_ms; /* 0: it was not read yet */
};

static void write_kind(size_t number, char ret_text[METRIC_LABEL_SIZE])
{
    (void)snprintf(ret_text, METRIC_LABEL_SIZE, "kind=\"%s\"", delivery_kinds[number].name);
}

/* Whoever is answered has found the loop turning. */
static bool is_live(void *argument)
{
    (void)argument;
    return true;
}

static bool is_ready(void *argument, FILE *parts)
{
    const struct scheduler_health *health = argument;
    bool has_ticked = health->well_at_ms > 0;
    health_part(parts, has_ticked, has_ticked ? "ticks" : "has not ticked yet");
    return health_stores(parts, health->metrics) && has_ticked;
}

/* What has waited when it was last read has waited longer by now, as long as there was some. */
static void write_age(const struct scheduler_health *health, int64_t age_ms,
                      struct exposition *exposition)
{
    int64_t since_ms = clock_monotonic_ms() - health->backlog_at_ms;
    health_gauge(age_ms > 0 ? (double)(age_ms + since_ms) / 1000 : 0, exposition);
}

static void write_backlog(const struct scheduler_health *health, enum metric metric,
                          struct exposition *exposition)
{
    const struct backlog *backlog = &health->backlog;
    if (health->backlog_at_ms == 0)
        return;
    if (metric == METRIC_OUTBOX_ROWS)
        health_gauge((double)backlog->outbox_rows, exposition);
    if (metric == METRIC_OUTBOX_AGE)
        write_age(health, backlog->outbox_age_ms, exposition);
    if (metric == METRIC_DELIVERIES_DUE)
        health_gauge((double)backlog->deliveries_due, exposition);
    if (metric == METRIC_DELIVERY_AGE)
        write_age(health, backlog->delivery_age_ms, exposition);
}

static void read_gauge(void *argument, enum metric metric, struct exposition *exposition)
{
    const struct scheduler_health *health = argument;
    struct health_gauges common = {.metrics = health->metrics,
                                   .started_at_s = health->started_at_s,
                                   .is_ready = health_is_ready(is_ready, argument)};
    if (metric == METRIC_TICK_LAG)
        health_gauge((double)health->lag_us / 1000000, exposition);
    if (metric == METRIC_TICK_AGE && health->well_at_ms > 0)
        health_gauge((double)(clock_monotonic_ms() - health->well_at_ms) / 1000, exposition);
    concert_figures_write(health->figures, metric, exposition);
    write_backlog(health, metric, exposition);
    health_gauges_write(&common, metric, exposition);
}

struct scheduler_health *scheduler_health_create(const struct config *config)
{
    struct clock clock = {0};
    struct scheduler_health *health = calloc(1, sizeof(*health));
    if (!health)
        abort();
    health->metrics = metrics_create(&(struct metrics_plan){
        .owner = OWNER_SCHEDULER,
        .processes = PROCESSES_MAX,
        .deliveries = {.count = delivery_kind_count, .write = write_kind},
    });
    health->figures = concert_figures_create();
    health->started_at_s = (double)clock_now_ms(&clock) / 1000;
    health->listener = health_listener_create(&(struct health_plan){
        .address = config->metrics_listen,
        .is_live = is_live,
        .is_ready = is_ready,
        .argument = health,
        .metrics = health->metrics,
        .gauges = {.read = read_gauge, .argument = health},
    });
    return health;
}

void scheduler_health_destroy(struct scheduler_health *health)
{
    if (!health)
        return;
    health_listener_destroy(health->listener);
    concert_figures_destroy(health->figures);
    metrics_destroy(health->metrics);
    free(health);
}

struct metrics *scheduler_health_metrics(struct scheduler_health *health)
{
    return health->metrics;
}

struct concert_figures *scheduler_health_figures(struct scheduler_health *health)
{
    return health->figures;
}

struct health_listener *scheduler_health_listener(struct scheduler_health *health)
{
    return health->listener;
}

void scheduler_health_tick_begins(struct scheduler_health *health, int64_t due_every_ms)
{
    int64_t now_us = clock_monotonic_us();
    health->due_every_us = due_every_ms * 1000;
    int64_t late_us = health->began_us > 0 ? now_us - health->began_us - health->due_every_us : 0;
    health->lag_us = late_us > 0 ? late_us : 0;
    health->began_us = now_us;
}

void scheduler_health_tick_ends(struct scheduler_health *health, bool is_well)
{
    int64_t took_us = clock_monotonic_us() - health->began_us;
    metrics_time(health->metrics, (struct metric_series){.metric = METRIC_TICK_TIME}, took_us);
    if (took_us > health->due_every_us)
        metrics_add(health->metrics, (struct metric_series){.metric = METRIC_TICK_OVERRUNS}, 1);
    if (is_well)
        health->well_at_ms = clock_monotonic_ms();
}

void scheduler_health_ticked(struct scheduler_health *health, const struct uuid *concert_id,
                             const struct tick_result *result, bool is_well)
{
    const struct {
        enum metric metric;
        int64_t count;
    } counted[] = {
        {METRIC_ADMITTED, result->admitted}, {METRIC_EXPIRED, result->expired},
        {METRIC_LAPSED, result->no_shows},   {METRIC_HOLDS_EXPIRED, result->holds_expired},
        {METRIC_TICK_FAILURES, !is_well},
    };
    for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++)
        metrics_add(health->metrics, (struct metric_series){.metric = counted[i].metric},
                    counted[i].count);
    concert_figures_ticked(health->figures, concert_id, is_well ? result : NULL);
}

void scheduler_health_look(struct scheduler_health *health, struct context *context)
{
    int64_t now_ms = clock_monotonic_ms();
    readiness_note(context);
    if (health->backlog_at_ms > 0 && now_ms - health->backlog_at_ms < BACKLOG_EVERY_MS)
        return;
    struct backlog backlog;
    enum err err = backlog_read(context, &backlog);
    if (err) {
        log_debug("backlog not read code=%s", err_code(err));
        return;
    }
    health->backlog = backlog;
    health->backlog_at_ms = now_ms;
}
