/* turn.c -- a turn is a lock on a file without a name, which dies with its holder. */
#include "http/server/turn.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/clock.h"

#define LOOK_AGAIN_MS 2

int turn_create(void)
{
    int turn = memfd_create("turn", MFD_CLOEXEC);
    if (turn < 0)
        abort();
    return turn;
}

static bool set_lock(int turn, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET};
    return fcntl(turn, F_SETLK, &lock) == 0;
}

/* A lock of a process, and not flock: children have one open file in common. */
bool turn_wait(int turn, int64_t longest_ms)
{
    int64_t until_ms = clock_monotonic_ms() + longest_ms;
    while (!set_lock(turn, F_WRLCK)) {
        if (clock_monotonic_ms() >= until_ms)
            return false;
        (void)poll(NULL, 0, LOOK_AGAIN_MS);
    }
    return true;
}

void turn_end(int turn)
{
    (void)set_lock(turn, F_UNLCK);
}
