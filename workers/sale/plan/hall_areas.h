/* hall_areas.h -- the room that a plan takes, and its areas in whole pixels of that room. */
#ifndef USHER_SALE_PLAN_HALL_AREAS_H
#define USHER_SALE_PLAN_HALL_AREAS_H

#include <stdint.h>

#include "base/arena.h"
#include "sale/plan/seating_plan.h"

const char *area_shape_name(enum area_shape shape); /* "rectangle" */

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
