/* payments.h -- paying for held seats, once. */
#ifndef USHER_SALE_MONEY_PAYMENTS_H
#define USHER_SALE_MONEY_PAYMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/idempotency.h"
#include "base/uuid.h"
#include "sale/money/payment.h"
#include "sale/money/wallet.h"

#define RESERVATIONS_PER_PAYMENT_MAX 100

struct payment_request {
    struct uuid user_id;
    struct uuid only_concert_id;        /* the caller may pay for no other; empty: for any */
    const struct uuid *reservation_ids; /* 1 to RESERVATIONS_PER_PAYMENT_MAX, none twice */
    size_t count;
    struct idempotency idempotency;
};

/*
 * The longest a payment can take, from the first step to the last: two statements and two connects.
 * The holds are kept that long beyond their deadline, so that none is lost under a payment.
 */
#define PAYMENT_LONGEST_MS 15000

/* Opens a connection that has planned what a payment does, as each that pg opens later has. */
void payments_warm(struct pg *pg);

/*
 * ERR_FORBIDDEN (of another concert), ERR_NOT_ENOUGH_POINTS, ERR_HOLD_EXPIRED, ERR_NOT_FOUND (an id
 * made up, or not the caller's), ERR_SEAT_TAKEN (sold to somebody else: nothing was charged),
 * ERR_MIXED_CONCERTS, the idempotency errors, ERR_REDIS_UNAVAILABLE and ERR_DATABASE_UNAVAILABLE
 * (nothing was changed), ERR_OUTCOME_UNKNOWN (ask again).
 */
MUST_CHECK enum err payments_pay(struct context *context, const struct payment_request *request,
                                 struct payment_result *ret_result);

/* The caller's payment, or ERR_NOT_FOUND. */
MUST_CHECK enum err payments_find(struct context *context, const struct uuid *user_id,
                                  const struct uuid *payment_id, struct payment *ret_payment);

MUST_CHECK enum err payments_list(struct context *context, const struct user_page *page,
                                  const struct payment **ret_payments, size_t *ret_count);

#endif
