/* wallet.c -- a user's points: the balance, and charging it. */
#include "sale/wallet.h"

#include <string.h>

enum err wallet_balance(struct context *context, const struct uuid *user_id, int64_t *ret_points)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT balance FROM usher.wallets WHERE user_id = $1::uuid", context->arena);
    pg_uuid(&call, user_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_points = pg_rows(result) ? pg_get_int(result, 0, 0) : 0;
    return err;
}

static enum err charge_outcome(const char *name)
{
    if (strcmp(name, "charged") == 0 || strcmp(name, "replayed") == 0)
        return OK;
    if (strcmp(name, "in_flight") == 0)
        return ERR_IDEMPOTENCY_IN_FLIGHT;
    if (strcmp(name, "key_reused") == 0)
        return ERR_IDEMPOTENCY_KEY_REUSED;
    return ERR_INTERNAL;
}

/*
 * An answer that was lost can be looked up only by an idempotency key: with one the same call is
 * made again, without one the caller is told that the outcome is not known.
 */
static enum err run_charge(struct context *context, const struct pg_call *call, bool repeatable,
                           PGresult **ret_result)
{
    enum err err = pg_write(context->pg, call, ret_result);
    if (err != ERR_OUTCOME_UNKNOWN || !repeatable)
        return err;
    err = pg_write(context->pg, call, ret_result);
    return err == ERR_DATABASE_UNAVAILABLE ? ERR_OUTCOME_UNKNOWN : err;
}

enum err wallet_charge(struct context *context, const struct charge *charge,
                       struct charge_result *ret_result)
{
    const struct idempotency *idempotency = &charge->idempotency;
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT * FROM usher.charge_points($1::uuid, $2::bigint, $3::text, $4::bytea)",
                context->arena);
    pg_uuid(&call, &charge->user_id);
    pg_int(&call, charge->amount);
    pg_text(&call, idempotency->key);
    pg_bytes(&call, idempotency->key ? idempotency->fingerprint : NULL,
             sizeof idempotency->fingerprint);
    enum err err = run_charge(context, &call, idempotency->key != NULL, &result);
    if (err)
        return err;
    const char *outcome = pg_rows(result) ? PQgetvalue(result, 0, 0) : "";
    *ret_result = (struct charge_result){
        .points = pg_get_int(result, 0, 1),
        .amount = pg_get_int(result, 0, 2),
        .replayed = strcmp(outcome, "replayed") == 0,
    };
    return charge_outcome(outcome);
}
