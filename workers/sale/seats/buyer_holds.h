/* buyer_holds.h -- the live holds in a buyer's hash. */
#ifndef USHER_SALE_SEATS_BUYER_HOLDS_H
#define USHER_SALE_SEATS_BUYER_HOLDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "sale/seats/holds.h"
#include "store/redis_values.h"

/* init is {0}; what it has is from the arena. A user cannot hold more than all policies allow. */
struct hold_list {
    struct hold *holds;
    size_t count;
    size_t capacity;
};

/* Adds those of a buyer's hash, as HGETALL answers it, that have not ended by now_ms. */
MUST_CHECK enum err buyer_holds_add(struct context *context, const redisReply *buyer,
                                    int64_t now_ms, struct hold_list *list);

void hold_list_sort(struct hold_list *list); /* newest first */

#endif
