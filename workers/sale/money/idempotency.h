/* idempotency.h -- calling a SQL function that honours an idempotency key. */
#ifndef USHER_SALE_MONEY_IDEMPOTENCY_H
#define USHER_SALE_MONEY_IDEMPOTENCY_H

#include <stdbool.h>

#include "base/err.h"
#include "base/idempotency.h"
#include "store/pg.h"
#include "store/pg_values.h"

/* The key and its fingerprint as the last two parameters of a call: text and bytea. */
void pg_idempotency(struct pg_call *call, const struct idempotency *idempotency);

/*
 * pg_write for a function that takes them. An answer that was lost can be looked up only by a key:
 * with one the same call is made again, without one the caller is told that the outcome is unknown.
 */
MUST_CHECK enum err pg_write_idempotent(struct pg *pg, const struct pg_call *call,
                                        const struct idempotency *idempotency,
                                        PGresult **ret_result);

/*
 * What such a function answers: its own outcomes, and those of the key, which no table needs to
 * have. ret_replayed: whether it is the answer of an earlier call.
 */
MUST_CHECK enum err idempotency_outcome(const PGresult *result, const struct outcome *outcomes,
                                        bool *ret_replayed);

#endif
