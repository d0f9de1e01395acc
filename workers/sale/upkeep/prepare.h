/* prepare.h -- a new concert is brought to Redis by whoever made it. */
#ifndef USHER_SALE_UPKEEP_PREPARE_H
#define USHER_SALE_UPKEEP_PREPARE_H

#include "base/context.h"
#include "base/uuid.h"

/*
 * Until its seats are in Redis a concert is being restored, and nobody can join it. The schedulers
 * see to that within a tick; here it is done before the concert's maker hears of it. When that
 * fails it is left to them, and said in the log.
 */
void prepare_concert(struct context *context, const struct uuid *concert_id);

#endif
