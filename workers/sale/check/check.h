/* check.h -- whether Redis and the books say the same of a concert. */
#ifndef USHER_SALE_CHECK_CHECK_H
#define USHER_SALE_CHECK_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "sale/concert/concerts.h"
#include "sale/context.h"

/* X(name, what must be true) */
#define CHECK_TABLE(X)                                                                \
    X(CHECK_READY, "the concert is restored, and has the policy of the books")        \
    X(CHECK_LENGTH, "every map has as many letters as its show has seats")            \
    X(CHECK_SOLD, "what the books have sold is S on the map, and nothing else is")    \
    X(CHECK_HELD, "what is H on the map has a hold and a deadline, and nothing else") \
    X(CHECK_END, "every hold ends at its deadline")                                   \
    X(CHECK_BUYER, "every buyer's list has what they hold and own, and nothing else") \
    X(CHECK_TOLD, "all that the books have decided was told to Redis")                \
    X(CHECK_TURN, "everybody who is admitted has a turn, and it ends when it should") \
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

/*
 * Looks once, in pieces: while a sale runs, some differences are only of the moment. The report is
 * in the arena `keep`; context->arena is reset meanwhile. The concert must be one that schedulers
 * still keep.
 */
MUST_CHECK enum err check_look(struct context *context, const struct uuid *concert_id,
                               struct arena *keep, struct check_report *ret_report);

/* Keeps what a later look has found as well: the rest was of the moment. */
void check_keep_common(struct check_report *report, const struct check_report *later);

#endif
