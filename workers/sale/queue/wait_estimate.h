/* wait_estimate.h -- how long somebody in a queue has still to wait. */
#ifndef USHER_SALE_QUEUE_WAIT_ESTIMATE_H
#define USHER_SALE_QUEUE_WAIT_ESTIMATE_H

#include <stdint.h>

/* Seconds that `position` people take at `rate_per_million_s` real admissions; -1 when that is not
 * known. */
int64_t wait_estimate_seconds(int64_t position, int64_t rate_per_million_s);

/* How long somebody at `position` may go without looking, before jitter. */
int64_t wait_poll_seconds(int64_t position);

#endif
