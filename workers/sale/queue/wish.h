/* wish.h -- a wish in words of the API, and the record that Redis keeps of it. */
#ifndef USHER_SALE_QUEUE_WISH_H
#define USHER_SALE_QUEUE_WISH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/concert/shows.h"
#include "sale/seats/best_sections.h"

/* The best seats of a show, at most SEATS_PER_CALL_MAX of them; all are held or none. */
struct wish {
    struct uuid show_id;
    int64_t quantity;
    bool adjacent; /* together or not at all */
    /* As it is kept it names those of them that fit it, in the show's order. */
    struct section_choice choice;
};

/* NULL when no section of the show is as cheap as that. From the arena, as what is read is. */
const char *wish_write(struct context *context, const struct show *show, const struct wish *wish);

MUST_CHECK enum err wish_read(struct context *context, const char *text,
                              const struct wish **ret_wish);

#endif
