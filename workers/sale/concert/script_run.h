/* script_run.h -- running a script of a concert, and what its codes mean. */
#ifndef USHER_SALE_CONCERT_SCRIPT_RUN_H
#define USHER_SALE_CONCERT_SCRIPT_RUN_H

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "store/redis.h"
#include "store/redis_values.h"

/*
 * The error that a script's code stands for: {'SEAT_TAKEN', …} is ERR_SEAT_TAKEN. 'NOT_READY'
 * becomes ERR_CONCERT_RESTORING, or ERR_NOT_FOUND when Postgres knows no such concert either.
 */
MUST_CHECK enum err script_outcome(struct context *context, const struct uuid *concert_id,
                                   const redisReply *reply);

/* Runs a concert's script: OK when its code is. The caller frees the reply, which is NULL when
 * there was none. */
MUST_CHECK enum err script_run(struct context *context, const struct uuid *concert_id,
                               struct redis_call *call, redisReply **ret_reply);

#endif
