/*
 * main.c -- the tick, each second, for every concert on sale.
 *
 * Any number of schedulers may run: each tick is one script that counts by Redis's own clock, and
 * rows of the outbox are taken by one of them at a time. While Postgres is away the queue goes on
 * with the concerts that were read last.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/context.h"
#include "base/log.h"
#include "base/metrics/metrics.h"
#include "base/version.h"
#include "sale/concert/concert.h"
#include "sale/concert/shows.h"
#include "sale/upkeep/delete_expired.h"
#include "sale/upkeep/outbox.h"
#include "sale/upkeep/restore.h"
#include "sale/upkeep/tick.h"
#include "store/pg.h"
#include "store/redis.h"
#include "usher-scheduler/board_publisher.h"
#include "usher-scheduler/delivery_runner.h"
#include "usher-scheduler/draw_runner.h"
#include "usher-scheduler/scheduler_health.h"

#define ARENA_BYTES_MAX ((size_t)256 << 20)
/* Outbox batches one tick delivers at most. */
#define DELIVERIES_MAX 20
/* Publishing ends this long before the next tick, but has a moment each time. */
#define MARGIN_MS 50
#define PUBLISH_MS_MIN 100

static volatile sig_atomic_t stopping;

static void on_stop(int signal_number)
{
    (void)signal_number;
    stopping = 1;
}

/* The concerts that were read last live in an arena of their own,
 * until the next reading succeeds. */
struct schedule {
    struct arena *arena;
    const struct tick_concert *concerts;
    size_t count;
};

static void load_concerts(struct context *context, struct schedule *schedule)
{
    struct arena *request_arena = context->arena;
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    const struct tick_concert *concerts;
    size_t count;
    context->arena = arena;
    enum err err = tick_load(context, &concerts, &count);
    context->arena = request_arena;
    if (err) {
        log_warn("concerts not read code=%s kept=%zu", err_code(err), schedule->count);
        arena_destroy(arena);
        return;
    }
    arena_destroy(schedule->arena);
    *schedule = (struct schedule){.arena = arena, .concerts = concerts, .count = count};
}

/* What follows from a tick. False, logged, when something failed. */
static bool follow_up(struct context *context, struct scheduler_health *health,
                      const struct tick_concert *concert, const struct tick_result *result)
{
    const char *id = concert->concert.concert_id.text;
    enum err err = result->err;
    if (err == ERR_CONCERT_RESTORING)
        err = restore_concert(context, concert);
    else if (!err && concert->concert.state == CONCERT_SCHEDULED && result->state == CONCERT_OPEN)
        err = tick_record_opened(context, &concert->concert);
    scheduler_health_ticked(health, &concert->concert.concert_id, result, !err);
    if (err)
        log_warn("tick failed concert=%s code=%s", id, err_code(err));
    else
        log_debug("tick concert=%s waiting=%lld active=%lld admitted=%lld", id,
                  (long long)result->waiting, (long long)result->active,
                  (long long)result->admitted);
    return !err;
}

static void deliver(struct context *context)
{
    int64_t delivered = 1;
    enum err err = OK;
    for (int i = 0; i < DELIVERIES_MAX && delivered > 0 && !err; i++) {
        err = outbox_deliver(context, &delivered);
        metrics_add(context->metrics, (struct metric_series){.metric = METRIC_OUTBOX_TOLD},
                    err ? 0 : delivered);
        arena_reset(context->arena);
    }
    if (err)
        log_warn("outbox not delivered code=%s", err_code(err));
}

/* A batch a tick keeps up with any sale. */
static void delete_batch(struct context *context)
{
    int64_t deleted = 0;
    enum err err = delete_expired(context, &deleted);
    if (err)
        log_warn("expired records not deleted code=%s", err_code(err));
}

/* False when one of them failed. */
static bool tick_each(struct context *context, const struct schedule *schedule,
                      struct scheduler_health *health)
{
    struct tick_result results[TICK_CONCERTS_MAX];
    size_t count = 0;
    bool is_well = true;
    for (size_t first = 0; first < schedule->count && !stopping; first += count) {
        const struct tick_concert *concerts = schedule->concerts + first;
        size_t left = schedule->count - first;
        count = left < TICK_CONCERTS_MAX ? left : TICK_CONCERTS_MAX;
        tick_concerts(context, concerts, count, results);
        for (size_t i = 0; i < count; i++) {
            arena_reset(context->arena);
            is_well = follow_up(context, health, &concerts[i], &results[i]) && is_well;
        }
        (void)health_listener_wait(scheduler_health_listener(health), -1, 0);
    }
    arena_reset(context->arena);
    return is_well;
}

