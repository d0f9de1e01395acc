/* restore.h -- bringing a concert back into a Redis that has lost it. */
#ifndef USHER_SALE_UPKEEP_RESTORE_H
#define USHER_SALE_UPKEEP_RESTORE_H

#include "base/context.h"
#include "base/err.h"
#include "sale/upkeep/tick.h"

/* Brings a concert's sold seats back from the books; OK too when another scheduler is at it. Resets
 * the arena of the context as it goes. */
MUST_CHECK enum err restore_concert(struct context *context, const struct tick_concert *concert);

#endif
