/*
 * metrics.h -- counting, in memory that the processes of a program share.
 *
 * Each process counts in a slot of its own, so that none waits for another. What was counted stays
 * when its process dies: whoever gets the slot next adds to it, and the sum of all slots is what
 * there was since the program began.
 */
#ifndef USHER_BASE_METRICS_METRICS_H
#define USHER_BASE_METRICS_METRICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/metrics/metric_table.h"

enum metric_kind { KIND_COUNTER, KIND_HISTOGRAM, KIND_GAUGE };

/* Which program has a metric. */
enum metric_owner { OWNER_WORKER = 1, OWNER_SCHEDULER = 2, OWNER_BOTH = 3 };

struct metrics;

/* What a label may say: texts such as `store="redis"`. */
struct metric_labels {
    const char *const *texts;
    size_t count;
};

/* The same of what only the program knows; each is written once, cut to METRIC_LABEL_SIZE. */
#define METRIC_LABEL_SIZE 160
struct metric_label_writer {
    size_t count;
    void (*write)(size_t number, char ret_text[METRIC_LABEL_SIZE]);
};

struct metrics_plan {
    enum metric_owner owner;
    const char *pool;                  /* becomes a label of each series of a worker */
    size_t processes;                  /* that count at one time, beside the one that makes this */
    struct metric_label_writer routes; /* the last stands for what fits none */
    struct metric_label_writer deliveries; /* their kinds */
};

/* Before the program forks; `pool` must outlive it. The caller's own slot is the first. */
struct metrics *metrics_create(const struct metrics_plan *plan);
void metrics_destroy(struct metrics *metrics); /* NULL is fine */

/* In a new process: it counts in a slot of its own from here on. NULL is fine. */
void metrics_enter(struct metrics *metrics);
/* In its parent, when it was reaped: its slot is free, and what it was doing is over. */
void metrics_leave(struct metrics *metrics, pid_t pid);

/* One series of a metric; a label that the metric has not is left out. */
struct metric_series {
    enum metric metric;
    size_t first, second;
};

/* All of these take NULL, with which nothing is counted. */
void metrics_add(struct metrics *metrics, struct metric_series series, int64_t count);
void metrics_time(struct metrics *metrics, struct metric_series series, int64_t us);
/* How many requests this process has: the one that it answers, and those that wait for it. */
void metrics_set_requests(struct metrics *metrics, size_t count);

/*
 * Whether a store answered when it was last asked, by whoever of the program's processes asks for
 * all of them.
 */
enum store_state { STORE_UNASKED, STORE_ANSWERS, STORE_SILENT };
void metrics_note_store(struct metrics *metrics, enum metric_store store, bool answers);
enum store_state metrics_store(const struct metrics *metrics, enum metric_store store);

struct answered_request {
    size_t route; /* as in the plan; what is not in it counts as its last */
    int status;
    int64_t us;
};
void metrics_request(struct metrics *metrics, const struct answered_request *request);

enum metric_outcome metric_outcome_of(enum err err);
size_t metric_code_of(int status);

/* The sum of all slots: of a counter, or how many times a histogram has. */
uint64_t metrics_sum(const struct metrics *metrics, struct metric_series series);

struct requests_at_work {
    size_t busy;    /* processes that answer one */
    size_t waiting; /* requests behind those */
};
struct requests_at_work metrics_requests(const struct metrics *metrics);

/* For exposition.c. The values of a metric's first or second label; count 0: it has none. */
struct metric_labels metrics_labels(const struct metrics *metrics, enum metric metric,
                                    size_t which);
const char *metrics_pool(const struct metrics *metrics);
bool metrics_has(const struct metrics *metrics, enum metric metric);
/* It has a series for each address: those that were never counted are left out. */
bool metrics_is_sparse(enum metric metric);

#define HISTOGRAM_BUCKETS 14 /* the last is for all that is above the highest bound */
struct histogram {
    uint64_t buckets[HISTOGRAM_BUCKETS]; /* each alone, not with those below it */
    uint64_t sum_us;
};
struct histogram metrics_histogram(const struct metrics *metrics, struct metric_series series);

#endif
