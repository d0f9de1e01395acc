/* payments.c -- paying for held seats, once: mark the holds, one transaction in Postgres, mark
 * them sold. */
#include "sale/money/payments.h"

#include <string.h>

#include "base/failure_point.h"
#include "base/log.h"
#include "sale/concert/script_run.h"
#include "sale/concert/shows.h"
#include "sale/money/idempotency.h"
#include "sale/money/payment_rows.h"
#include "sale/money/sold_seats.h"
#include "sale/redis/keys.h"
#include "sale/redis/reservation_id.h"
#include "store/pg.h"
#include "store/pg_answers.h"
#include "store/redis.h"

/* A payment under way: what its reservations stand for, and the fence that marks its holds. */
struct attempt {
    const struct payment_request *request;
    struct uuid concert_id;
    struct uuid fence;
    struct uuid *show_ids;
    struct seat_ref *seats;
    int64_t *seat_ids;
    int64_t *reserved_at_ms;
};

static enum err resolve_seat(struct context *context, struct attempt *attempt, size_t i)
{
    struct reservation_id parts;
    const struct show *show;
    if (!reservation_id_read(&attempt->request->reservation_ids[i], &parts))
        return ERR_NOT_FOUND;
    enum err err = show_by_number(context, parts.show_no, &show);
    if (err)
        return err;
    if (parts.seat_id > show->seats_total)
        return ERR_NOT_FOUND;
    if (i > 0 && !uuid_equal(&show->concert_id, &attempt->concert_id))
        return ERR_MIXED_CONCERTS;
    const struct uuid *only = &attempt->request->only_concert_id;
    if (*only->text && !uuid_equal(&show->concert_id, only))
        return ERR_FORBIDDEN;
    attempt->concert_id = show->concert_id;
    attempt->show_ids[i] = show->show_id;
    attempt->seats[i] = (struct seat_ref){.show_no = parts.show_no, .seat_id = parts.seat_id};
    attempt->seat_ids[i] = parts.seat_id;
    attempt->reserved_at_ms[i] = parts.made_at_ms;
    return OK;
}

static enum err resolve(struct context *context, const struct payment_request *request,
                        struct attempt *ret_attempt)
{
    struct arena *arena = context->arena;
    struct attempt attempt = {
        .request = request,
        .fence = uuid_v7(clock_now_ms(&context->clock), &context->entropy),
        .show_ids = arena_array(arena, request->count, sizeof(*attempt.show_ids)),
        .seats = arena_array(arena, request->count, sizeof(*attempt.seats)),
        .seat_ids = arena_array(arena, request->count, sizeof(*attempt.seat_ids)),
        .reserved_at_ms = arena_array(arena, request->count, sizeof(*attempt.reserved_at_ms)),
    };
    for (size_t i = 0; i < request->count; i++) {
        enum err err = resolve_seat(context, &attempt, i);
        if (err)
            return err;
    }
    *ret_attempt = attempt;
    return OK;
}

/* Step 1: the holds are the caller's and live; from here on none expires under the payment. */
static enum err start(struct context *context, const struct attempt *attempt)
{
    const struct payment_request *request = attempt->request;
    struct redis_call call = redis_script(SCRIPT_START_PAYMENT, context->arena);
    gate_keys(&call, &attempt->concert_id, &request->user_id);
    for (size_t i = 0; i < request->count; i++)
        key_hold(&call, &attempt->concert_id, &attempt->seats[i]);
    arg_now(&call, context);
    redis_arg(&call, request->user_id.text);
    redis_arg(&call, attempt->fence.text);
    redis_arg_int(&call, PAYMENT_LONGEST_MS);
    for (size_t i = 0; i < request->count; i++) {
        redis_arg(&call, request->reservation_ids[i].text);
        arg_seat(&call, &attempt->seats[i]);
    }
    REDIS_REPLY reply = NULL;
    return script_run(context, &attempt->concert_id, &call, &reply);
}

#define PAY                                                                                 \
    "SELECT *, false FROM usher.pay($1::uuid, $2::uuid, $3::uuid[], $4::uuid[], $5::int[]," \
    " $6::timestamptz[], $7::boolean, $8::text, $9::bytea)"

/* Of nobody, for nothing: usher.pay goes all the way to its writes and finds nothing to write. */
void payments_warm(struct pg *pg)
{
    struct pg_call call = pg_call(PAY, NULL);
    for (int i = 0; i < 6; i++)
        pg_text(&call, NULL);
    pg_text(&call, "t");
    pg_text(&call, "warm");
    pg_text(&call, NULL);
    pg_warm(pg, &call);
}

/* One statement, one transaction. Without live holds it only looks for what was paid before. */
static struct pg_call pay_call(const struct context *context, const struct attempt *attempt,
                               bool holds_live)
{
    const struct payment_request *request = attempt->request;
    struct pg_call call = pg_call(PAY, context->arena);
    pg_uuid(&call, &request->user_id);
    pg_uuid(&call, &attempt->concert_id);
    pg_uuids(&call, request->reservation_ids, request->count);
    pg_uuids(&call, attempt->show_ids, request->count);
    pg_ints(&call, attempt->seat_ids, request->count);
    pg_times(&call, attempt->reserved_at_ms, request->count);
    pg_bool(&call, holds_live);
    pg_idempotency(&call, &request->idempotency);
    return call;
}

/* Step 2. When the answer was lost Postgres is asked for it: it alone may say "unpaid". */
static enum err record(struct context *context, const struct attempt *attempt, bool holds_live,
                       struct payment_result *ret_result)
{
    PG_RESULT result = NULL;
    struct pg_call pay = pay_call(context, attempt, holds_live);
    struct pg_call look = pay_call(context, attempt, false);
    bool is_again;
    enum err err = pg_write_surely(context->pg, &pay, &look, &result, &is_again);
    if (!err)
        err = payment_outcome_read(result, &attempt->request->user_id, context->arena, ret_result);
    if (!err || !is_again)
        return err;
    return err == ERR_HOLD_EXPIRED && holds_live ? ERR_DATABASE_UNAVAILABLE : ERR_OUTCOME_UNKNOWN;
}

