/* payment_rows.h -- payments as Postgres answers them: a row a seat. */
#ifndef USHER_SALE_MONEY_PAYMENT_ROWS_H
#define USHER_SALE_MONEY_PAYMENT_ROWS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "sale/money/payment.h"
#include "store/pg_values.h"

/* The columns of usher.payment_lines, in the order that usher.pay answers behind its outcome, and
 * whether the seat was refunded. */
#define PAYMENT_COLUMNS                                                                        \
    "payment_id, concert_id, total_amount, points_after, created_at, reservation_id, show_id," \
    " seat_id, seat_number, price, ticket_id, refunded_at IS NOT NULL"

/* Groups the rows of a user's payments; `first` is the column of payment_id. Returns how many
 * payments. */
size_t payment_rows_read(const PGresult *result, const struct uuid *user_id, int first,
                         struct arena *arena, const struct payment **ret_payments);

/* The answer of usher.pay: its outcome as an error, with what that error has to say. */
MUST_CHECK enum err payment_outcome_read(const PGresult *result, const struct uuid *user_id,
                                         struct arena *arena, struct payment_result *ret_result);

#endif
