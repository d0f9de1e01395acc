/* hall_support.h -- seating plans of a few seats, and the halls that they become, as texts. */
#ifndef USHER_UNIT_SALE_PLAN_HALL_SUPPORT_H
#define USHER_UNIT_SALE_PLAN_HALL_SUPPORT_H

#include "sale/plan/seating_plan.h"
#include "unit/unit.h"

enum { GOLD, SILVER }; /* 3000 and 1000 points */

#define SEATS(...)                                    \
    .seats = (const struct plan_seat[]){__VA_ARGS__}, \
    .seat_count = LENGTH(((const struct plan_seat[]){__VA_ARGS__}))
#define ROW(name, ...) {.number = name, SEATS(__VA_ARGS__)}
#define ZONE(name, ...) \
    {name, (const struct plan_row[]){__VA_ARGS__}, LENGTH(((const struct plan_row[]){__VA_ARGS__}))}
#define HALL(...)                                      \
    make_hall((const struct plan_zone[]){__VA_ARGS__}, \
              LENGTH(((const struct plan_zone[]){__VA_ARGS__})), NULL, 0)

/* Of the hall that was made last; the next one takes it away. */
extern struct arena *hall_arena;
extern struct plan_refusal hall_refusal;
void renew_hall_arena(void);

/* An empty hall when the plan is refused. */
struct hall make_hall(const struct plan_zone *zones, size_t zone_count,
                      const struct plan_area *areas, size_t area_count);

const char *sections_of(const struct hall *hall); /* "Floor Gold:3000:6:0+2+2+2 | …" */
const char *numbers_of(const struct hall *hall);  /* "A1 A2 | B1 …": what is printed on seats */

#endif
