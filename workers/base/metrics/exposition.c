/* exposition.c -- metrics as Prometheus reads them: text, version 0.0.4. */
#include "base/metrics/exposition.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define LABELS_SIZE 512

static const struct {
    const char *name, *what;
    enum metric_kind kind;
} table[METRIC_COUNT] = {
#define METRIC_ROW(id, kind, owner, name, first, second, what) {name, what, KIND_##kind},
    METRICS(METRIC_ROW)
#undef METRIC_ROW
};

#define BOUND_TEXT(us, text) text,
static const char *const bounds[HISTOGRAM_BUCKETS] = {METRIC_BOUNDS(BOUND_TEXT) "+Inf"};
#undef BOUND_TEXT

struct exposition {
    const struct metrics *metrics;
    FILE *out;
    enum metric metric;
};

/* The labels of a series, without braces and with commas between them. */
static void join_labels(const struct exposition *exposition, const char *const *texts, size_t count,
                        char ret_labels[LABELS_SIZE])
{
    const char *pool = metrics_pool(exposition->metrics);
    size_t used = 0;
    ret_labels[0] = '\0';
    if (*pool)
        used = (size_t)snprintf(ret_labels, LABELS_SIZE, "pool=\"%s\"", pool);
    for (size_t i = 0; i < count; i++) {
        if (texts[i] && used < LABELS_SIZE)
            used += (size_t)snprintf(ret_labels + used, LABELS_SIZE - used, "%s%s", used ? "," : "",
                                     texts[i]);
    }
}

/* `name_suffix{labels,more} ` */
static void write_name(const struct exposition *exposition, const char *suffix, const char *labels,
                       const char *more)
{
    bool is_bare = !*labels && !*more;
    (void)fprintf(exposition->out, "%s%s%s%s%s%s%s ", table[exposition->metric].name, suffix,
                  is_bare ? "" : "{", labels, *labels && *more ? "," : "", more,
                  is_bare ? "" : "}");
}

static void write_histogram(const struct exposition *exposition, const struct histogram *histogram,
                            const char *labels)
{
    uint64_t below = 0;
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
        char bound[32];
        below += histogram->buckets[i];
        (void)snprintf(bound, sizeof(bound), "le=\"%s\"", bounds[i]);
        write_name(exposition, "_bucket", labels, bound);
        (void)fprintf(exposition->out, "%" PRIu64 "\n", below);
    }
    write_name(exposition, "_sum", labels, "");
    (void)fprintf(exposition->out, "%" PRIu64 ".%06" PRIu64 "\n", histogram->sum_us / 1000000,
                  histogram->sum_us % 1000000);
    write_name(exposition, "_count", labels, "");
    (void)fprintf(exposition->out, "%" PRIu64 "\n", below);
}

static void write_series(const struct exposition *exposition, struct metric_series series,
                         const char *labels)
{
    if (table[series.metric].kind == KIND_HISTOGRAM) {
        struct histogram histogram = metrics_histogram(exposition->metrics, series);
        write_histogram(exposition, &histogram, labels);
        return;
    }
    write_name(exposition, "", labels, "");
    (void)fprintf(exposition->out, "%" PRIu64 "\n", metrics_sum(exposition->metrics, series));
}

static void write_counted(const struct exposition *exposition)
{
    enum metric metric = exposition->metric;
    struct metric_labels first = metrics_labels(exposition->metrics, metric, 0);
    struct metric_labels second = metrics_labels(exposition->metrics, metric, 1);
    for (size_t i = 0; i == 0 || i < first.count; i++) {
        for (size_t j = 0; j == 0 || j < second.count; j++) {
            struct metric_series series = {metric, i, j};
            const char *texts[] = {first.count ? first.texts[i] : NULL,
                                   second.count ? second.texts[j] : NULL};
            char labels[LABELS_SIZE];
            if (metrics_is_sparse(metric) && metrics_sum(exposition->metrics, series) == 0)
                continue;
            join_labels(exposition, texts, 2, labels);
            write_series(exposition, series, labels);
        }
    }
}

void exposition_gauge(struct exposition *exposition, const struct gauge *gauge)
{
    char labels[LABELS_SIZE];
    join_labels(exposition, &gauge->labels, 1, labels);
    write_name(exposition, "", labels, "");
    (void)fprintf(exposition->out, "%.15g\n", gauge->value);
}

char *exposition_text(const struct metrics *metrics, const struct gauge_reader *gauges,
                      size_t *ret_length)
{
    char *text = NULL;
    struct exposition exposition = {.metrics = metrics, .out = open_memstream(&text, ret_length)};
    static const char *const kinds[] = {"counter", "histogram", "gauge"};
    if (!exposition.out)
        abort();
    for (enum metric metric = 0; metric < METRIC_COUNT; metric++) {
        if (!metrics_has(metrics, metric))
            continue;
        exposition.metric = metric;
        (void)fprintf(exposition.out, "# HELP %s %s\n# TYPE %s %s\n", table[metric].name,
                      table[metric].what, table[metric].name, kinds[table[metric].kind]);
        if (table[metric].kind == KIND_GAUGE)
            gauges->read(gauges->argument, metric, &exposition);
        else
            write_counted(&exposition);
    }
    (void)fclose(exposition.out);
    return text;
}
