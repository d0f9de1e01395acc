/* encode.h -- members that several resources show alike. */
#ifndef USHER_API_ENCODE_H
#define USHER_API_ENCODE_H

#include <cjson/cJSON.h>

#include "sale/concert/concert.h"
#include "sale/seats/holds.h"

/* The value when it is known, else null. */
void add_int_if(cJSON *object, const char *name, bool known, int64_t value);

/* The time, or null for 0, which stands for none. */
void add_time_or_null(cJSON *object, const char *name, int64_t at_ms);

/* concertId, name, venue, timeZone, state and opensAt. */
void add_concert(cJSON *object, const struct concert *concert);

/* minPrice and maxPrice. */
void add_prices(cJSON *object, int64_t price_min, int64_t price_max);

/* "policy", with every member. */
void add_policy(cJSON *object, const struct policy *policy);

/* section, row and numberInRow: what a seat is called. */
void add_seat_place(cJSON *object, const struct seat *seat);

/* The same of a seat of a show. */
MUST_CHECK enum err add_place_by_id(cJSON *object, struct context *context,
                                    const struct uuid *show_id, int64_t seat_id);

/* row and numberInRow of the seat on which number is printed; nothing when its show is out of
 * reach: what was done with the ticket has been done. */
void add_row_of_number(cJSON *object, struct context *context, const struct uuid *show_id,
                       const char *number);

/* An item of "reservations": a live hold. */
cJSON *encode_hold(const struct hold *hold);

#endif
