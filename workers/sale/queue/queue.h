/* queue.h -- a concert's line: join, look, leave. */
#ifndef USHER_SALE_QUEUE_QUEUE_H
#define USHER_SALE_QUEUE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "sale/queue/queue_entry.h"
#include "sale/redis/entry_id.h"

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
MUST_CHECK enum err queue_join(struct context *context, const struct entry_id *place,
                               struct queue_claim claimed, struct queue_entry *ret_entry);

/* Also ERR_NOT_IN_QUEUE. */
MUST_CHECK enum err queue_look(struct context *context, const struct entry_id *place,
                               struct queue_entry *ret_entry);

/* Gives the place or the admission back and frees unpaid holds. Also ERR_NOT_IN_QUEUE. */
MUST_CHECK enum err queue_leave(struct context *context, const struct entry_id *place);

#endif
