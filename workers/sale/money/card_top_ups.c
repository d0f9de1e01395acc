/* card_top_ups.c -- topping up by card: a charge is made here, paid at the provider, and recorded
 * when the provider, which is asked beside the requests, says that it was paid. */
#include "sale/money/card_top_ups.h"

#include <string.h>

#include "base/context.h"
#include "base/log.h"
#include "sale/money/idempotency.h"
#include "sale/money/payment_provider.h"
#include "store/pg.h"
#include "store/pg_answers.h"

static const struct outcome create_outcomes[] = {{"created", OK}, {0}};

enum err card_top_ups_create(struct context *context, const struct charge *charge,
                             struct card_top_up *ret_charge, bool *ret_replayed)
{
    if (!context->provider)
        return ERR_NO_PROVIDER;
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT * FROM usher.create_charge($1::uuid, $2::bigint, $3::text, $4::bytea)",
                context->arena);
    pg_uuid(&call, &charge->user_id);
    pg_int(&call, charge->amount);
    pg_idempotency(&call, &charge->idempotency);
    enum err err = pg_write_idempotent(context->pg, &call, &charge->idempotency, &result);
    if (!err)
        err = idempotency_outcome(result, create_outcomes, ret_replayed);
    if (err)
        return err;
    *ret_charge = (struct card_top_up){
        .charge_id = pg_get_uuid(result, 0, 1),
        .amount = pg_get_int(result, 0, 2),
        .reference = pg_get_text(result, 0, 3, context->arena),
        .status = "PENDING",
        .created_at_ms = pg_get_time_ms(result, 0, 4),
    };
    return OK;
}

static enum err find(struct context *context, const struct uuid *user_id,
                     const struct uuid *charge_id, struct card_top_up *ret_charge)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT charge_id, amount, provider_reference, status, reason, points,"
                " completed_at, created_at, credited_amount FROM usher.charge_states"
                " WHERE charge_id = $1::uuid AND user_id = $2::uuid",
                context->arena);
    pg_uuid(&call, charge_id);
    pg_uuid(&call, user_id);
    enum err err = pg_find(context->pg, &call, &result);
    if (err)
        return err;
    *ret_charge = (struct card_top_up){
        .charge_id = pg_get_uuid(result, 0, 0),
        .amount = pg_get_int(result, 0, 1),
        .reference = pg_get_text(result, 0, 2, context->arena),
        .status = pg_get_text(result, 0, 3, context->arena),
        .reason = pg_get_text(result, 0, 4, context->arena),
        .points = pg_get_int(result, 0, 5),
        .completed_at_ms = pg_get_time_ms(result, 0, 6),
        .created_at_ms = pg_get_time_ms(result, 0, 7),
        .credited_amount = pg_get_int(result, 0, 8),
    };
    return OK;
}

/* A failure is no reason to keep the charge from its owner: it is asked about in its turn. */
static void hurry(struct context *context, const struct uuid *user_id, const struct uuid *charge_id)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT usher.hurry_charge($1::uuid, $2::uuid)", context->arena);
    pg_uuid(&call, user_id);
    pg_uuid(&call, charge_id);
    enum err err = pg_write(context->pg, &call, &result);
    if (err)
        log_warn("charge not hurried charge=%s code=%s", charge_id->text, err_code(err));
}

enum err card_top_ups_look(struct context *context, const struct uuid *user_id,
                           const struct uuid *charge_id, struct card_top_up *ret_charge)
{
    enum err err = find(context, user_id, charge_id, ret_charge);
    if (!err && strcmp(ret_charge->status, "COMPLETED") != 0)
        hurry(context, user_id, charge_id);
    return err;
}

enum err card_top_ups_keep_event(struct context *context, const struct top_up_event *event)
{
    if (!context->provider)
        return ERR_NO_PROVIDER;
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT usher.take_payment_event($1::text, $2::text, $3::boolean)", context->arena);
    pg_text(&call, event->webhook_id);
    pg_text(&call, event->reference);
    pg_bool(&call, event->says_paid);
    return pg_write_surely(context->pg, &call, &call, &result, NULL);
}

/* A charge that failed otherwise than by the buyer's own doing is for a person to look at. */
static void log_outcome(const PGresult *result, const char *reference)
{
    const char *outcome = pg_peek_text(result, 0, 0);
    const char *reason = pg_peek_text(result, 0, 3);
    bool is_usual = !*reason || (strcmp(outcome, "failed") == 0 && strcmp(reason, "failed") == 0);
    log_line(is_usual ? LOG_INFO : LOG_WARN, "charge %s charge=%s user=%s reason=%s", outcome,
             reference, pg_peek_text(result, 0, 2), *reason ? reason : "-");
}

static enum err settle(struct context *context, const char *reference,
                       const struct provider_payment *payment,
                       struct top_up_settlement *ret_settlement)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT outcome, charge_id, user_id, reason FROM"
                                  " usher.settle_charge(NULL, $1::text, $2::text, $3::bigint,"
                                  " $4::text)",
                                  context->arena);
    pg_text(&call, reference);
    pg_text(&call, payment->status);
    pg_int(&call, payment->amount);
    pg_text(&call, payment->currency);
    enum err err = pg_write(context->pg, &call, &result);
    if (err)
        return err;
    *ret_settlement = (struct top_up_settlement){
        .outcome = pg_get_text(result, 0, 0, context->arena),
        .reason = pg_get_text(result, 0, 3, context->arena),
        .provider_status = payment->status,
    };
    if (strcmp(ret_settlement->outcome, "unfinished") != 0)
        log_outcome(result, reference);
    return OK;
}

enum err card_top_ups_settle(struct context *context, const char *reference,
                             struct top_up_settlement *ret_settlement)
{
    if (!context->provider)
        return ERR_NO_PROVIDER;
    struct provider_payment payment;
    enum err err = provider_payment(context->provider, reference, context->arena, &payment);
    return err ? err : settle(context, reference, &payment, ret_settlement);
}
