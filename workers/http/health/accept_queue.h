/* accept_queue.h -- how many connections wait to be accepted. */
#ifndef USHER_HTTP_HEALTH_ACCEPT_QUEUE_H
#define USHER_HTTP_HEALTH_ACCEPT_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

struct accept_queue {
    int64_t waiting;
    int64_t most; /* one more is refused; the system may have allowed fewer than were asked for */
};

/* What the system says of a listening socket, of TCP or unix. False when it does not tell. */
bool accept_queue_read(int listen_socket, struct accept_queue *ret_queue);

#endif
