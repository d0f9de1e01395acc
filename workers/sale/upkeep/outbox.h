/* outbox.h -- telling Redis what it was not told when it was sold or refunded. */
#ifndef USHER_SALE_UPKEEP_OUTBOX_H
#define USHER_SALE_UPKEEP_OUTBOX_H

#include <stdint.h>

#include "base/context.h"
#include "base/err.h"

/* Marks in Redis what was sold and refunded, as the outbox has it; rows stay there until Redis has
 * taken them. */
MUST_CHECK enum err outbox_deliver(struct context *context, int64_t *ret_delivered);

#endif
