/* hall_layout.h -- how the rows of a section lie: columns, aisles and the middle. */
#ifndef USHER_SALE_PLAN_HALL_LAYOUT_H
#define USHER_SALE_PLAN_HALL_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "sale/plan/seating_plan.h"

/* Where the seats of a section's rows stand, row after row. */
struct standing_row {
    const struct plan_point *seats;
    size_t count;
    bool is_table; /* its seats are together wherever they stand */
};
const char *layout_of(const struct standing_row *rows, size_t count, struct arena *arena);

#endif
