/* reservation_id.h -- a reservation's id says which seat it is for. */
#ifndef USHER_SALE_REDIS_RESERVATION_ID_H
#define USHER_SALE_REDIS_RESERVATION_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/uuid.h"

/*
 * A UUID of version 7 whose 74 free bits hold the show's number (24), the seat (20) and randomness
 * (30). So a call that names only a reservation leads to its concert, show and seat, and to one
 * Redis slot, without a directory of reservations. It proves nothing: the hold itself, or the sale,
 * holds the owner.
 */
struct reservation_id {
    int64_t made_at_ms;
    int64_t show_no; /* 1 to SHOW_NO_MAX */
    int64_t seat_id; /* 1 to SEAT_ID_MAX */
};

#define SHOW_NO_MAX ((1 << 24) - 1)
#define SEAT_ID_MAX ((1 << 20) - 1)

struct uuid reservation_id_make(const struct reservation_id *parts, const struct entropy *entropy);

/* The random part, for an id that a script makes (lua/include/seats/reservation_id.lua). */
int64_t reservation_id_random(const struct entropy *entropy);

/* False for an id that was not made here. */
bool reservation_id_read(const struct uuid *id, struct reservation_id *ret_parts);

#endif
