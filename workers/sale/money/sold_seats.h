/* sold_seats.h -- telling Redis what Postgres has sold, and what it has taken back. */
#ifndef USHER_SALE_MONEY_SOLD_SEATS_H
#define USHER_SALE_MONEY_SOLD_SEATS_H

#include <stddef.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/redis/keys.h"

struct sold_seat {
    struct uuid reservation_id;
    struct seat_ref seat;
};

/* The seats of one payment, or of one refund. */
struct sold_seats {
    struct uuid concert_id;
    struct uuid user_id;
    const struct sold_seat *seats;
    size_t count;
};

/*
 * Both may be repeated, and come in any order: a refunded sale is not marked any more. A concert
 * that is being restored takes what it misses from Postgres: that is OK too.
 */
MUST_CHECK enum err finish_payment(struct context *context, const struct sold_seats *sold);
MUST_CHECK enum err refund_seats(struct context *context, const struct sold_seats *refunded);

#endif
