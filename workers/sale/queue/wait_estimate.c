/* wait_estimate.c -- how long somebody in a queue has still to wait. */
#include "sale/queue/wait_estimate.h"

int64_t wait_estimate_seconds(int64_t position, int64_t rate_per_million_s)
{
    if (rate_per_million_s <= 0)
        return -1;
    return (position * 1000000 + rate_per_million_s - 1) / rate_per_million_s;
}

/* Close to the front one looks often, far back seldom. */
int64_t wait_poll_seconds(int64_t position)
{
    int64_t base = 1 + position / 200;
    return base > 15 ? 15 : base;
}
