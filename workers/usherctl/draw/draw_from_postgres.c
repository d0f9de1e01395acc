/* draw_from_postgres.c -- reads a draw from Postgres, with the places that were given. */
#include "usherctl/draw/draw_from_postgres.h"

#include <stdlib.h>

#include "sale/draw/draw_load.h"
#include "sale/draw/draw_state.h"
#include "usherctl/command.h"

int draw_from_postgres(struct context *context, const struct uuid *concert_id,
                       struct claimed_draw *draw)
{
    enum err err = draws_find(context, concert_id, &draw->draw);
    if (err)
        return ctl_stop(CTL_FAILED, "The draw was not read: %s", err_sentence(err));
    if (!draw->draw.drawn_at_ms)
        return ctl_stop(CTL_FAILED, "The draw of %s has not been held yet.", concert_id->text);
    struct holding holding = {.context = context, .concert_id = concert_id};
    err = draw_load(&holding, draw->draw.entrants, &draw->list);
    if (err)
        return ctl_stop(CTL_FAILED, "The list was not read: %s", err_sentence(err));
    return CTL_OK;
}
