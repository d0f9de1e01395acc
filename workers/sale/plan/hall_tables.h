/* hall_tables.h -- which rows of a plan are tables, whose seats stand around something. */
#ifndef USHER_SALE_PLAN_HALL_TABLES_H
#define USHER_SALE_PLAN_HALL_TABLES_H

#include <stdbool.h>

#include "sale/plan/seating_plan.h"

/* Whoever sits at a table sits together, wherever at it. A bent row is none. */
bool row_is_table(const struct plan_row *row);

#endif
