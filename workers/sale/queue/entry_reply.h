/* entry_reply.h -- the answers of scripts that end with somebody's own entry. */
#ifndef USHER_SALE_QUEUE_ENTRY_REPLY_H
#define USHER_SALE_QUEUE_ENTRY_REPLY_H

#include "base/context.h"
#include "base/err.h"
#include "sale/queue/queue_entry.h"
#include "sale/redis/entry_id.h"
#include "store/redis_values.h"

/* {'OK', 1 when new, own entry…}: see lua/include/entry.lua. Otherwise the error that its code is.
 */
MUST_CHECK enum err queue_entry_read(struct context *context, const struct entry_id *place,
                                     const redisReply *reply, struct queue_entry *ret_entry);

#endif
