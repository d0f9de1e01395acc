/* show_lists.h -- the shows of one concert or of many, as lists have them. */
#ifndef USHER_SALE_CONCERT_SHOW_LISTS_H
#define USHER_SALE_CONCERT_SHOW_LISTS_H

#include <stddef.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/shows.h"

/* The shows of a concert, at most SHOWS_MAX of them; an unknown concert has none. */
#define SHOWS_MAX 200
MUST_CHECK enum err shows_of_concert(struct context *context, const struct uuid *concert_id,
                                     const struct show_summary **ret_shows, size_t *ret_count);

struct show_list {
    const struct show_summary *shows;
    size_t count;
};

/* The same of each concert, and those of them that are to come. ret_lists: count elements. */
MUST_CHECK enum err shows_of_concerts(struct context *context, const struct uuid *concert_ids,
                                      size_t count, const struct show_list **ret_lists);
MUST_CHECK enum err shows_to_come(struct context *context, const struct uuid *concert_ids,
                                  size_t count, const struct show_list **ret_lists);

#endif
