/* metrics.c -- counting, in memory that the processes of a program share. */
#include "base/metrics/metrics.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define CACHE_LINE 64
#define HISTOGRAM_CELLS (HISTOGRAM_BUCKETS + 1) /* the last is the sum */

enum label { BY_NONE, BY_ROUTE, BY_CODE, BY_STORE, BY_OUTCOME, BY_DELIVERY, BY_TRY, LABEL_COUNT };

static const struct {
    enum metric_kind kind;
    enum metric_owner owner;
    enum label labels[2];
} table[METRIC_COUNT] = {
#define METRIC_ROW(name, kind, owner, metric, first, second, what) \
    {KIND_##kind, OWNER_##owner, {BY_##first, BY_##second}},
    METRICS(METRIC_ROW)
#undef METRIC_ROW
};

#define LABEL_TEXT(name, text) text,
static const char *const stores[] = {LABEL_STORE(LABEL_TEXT)};
static const char *const outcomes[] = {LABEL_OUTCOME(LABEL_TEXT)};
static const char *const tries[] = {LABEL_TRY(LABEL_TEXT)};
#undef LABEL_TEXT

#define CODE_NUMBER(code) code,
static const int codes[] = {LABEL_CODE(CODE_NUMBER)};
#undef CODE_NUMBER
#define CODE_TEXT(code) "code=\"" #code "\"",
static const char *const code_texts[] = {LABEL_CODE(CODE_TEXT) "code=\"other\""};
#undef CODE_TEXT
#define CODES (sizeof(codes) / sizeof(codes[0]))

#define BOUND_US(us, text) us,
static const int64_t bounds_us[] = {METRIC_BOUNDS(BOUND_US)};
#undef BOUND_US
_Static_assert(sizeof(bounds_us) / sizeof(bounds_us[0]) == HISTOGRAM_BUCKETS - 1, "of the buckets");

/* A process's own, beginning on a cache line of its own. */
struct slot {
    _Alignas(CACHE_LINE) atomic_int pid; /* 0: nobody's */
    atomic_int requests; /* that it has: the one it answers, and those that wait for it */
    atomic_int stores[STORE_COUNT]; /* of the first slot: enum store_state */
    atomic_uint_least64_t cells[];
};

struct metrics {
    struct metrics_plan plan;
    struct metric_labels labels[LABEL_COUNT];
    size_t offsets[METRIC_COUNT]; /* of a metric's first cell in a slot */
    size_t slot_size;
    size_t slot_count;
    char *shared;
    struct slot *own;
};

static struct slot *slot_at(const struct metrics *metrics, size_t i)
{
    return (struct slot *)(void *)(metrics->shared + i * metrics->slot_size);
}

static size_t cells_of(enum metric_kind kind)
{
    switch (kind) {
    case KIND_COUNTER:
        return 1;
    case KIND_HISTOGRAM:
        return HISTOGRAM_CELLS;
    case KIND_GAUGE:
        break;
    }
    return 0;
}

/* How many values a label has; one, which is never written, where there is no label. */
static size_t values_of(const struct metrics *metrics, enum metric metric, size_t which)
{
    size_t count = metrics_labels(metrics, metric, which).count;
    return count > 0 ? count : 1;
}

static void lay_out(struct metrics *metrics)
{
    size_t cells = 0;
    for (enum metric metric = 0; metric < METRIC_COUNT; metric++) {
        metrics->offsets[metric] = cells;
        if (metrics_has(metrics, metric))
            cells += cells_of(table[metric].kind) * values_of(metrics, metric, 0) *
                     values_of(metrics, metric, 1);
    }
    size_t size = sizeof(struct slot) + cells * sizeof(atomic_uint_least64_t);
    metrics->slot_size = (size + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
}

/* The pointers, and behind them what they point to. */
static struct metric_labels write_labels(const struct metric_label_writer *writer)
{
    const char **texts = malloc(writer->count * (sizeof(*texts) + METRIC_LABEL_SIZE) + 1);
    if (!texts)
        abort();
    char *text = (char *)(texts + writer->count);
    for (size_t i = 0; i < writer->count; i++, text += METRIC_LABEL_SIZE) {
        writer->write(i, text);
        texts[i] = text;
    }
    return (struct metric_labels){.texts = texts, .count = writer->count};
}

struct metrics *metrics_create(const struct metrics_plan *plan)
{
    struct metrics *metrics = calloc(1, sizeof(*metrics));
    if (!metrics)
        abort();
    metrics->plan = *plan;
    metrics->labels[BY_ROUTE] = write_labels(&plan->routes);
    metrics->labels[BY_DELIVERY] = write_labels(&plan->deliveries);
    metrics->labels[BY_CODE] = (struct metric_labels){code_texts, CODES + 1};
    metrics->labels[BY_STORE] = (struct metric_labels){stores, STORE_COUNT};
    metrics->labels[BY_OUTCOME] = (struct metric_labels){outcomes, OUTCOME_COUNT};
    metrics->labels[BY_TRY] = (struct metric_labels){tries, TRY_COUNT};
    lay_out(metrics);
    metrics->slot_count = 1 + plan->processes;
    metrics->shared = mmap(NULL, metrics->slot_count * metrics->slot_size, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (metrics->shared == MAP_FAILED)
        abort();
    metrics->own = slot_at(metrics, 0);
    atomic_store(&metrics->own->pid, (int)getpid());
    return metrics;
}

void metrics_destroy(struct metrics *metrics)
{
    if (!metrics)
        return;
    (void)munmap(metrics->shared, metrics->slot_count * metrics->slot_size);
    free((void *)(uintptr_t)metrics->labels[BY_ROUTE].texts);
    free((void *)(uintptr_t)metrics->labels[BY_DELIVERY].texts);
    free(metrics);
}

/* Without a free slot the parent's is as good: all that is done to a slot may be done by many. */
void metrics_enter(struct metrics *metrics)
{
    if (!metrics)
        return;
    metrics->own = slot_at(metrics, 0);
    for (size_t i = 1; i < metrics->slot_count; i++) {
        int nobody = 0;
        struct slot *slot = slot_at(metrics, i);
        if (atomic_compare_exchange_strong(&slot->pid, &nobody, (int)getpid())) {
            metrics->own = slot;
            return;
        }
    }
}

void metrics_leave(struct metrics *metrics, pid_t pid)
{
    if (!metrics)
        return;
    for (size_t i = 1; i < metrics->slot_count; i++) {
        struct slot *slot = slot_at(metrics, i);
        if (atomic_load(&slot->pid) != (int)pid)
            continue;
        atomic_store(&slot->requests, 0);
        atomic_store(&slot->pid, 0);
    }
}

/* Where a series begins in each slot. A value that the label has not is counted as its last. */
static size_t cell_of(const struct metrics *metrics, struct metric_series series)
{
    size_t first_count = values_of(metrics, series.metric, 0);
    size_t second_count = values_of(metrics, series.metric, 1);
    size_t first = series.first < first_count ? series.first : first_count - 1;
    size_t second = series.second < second_count ? series.second : second_count - 1;
    return metrics->offsets[series.metric] +
           (first * second_count + second) * cells_of(table[series.metric].kind);
}

static void add(struct metrics *metrics, size_t cell, uint64_t count)
{
    (void)atomic_fetch_add_explicit(&metrics->own->cells[cell], count, memory_order_relaxed);
}

void metrics_add(struct metrics *metrics, struct metric_series series, int64_t count)
{
    if (!metrics || count <= 0)
        return;
    assert(table[series.metric].kind == KIND_COUNTER && metrics_has(metrics, series.metric));
    add(metrics, cell_of(metrics, series), (uint64_t)count);
}

void metrics_time(struct metrics *metrics, struct metric_series series, int64_t us)
{
    if (!metrics)
        return;
    assert(table[series.metric].kind == KIND_HISTOGRAM && metrics_has(metrics, series.metric));
    size_t cell = cell_of(metrics, series);
    size_t bucket = 0;
    while (bucket < HISTOGRAM_BUCKETS - 1 && us > bounds_us[bucket])
        bucket++;
    add(metrics, cell + bucket, 1);
    add(metrics, cell + HISTOGRAM_BUCKETS, us > 0 ? (uint64_t)us : 0);
}

void metrics_set_requests(struct metrics *metrics, size_t count)
{
    if (metrics)
        atomic_store_explicit(&metrics->own->requests, (int)count, memory_order_relaxed);
}

void metrics_note_store(struct metrics *metrics, enum metric_store store, bool answers)
{
    if (metrics)
        atomic_store(&slot_at(metrics, 0)->stores[store], answers ? STORE_ANSWERS : STORE_SILENT);
}

enum store_state metrics_store(const struct metrics *metrics, enum metric_store store)
{
    return (enum store_state)atomic_load(&slot_at(metrics, 0)->stores[store]);
}

void metrics_request(struct metrics *metrics, const struct answered_request *request)
{
    struct metric_series answer = {METRIC_REQUESTS, request->route,
                                   metric_code_of(request->status)};
    struct metric_series time = {.metric = METRIC_REQUEST_TIME, .first = request->route};
    metrics_add(metrics, answer, 1);
    metrics_time(metrics, time, request->us);
}

enum metric_outcome metric_outcome_of(enum err err)
{
    if (err == OK)
        return OUTCOME_DONE;
    if (err == ERR_OUTCOME_UNKNOWN)
        return OUTCOME_UNKNOWN;
    if (err == ERR_INTERNAL)
        return OUTCOME_ERROR;
    return err_status(err) >= 500 ? OUTCOME_UNAVAILABLE : OUTCOME_REFUSED;
}

size_t metric_code_of(int status)
{
    size_t i = 0;
    while (i < CODES && codes[i] != status)
        i++;
    return i;
}

static uint64_t sum_of_cell(const struct metrics *metrics, size_t cell)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < metrics->slot_count; i++)
        sum += atomic_load_explicit(&slot_at(metrics, i)->cells[cell], memory_order_relaxed);
    return sum;
}

uint64_t metrics_sum(const struct metrics *metrics, struct metric_series series)
{
    if (table[series.metric].kind == KIND_COUNTER)
        return sum_of_cell(metrics, cell_of(metrics, series));
    struct histogram histogram = metrics_histogram(metrics, series);
    uint64_t sum = 0;
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++)
        sum += histogram.buckets[i];
    return sum;
}

