/* exposition.h -- metrics as Prometheus reads them: text, version 0.0.4. */
#ifndef USHER_BASE_METRICS_EXPOSITION_H
#define USHER_BASE_METRICS_EXPOSITION_H

#include <stddef.h>

#include "base/metrics/metrics.h"

#define EXPOSITION_TYPE "text/plain; version=0.0.4; charset=utf-8"

/* Where a program writes its gauges. */
struct exposition;

struct gauge {
    const char *labels; /* `store="redis"`, or NULL */
    double value;
};

/* One sample of the gauge that the program was asked for. */
void exposition_gauge(struct exposition *exposition, const struct gauge *gauge);

/* Whoever knows the gauges: writes the samples of one, or none when it knows nothing of it. */
struct gauge_reader {
    void (*read)(void *argument, enum metric metric, struct exposition *exposition);
    void *argument;
};

/* All metrics of the program. The caller frees the text. It asks nobody but the reader. */
char *exposition_text(const struct metrics *metrics, const struct gauge_reader *gauges,
                      size_t *ret_length);

#endif
