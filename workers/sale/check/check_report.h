/* check_report.h -- what is looked at, and how what differs is noted. */
#ifndef USHER_SALE_CHECK_CHECK_REPORT_H
#define USHER_SALE_CHECK_CHECK_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/context.h"
#include "base/uuid.h"
#include "sale/concert/shows.h"

/* X(name, what must be true) */
#define CHECK_TABLE(X)                                                                             \
    X(CHECK_READY, "the concert is restored, and has the policy of Postgres")                      \
    X(CHECK_LENGTH, "every map has as many letters as its show has seats")                         \
    X(CHECK_SOLD, "what Postgres has sold is S on the map, what is not for sale N, nothing else")  \
    X(CHECK_HELD, "what is H on the map has a hold and a deadline, and nothing else")              \
    X(CHECK_END, "every hold ends at its deadline")                                                \
    X(CHECK_BUYER, "every buyer's list has what they hold and own, and nothing else")              \
    X(CHECK_TOLD, "all that Postgres has decided was told to Redis")                               \
    X(CHECK_ADMISSION, "everybody who is admitted has a record of it, and it ends when it should") \
    X(CHECK_PLACE, "nobody who is admitted waits for it too")

enum check {
#define CHECK_NAME(name, sentence) name,
    CHECK_TABLE(CHECK_NAME)
#undef CHECK_NAME
        CHECK_COUNT
};

const char *check_sentence(enum check check);

struct check_difference {
    enum check check;
    const char *text; /* names everything that it depends on */
};

/* What one look found: by check, then by text. A check keeps so many differences at most. */
#define CHECK_DIFFERENCES_MAX 10000
struct check_report {
    int64_t checked[CHECK_COUNT];
    int64_t differing[CHECK_COUNT];
    size_t count; /* of all differences */
    struct check_difference *differences;
    int64_t active; /* people admitted */
};

/* Keeps what a later look has found as well: the rest was of the moment. */
void check_keep_common(struct check_report *report, const struct check_report *later);

/* By check, then by text: as check_keep_common needs it. */
void check_sort(struct check_report *report);

struct people {
    struct uuid *ids;
    size_t count;
    size_t capacity;
};

struct check_look {
    struct context *context; /* its arena lives as long as the check of one show */
    struct uuid concert_id;
    int64_t version; /* of the policy that Postgres has */
    struct check_report *report;
    struct arena *keep;
    struct people admitted;
};

/* A seat as Postgres has it, and as Redis has it. An empty id: no sale, no hold. */
struct check_seat {
    struct uuid owner;
    struct uuid sale;
    struct uuid holder;
    struct uuid hold;
    int64_t ends_at_ms;
    bool is_unsold; /* not for sale */
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

#endif