struct histogram metrics_histogram(const struct metrics *metrics, struct metric_series series)
{
    struct histogram histogram;
    size_t cell = cell_of(metrics, series);
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++)
        histogram.buckets[i] = sum_of_cell(metrics, cell + i);
    histogram.sum_us = sum_of_cell(metrics, cell + HISTOGRAM_BUCKETS);
    return histogram;
}

struct requests_at_work metrics_requests(const struct metrics *metrics)
{
    struct requests_at_work at_work = {0};
    for (size_t i = 0; i < metrics->slot_count; i++) {
        int count = atomic_load_explicit(&slot_at(metrics, i)->requests, memory_order_relaxed);
        at_work.busy += count > 0;
        at_work.waiting += count > 0 ? (size_t)count - 1 : 0;
    }
    return at_work;
}

struct metric_labels metrics_labels(const struct metrics *metrics, enum metric metric, size_t which)
{
    return metrics->labels[table[metric].labels[which]];
}

const char *metrics_pool(const struct metrics *metrics)
{
    return metrics->plan.owner == OWNER_WORKER ? metrics->plan.pool : "";
}

bool metrics_has(const struct metrics *metrics, enum metric metric)
{
    return (table[metric].owner & metrics->plan.owner) != 0;
}

bool metrics_is_sparse(enum metric metric)
{
    return table[metric].labels[0] == BY_ROUTE;
}