/* Others make up for a step that failed: the outbox for a sale, the fence's end for a hold. */
static void log_left(const struct attempt *attempt, enum err err)
{
    if (err)
        log_warn("payment left to be repaired user=%s concert=%s code=%s",
                 attempt->request->user_id.text, attempt->concert_id.text, err_code(err));
}

/* Step 3. If it fails nothing is lost: the outbox brings it to Redis within a tick or two. What was
 * refunded since is not sold any more. */
static void finish(struct context *context, const struct attempt *attempt,
                   const struct payment *payment)
{
    struct sold_seat *seats = arena_array(context->arena, payment->line_count, sizeof(*seats));
    struct sold_seats sold = {
        .concert_id = payment->concert_id, .user_id = payment->user_id, .seats = seats};
    for (size_t i = 0; i < payment->line_count; i++) {
        const struct payment_line *line = &payment->lines[i];
        struct reservation_id parts;
        if (line->refunded || !reservation_id_read(&line->reservation_id, &parts))
            continue;
        seats[sold.count++] = (struct sold_seat){
            .reservation_id = line->reservation_id,
            .seat = {.show_no = parts.show_no, .seat_id = parts.seat_id},
        };
    }
    log_left(attempt, finish_payment(context, &sold));
}

/* The payment was refused: its holds end when they would have.
 * If this fails the fence times out. */
static void cancel(struct context *context, const struct attempt *attempt, bool was_sold)
{
    struct redis_call call = redis_script(SCRIPT_CANCEL_PAYMENT, context->arena);
    key_concert(&call, &attempt->concert_id);
    key_buyer(&call, &attempt->concert_id, &attempt->request->user_id);
    key_deadlines(&call, &attempt->concert_id);
    for (size_t i = 0; i < attempt->request->count; i++) {
        key_map(&call, &attempt->concert_id, attempt->seats[i].show_no);
        key_hold(&call, &attempt->concert_id, &attempt->seats[i]);
    }
    arg_now(&call, context);
    redis_arg(&call, attempt->fence.text);
    redis_arg_int(&call, was_sold);
    for (size_t i = 0; i < attempt->request->count; i++)
        arg_seat(&call, &attempt->seats[i]);
    REDIS_REPLY reply = NULL;
    log_left(attempt, redis_run(context->redis, &call, &reply));
}

/* A payment that was made before may have been refunded since, in part or whole. */
static enum err as_it_is_now(struct context *context, struct payment *payment)
{
    struct uuid user_id = payment->user_id;
    struct uuid payment_id = payment->payment_id;
    return payments_find(context, &user_id, &payment_id, payment) ? ERR_OUTCOME_UNKNOWN : OK;
}

enum err payments_pay(struct context *context, const struct payment_request *request,
                      struct payment_result *ret_result)
{
    struct attempt attempt;
    *ret_result = (struct payment_result){0};
    enum err err = resolve(context, request, &attempt);
    if (err)
        return err;
    failure_point("payment.before_start");
    err = start(context, &attempt);
    if (err && err != ERR_HOLD_EXPIRED)
        return err;
    bool holds_live = !err;
    failure_point("payment.before_record");
    err = record(context, &attempt, holds_live, ret_result);
    failure_point("payment.before_finish");
    if (!err && ret_result->replayed)
        err = as_it_is_now(context, &ret_result->payment);
    if (!err)
        finish(context, &attempt, &ret_result->payment);
    else if (holds_live && err != ERR_OUTCOME_UNKNOWN)
        cancel(context, &attempt, err == ERR_SEAT_TAKEN);
    failure_point("payment.before_answer");
    return err;
}

enum err payments_find(struct context *context, const struct uuid *user_id,
                       const struct uuid *payment_id, struct payment *ret_payment)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT " PAYMENT_COLUMNS " FROM usher.payment_lines"
                                  " WHERE payment_id = $1::uuid AND user_id = $2::uuid"
                                  " ORDER BY show_id, seat_id",
                                  context->arena);
    pg_uuid(&call, payment_id);
    pg_uuid(&call, user_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (err)
        return err;
    const struct payment *payments;
    if (payment_rows_read(result, user_id, 0, context->arena, &payments) == 0)
        return ERR_NOT_FOUND;
    *ret_payment = payments[0];
    return OK;
}

enum err payments_list(struct context *context, const struct user_page *page,
                       const struct payment **ret_payments, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT " PAYMENT_COLUMNS " FROM (SELECT transaction_id AS payment_id, entry_no"
                " FROM usher.ledger_entries WHERE account_kind = 'wallet'"
                " AND account_id = $1::uuid AND amount < 0"
                " AND ($2::uuid IS NULL OR entry_no < (SELECT entry_no FROM usher.ledger_entries"
                " WHERE account_kind = 'wallet' AND account_id = $1::uuid"
                " AND transaction_id = $2::uuid))"
                " ORDER BY entry_no DESC LIMIT $3::int) AS page"
                " JOIN usher.payment_lines USING (payment_id)"
                " ORDER BY entry_no DESC, show_id, seat_id",
                context->arena);
    pg_uuid(&call, &page->user_id);
    pg_uuid(&call, &page->after);
    pg_int(&call, page->limit);
    enum err err = pg_read(context->pg, &call, &result);
    if (err)
        return err;
    *ret_count = payment_rows_read(result, &page->user_id, 0, context->arena, ret_payments);
    return OK;
}
