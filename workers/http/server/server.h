/* server.h -- the FastCGI loop of one worker process. */
#ifndef USHER_HTTP_SERVER_SERVER_H
#define USHER_HTTP_SERVER_SERVER_H

#include <stdbool.h>

#include "base/context.h"
#include "http/route.h"
#include "http/server/connections.h"

/*
 * Answers requests until SIGTERM, one at a time; the arena of the context is reset after each.
 * SIGTERM is noticed while nothing is under way: no request is cut, none waiting in a kept
 * connection is lost. After it no connection is accepted; those that are open are served until
 * their peer closes them, for stop_seconds at most. So the keepalive_time and keepalive_timeout of
 * nginx bound how long stopping takes. False, logged, when it cannot go on.
 */
MUST_CHECK bool server_run(const struct connections_plan *plan, const struct route_table *table,
                           struct context *context);

#endif
