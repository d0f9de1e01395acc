/* scheduler_health.h -- whether a scheduler ticks, and what it has counted. */
#ifndef USHER_USHER_SCHEDULER_SCHEDULER_HEALTH_H
#define USHER_USHER_SCHEDULER_SCHEDULER_HEALTH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/context.h"
#include "http/health/health_listener.h"
#include "usher-scheduler/concert_figures.h"

struct scheduler_health;

/* Counts from here on, and serves what it knows at USHER_METRICS_LISTEN. */
struct scheduler_health *scheduler_health_create(const struct config *config);
void scheduler_health_destroy(struct scheduler_health *health);

struct metrics *scheduler_health_metrics(struct scheduler_health *health);
struct concert_figures *scheduler_health_figures(struct scheduler_health *health);
struct health_listener *scheduler_health_listener(
    struct scheduler_health *health); /* may be NULL */

/* Of each tick of all concerts: when it begins and ends. due_every_ms: since the one before. */
void scheduler_health_tick_begins(struct scheduler_health *health, int64_t due_every_ms);
void scheduler_health_tick_ends(struct scheduler_health *health, bool is_well);

/* Of each concert in it; result: of what was done, also when it failed in the middle. */
void scheduler_health_ticked(struct scheduler_health *health, const struct uuid *concert_id,
                             const struct tick_result *result, bool is_well);

/* Now and then: asks the stores whether they answer, and Postgres how much waits there. */
void scheduler_health_look(struct scheduler_health *health, struct context *context);

#endif
