/* checkins.h -- the rule of the door: a ticket lets in once. */
#ifndef USHER_SALE_ACCOUNT_CHECKINS_H
#define USHER_SALE_ACCOUNT_CHECKINS_H

#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"

/* What somebody at the door holds in front of a camera. */
struct scan {
    struct uuid staff_id;
    const char *code;
};

struct checkin {
    struct uuid ticket_id;
    struct uuid show_id;
    int64_t starts_at_ms;
    const char *concert_name;
    const char *seat_number;
    const char *section;
    int64_t checked_in_at_ms;
};

/*
 * OK for the first scan of a ticket. ERR_ALREADY_CHECKED_IN, with the check-in that was the first;
 * ERR_TICKET_VOID when it was refunded; ERR_NOT_FOUND for a code that is forged or makes no sense.
 */
MUST_CHECK enum err checkins_scan(struct context *context, const struct scan *scan,
                                  struct checkin *ret_checkin);

#endif
