/* health_parts.h -- what every program says of its health: its stores, its release, its age. */
#ifndef USHER_HTTP_HEALTH_HEALTH_PARTS_H
#define USHER_HTTP_HEALTH_HEALTH_PARTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/metrics/exposition.h"
#include "base/metrics/metrics.h"

/* "[+] 6 processes": a line of /readyz?verbose. */
void health_part(FILE *parts, bool is_well, const char *what);

/*
 * A line a store, of what is known without asking. True when one of them answers at least: money
 * goes on without Redis, and the queue without Postgres.
 */
bool health_stores(FILE *parts, const struct metrics *metrics);

/* What is_ready says, whose parts are for nobody here; both as in struct health_plan. */
bool health_is_ready(bool (*is_ready)(void *argument, FILE *parts), void *argument);

/* A gauge without labels. */
void health_gauge(double value, struct exposition *exposition);

/* The gauges that all programs have; any other is left out. started_at_s: since 1970. */
struct health_gauges {
    const struct metrics *metrics;
    double started_at_s;
    bool is_ready;
};
void health_gauges_write(const struct health_gauges *gauges, enum metric metric,
                         struct exposition *exposition);

#endif
