/* pool_health.h -- whether a pool can take requests, and what it has counted. */
#ifndef USHER_USHER_WORKER_POOL_HEALTH_H
#define USHER_USHER_WORKER_POOL_HEALTH_H

#include "base/config.h"
#include "base/metrics/metrics.h"
#include "http/health/health_listener.h"
#include "usher-worker/supervisor.h"

struct pool_health {
    const struct metrics *metrics;
    const struct supervisor_state *state;
    int listen_socket;
    double started_at_s;
};

/* The metrics of a pool, with the addresses of the API as their routes. */
struct metrics *pool_metrics_create(const struct config *config);

/* Serves what is told of the pool; `health` must outlive the listener. NULL as of the listener. */
struct health_listener *pool_health_serve(const struct pool_health *health, const char *address);

#endif
