/* idempotency.h -- what makes repeating a call that moves money the effect of one. */
#ifndef USHER_SALE_MONEY_IDEMPOTENCY_H
#define USHER_SALE_MONEY_IDEMPOTENCY_H

#include <stdint.h>

#include "base/err.h"
#include "store/pg.h"

/* Scoped to the caller, kept for 24 h beside the effect, in its transaction. */
struct idempotency {
    const char *key;         /* ≤ 255 visible ASCII; NULL: the caller sent none */
    uint8_t fingerprint[32]; /* SHA-256 of method, path and body */
};

/* The key and its fingerprint as the last two parameters of a call: text and bytea. */
void pg_idempotency(struct pg_call *call, const struct idempotency *idempotency);

/*
 * pg_write for a function that takes them. An answer that was lost can be looked up only by a key:
 * with one the same call is made again, without one the caller is told that the outcome is unknown.
 */
MUST_CHECK enum err pg_write_idempotent(struct pg *pg, const struct pg_call *call,
                                        const struct idempotency *idempotency,
                                        PGresult **ret_result);

/* What the function's first column says: OK for an effect or a replay, else the key's error. */
MUST_CHECK enum err idempotency_outcome(const PGresult *result, bool *ret_replayed);

#endif
