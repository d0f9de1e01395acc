/* readiness.h -- whether Redis and Postgres answer this process. */
#ifndef USHER_SALE_UPKEEP_READINESS_H
#define USHER_SALE_UPKEEP_READINESS_H

#include "base/context.h"
#include "base/err.h"

/* ERR_REDIS_UNAVAILABLE, ERR_DATABASE_UNAVAILABLE: within their time-outs. */
MUST_CHECK enum err readiness_of_redis(const struct context *context);
MUST_CHECK enum err readiness_of_database(const struct context *context);

/* Asks both, and notes in the context's metrics who answers, for those who must not ask. */
void readiness_note(const struct context *context);

#endif
