/* draw_run.h -- holding a lottery's draw: close the lobby, commit to its list, reveal, give
 * places.
 *
 * Each step leaves the books and Redis so that any scheduler can go on from there: the list and the
 * places are committed in one transaction before anything follows from them, and a place is given
 * only to who is still in the lobby. One transaction holds the draw at a time.
 */
#ifndef USHER_SALE_DRAW_DRAW_RUN_H
#define USHER_SALE_DRAW_DRAW_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uuid.h"
#include "sale/context.h"

/* A closed lobby, by the clock of Redis. */
struct draw_closing {
    bool is_due;        /* there is something to draw, or to go on with */
    int64_t closed_us;  /* which life of Redis, and which lobby in it */
    int64_t end_number; /* the one behind the last place */
};

/*
 * Closes the lobby when the hour has come; once each tick. OK and not due for a concert that is no
 * lottery, not open, or drawn. ERR_CONCERT_RESTORING, ERR_NOT_FOUND, ERR_REDIS_UNAVAILABLE.
 */
MUST_CHECK enum err draw_begin(struct context *context, const struct uuid *concert_id,
                               struct draw_closing *ret_closing);

struct draw_outcome {
    bool is_mine; /* false: another scheduler holds this draw */
    int64_t entrants;
    int64_t given; /* places given by this call */
};

/*
 * Does all that is left of a draw. It takes seconds for a million people and resets the arena of
 * the context as it goes: run it in a process of its own. ERR_CONCERT_RESTORING when Redis was lost
 * on the way: the next tick begins again.
 */
MUST_CHECK enum err draw_hold(struct context *context, const struct uuid *concert_id,
                              const struct draw_closing *closing, struct draw_outcome *ret_outcome);

/* Whether the books have drawn: a Redis that was lost since begins with that. */
MUST_CHECK enum err draw_is_held(struct context *context, const struct uuid *concert_id,
                                 bool *ret_held);

#endif
