/* queue.h -- a concert's line: join, look, leave. */
#ifndef USHER_SALE_QUEUE_QUEUE_H
#define USHER_SALE_QUEUE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uuid.h"
#include "sale/context.h"

enum queue_status { QUEUE_LOBBY, QUEUE_WAITING, QUEUE_ACTIVE };
const char *queue_status_name(enum queue_status status); /* "LOBBY" */

struct wish;
struct hold;

struct queue_entry {
    bool is_new;
    enum queue_status status;
    int64_t number;
    int64_t position;               /* 1 + the people ahead; 0 when ACTIVE or in the LOBBY */
    int64_t waiting;                /* people in the line */
    int64_t estimated_wait_seconds; /* -1: not known */
    int64_t expires_in_seconds;     /* of an ACTIVE turn, rounded down; 0 otherwise */
    int64_t poll_after_seconds;
    const struct wish *wish;  /* of who waits; NULL: none */
    const struct hold *holds; /* of an ACTIVE one, newest first: of the wish, and others */
    size_t hold_count;
};

/* A person in one concert's line. */
struct line_place {
    struct uuid concert_id;
    struct uuid user_id;
};

/* What a queue token says: the number, 0 when none was sent, and whether it was in the lobby. */
struct queue_claim {
    int64_t number;
    bool is_lobby;
};

/*
 * claimed: of this person and concert; it counts only when Redis lost its places after it was
 * given. ERR_NOT_FOUND for an unknown concert,
 * ERR_CONCERT_CLOSED, ERR_CONCERT_RESTORING, ERR_REDIS_UNAVAILABLE.
 */
MUST_CHECK enum err queue_join(struct context *context, const struct line_place *place,
                               struct queue_claim claimed, struct queue_entry *ret_entry);

/* Also ERR_NOT_IN_QUEUE. */
MUST_CHECK enum err queue_look(struct context *context, const struct line_place *place,
                               struct queue_entry *ret_entry);

/* Gives the place or the admission back and frees unpaid holds. Also ERR_NOT_IN_QUEUE. */
MUST_CHECK enum err queue_leave(struct context *context, const struct line_place *place);

/* Seconds that `position` people take at `rate_per_1000_s` real admissions; -1 when that is not
 * known. */
int64_t queue_wait_seconds(int64_t position, int64_t rate_per_1000_s);

/* How long somebody at `position` may go without looking, before jitter. */
int64_t queue_poll_seconds(int64_t position);

#endif
