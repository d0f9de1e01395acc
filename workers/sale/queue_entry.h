/* queue_entry.h -- the answers of scripts that end with somebody's own entry. */
#ifndef USHER_SALE_QUEUE_ENTRY_H
#define USHER_SALE_QUEUE_ENTRY_H

#include "sale/queue.h"

/* {'OK', 1 when new, own entry…}: see lua/include/queue/queue_entry.lua. Otherwise the error that
 * its code is.
 */
MUST_CHECK enum err queue_entry_read(struct context *context, const struct line_place *place,
                                     const redisReply *reply, struct queue_entry *ret_entry);

#endif
