/* concert.h -- what a concert is: its policy, its state. */
#ifndef USHER_SALE_CONCERT_CONCERT_H
#define USHER_SALE_CONCERT_CONCERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/uuid.h"

/* X(member, name in JSON, default, min, max): integers of a policy, all in people, seats or
 * seconds. */
#define POLICY_TABLE(X)                                                 \
    X(admit_per_second, "admitPerSecond", 100, 1, 100000)               \
    X(max_active, "maxActive", 1000, 1, 1000000)                        \
    X(admission_seconds, "admissionSeconds", 300, 1, 86400)             \
    X(claim_seconds, "claimSeconds", 60, 1, 86400)                      \
    X(grace_seconds, "graceSeconds", 300, 0, 86400)                     \
    X(hold_seconds, "holdSeconds", 300, 1, 86400)                       \
    X(max_seats_per_user, "maxSeatsPerUser", 4, 1, 100)                 \
    X(refund_cutoff_seconds, "refundCutoffSeconds", 86400, 0, 31536000) \
    X(checkin_opens_seconds, "checkinOpensSeconds", 21600, 0, 31536000)

/* How the queue is ordered: by arrival, or by a draw among those who came before the hour. */
enum queueing { QUEUEING_KEEP = -1, QUEUEING_FIFO, QUEUEING_LOTTERY };
const char *queueing_name(enum queueing queueing); /* "fifo"; NULL for KEEP */
bool queueing_parse(const char *name, enum queueing *ret_queueing);

struct policy {
    enum queueing queueing; /* for good: a change is ERR_STATE_CONFLICT */
#define POLICY_MEMBER(member, name, fallback, min, max) int64_t member;
    POLICY_TABLE(POLICY_MEMBER)
#undef POLICY_MEMBER
};
struct policy policy_default(void);

enum concert_state { CONCERT_SCHEDULED, CONCERT_OPEN, CONCERT_PAUSED, CONCERT_CLOSED };
const char *concert_state_name(enum concert_state state); /* "SCHEDULED" */
bool concert_state_parse(const char *name, enum concert_state *ret_state);

/* What Postgres says. */
struct concert {
    struct uuid concert_id;
    const char *name;
    const char *venue;
    const char *time_zone; /* of the IANA database: its hours are told in it */
    enum concert_state state;
    int64_t opens_at_ms;        /* 0: opened by hand */
    const char *opens_at_local; /* "2026-12-24 19:00" in its zone; NULL: opened by hand */
    struct policy policy;
    int64_t version;
};

#endif
