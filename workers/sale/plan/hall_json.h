/* hall_json.h -- a hall as usher.create_plan_show takes it. */
#ifndef USHER_SALE_PLAN_HALL_JSON_H
#define USHER_SALE_PLAN_HALL_JSON_H

#include "base/arena.h"
#include "sale/plan/seating_plan.h"

/* From the arena. */
const char *hall_json(const struct hall *hall, struct arena *arena);

#endif
