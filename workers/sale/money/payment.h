/* payment.h -- a payment, its seats, and what came of paying. */
#ifndef USHER_SALE_MONEY_PAYMENT_H
#define USHER_SALE_MONEY_PAYMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/uuid.h"

/* A seat of a payment, with its ticket. */
struct payment_line {
    struct uuid reservation_id;
    struct uuid show_id;
    int64_t seat_id;
    const char *seat_number;
    int64_t price;
    struct uuid ticket_id;
    bool refunded;
};

struct payment {
    struct uuid payment_id;
    struct uuid concert_id;
    struct uuid user_id;
    int64_t total_amount;
    int64_t refunded_amount;
    int64_t points; /* the balance after the payment */
    int64_t created_at_ms;
    size_t line_count;
    const struct payment_line *lines; /* by show and seat */
};

struct payment_result {
    struct payment payment;
    bool replayed;    /* these reservations, or the key, were paid before: this is that payment */
    int64_t balance;  /* ERR_NOT_ENOUGH_POINTS */
    int64_t required; /* ERR_NOT_ENOUGH_POINTS */
    int64_t seat_id;  /* ERR_SEAT_TAKEN: 0 when not known */
};

#endif
