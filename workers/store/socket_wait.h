/* socket_wait.h -- waiting for a socket, and never longer than until a deadline. */
#ifndef USHER_STORE_SOCKET_WAIT_H
#define USHER_STORE_SOCKET_WAIT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * After a failure that took time (no connection, no answer) calls fail at once for this long, so
 * that a hung server costs a worker one wait and not one for each request.
 */
#define COOLDOWN_MS 200

/* events: POLLIN, POLLOUT. False when the deadline (on the monotonic clock) came first. */
bool socket_wait(int fd, short events, int64_t deadline_ms);

/*
 * True when an idle connection is open and has nothing to say, as it should. False when the other
 * side closed it or sent something nobody asked for; it is of no use then.
 */
bool socket_is_quiet(int fd);

#endif
