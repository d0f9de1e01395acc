/* holds_list.h -- the caller's live holds over all concerts on sale. */
#ifndef USHER_SALE_SEATS_HOLDS_LIST_H
#define USHER_SALE_SEATS_HOLDS_LIST_H

#include <stddef.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/seats/holds.h"

/* The caller's live holds in every concert on sale, newest first. */
MUST_CHECK enum err holds_list(struct context *context, const struct uuid *user_id,
                               const struct hold **ret_holds, size_t *ret_count);

#endif
