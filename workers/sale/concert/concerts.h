/* concerts.h -- concerts, their policy, and the running of a sale. */
#ifndef USHER_SALE_CONCERT_CONCERTS_H
#define USHER_SALE_CONCERT_CONCERTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/shows.h"
#include "sale/context.h"
#include "sale/plan/seating_plan.h"

/* X(member, name in JSON, default, min, max): integers of a policy, all in people, seats or
 * seconds. */
#define POLICY_TABLE(X)                                     \
    X(admit_per_second, "admitPerSecond", 100, 1, 100000)   \
    X(max_active, "maxActive", 1000, 1, 1000000)            \
    X(admission_seconds, "admissionSeconds", 300, 1, 86400) \
    X(claim_seconds, "claimSeconds", 60, 1, 86400)          \
    X(grace_seconds, "graceSeconds", 300, 0, 86400)         \
    X(hold_seconds, "holdSeconds", 300, 1, 86400)           \
    X(max_seats_per_user, "maxSeatsPerUser", 4, 1, 100)     \
    X(refund_cutoff_seconds, "refundCutoffSeconds", 86400, 0, 31536000)

/* How the line is formed: by arrival, or drawn by lot among those who came before the hour. */
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

/* What the books say. */
struct concert {
    struct uuid concert_id;
    const char *name;
    const char *venue;
    enum concert_state state;
    int64_t opens_at_ms; /* 0: opened by hand */
    struct policy policy;
    int64_t version;
};

/* What Redis says of it now. Zero and present = false while it is being restored. */
struct concert_live {
    bool present;
    enum concert_state state; /* a scheduled sale is OPEN from its hour on */
    int64_t now_ms;           /* Redis's clock */
    int64_t waiting;
    int64_t active;
    int64_t frontier;
    int64_t position; /* the asker's: -1 not in the line, 0 admitted or in the lobby */
    int64_t rate_per_1000_s;
    int64_t admitted;
    int64_t expired;
    int64_t no_shows;
    size_t map_count;
    const char **maps; /* a letter a seat, in the order of the shows asked for */
};

/* Newest first, those older than `after` (empty: from the newest). */
struct concert_page {
    struct uuid after;
    int64_t limit;
};
MUST_CHECK enum err concerts_list(struct context *context, const struct concert_page *page,
                                  const struct concert **ret_concerts, size_t *ret_count);
MUST_CHECK enum err concerts_find(struct context *context, const struct uuid *concert_id,
                                  struct concert *ret_concert);

/* The live figures of many concerts in one round trip. user_id may be NULL. ret_live: count
 * elements. */
MUST_CHECK enum err concerts_live(struct context *context, const struct concert *concerts,
                                  size_t count, const struct uuid *user_id,
                                  const struct concert_live **ret_live);

/* The live figures of one with the maps of these shows. */
MUST_CHECK enum err concert_live_maps(struct context *context, const struct uuid *concert_id,
                                      const struct show_summary *shows, size_t count,
                                      struct concert_live *ret_live);

/* A concert to be made. */
struct new_section {
    const char *name;
    int64_t rows;
    int64_t seats_per_row;
    int64_t price;
};
struct new_show {
    int64_t starts_at_ms;
    int64_t seats;
    const struct new_section *sections; /* NULL: its seats are those of the concert's hall */
    size_t section_count;
};
struct new_concert {
    const char *name;
    const char *venue;
    int64_t opens_at_ms; /* 0: by hand */
    struct policy policy;
    const struct hall *hall; /* of a seating plan; NULL when there is none */
    const struct new_show *shows;
    size_t show_count;
};

/* All in one transaction. ret_show_ids (from the arena) in the order given. */
MUST_CHECK enum err concerts_create(struct context *context, const struct new_concert *concert,
                                    struct uuid *ret_concert_id, const struct uuid **ret_show_ids);

/* What an organiser may change; NULL or -1 leaves a member as it is. */
struct concert_change {
    const char *name;
    const char *venue;
    int64_t opens_at_ms;
    struct policy policy; /* -1 (QUEUEING_KEEP) where it stays */
};
MUST_CHECK enum err concerts_change(struct context *context, const struct uuid *concert_id,
                                    const struct concert_change *change,
                                    struct concert *ret_concert);

/* verb: "open", "pause", "resume", "close". ERR_STATE_CONFLICT when the state does not allow it. */
MUST_CHECK enum err concerts_steer(struct context *context, const struct uuid *concert_id,
                                   const char *verb, enum concert_state *ret_state);

/* Points taken for a concert, refunds subtracted. */
MUST_CHECK enum err concerts_revenue(struct context *context, const struct uuid *concert_id,
                                     int64_t *ret_revenue);

#endif
