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

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/draw/draw_state.h"

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

#endif
