/* idempotency.c -- calling a SQL function that honours an idempotency key. */
#include "sale/money/idempotency.h"

#include "store/pg.h"
#include "store/pg_answers.h"

void pg_idempotency(struct pg_call *call, const struct idempotency *idempotency)
{
    pg_text(call, idempotency->key);
    pg_bytes(call, idempotency->key ? idempotency->fingerprint : NULL,
             sizeof(idempotency->fingerprint));
}

enum err pg_write_idempotent(struct pg *pg, const struct pg_call *call,
                             const struct idempotency *idempotency, PGresult **ret_result)
{
    return idempotency->key ? pg_write_surely(pg, call, call, ret_result, NULL)
                            : pg_write(pg, call, ret_result);
}

static const struct outcome key_outcomes[] = {
    {"replayed", OK},
    {"in_flight", ERR_IDEMPOTENCY_IN_FLIGHT},
    {"key_reused", ERR_IDEMPOTENCY_KEY_REUSED},
    {0},
};

enum err idempotency_outcome(const PGresult *result, const struct outcome *outcomes,
                             bool *ret_replayed)
{
    enum err err = pg_outcome(result, key_outcomes);
    *ret_replayed = !err;
    return err == ERR_INTERNAL ? pg_outcome(result, outcomes) : err;
}
