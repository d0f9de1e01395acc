/* draw_runner.h -- draws run beside the ticks, each in a process of its own. */
#ifndef USHER_USHER_SCHEDULER_DRAW_RUNNER_H
#define USHER_USHER_SCHEDULER_DRAW_RUNNER_H

#include <stddef.h>
#include <sys/types.h>

#include "base/context.h"
#include "http/health/health_listener.h"
#include "sale/concert/concert.h"

/* Draws under way at one time; more begin when one has ended. */
#define DRAWS_MAX 4

/* init is {.health = the listener, or NULL} */
struct draw_runner {
    const struct health_listener *health;
    size_t count;
    struct draw_process {
        pid_t pid;
        struct uuid concert_id;
    } processes[DRAWS_MAX];
};

/*
 * Once each tick for every concert: begins a lottery's draw when it is due and not under way, and
 * takes note of the draws that have ended. Failures are logged; the next tick tries again.
 */
void draw_runner_tick(struct draw_runner *runner, struct context *context,
                      const struct concert *concert);

#endif
