/* queue_entry.h -- somebody's own entry in a queue. */
#ifndef USHER_SALE_QUEUE_QUEUE_ENTRY_H
#define USHER_SALE_QUEUE_QUEUE_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sale/queue/wish.h"
#include "sale/seats/holds.h"

enum queue_status { QUEUE_LOBBY, QUEUE_WAITING, QUEUE_ACTIVE };
const char *queue_status_name(enum queue_status status); /* "LOBBY" */
enum queue_status queue_status_parse(const char *name);

struct queue_entry {
    bool is_new;
    bool has_missed; /* there is none any more: its admission was not claimed in time */
    int64_t come_back_in_seconds; /* how long the place of a missed one is kept, 0: not any more */
    enum queue_status status;
    int64_t number;
    int64_t position;                 /* 1 + the people ahead; 0 when ACTIVE or in the LOBBY */
    int64_t waiting;                  /* people in the queue */
    int64_t estimated_wait_seconds;   /* -1: not known */
    int64_t expires_in_seconds;       /* until the admission ends, rounded down; 0 otherwise */
    int64_t choosing_ends_in_seconds; /* until no more holds may begin; likewise */
    int64_t poll_after_seconds;
    const struct wish *wish;  /* of who waits; NULL: none */
    const struct hold *holds; /* of an ACTIVE one, newest first: of the wish, and others */
    size_t hold_count;
};

#endif
