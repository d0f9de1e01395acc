/* seat_maps.h -- what of a show is free, held and sold: a letter a seat. */
#ifndef USHER_SALE_SEATS_SEAT_MAPS_H
#define USHER_SALE_SEATS_SEAT_MAPS_H

#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "sale/concert/shows.h"
#include "sale/redis/entry_id.h"
#include "sale/seats/hold_refusal.h"

/* The seat maps of some shows of one concert, one letter a seat:
 * 'A' available, 'H' held, 'S' sold. */
struct seat_maps {
    int64_t now_us; /* when they were so, by Redis's clock */
    size_t count;
    const char **letters; /* letters[i] has the seats_total letters of the i-th show asked for */
};

/* For an admitted user only. show_nos are shows of place's concert. */
MUST_CHECK enum err seat_maps_read(struct context *context, const struct entry_id *id,
                                   const int64_t *show_nos, size_t count,
                                   struct seat_maps *ret_maps, struct hold_refusal *ret_refusal);

/* The letter of each seat (see struct seat_maps) for whoever asks, admitted or not. */
struct seat_letters {
    const char *letters; /* seats_total of them */
    int64_t now_ms;      /* Redis's clock */
};
/* ERR_CONCERT_RESTORING while Redis does not have the whole map. */
MUST_CHECK enum err seat_letters_read(struct context *context, const struct show *show,
                                      struct seat_letters *ret_letters);

#endif
