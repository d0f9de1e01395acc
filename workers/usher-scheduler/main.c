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
#include <time.h>

#include "base/context.h"
#include "base/log.h"
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

/* What follows from a tick. */
static void follow_up(struct context *context, const struct tick_concert *concert,
                      const struct tick_result *result)
{
    const char *id = concert->concert.concert_id.text;
    enum err err = result->err;
    if (err == ERR_CONCERT_RESTORING)
        err = restore_concert(context, concert);
    else if (!err && concert->concert.state == CONCERT_SCHEDULED && result->state == CONCERT_OPEN)
        err = tick_record_opened(context, &concert->concert);
    if (err)
        log_warn("tick failed concert=%s code=%s", id, err_code(err));
    else
        log_debug("tick concert=%s waiting=%lld active=%lld admitted=%lld", id,
                  (long long)result->waiting, (long long)result->active,
                  (long long)result->admitted);
}

static void deliver(struct context *context)
{
    int64_t delivered = 1;
    enum err err = OK;
    for (int i = 0; i < DELIVERIES_MAX && delivered > 0 && !err; i++) {
        err = outbox_deliver(context, &delivered);
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

/* Every concert as Postgres has it now: what an organiser changed acts on
 * whoever is admitted next. */
static void tick_all(struct context *context, struct schedule *schedule)
{
    struct tick_result results[TICK_CONCERTS_MAX];
    size_t count = 0;
    load_concerts(context, schedule);
    for (size_t first = 0; first < schedule->count && !stopping; first += count) {
        const struct tick_concert *concerts = schedule->concerts + first;
        size_t left = schedule->count - first;
        count = left < TICK_CONCERTS_MAX ? left : TICK_CONCERTS_MAX;
        tick_concerts(context, concerts, count, results);
        for (size_t i = 0; i < count; i++) {
            arena_reset(context->arena);
            follow_up(context, &concerts[i], &results[i]);
        }
    }
    arena_reset(context->arena);
}

static void run_tick(struct context *context, struct schedule *schedule,
                     struct publisher *publisher, struct draw_runner *draws)
{
    tick_all(context, schedule);
    for (size_t i = 0; i < schedule->count && !stopping; i++) {
        draw_runner_tick(draws, context, &schedule->concerts[i].concert);
        arena_reset(context->arena);
    }
    deliver(context);
    delete_batch(context);
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

/* Sleeps until the next multiple of the tick, or until a signal. */
static void sleep_until_next(int64_t tick_ms)
{
    int64_t left_ms = tick_ms - clock_monotonic_ms() % tick_ms;
    struct timespec wait = {.tv_sec = left_ms / 1000, .tv_nsec = left_ms % 1000 * 1000000};
    (void)nanosleep(&wait, NULL);
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
    struct draw_runner draws = {0};
    struct delivery_runner deliveries = {0};
    struct context context = {
        .config = &config,
        .entropy = entropy_system(),
        .arena = arena_create(ARENA_BYTES_MAX),
        .redis = redis_create(config.redis_url, config.redis_timeout_ms),
        .pg = pg_create(config.database_url, config.database_timeout_ms),
        .shows = show_cache_create(),
    };
    struct publisher *publisher = publisher_create(&config);
    if (!context.redis || !context.pg || !publisher) {
        fprintf(stderr, "usher-scheduler: USHER_REDIS_URL, USHER_DATABASE_URL or"
                        " USHER_PUBLISH_URL is not valid\n");
        return 2;
    }
    log_info("scheduler started tick_ms=%lld", (long long)config.tick_ms);
    while (!stopping) {
        delivery_runner_tick(&deliveries, &context);
        run_tick(&context, &schedule, publisher, &draws);
        publish(&context, &schedule, publisher);
        /*
         * Between two ticks people are admitted once more. The bucket holds what one second earns
         * and no more: a tick that came a moment late would lose what flowed over, at two a second
         * one in six.
         */
        sleep_until_next(config.tick_ms / 2);
        tick_all(&context, &schedule);
        publish(&context, &schedule, publisher);
        sleep_until_next(config.tick_ms / 2);
    }
    delivery_runner_stop(&deliveries);
    log_info("scheduler stopped");
    publisher_destroy(publisher);
    show_cache_destroy(context.shows);
    pg_destroy(context.pg);
    redis_destroy(context.redis);
    arena_destroy(schedule.arena);
    arena_destroy(context.arena);
    return 0;
}
