/* draw_lobby.h -- the steps of a draw in Redis: close and read the lobby, give its people their
 * places. */
#ifndef USHER_SALE_DRAW_DRAW_LOBBY_H
#define USHER_SALE_DRAW_DRAW_LOBBY_H

#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/draw/draw_list.h"
#include "sale/draw/draw_state.h"

/*
 * Closes the lobby when the hour has come; once each tick. OK and not due for a concert that is no
 * lottery, not open, or drawn. ERR_CONCERT_RESTORING, ERR_NOT_FOUND, ERR_REDIS_UNAVAILABLE.
 */
MUST_CHECK enum err draw_begin(struct context *context, const struct uuid *concert_id,
                               struct draw_closing *ret_closing);

/* Reads the lobby into list, in order: it is closed, so that people only leave meanwhile. */
MUST_CHECK enum err draw_read_lobby(const struct draw_run *run, struct draw_list *list);

/* Empties the lobby: everybody there gets the place that was drawn. Then admissions may begin. */
MUST_CHECK enum err draw_give_places(const struct draw_run *run, const struct draw_list *list,
                                     const struct draw_record *record, int64_t *ret_given);

#endif
