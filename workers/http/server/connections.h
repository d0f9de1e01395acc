/*
 * connections.h -- the connections from nginx that a worker process holds, and which process of a
 * pool accepts the next.
 *
 * nginx keeps connections open. A process holds many and answers whichever has a request, so that
 * no connection waits for another to be given up. A kept connection stays with the process that
 * accepted it: so that requests fall evenly, a process that holds more than its share leaves the
 * next one to the others, for a moment.
 */
#ifndef USHER_HTTP_SERVER_CONNECTIONS_H
#define USHER_HTTP_SERVER_CONNECTIONS_H

#include <fcgiapp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many connections each process of a pool holds, in memory that they share. */
struct pool_load;
struct pool_load *pool_load_create(size_t processes); /* before the processes fork */

struct connections;
struct connections_plan {
    int listen_socket;
    size_t most; /* connections at once; with one a process is free for the next or at work */
    struct pool_load *load;
    size_t process;       /* which of the pool this is, from 0 on */
    int64_t stop_seconds; /* after SIGTERM: what open connections are given to be closed */
};

/* Catches SIGTERM. NULL, logged, when libfcgi does not start. */
struct connections *connections_create(const struct connections_plan *plan);
void connections_destroy(struct connections *connections);

enum connection_event { CONNECTION_REQUEST, CONNECTION_STOP, CONNECTION_FAILURE };

/*
 * Waits until a request can be read, or the process is to end. What is given out is to be read by
 * FCGX_Accept_r, and answered or finished, before this is called again.
 */
enum connection_event connections_next(struct connections *connections, FCGX_Request **ret_fcgi);

/* How many more it had found to have a request when it looked last. */
size_t connections_waiting(const struct connections *connections);

/* After SIGTERM, when the time to stop is over: the connection is closed after its answer, and a
 * peer that sends one more request right now loses it. */
bool connections_are_late(const struct connections *connections);

#endif
