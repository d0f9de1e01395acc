/* decode_concert.h -- a concert as an organiser describes it, in a request or in a file. */
#ifndef USHER_API_CONCERT_DECODE_CONCERT_H
#define USHER_API_CONCERT_DECODE_CONCERT_H

#include "base/json/json_read.h"
#include "sale/concert/concerts.h"
#include "sale/concert/concerts_create.h"

/* All seats are made in one transaction, which has to end while the organiser waits for it. */
#define CONCERT_SEATS_MAX 500000

/*
 * {name, venue, opensAt?, policy?, shows: [{startsAt, sections: [{name, rows, seatsPerRow,
 * price}]}]}, and for shows without sections {seatingPlan, categoryPrices}; members of the policy
 * that are left out have their defaults. The reader holds the refusal, if any; what is read lives
 * as long as its arena.
 */
void decode_new_concert(struct json_reader *reader, struct new_concert *ret_concert);

/* {name?, venue?, opensAt?, policy?}, with one of them at least. */
void decode_concert_change(struct json_reader *reader, struct concert_change *ret_change);

#endif
