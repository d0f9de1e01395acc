/* event_sender.h -- posting events to the nginx that pushes them. */
#ifndef USHER_USHER_SCHEDULER_EVENT_SENDER_H
#define USHER_USHER_SCHEDULER_EVENT_SENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/uuid.h"

struct post;

/* url: "unix:/path" or "http://host:port"; NULL is returned for any other form. */
struct post *post_create(const char *url);
void post_destroy(struct post *post); /* NULL is fine */

/* A channel of nginx: "concerts" or "shows", and which one. */
struct post_channel {
    const char *kind;
    struct uuid id;
};

/*
 * Waits timeout_ms at most. *ret_reconnected becomes true when the connection is a new one, so that
 * nginx may be another one as well, which knows nothing of earlier events; else it is left alone.
 */
bool post_event(struct post *post, const struct post_channel *channel, const char *body,
                int64_t timeout_ms, bool *ret_reconnected);

#endif
