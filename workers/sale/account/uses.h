/* uses.h -- how long somebody has to wait who did something too often within the hour. */
#ifndef USHER_SALE_ACCOUNT_USES_H
#define USHER_SALE_ACCOUNT_USES_H

#include <stdint.h>

#include "base/context.h"
#include "base/uuid.h"

/* what: of the table usher.uses ("top_up"). Where it cannot be told it is a minute. */
int64_t uses_wait_seconds(struct context *context, const struct uuid *user_id, const char *what);

#endif
