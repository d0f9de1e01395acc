/* delivery_kinds.h -- the kinds of deliveries: what is done for each, and how often it is tried. */
#ifndef USHER_SALE_UPKEEP_DELIVERY_KINDS_H
#define USHER_SALE_UPKEEP_DELIVERY_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/json/json_read.h"

struct delivery {
    int64_t delivery_id;
    const char *subject;
    struct json_reader payload;
    int64_t tries; /* this one included */
    int64_t age_seconds;
};

#define DELIVERY_WAITS_MAX 8

struct delivery_kind {
    const char *name; /* as in usher.deliveries */
    /*
     * *ret_done: there is nothing more to do. An error, or OK without it, is tried again; to do it
     * once more after it was done must change nothing, as a process may end in between.
     */
    enum err (*handle)(struct context *context, struct delivery *delivery, bool *ret_done);
    int64_t waits_seconds[DELIVERY_WAITS_MAX]; /* after each try; the last that is not 0 repeats */
    int64_t age_seconds_max;                   /* a try that fails after it is the last */
};

extern const struct delivery_kind delivery_kinds[];
extern const size_t delivery_kind_count;

/* The kind of that name, or NULL. */
const struct delivery_kind *delivery_kind_find(const char *name);

/* How long to wait after that many tries. */
int64_t delivery_wait_seconds(const struct delivery_kind *kind, int64_t tries);

#endif
