/*
 * health_listener.h -- says over HTTP how a program is, and what it has counted.
 *
 *   /livez            200 when the program turns, else 503
 *   /readyz           200 when it can do its work now, else 503; ?verbose names each part
 *   /metrics          what it has counted, for Prometheus
 *
 * It is served by the program's own loop, between two waits, without a thread: so the program may
 * fork. It asks nobody, so that it answers in an outage.
 */
#ifndef USHER_HTTP_HEALTH_HEALTH_LISTENER_H
#define USHER_HTTP_HEALTH_HEALTH_LISTENER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/metrics/exposition.h"
#include "base/metrics/metrics.h"

struct health_plan {
    const char *address; /* "host:port", where port 0 is any that is free; "off" */
    bool (*is_live)(void *argument);
    /* Writes a line a part (health_parts.h), and says whether all in all it is ready. */
    bool (*is_ready)(void *argument, FILE *parts);
    void *argument;
    const struct metrics *metrics;
    struct gauge_reader gauges;
};

struct health_listener;

/*
 * NULL when it is off. When it cannot listen it says so in the log, and tries again: a program
 * goes on without, as its work is worth more than news of it. What is logged has the
 * address, and the port that was found.
 */
struct health_listener *health_listener_create(const struct health_plan *plan);
void health_listener_destroy(struct health_listener *listener); /* NULL is fine */

/*
 * Serves until other_fd can be read (true), or until a moment of the monotonic clock or a signal
 * (false); other_fd -1: none. What is there to be served is served once at least. NULL only waits.
 */
bool health_listener_wait(struct health_listener *listener, int other_fd, int64_t until_ms);

/* In a new process: the listener and its connections are the parent's alone. NULL is fine. */
void health_listener_leave(const struct health_listener *listener);

#endif
