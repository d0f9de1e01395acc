/* refunds.c -- giving sold seats back, once: one transaction in Postgres, then the seats are free
 * in Redis. */
#include "sale/money/refunds.h"

#include "base/failure_point.h"
#include "base/log.h"
#include "sale/money/idempotency.h"
#include "sale/money/sold_seats.h"
#include "store/pg.h"
#include "store/pg_answers.h"

/* The columns of usher.refund, a row a seat. */
enum column {
    OUTCOME,
    REFUND_ID,
    PAYMENT_ID,
    CONCERT_ID,
    AMOUNT,
    POINTS,
    CREATED_AT,
    RESERVATION_ID,
    SHOW_NO,
    SEAT_ID
};

static const struct outcome outcomes[] = {
    {"refunded", OK},
    {"not_found", ERR_NOT_FOUND},
    {"too_late", ERR_REFUND_TOO_LATE},
    {"already_refunded", ERR_ALREADY_REFUNDED},
    {"checked_in", ERR_ALREADY_CHECKED_IN},
    {0},
};

static void read_reservation_id(const PGresult *rows, int row, struct arena *arena, void *ret_id)
{
    (void)arena;
    *(struct uuid *)ret_id = pg_get_uuid(rows, row, RESERVATION_ID);
}

static void read_refund(const PGresult *rows, struct arena *arena, struct refund *ret_refund)
{
    *ret_refund = (struct refund){
        .refund_id = pg_get_uuid(rows, 0, REFUND_ID),
        .payment_id = pg_get_uuid(rows, 0, PAYMENT_ID),
        .amount = pg_get_int(rows, 0, AMOUNT),
        .points = pg_get_int(rows, 0, POINTS),
        .created_at_ms = pg_get_time_ms(rows, 0, CREATED_AT),
    };
    ret_refund->reservation_ids =
        pg_list(rows, sizeof(struct uuid), read_reservation_id, arena, &ret_refund->count);
}

static void read_seat(const PGresult *rows, int row, struct arena *arena, void *ret_seat)
{
    (void)arena;
    *(struct sold_seat *)ret_seat = (struct sold_seat){
        .reservation_id = pg_get_uuid(rows, row, RESERVATION_ID),
        .seat = {.show_no = pg_get_int(rows, row, SHOW_NO),
                 .seat_id = pg_get_int(rows, row, SEAT_ID)},
    };
}

/* If this fails nothing is lost: the outbox brings it to Redis within a tick or two. */
static void free_seats(struct context *context, const struct refund_request *request,
                       const PGresult *rows)
{
    struct sold_seats refunded = {
        .concert_id = pg_get_uuid(rows, 0, CONCERT_ID),
        .user_id = request->user_id,
    };
    refunded.seats =
        pg_list(rows, sizeof(struct sold_seat), read_seat, context->arena, &refunded.count);
    enum err err = refund_seats(context, &refunded);
    if (err)
        log_warn("refund left to be repaired user=%s payment=%s code=%s", request->user_id.text,
                 request->payment_id.text, err_code(err));
}

/* To ask again has the effect of one: it is the refund that was made, or it is made now. */
enum err refunds_refund(struct context *context, const struct refund_request *request,
                        struct refund *ret_refund)
{
    bool replayed = false;
    bool is_again;
    PG_RESULT rows = NULL;
    struct pg_call call =
        pg_call("SELECT outcome, refund_id, payment_id, concert_id, amount, points, created_at,"
                " reservation_id, show_no, seat_id"
                " FROM usher.refund($1::uuid, $2::uuid, $3::uuid[], $4::text, $5::bytea)",
                context->arena);
    pg_uuid(&call, &request->user_id);
    pg_uuid(&call, &request->payment_id);
    pg_uuids(&call, request->reservation_ids, request->count);
    pg_idempotency(&call, &request->idempotency);
    enum err err = pg_write_surely(context->pg, &call, &call, &rows, &is_again);
    if (!err)
        err = idempotency_outcome(rows, outcomes, &replayed);
    /* A first call that is still running is no answer of Postgres. */
    if (is_again && err == ERR_IDEMPOTENCY_IN_FLIGHT)
        return ERR_OUTCOME_UNKNOWN;
    if (err)
        return err;
    read_refund(rows, context->arena, ret_refund);
    ret_refund->replayed = replayed;
    failure_point("refund.before_free");
    free_seats(context, request, rows);
    failure_point("refund.before_answer");
    return OK;
}