/* Every concert as Postgres has it now: what an organiser changed acts on
 * whoever is admitted next. */
static void tick_all(struct context *context, struct schedule *schedule,
                     struct scheduler_health *health)
{
    scheduler_health_tick_begins(health, context->config->tick_ms / 2);
    load_concerts(context, schedule);
    concert_figures_keep(scheduler_health_figures(health), schedule->concerts, schedule->count);
    bool is_well = tick_each(context, schedule, health);
    scheduler_health_tick_ends(health, is_well && schedule->arena);
}

static void run_tick(struct context *context, struct schedule *schedule,
                     struct scheduler_health *health, struct publisher *publisher,
                     struct draw_runner *draws)
{
    tick_all(context, schedule, health);
    for (size_t i = 0; i < schedule->count && !stopping; i++) {
        draw_runner_tick(draws, context, &schedule->concerts[i].concert);
        arena_reset(context->arena);
    }
    deliver(context);
    delete_batch(context);
    scheduler_health_look(health, context);
    arena_reset(context->arena);
    publisher_begin(publisher);
}

/* In what is left before the next tick, and in a little when nothing is. */
static void publish(struct context *context, const struct schedule *schedule,
                    struct publisher *publisher)
{
    int64_t half_ms = context->config->tick_ms / 2;
    int64_t now_ms = clock_monotonic_ms();
    int64_t left_ms = half_ms - now_ms % half_ms - MARGIN_MS;
    publisher_run(publisher, context, schedule->concerts, schedule->count,
                  now_ms + (left_ms > PUBLISH_MS_MIN ? left_ms : PUBLISH_MS_MIN));
}

/* Until the next multiple of the tick, or until a signal; who asks about health is answered. */
static void sleep_until_next(int64_t tick_ms, struct scheduler_health *health)
{
    int64_t now_ms = clock_monotonic_ms();
    (void)health_listener_wait(scheduler_health_listener(health), -1,
                               now_ms + tick_ms - now_ms % tick_ms);
}

static void handle_signals(void)
{
    struct sigaction action = {.sa_handler = on_stop};
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGINT, &action, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

int main(int argc, char **argv)
{
    struct config config;
    char problem[256];
    if (version_was_asked(argc, argv, "usher-scheduler"))
        return 0;
    if (!config_load(&config, false, problem, sizeof(problem))) {
        fprintf(stderr, "usher-scheduler: %s\n", problem);
        return 2;
    }
    log_set_level(config.log_level);
    handle_signals();

    struct schedule schedule = {0};
    struct scheduler_health *health = scheduler_health_create(&config);
    struct draw_runner draws = {.health = scheduler_health_listener(health)};
    struct delivery_runner deliveries = {.health = scheduler_health_listener(health)};
    struct context context = {
        .config = &config,
        .entropy = entropy_system(),
        .arena = arena_create(ARENA_BYTES_MAX),
        .redis = redis_create(config.redis_url, config.redis_timeout_ms),
        .pg = pg_create(config.database_url, config.database_timeout_ms),
        .shows = show_cache_create(),
        .metrics = scheduler_health_metrics(health),
    };
    struct publisher *publisher = publisher_create(&config, scheduler_health_figures(health));
    if (!context.redis || !context.pg || !publisher) {
        fprintf(stderr, "usher-scheduler: USHER_REDIS_URL, USHER_DATABASE_URL or"
                        " USHER_PUBLISH_URL is not valid\n");
        return 2;
    }
    redis_count_in(context.redis, context.metrics);
    pg_count_in(context.pg, context.metrics);
    log_info("scheduler started tick_ms=%lld", (long long)config.tick_ms);
    while (!stopping) {
        delivery_runner_tick(&deliveries, &context);
        run_tick(&context, &schedule, health, publisher, &draws);
        publish(&context, &schedule, publisher);
        /*
         * Between two ticks people are admitted once more. The bucket holds what one second earns
         * and no more: a tick that came a moment late would lose what flowed over, at two a second
         * one in six.
         */
        sleep_until_next(config.tick_ms / 2, health);
        tick_all(&context, &schedule, health);
        publish(&context, &schedule, publisher);
        sleep_until_next(config.tick_ms / 2, health);
    }
    delivery_runner_stop(&deliveries);
    log_info("scheduler stopped");
    publisher_destroy(publisher);
    scheduler_health_destroy(health);
    show_cache_destroy(context.shows);
    pg_destroy(context.pg);
    redis_destroy(context.redis);
    arena_destroy(schedule.arena);
    arena_destroy(context.arena);
    return 0;
}
