/* seat_number.h -- what is printed on a seat: "A12", "Balcony 3-7", "Table 1, Chair 5". */
#ifndef USHER_SALE_PLAN_SEAT_NUMBER_H
#define USHER_SALE_PLAN_SEAT_NUMBER_H

#include <stddef.h>

#include "base/arena.h"

struct seat_number {
    const char *prefix; /* of all seats of a row */
    const char *label;  /* what follows it, with the number for each "%s"; NULL: the number alone */
    const char *number;
    size_t number_length; /* in bytes */
};

/*
 * Writes as much of the name as there is room for, and a zero behind it. Returns the bytes of the
 * whole name, without the zero; a name that was cut may end within a character.
 */
size_t seat_number_write(const struct seat_number *name, char *ret_text, size_t size);
const char *seat_number_text(const struct seat_number *name, struct arena *arena); /* all of it */

#endif
