/* decode_concert.h -- a concert as an organiser describes it, in a request or in a file. */
#ifndef USHER_API_CONCERT_DECODE_CONCERT_H
#define USHER_API_CONCERT_DECODE_CONCERT_H

#include "base/json/json_read.h"
#include "sale/concert/concerts.h"
#include "sale/concert/concerts_create.h"

/* All seats are made in one transaction, which has to end while the organiser waits for it. */
#define CONCERT_SEATS_MAX 500000

/*
 * {name, venue, timeZone?, opensAt?, policy?, shows: [{startsAt, sections: [{name, rows,
 * seatsPerRow, price}]}]}, and for shows without sections {seatingPlan, categoryPrices}; members of
 * the policy that are left out have their defaults. The reader holds the refusal, if any; what is
 * read lives as long as its arena. Whether there is such a time zone the database knows.
 */
struct decode_setting {
    const char *home_zone; /* of a concert that names none */
    int64_t now_ms;        /* no show begins before it */
};
void decode_new_concert(struct json_reader *reader, const struct decode_setting *setting,
                        struct new_concert *ret_concert);

/* {name?, venue?, timeZone?, opensAt?, policy?}, with one of them at least. */
void decode_concert_change(struct json_reader *reader, struct concert_change *ret_change);

#endif
