/* socket_wait.c -- waiting for a socket, and never longer than until a deadline. */
#include "store/socket_wait.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/clock.h"

static int milliseconds_until(int64_t deadline_ms)
{
    int64_t left = deadline_ms - clock_monotonic_ms();
    if (left < 0)
        return 0;
    return left > INT_MAX ? INT_MAX : (int)left;
}

bool socket_wait(int fd, short events, int64_t deadline_ms)
{
    struct pollfd wanted = {.fd = fd, .events = events};
    for (;;) {
        int ready = poll(&wanted, 1, milliseconds_until(deadline_ms));
        if (ready >= 0)
            return ready > 0;
        if (errno != EINTR)
            return false;
    }
}

bool socket_is_quiet(int fd)
{
    char byte;
    ssize_t got = recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}
