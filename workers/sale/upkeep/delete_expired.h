/* delete_expired.h -- deleting from Postgres what has no use any more. */
#ifndef USHER_SALE_UPKEEP_DELETE_EXPIRED_H
#define USHER_SALE_UPKEEP_DELETE_EXPIRED_H

#include <stdint.h>

#include "base/context.h"
#include "base/err.h"

/* Deletes a batch of what has no use any more. */
MUST_CHECK enum err delete_expired(struct context *context, int64_t *ret_deleted);

#endif
