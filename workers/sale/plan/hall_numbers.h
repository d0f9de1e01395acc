/* hall_numbers.h -- the numbers that are printed on the seats of a plan. */
#ifndef USHER_SALE_PLAN_HALL_NUMBERS_H
#define USHER_SALE_PLAN_HALL_NUMBERS_H

#include <stdbool.h>

#include "base/arena.h"
#include "sale/plan/seating_plan.h"

/*
 * Whether each seat has a number of its own, and what that takes: with_zones is set when numbers
 * are alike in different zones and begin with the zone's name therefore. False: two are alike all
 * the same.
 */
bool numbers_are_unique(const struct seating_plan *plan, struct arena *arena, bool *ret_with_zones,
                        struct plan_refusal *ret_refusal);

/* "Balcony 3-": what the numbers of a row's seats begin with. */
const char *number_prefix(const struct plan_zone *zone, const struct plan_row *row, bool with_zone,
                          struct arena *arena);

#endif
