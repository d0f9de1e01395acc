/* hold_refusal.h -- what the refusal of a hold has to say beside its error. */
#ifndef USHER_SALE_SEATS_HOLD_REFUSAL_H
#define USHER_SALE_SEATS_HOLD_REFUSAL_H

#include <stddef.h>
#include <stdint.h>

/* Members that do not apply are zero. */
struct hold_refusal {
    int64_t queue_position;  /* ERR_NOT_ADMITTED: 0 when not in the line */
    const int64_t *seat_ids; /* ERR_SEAT_TAKEN */
    size_t seat_count;
    int64_t seat_limit; /* ERR_SEAT_LIMIT */
    int64_t seats_had;
    const char *section; /* ERR_NOT_FOUND: the name of one that the show does not have */
};

#endif
