/* check_parts.h -- the parts of one look at a concert, and what they share. Only check*.c. */
#ifndef USHER_SALE_CHECK_CHECK_PARTS_H
#define USHER_SALE_CHECK_CHECK_PARTS_H

#include <stdbool.h>

#include "sale/check/check.h"

struct people {
    struct uuid *ids;
    size_t count;
    size_t capacity;
};

struct check_look {
    struct context *context; /* its arena lives as long as the check of one show */
    struct uuid concert_id;
    int64_t version; /* of the policy that the books have */
    struct check_report *report;
    struct arena *keep;
    struct people admitted;
};

/* A seat as the books have it, and as Redis has it. An empty id: no sale, no hold. */
struct check_seat {
    struct uuid owner;
    struct uuid sale;
    struct uuid holder;
    struct uuid hold;
    int64_t ends_at_ms;
    bool is_listed; /* in the list of its owner, or holder */
};

struct check_show {
    const struct show_summary *show;
    struct check_seat *seats; /* seat 1 is the first */
    struct people people;     /* who may have an entry of this show, some more than once */
};

/* Notes a difference; `checked` is counted by the parts themselves. */
void check_differ(struct check_look *look, enum check check, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void people_add(struct people *people, const struct uuid *id, struct arena *arena);
void people_sort(struct people *people); /* everybody once */

MUST_CHECK enum err check_line(struct check_look *look);
MUST_CHECK enum err check_outbox(struct check_look *look);
MUST_CHECK enum err check_read_sales(struct check_look *look, struct check_show *show);
MUST_CHECK enum err check_seats(struct check_look *look, struct check_show *show);
MUST_CHECK enum err check_buyers(struct check_look *look, struct check_show *show);

#endif
