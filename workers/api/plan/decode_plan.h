/*
 * decode_plan.h -- a seating plan as an organiser has it: the JSON of pretix's seating plan editor.
 *
 * {categories: [{name}], zones: [{name?, position, rows: [{row_number, row_label?, seat_label?,
 * row_number_position?, position?, seats: [{seat_number?, position, category}]}], areas?: [{shape?,
 * position?, rotation?, …}]}]}. Positions are {x, y} in pixels, a row's from its zone and a seat's
 * from its row. Other members are ignored.
 */
#ifndef USHER_API_PLAN_DECODE_PLAN_H
#define USHER_API_PLAN_DECODE_PLAN_H

#include "base/json/json_read.h"
#include "sale/plan/seating_plan.h"

/*
 * Reads "seatingPlan" and "categoryPrices" of a new concert. NULL when it has neither, and when the
 * reader holds a refusal; what is read lives as long as its arena.
 */
const struct hall *decode_seating_plan(struct json_reader *concert);

#endif
