/* holds.h -- the rules for holding seats, and for looking at them. */
#ifndef USHER_SALE_HOLDS_H
#define USHER_SALE_HOLDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uuid.h"
#include "sale/context.h"
#include "sale/queue.h"
#include "sale/shows.h"

#define SEATS_PER_CALL_MAX 100

/* What a refusal has to say beside its error; members that do not apply are zero. */
struct hold_refusal {
    int64_t queue_position;  /* ERR_NOT_ADMITTED: 0 when not in the line */
    const int64_t *seat_ids; /* ERR_SEAT_TAKEN */
    size_t seat_count;
    int64_t seat_limit; /* ERR_SEAT_LIMIT */
    int64_t seats_had;
    const char *section; /* ERR_NOT_FOUND: the name of one that the show does not have */
};

struct hold {
    struct uuid reservation_id;
    struct uuid concert_id;
    struct uuid show_id;
    struct seat seat; /* its section and row live as long as the show */
    int64_t reserved_at_ms;
    int64_t expires_at_ms;
    int64_t expires_in_ms;
};

/* Who wants which seats of which show: 1 to SEATS_PER_CALL_MAX of them, no seat twice. */
struct hold_request {
    struct uuid user_id;
    struct uuid show_id;
    const int64_t *seat_ids;
    size_t seat_count;
};

/*
 * All of them or none. ret_holds (from the arena) has seat_count elements in the order asked for.
 * ERR_NOT_FOUND: no such show, or a seat that is not in it (ret_refusal names it).
 * ERR_NOT_ADMITTED, ERR_ADMISSION_EXPIRED, ERR_SEAT_TAKEN, ERR_SEAT_LIMIT, ERR_CONCERT_CLOSED,
 * ERR_SHOW_STARTED, ERR_CONCERT_RESTORING, ERR_REDIS_UNAVAILABLE.
 */
MUST_CHECK enum err holds_take(struct context *context, const struct hold_request *request,
                               const struct hold **ret_holds, struct hold_refusal *ret_refusal);

/* Who wants how many seats of which show, wherever they are. */
struct best_request {
    struct uuid user_id;
    struct uuid show_id;
    int64_t quantity;    /* 1 to SEATS_PER_CALL_MAX */
    const char *section; /* NULL: any */
    int64_t price_max;   /* of a seat; 0: any */
    bool adjacent;       /* in one row beside each other, or not at all */
};

/*
 * The best free seats there are, by the rule in lua/include/best/best_seats.lua: all of them or
 * none. ret_holds (from the arena) has quantity elements, by seat. ERR_NOT_FOUND: no such show, or
 * no such section (ret_refusal names it). ERR_NO_SEATS_LEFT: there are too few such seats; the
 * others as holds_take, but never ERR_SEAT_TAKEN.
 */
MUST_CHECK enum err holds_take_best(struct context *context, const struct best_request *request,
                                    const struct hold **ret_holds,
                                    struct hold_refusal *ret_refusal);

/* The outcome of a script that holds or shows seats; its refusals carry their figures behind the
 * code. */
MUST_CHECK enum err hold_outcome(struct context *context, const struct uuid *concert_id,
                                 const redisReply *reply, struct hold_refusal *ret_refusal);

/* Frees the caller's own hold. ERR_NOT_FOUND, ERR_HOLD_EXPIRED, ERR_PAYMENT_IN_FLIGHT. */
MUST_CHECK enum err holds_release(struct context *context, const struct uuid *user_id,
                                  const struct uuid *reservation_id);

/* The caller's live holds in every concert on sale, newest first. */
MUST_CHECK enum err holds_list(struct context *context, const struct uuid *user_id,
                               const struct hold **ret_holds, size_t *ret_count);

/* The same of one concert: those in the buyer's hash, as a script sends it with the time. */
MUST_CHECK enum err holds_read(struct context *context, const redisReply *buyer, int64_t now_ms,
                               const struct hold **ret_holds, size_t *ret_count);

/* The seat maps of some shows of one concert, one letter a seat: 'A' available, 'H' held, 'S' sold.
 */
struct seat_maps {
    int64_t now_us; /* when they were so, by Redis's clock */
    size_t count;
    const char **letters; /* letters[i] has the seats_total letters of the i-th show asked for */
};

/* For an admitted user only. show_nos are shows of place's concert. */
MUST_CHECK enum err seat_maps_read(struct context *context, const struct line_place *place,
                                   const int64_t *show_nos, size_t count,
                                   struct seat_maps *ret_maps, struct hold_refusal *ret_refusal);

#endif
