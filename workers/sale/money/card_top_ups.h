/* card_top_ups.h -- points that are topped up by card, through a payment provider. */
#ifndef USHER_SALE_MONEY_CARD_TOP_UPS_H
#define USHER_SALE_MONEY_CARD_TOP_UPS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/context.h"
#include "sale/money/wallet.h"

struct card_charge {
    struct uuid charge_id;
    int64_t amount;
    const char *reference; /* the id under which the buyer pays at the provider */
    const char *status;    /* PENDING, COMPLETED or FAILED */
    const char *reason;    /* of FAILED, else NULL */
    int64_t points;        /* of COMPLETED: the balance after it */
    int64_t completed_at_ms;
    int64_t created_at_ms;
};

/*
 * A charge to be paid. ERR_NO_PROVIDER where there is none, ERR_BALANCE_LIMIT when the balance,
 * the hour's pending charges and this one pass BALANCE_MAX together, the idempotency errors,
 * ERR_OUTCOME_UNKNOWN. A replay is what the first call answered: a PENDING charge.
 */
MUST_CHECK enum err charges_create(struct context *context, const struct charge *charge,
                                   struct card_charge *ret_charge, bool *ret_replayed);

/* The caller's charge as it is now, or ERR_NOT_FOUND. */
MUST_CHECK enum err charges_find(struct context *context, const struct uuid *user_id,
                                 const struct uuid *charge_id, struct card_charge *ret_charge);

/* A delivery that the provider has signed. */
struct charge_event {
    const char *webhook_id; /* the same when it is delivered again */
    const char *reference;  /* of the payment that it is about; perhaps none of ours */
};

/*
 * Asks the provider what became of the payment, and books that once. ERR_NO_PROVIDER,
 * ERR_PROVIDER_UNAVAILABLE, ERR_BALANCE_LIMIT (the wallet is full) and what the books answer:
 * nothing was recorded then (or it is not known, ERR_OUTCOME_UNKNOWN), and a later delivery of the
 * same event does it.
 */
MUST_CHECK enum err charges_settle(struct context *context, const struct charge_event *event);

#endif
