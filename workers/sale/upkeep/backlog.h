/* backlog.h -- how much waits in Postgres to be told to Redis, and outside, and for how long. */
#ifndef USHER_SALE_UPKEEP_BACKLOG_H
#define USHER_SALE_UPKEEP_BACKLOG_H

#include <stdint.h>

#include "base/context.h"
#include "base/err.h"

/* Rows are counted up to this many, so that to ask costs little when there are very many. */
#define BACKLOG_COUNTED_MAX 10000

struct backlog {
    int64_t outbox_rows;
    int64_t outbox_age_ms; /* of the oldest; 0 when there is none */
    int64_t deliveries_due;
    int64_t delivery_age_ms; /* since the oldest was due; 0 when none is */
};

MUST_CHECK enum err backlog_read(struct context *context, struct backlog *ret_backlog);

#endif
