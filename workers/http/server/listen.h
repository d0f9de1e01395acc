/* listen.h -- the socket that the worker processes of one pool share. */
#ifndef USHER_HTTP_SERVER_LISTEN_H
#define USHER_HTTP_SERVER_LISTEN_H

/*
 * Opens "host:port" or a unix socket path (with a '/'; an old socket file is replaced, its mode is
 * 0660), not blocking, as server_run needs it. -1 with errno on failure.
 */
int listen_on(const char *address, int backlog);

#endif
