/* decode_plan_areas.h -- positions and areas of a seating plan. */
#ifndef USHER_API_PLAN_DECODE_PLAN_AREAS_H
#define USHER_API_PLAN_DECODE_PLAN_AREAS_H

#include <stdbool.h>

#include "base/json/json_read.h"
#include "sale/plan/seating_plan.h"

#define PLAN_PIXELS_MAX 100000
/* {x, y} from `origin`. */
struct plan_point decode_position(struct json_reader *reader, const char *name,
                                  struct plan_point origin);
/* An area; without a position it stands at the origin. False: there is nothing to draw. */
bool decode_area(struct json_reader *reader, struct plan_point origin, struct plan_area *ret_area);

#endif
