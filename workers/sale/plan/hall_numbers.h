/* hall_numbers.h -- the numbers that are printed on the seats of a plan. */
#ifndef USHER_SALE_PLAN_HALL_NUMBERS_H
#define USHER_SALE_PLAN_HALL_NUMBERS_H

#include <stdbool.h>

#include "base/arena.h"
#include "sale/plan/seating_plan.h"

/* How the seats of a row are named, as seat_number.h has it. */
struct row_name {
    const char *prefix; /* "Balcony 3-" */
    const char *label;  /* NULL: the row's number and the seat's say all that the name does */
};

/*
 * Names for all rows of the plan, in its order, by which no two seats are named alike. Names that
 * are alike in different zones begin with the zone's name; where rows of one zone have the same
 * number they are blocks of it, and have the block's number before theirs. False: two seats are
 * alike all the same, or a name is too long.
 */
bool hall_row_names(const struct seating_plan *plan, struct arena *arena,
                    const struct row_name **ret_names, struct plan_refusal *ret_refusal);

#endif
