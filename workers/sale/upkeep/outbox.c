/* outbox.c -- what Postgres sold and took back, brought to Redis: at least once, in order for each
 * concert. */
#include "sale/upkeep/outbox.h"

#include "base/failure_point.h"
#include "sale/money/sold_seats.h"
#include "store/pg.h"

/* Payments and refunds one transaction takes: its rows are locked while Redis is told. */
#define OUTBOX_BATCH 200

/* The columns of usher.take_outbox: a row a seat, those of a payment or a refund one after the
 * other. */
enum column {
    OUTBOX_ID,
    CONCERT_ID,
    PAYMENT_ID,
    USER_ID,
    SHOW_ID,
    SHOW_NO,
    SEAT_ID,
    RESERVATION_ID,
    REFUND_ID
};

static struct sold_seat seat_at(const PGresult *rows, int row)
{
    return (struct sold_seat){
        .reservation_id = pg_get_uuid(rows, row, RESERVATION_ID),
        .seat = {.show_no = pg_get_int(rows, row, SHOW_NO),
                 .seat_id = pg_get_int(rows, row, SEAT_ID)},
    };
}

/* The row behind the last seat of what begins at `first`. */
static int seats_end(const PGresult *rows, int first)
{
    int end = first + 1;
    int64_t id = pg_get_int(rows, first, OUTBOX_ID);
    while (end < pg_rows(rows) && pg_get_int(rows, end, OUTBOX_ID) == id)
        end++;
    return end;
}

static enum err deliver(struct context *context, const PGresult *rows, int first, int end)
{
    size_t count = (size_t)(end - first);
    struct sold_seat *seats = arena_array(context->arena, count, sizeof(*seats));
    for (size_t i = 0; i < count; i++)
        seats[i] = seat_at(rows, first + (int)i);
    struct sold_seats sold = {
        .concert_id = pg_get_uuid(rows, first, CONCERT_ID),
        .user_id = pg_get_uuid(rows, first, USER_ID),
        .seats = seats,
        .count = count,
    };
    bool refunded = !pg_is_null(rows, first, REFUND_ID);
    return refunded ? refund_seats(context, &sold) : finish_payment(context, &sold);
}

static enum err deliver_all(struct context *context, int64_t *ret_delivered)
{
    PG_RESULT rows = NULL;
    struct pg_call call = pg_call("SELECT * FROM usher.take_outbox($1::int)", context->arena);
    pg_int(&call, OUTBOX_BATCH);
    enum err err = pg_write(context->pg, &call, &rows);
    if (err)
        return err;
    if (pg_rows(rows) > 0)
        failure_point("outbox.before_tell");
    for (int first = 0; first < pg_rows(rows) && !err; (*ret_delivered)++) {
        int end = seats_end(rows, first);
        err = deliver(context, rows, first, end);
        first = end;
    }
    if (*ret_delivered > 0)
        failure_point("outbox.before_commit");
    return err;
}

enum err outbox_deliver(struct context *context, int64_t *ret_delivered)
{
    *ret_delivered = 0;
    enum err err = pg_begin(context->pg);
    if (err)
        return err;
    err = deliver_all(context, ret_delivered);
    if (!err)
        return pg_commit(context->pg);
    pg_rollback(context->pg);
    return err;
}
