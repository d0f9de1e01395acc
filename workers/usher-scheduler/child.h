/* child.h -- work beside the ticks, in a process with connections of its own. */
#ifndef USHER_USHER_SCHEDULER_CHILD_H
#define USHER_USHER_SCHEDULER_CHILD_H

#include <sys/types.h>

#include "base/context.h"
#include "http/health/health_listener.h"

struct child {
    size_t arena_bytes_max;
    int64_t database_timeout_ms;
    void (*work)(struct context *context, const void *data);
    const void *data;
    const struct health_listener *health; /* of the parent, which the child leaves to it */
};

/*
 * Its process, which ends with the work and dies with its scheduler; -1, with errno, when there can
 * be none. The parent's own connections stay untouched: they are in use there.
 */
pid_t child_start(const struct child *child, const struct context *parent);

#endif
