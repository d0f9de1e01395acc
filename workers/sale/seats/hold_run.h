/* hold_run.h -- running a script that holds or shows seats. */
#ifndef USHER_SALE_SEATS_HOLD_RUN_H
#define USHER_SALE_SEATS_HOLD_RUN_H

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/seats/hold_refusal.h"
#include "store/redis_values.h"

/* Runs a script that holds or shows seats; its refusals carry their figures behind the code. */
MUST_CHECK enum err hold_run(struct context *context, const struct uuid *concert_id,
                             struct redis_call *call, redisReply **ret_reply,
                             struct hold_refusal *ret_refusal);

#endif
