/* seating_plan_parts.h -- what the files of a seating plan's hall share. */
#ifndef USHER_SALE_PLAN_SEATING_PLAN_PARTS_H
#define USHER_SALE_PLAN_SEATING_PLAN_PARTS_H

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

/* Where the seats of a section's rows stand, row after row. */
struct standing_row {
    const struct plan_point *seats;
    size_t count;
};
const char *layout_of(const struct standing_row *rows, size_t count, struct arena *arena);

/* The smallest box around all seats and areas. */
struct plan_box {
    struct plan_point least;
    struct plan_point most;
};
struct plan_box plan_box(const struct seating_plan *plan);
int32_t pixel(double at, double least);

/* The areas in whole pixels of the hall. */
const struct hall_area *hall_areas(const struct seating_plan *plan, struct plan_point least,
                                   struct arena *arena);

#endif
