/* wishes.h -- choosing while one waits: what is to be held at the moment of the admission. */
#ifndef USHER_SALE_QUEUE_WISHES_H
#define USHER_SALE_QUEUE_WISHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "sale/queue/queue_entry.h"
#include "sale/queue/wish.h"
#include "sale/redis/entry_id.h"
#include "sale/seats/hold_refusal.h"

/*
 * In place of the wish before. ERR_NOT_FOUND: no such show in this concert, or no such section
 * (ret_refusal has its name); ERR_NO_SEATS_LEFT: no section is as cheap as that.
 * ERR_NOT_IN_QUEUE, ERR_STATE_CONFLICT (admitted already), ERR_CONCERT_CLOSED, ERR_SHOW_STARTED,
 * ERR_SEAT_LIMIT (ret_refusal has the limit), ERR_CONCERT_RESTORING, ERR_REDIS_UNAVAILABLE.
 */
MUST_CHECK enum err wishes_set(struct context *context, const struct entry_id *id,
                               const struct wish *wish, struct queue_entry *ret_entry,
                               struct hold_refusal *ret_refusal);

/* Also when there is none. ERR_NOT_IN_QUEUE, ERR_STATE_CONFLICT. */
MUST_CHECK enum err wishes_drop(struct context *context, const struct entry_id *id);

#endif
