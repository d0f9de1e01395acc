/* best_sections.h -- in which sections of a show the best seats are looked for. */
#ifndef USHER_SALE_SEATS_BEST_SECTIONS_H
#define USHER_SALE_SEATS_BEST_SECTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "sale/concert/shows.h"
#include "sale/redis/wish_record.h"

/* Which sections somebody would take. */
struct section_choice {
    const char *const *names; /* none: any */
    size_t name_count;
    int64_t max_price; /* of a seat; 0: any */
};

/* The first of the names that the show does not have, or NULL. */
const char *unknown_section(const struct show *show, const struct section_choice *choice);

/* Those chosen and for sale, in the show's order, the better ones first; from the arena. */
const struct best_range *best_sections(const struct show *show, const struct section_choice *choice,
                                       struct arena *arena, size_t *ret_count);

#endif
