/* payment_rows.c -- payments as Postgres answers them: a row a seat. */
#include "sale/money/payment_rows.h"

#include "sale/money/idempotency.h"
#include "store/pg_answers.h"

enum column {
    ID,
    CONCERT,
    TOTAL,
    POINTS,
    CREATED,
    RESERVATION,
    SHOW,
    SEAT,
    NUMBER,
    PRICE,
    TICKET,
    REFUNDED
};

static struct payment read_payment(const PGresult *result, int row, int first)
{
    return (struct payment){
        .payment_id = pg_get_uuid(result, row, first + ID),
        .concert_id = pg_get_uuid(result, row, first + CONCERT),
        .total_amount = pg_get_int(result, row, first + TOTAL),
        .points = pg_get_int(result, row, first + POINTS),
        .created_at_ms = pg_get_time_ms(result, row, first + CREATED),
    };
}

static struct payment_line read_line(const PGresult *result, int row, int first,
                                     struct arena *arena)
{
    return (struct payment_line){
        .reservation_id = pg_get_uuid(result, row, first + RESERVATION),
        .show_id = pg_get_uuid(result, row, first + SHOW),
        .seat_id = pg_get_int(result, row, first + SEAT),
        .seat_number = pg_get_text(result, row, first + NUMBER, arena),
        .price = pg_get_int(result, row, first + PRICE),
        .ticket_id = pg_get_uuid(result, row, first + TICKET),
        .refunded = pg_get_bool(result, row, first + REFUNDED),
    };
}

size_t payment_rows_read(const PGresult *result, const struct uuid *user_id, int first,
                         struct arena *arena, const struct payment **ret_payments)
{
    int rows = pg_rows(result);
    struct payment *payments = arena_array(arena, (size_t)rows + 1, sizeof(*payments));
    struct payment_line *lines = arena_array(arena, (size_t)rows + 1, sizeof(*lines));
    size_t count = 0;
    for (int row = 0; row < rows; row++) {
        struct payment payment = read_payment(result, row, first);
        lines[row] = read_line(result, row, first, arena);
        if (count == 0 || !uuid_equal(&payments[count - 1].payment_id, &payment.payment_id)) {
            payment.user_id = *user_id;
            payment.lines = &lines[row];
            payments[count++] = payment;
        }
        payments[count - 1].line_count++;
        payments[count - 1].refunded_amount += lines[row].refunded ? lines[row].price : 0;
    }
    *ret_payments = payments;
    return count;
}

static const struct outcome outcomes[] = {
    {"paid", OK},
    {"insufficient_points", ERR_NOT_ENOUGH_POINTS},
    {"hold_expired", ERR_HOLD_EXPIRED},
    {"not_yours", ERR_NOT_FOUND},
    {0},
};

enum err payment_outcome_read(const PGresult *result, const struct uuid *user_id,
                              struct arena *arena, struct payment_result *ret_result)
{
    enum err err = idempotency_outcome(result, outcomes, &ret_result->replayed);
    if (err == ERR_NOT_ENOUGH_POINTS) {
        ret_result->required = pg_get_int(result, 0, 1 + TOTAL);
        ret_result->balance = pg_get_int(result, 0, 1 + POINTS);
    }
    if (!err) {
        const struct payment *payments;
        (void)payment_rows_read(result, user_id, 1, arena, &payments);
        ret_result->payment = payments[0];
    }
    return err;
}
