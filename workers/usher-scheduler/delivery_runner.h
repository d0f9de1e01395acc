/* delivery_runner.h -- deliveries are worked off beside the ticks, in a process of their own. */
#ifndef USHER_USHER_SCHEDULER_DELIVERY_RUNNER_H
#define USHER_USHER_SCHEDULER_DELIVERY_RUNNER_H

#include <sys/types.h>

#include "base/context.h"
#include "http/health/health_listener.h"

/* init is {.health = the listener, or NULL} */
struct delivery_runner {
    pid_t pid;
    const struct health_listener *health;
};

/* Once each tick: starts the process, and starts it again when it has ended. */
void delivery_runner_tick(struct delivery_runner *runner, const struct context *context);

/* Ends it, in the middle of a delivery if need be: somebody else takes that up again. */
void delivery_runner_stop(struct delivery_runner *runner);

#endif
