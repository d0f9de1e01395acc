/* health_parts.c -- what every program says of its health: its stores, its release, its age. */
#include "http/health/health_parts.h"

#include <stdlib.h>

#include "base/version.h"

static const char *const store_labels[] = {
#define STORE_LABEL(name, text) text,
    LABEL_STORE(STORE_LABEL)
#undef STORE_LABEL
};

void health_part(FILE *parts, bool is_well, const char *what)
{
    (void)fprintf(parts, "[%c] %s\n", is_well ? '+' : '-', what);
}

bool health_stores(FILE *parts, const struct metrics *metrics)
{
    static const char *const names[] = {[STORE_REDIS] = "Redis", [STORE_POSTGRES] = "Postgres"};
    static const char *const says[] = {[STORE_UNASKED] = "has not been asked yet",
                                       [STORE_ANSWERS] = "answers",
                                       [STORE_SILENT] = "does not answer"};
    bool one_answers = false;
    for (enum metric_store store = 0; store < STORE_COUNT; store++) {
        char what[64];
        enum store_state state = metrics_store(metrics, store);
        (void)snprintf(what, sizeof(what), "%s %s", names[store], says[state]);
        health_part(parts, state == STORE_ANSWERS, what);
        one_answers = one_answers || state == STORE_ANSWERS;
    }
    return one_answers;
}

bool health_is_ready(bool (*is_ready)(void *argument, FILE *parts), void *argument)
{
    char unread[512];
    FILE *nowhere = fmemopen(unread, sizeof(unread), "w");
    if (!nowhere)
        abort();
    bool ready = is_ready(argument, nowhere);
    (void)fclose(nowhere);
    return ready;
}

void health_gauge(double value, struct exposition *exposition)
{
    exposition_gauge(exposition, &(struct gauge){.value = value});
}

static void write_stores(const struct metrics *metrics, struct exposition *exposition)
{
    for (enum metric_store store = 0; store < STORE_COUNT; store++) {
        enum store_state state = metrics_store(metrics, store);
        struct gauge gauge = {.labels = store_labels[store], .value = state == STORE_ANSWERS};
        if (state != STORE_UNASKED)
            exposition_gauge(exposition, &gauge);
    }
}

void health_gauges_write(const struct health_gauges *gauges, enum metric metric,
                         struct exposition *exposition)
{
    char version[64];
    (void)snprintf(version, sizeof(version), "version=\"%s\"", usher_version());
    if (metric == METRIC_STORE_UP)
        write_stores(gauges->metrics, exposition);
    if (metric == METRIC_READY)
        health_gauge(gauges->is_ready, exposition);
    if (metric == METRIC_START)
        health_gauge(gauges->started_at_s, exposition);
    if (metric == METRIC_BUILD)
        exposition_gauge(exposition, &(struct gauge){.labels = version, .value = 1});
}
