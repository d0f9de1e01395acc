/* draw_from_postgres.h -- reads a draw from Postgres, with the places that were given. */
#ifndef USHER_USHERCTL_DRAW_DRAW_FROM_POSTGRES_H
#define USHER_USHERCTL_DRAW_DRAW_FROM_POSTGRES_H

#include "base/context.h"
#include "base/uuid.h"
#include "usherctl/draw/claimed_draw.h"

/* Reads into *draw and answers CTL_OK, or CTL_FAILED with the reason on stderr. */
int draw_from_postgres(struct context *context, const struct uuid *concert_id,
                       struct claimed_draw *draw);

#endif
