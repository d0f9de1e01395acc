/* wallet.h -- a user's points. */
#ifndef USHER_SALE_MONEY_WALLET_H
#define USHER_SALE_MONEY_WALLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/idempotency.h"
#include "base/uuid.h"

#define CHARGE_MAX 10000000
#define BALANCE_MAX 100000000

/* 0 for a user who never charged. */
MUST_CHECK enum err wallet_balance(struct context *context, const struct uuid *user_id,
                                   int64_t *ret_points);

struct charge {
    struct uuid user_id;
    int64_t amount; /* 1 to CHARGE_MAX points */
    struct idempotency idempotency;
};

struct charge_result {
    int64_t points; /* the balance after it */
    int64_t amount;
    bool replayed;
};

/*
 * ERR_DIRECT_CHARGE_OFF where points are topped up by card only, ERR_BALANCE_LIMIT past
 * BALANCE_MAX, the idempotency errors, ERR_OUTCOME_UNKNOWN.
 */
MUST_CHECK enum err wallet_charge(struct context *context, const struct charge *charge,
                                  struct charge_result *ret_result);

/* Points that came or went. */
struct movement {
    struct uuid transaction_id;
    const char *kind; /* charge, payment or refund */
    int64_t amount;   /* negative when they went */
    int64_t balance_after;
    struct uuid payment_id; /* of a payment or a refund */
    int64_t created_at_ms;
};

/* Of what a user has, newest first: what comes behind `after` (empty: from the newest), limit at
 * most. The order is that of the wallet's numbers, which no clock changes. */
struct user_page {
    struct uuid user_id;
    struct uuid after;
    int64_t limit;
};
MUST_CHECK enum err wallet_history(struct context *context, const struct user_page *page,
                                   const struct movement **ret_movements, size_t *ret_count);

#endif
