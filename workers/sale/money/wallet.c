/* wallet.c -- a user's points: the balance, charging it, and its history. */
#include "sale/money/wallet.h"

#include "sale/money/idempotency.h"
#include "store/pg.h"
#include "store/pg_answers.h"

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

static const struct outcome charge_outcomes[] = {{"charged", OK}, {0}};

enum err wallet_charge(struct context *context, const struct charge *charge,
                       struct charge_result *ret_result)
{
    if (!context->config->direct_charge)
        return ERR_DIRECT_CHARGE_OFF;
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT * FROM usher.charge_points($1::uuid, $2::bigint, $3::text, $4::bytea)",
                context->arena);
    pg_uuid(&call, &charge->user_id);
    pg_int(&call, charge->amount);
    pg_idempotency(&call, &charge->idempotency);
    enum err err = pg_write_idempotent(context->pg, &call, &charge->idempotency, &result);
    if (err)
        return err;
    *ret_result = (struct charge_result){
        .points = pg_get_int(result, 0, 1),
        .amount = pg_get_int(result, 0, 2),
    };
    return idempotency_outcome(result, charge_outcomes, &ret_result->replayed);
}

static void read_movement(const PGresult *result, int row, struct arena *arena, void *ret_movement)
{
    *(struct movement *)ret_movement = (struct movement){
        .transaction_id = pg_get_uuid(result, row, 0),
        .kind = pg_get_text(result, row, 1, arena),
        .amount = pg_get_int(result, row, 2),
        .balance_after = pg_get_int(result, row, 3),
        .payment_id = pg_get_uuid(result, row, 4),
        .created_at_ms = pg_get_time_ms(result, row, 5),
    };
}

enum err wallet_history(struct context *context, const struct user_page *page,
                        const struct movement **ret_movements, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT transaction_id, kind, amount, balance_after, payment_id, created_at"
                " FROM usher.ledger_entries JOIN usher.ledger_transactions USING (transaction_id)"
                " WHERE account_kind = 'wallet' AND account_id = $1::uuid"
                " AND ($2::uuid IS NULL OR entry_no < (SELECT entry_no FROM usher.ledger_entries"
                " WHERE account_kind = 'wallet' AND account_id = $1::uuid"
                " AND transaction_id = $2::uuid))"
                " ORDER BY entry_no DESC LIMIT $3::int",
                context->arena);
    pg_uuid(&call, &page->user_id);
    pg_uuid(&call, &page->after);
    pg_int(&call, page->limit);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_movements =
            pg_list(result, sizeof(**ret_movements), read_movement, context->arena, ret_count);
    return err;
}
