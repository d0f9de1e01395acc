/* wishes.h -- choosing while one waits: what is to be held at the moment of the call-up. */
#ifndef USHER_SALE_WISHES_H
#define USHER_SALE_WISHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "sale/holds.h"
#include "sale/queue.h"

/* The best seats of a show, at most SEATS_PER_CALL_MAX of them; all are held or none. */
struct wish {
    struct uuid show_id;
    int64_t quantity;
    int64_t max_price; /* of a seat; 0: any */
    bool adjacent;     /* together or not at all */
    /* Names; none: all. As it is kept it has those of them that fit it, in the show's order. */
    const char *const *sections;
    size_t section_count;
};

/*
 * In place of the wish before. ERR_NOT_FOUND: no such show in this concert, or no such section
 * (ret_refusal has its name); ERR_NO_SEATS_LEFT: no section is as cheap as that.
 * ERR_NOT_IN_QUEUE, ERR_STATE_CONFLICT (it is one's turn), ERR_CONCERT_CLOSED, ERR_SHOW_STARTED,
 * ERR_SEAT_LIMIT (ret_refusal has the limit), ERR_CONCERT_RESTORING, ERR_REDIS_UNAVAILABLE.
 */
MUST_CHECK enum err wishes_set(struct context *context, const struct line_place *place,
                               const struct wish *wish, struct queue_entry *ret_entry,
                               struct hold_refusal *ret_refusal);

/* Also when there is none. ERR_NOT_IN_QUEUE, ERR_STATE_CONFLICT. */
MUST_CHECK enum err wishes_drop(struct context *context, const struct line_place *place);

/* A wish as Redis keeps it; see lua/include/queue/wish_record.lua. */
MUST_CHECK enum err wish_read(struct context *context, const char *text,
                              const struct wish **ret_wish);

#endif
