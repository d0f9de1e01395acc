/* store_watch.h -- one process of a pool that asks the stores, so that its parent need not. */
#ifndef USHER_USHER_WORKER_STORE_WATCH_H
#define USHER_USHER_WORKER_STORE_WATCH_H

#include <stdbool.h>

#include "base/config.h"
#include "base/metrics/metrics.h"

/*
 * Asks Redis and Postgres once a second whether they answer, and notes it in the metrics: a pool
 * that a balancer has left out gets no request by which it could learn that they are back. Returns
 * true after SIGTERM, which is blocked when this is called.
 */
bool store_watch_run(const struct config *config, struct metrics *metrics);

#endif
