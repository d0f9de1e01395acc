/*
 * decode_plan.h -- a seating plan as an organiser has it: the JSON of pretix's seating plan editor.
 *
 * {categories: [{name}], zones: [{name?, position, rows: [{row_number, position?, seats:
 * [{seat_number, position, category}]}], areas?: [{shape?, position, rotation?, …}]}]}. Positions
 * are {x, y} in pixels, a row's from its zone and a seat's from its row. Other members are ignored.
 */
#ifndef USHER_API_PLAN_DECODE_PLAN_H
#define USHER_API_PLAN_DECODE_PLAN_H

#include "base/json/json.h"
#include "sale/plan/seating_plan.h"

/*
 * Reads "seatingPlan" and "categoryPrices" of a new concert. NULL when it has neither, and when the
 * reader holds a refusal; what is read lives as long as its arena.
 */
const struct hall *decode_seating_plan(struct json_reader *concert);

/* Parts of it, in decode_plan_areas.c: {x, y} from `origin`, and an area. */
#define PLAN_PIXELS_MAX 100000
struct plan_point decode_position(struct json_reader *reader, const char *name,
                                  struct plan_point origin);
/* False: there is nothing to draw. */
bool decode_area(struct json_reader *reader, struct plan_point origin, struct plan_area *ret_area);

#endif
