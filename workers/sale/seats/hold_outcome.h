/* hold_outcome.h -- the answers of scripts that hold or show seats. */
#ifndef USHER_SALE_SEATS_HOLD_OUTCOME_H
#define USHER_SALE_SEATS_HOLD_OUTCOME_H

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/seats/hold_refusal.h"
#include "store/redis_values.h"

/* The outcome of a script that holds or shows seats; its refusals carry their figures behind the
 * code. */
MUST_CHECK enum err hold_outcome(struct context *context, const struct uuid *concert_id,
                                 const redisReply *reply, struct hold_refusal *ret_refusal);

#endif
