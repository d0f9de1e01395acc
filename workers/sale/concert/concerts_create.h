/* concerts_create.h -- making a concert with its shows, sections and seats. */
#ifndef USHER_SALE_CONCERT_CONCERTS_CREATE_H
#define USHER_SALE_CONCERT_CONCERTS_CREATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/concert.h"
#include "sale/plan/seating_plan.h"

/* A concert to be made. */
struct new_section {
    const char *name;
    int64_t rows;
    int64_t seats_per_row;
    int64_t price;
};
struct new_show {
    int64_t starts_at_ms;
    int64_t seats;
    const struct new_section *sections; /* NULL: its seats are those of the concert's hall */
    size_t section_count;
};
struct new_concert {
    const char *name;
    const char *venue;
    const char *time_zone; /* ERR_INVALID_MEMBER when the database knows none of that name */
    int64_t opens_at_ms;   /* 0: by hand */
    struct policy policy;
    const struct hall *hall; /* of a seating plan; NULL when there is none */
    const struct new_show *shows;
    size_t show_count;
};

/* All in one transaction. ret_show_ids (from the arena) in the order given. */
MUST_CHECK enum err concerts_create(struct context *context, const struct new_concert *concert,
                                    struct uuid *ret_concert_id, const struct uuid **ret_show_ids);

#endif
