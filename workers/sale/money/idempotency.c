/* idempotency.c -- calling a SQL function that honours an idempotency key. */
#include "sale/money/idempotency.h"

#include <string.h>

#include "store/pg.h"

void pg_idempotency(struct pg_call *call, const struct idempotency *idempotency)
{
    pg_text(call, idempotency->key);
    pg_bytes(call, idempotency->key ? idempotency->fingerprint : NULL,
             sizeof(idempotency->fingerprint));
}

enum err pg_write_idempotent(struct pg *pg, const struct pg_call *call,
                             const struct idempotency *idempotency, PGresult **ret_result)
{
    enum err err = pg_write(pg, call, ret_result);
    if (err != ERR_OUTCOME_UNKNOWN || !idempotency->key)
        return err;
    err = pg_write(pg, call, ret_result);
    return err == ERR_DATABASE_UNAVAILABLE ? ERR_OUTCOME_UNKNOWN : err;
}

enum err idempotency_outcome(const PGresult *result, bool *ret_replayed)
{
    const char *outcome = pg_rows(result) ? pg_peek_text(result, 0, 0) : "";
    *ret_replayed = strcmp(outcome, "replayed") == 0;
    if (strcmp(outcome, "in_flight") == 0)
        return ERR_IDEMPOTENCY_IN_FLIGHT;
    if (strcmp(outcome, "key_reused") == 0)
        return ERR_IDEMPOTENCY_KEY_REUSED;
    return *outcome ? OK : ERR_INTERNAL;
}
