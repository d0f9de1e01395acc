/* finish_payment.h -- telling Redis what the books have sold. */
#ifndef USHER_SALE_FINISH_PAYMENT_H
#define USHER_SALE_FINISH_PAYMENT_H

#include <stddef.h>

#include "base/err.h"
#include "base/uuid.h"
#include "sale/context.h"
#include "sale/line_keys.h"

/* The seats of one payment. */
struct sold_seats {
    struct uuid concert_id;
    struct uuid user_id;
    const struct seat_ref *seats;
    size_t count;
};

/* May be repeated. A concert that is being restored takes them from the books: that is OK too. */
MUST_CHECK enum err finish_payment(struct context *context, const struct sold_seats *sold);

#endif
