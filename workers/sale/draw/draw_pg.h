/* draw_pg.h -- the steps of a draw in Postgres: take it, commit to the list, reveal the seed. */
#ifndef USHER_SALE_DRAW_DRAW_PG_H
#define USHER_SALE_DRAW_DRAW_PG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/draw/draw_list.h"
#include "sale/draw/draw_state.h"

/* Opens a transaction that has the draw; none is open when *ret_mine is false. */
MUST_CHECK enum err draw_take(const struct holding *holding, struct draw_record *ret_record,
                              bool *ret_mine);

/* Writes the list with its places, and ends the transaction of draw_take. */
MUST_CHECK enum err draw_commit(const struct holding *holding, const struct draw_list *list,
                                int64_t first_number);
MUST_CHECK enum err draw_reveal(const struct holding *holding);

/* Whether the books have drawn: a Redis that was lost since begins with that. */
MUST_CHECK enum err draw_is_held(struct context *context, const struct uuid *concert_id,
                                 bool *ret_held);

#endif
