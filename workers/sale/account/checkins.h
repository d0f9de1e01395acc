/* checkins.h -- the rules of the door: a ticket lets in once, to its own show. */
#ifndef USHER_SALE_ACCOUNT_CHECKINS_H
#define USHER_SALE_ACCOUNT_CHECKINS_H

#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"

/* What somebody at the door holds in front of a camera. */
struct scan {
    struct uuid staff_id;
    struct uuid show_id; /* that the door is open for; empty: neither show nor hour is looked at */
    const char *gate;    /* NULL: there is one door */
    const char *code;
};

/* What the door needs to know of a ticket. */
struct checkin {
    struct uuid ticket_id;
    struct uuid show_id;
    int64_t starts_at_ms;
    int64_t opens_at_ms;   /* when check-in for its show opens */
    const char *time_zone; /* of the concert */
    const char *concert_name;
    const char *seat_number;
    const char *section;
    int64_t checked_in_at_ms; /* 0: it is not checked in */
    const char *gate;         /* where it was; NULL when that is not known */
};

/*
 * OK for the first scan of a ticket. With ret_checkin filled in: ERR_ALREADY_CHECKED_IN, with the
 * check-in that was the first; ERR_WRONG_SHOW; ERR_CHECKIN_NOT_OPEN; ERR_TICKET_VOID when it was
 * refunded. ERR_NOT_FOUND for a code that is forged or makes no sense.
 */
MUST_CHECK enum err checkins_scan(struct context *context, const struct scan *scan,
                                  struct checkin *ret_checkin);

/* Somebody was let in by mistake. */
struct undo {
    struct uuid ticket_id;
    struct uuid staff_id;
    const char *reason;
};

struct undone {
    struct uuid ticket_id;
    struct uuid show_id;
    const char *seat_number;
    const char *section;
    int64_t undone_at_ms;
};

/*
 * The ticket is VALID again; the check-in and its undoing stay written down. ERR_NOT_CHECKED_IN
 * when there is nothing to undo, ERR_NOT_FOUND when there is no such ticket.
 */
MUST_CHECK enum err checkins_undo(struct context *context, const struct undo *undo,
                                  struct undone *ret_undone);

#endif
