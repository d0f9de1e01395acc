/* queue_token.h -- the signed word for a place in a queue, and the cookie that keeps it. */
#ifndef USHER_API_QUEUE_QUEUE_TOKEN_H
#define USHER_API_QUEUE_QUEUE_TOKEN_H

#include "http/request.h"
#include "http/response.h"
#include "sale/queue/queue_entry.h"
#include "sale/redis/entry_id.h"

#define QUEUE_COOKIE "usher_queue"

/*
 * A queue token lets its bearer look, hold and pay what it holds, and nothing else, whatever the
 * account's role. It ends with the session that it was got by.
 */
const char *queue_token_sign(const struct request *request, const struct entry_id *id,
                             const struct queue_entry *entry);

/* It comes back with calls below this path, and with nothing else. "" forgets it. */
void queue_token_keep(const struct request *request, struct response *response, const char *path,
                      const char *token);

#endif
