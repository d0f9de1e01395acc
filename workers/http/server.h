/* server.h -- the FastCGI loop of one worker process. */
#ifndef USHER_HTTP_SERVER_H
#define USHER_HTTP_SERVER_H

#include "http/route.h"
#include "sale/context.h"

/*
 * Opens "host:port" or a unix socket path (with a '/'; an old socket file is replaced, its mode is
 * 0660), not blocking, as server_run needs it. -1 with errno on failure.
 */
int server_listen(const char *address, int backlog);

/*
 * Answers requests until SIGTERM, one at a time; the arena of the context is reset after each.
 * SIGTERM is noticed while nothing is under way: no request is cut, none waiting in a kept
 * connection is lost. After it no connection is accepted; the one that is open is served until its
 * peer closes it, for stop_seconds at most. So the keepalive_time and keepalive_timeout of nginx
 * bound how long stopping takes.
 */
void server_run(int listen_socket, const struct route_table *table, struct context *context);

#endif
