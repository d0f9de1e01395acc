/* hall_from_plan.h -- the sections and rows of the hall that a seating plan describes. */
#ifndef USHER_SALE_PLAN_HALL_FROM_PLAN_H
#define USHER_SALE_PLAN_HALL_FROM_PLAN_H

#include <stdbool.h>

#include "base/arena.h"
#include "sale/plan/seating_plan.h"

/*
 * The plan has at least one seat, rows of at most ROW_SEATS_MAX seats and finite positions, and its
 * texts are as short as the numbers of seats allow. The hall lives in the arena and shares the
 * plan's texts. Takes time in proportion to the seats. False: ret_refusal says why, and the hall is
 * untouched.
 */
bool hall_from_plan(const struct seating_plan *plan, struct arena *arena, struct hall *ret_hall,
                    struct plan_refusal *ret_refusal);

#endif
