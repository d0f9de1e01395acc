/* hall_limits.h -- how large a hall an organiser may describe. */
#ifndef USHER_SALE_PLAN_HALL_LIMITS_H
#define USHER_SALE_PLAN_HALL_LIMITS_H

#define SECTIONS_MAX 100
#define SHOW_SEATS_MAX 100000
#define SHOW_ROWS_MAX 10000
#define ROW_SEATS_MAX 1000
#define PLAN_COLUMNS_MAX 1000000 /* the search for the best seats goes through aisles as well */
#define PLAN_TEXT_MAX 190        /* code points of a name or a number: as many as pretix takes */
#define SECTION_NAME_MAX (2 * PLAN_TEXT_MAX + 1) /* a zone's name, a blank, a category's */
#define PRICE_MAX 10000000
#define SEAT_NUMBER_MAX 300 /* code points: with zone and row; a ticket's code has room for it */
#define SEAT_NUMBER_SIZE (4 * SEAT_NUMBER_MAX + 1)

#endif
