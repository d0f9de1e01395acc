/* script_outcome.h -- what the codes of a concert's scripts mean. */
#ifndef USHER_SALE_CONCERT_SCRIPT_OUTCOME_H
#define USHER_SALE_CONCERT_SCRIPT_OUTCOME_H

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "store/redis_values.h"

/*
 * The error that a script's code stands for: {'SEAT_TAKEN', …} is ERR_SEAT_TAKEN. 'NOT_READY'
 * becomes ERR_CONCERT_RESTORING, or ERR_NOT_FOUND when the books know no such concert either.
 */
MUST_CHECK enum err script_outcome(struct context *context, const struct uuid *concert_id,
                                   const redisReply *reply);

#endif
