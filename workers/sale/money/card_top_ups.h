/* card_top_ups.h -- points that are topped up by card, through a payment provider. */
#ifndef USHER_SALE_MONEY_CARD_TOP_UPS_H
#define USHER_SALE_MONEY_CARD_TOP_UPS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/context.h"
#include "sale/money/wallet.h"

struct card_top_up {
    struct uuid charge_id;
    int64_t amount;
    const char *reference;   /* the id under which the buyer pays at the provider */
    const char *status;      /* PENDING, COMPLETED or FAILED */
    const char *reason;      /* of FAILED, else NULL */
    int64_t points;          /* of COMPLETED: the balance after it */
    int64_t credited_amount; /* of COMPLETED: less than the amount if a part was cancelled before */
    int64_t completed_at_ms;
    int64_t created_at_ms;
};

/*
 * A charge to be paid. ERR_NO_PROVIDER where there is none, ERR_BALANCE_LIMIT when the balance,
 * the hour's pending charges and this one pass BALANCE_MAX together, the idempotency errors,
 * ERR_OUTCOME_UNKNOWN. A replay is what the first call answered: a PENDING charge.
 */
MUST_CHECK enum err card_top_ups_create(struct context *context, const struct charge *charge,
                                        struct card_top_up *ret_charge, bool *ret_replayed);

/*
 * The caller's charge as it is now, or ERR_NOT_FOUND. While it is not completed the provider is
 * asked soon, beside this call.
 */
MUST_CHECK enum err card_top_ups_look(struct context *context, const struct uuid *user_id,
                                      const struct uuid *charge_id, struct card_top_up *ret_charge);

/* A delivery that the provider has signed. */
struct top_up_event {
    const char *webhook_id; /* the same when it is delivered again */
    const char *reference;  /* of the payment that it is about; perhaps none of ours */
    bool says_paid;
};

/*
 * Keeps it as a delivery, which a scheduler works off (sale/upkeep/deliveries.h); one about a
 * payment of somebody else is not kept. ERR_NO_PROVIDER, or what Postgres answers.
 */
MUST_CHECK enum err card_top_ups_keep_event(struct context *context,
                                            const struct top_up_event *event);

struct top_up_settlement {
    /* unknown (no such charge), unfinished, completed, failed, or kept: it was completed before */
    const char *outcome;
    const char *reason;          /* of failed, and of what the provider has against one kept */
    const char *provider_status; /* PAID, READY … */
};

/*
 * Asks the provider what became of the payment, and records that: once, however often it is called.
 * It waits for the network, so no request and no tick may call it. ERR_NO_PROVIDER,
 * ERR_PROVIDER_UNAVAILABLE, ERR_BALANCE_LIMIT (the wallet is full) and what Postgres answers.
 */
MUST_CHECK enum err card_top_ups_settle(struct context *context, const char *reference,
                                        struct top_up_settlement *ret_settlement);

#endif
