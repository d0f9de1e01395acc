/* supervisor.h -- keeps a number of equal child processes running. */
#ifndef USHER_USHER_WORKER_SUPERVISOR_H
#define USHER_USHER_WORKER_SUPERVISOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHILDREN_MAX 256

struct supervisor_plan {
    int64_t processes;    /* at most CHILDREN_MAX */
    int64_t stop_seconds; /* what a child may take to stop before it is killed */
    bool (*child)(void *argument, size_t place); /* false: it could not go on */
    void *argument;
};

/*
 * Forks the children and returns after SIGTERM or SIGINT, when all have ended. A child that dies is
 * replaced: at once, but ever later (up to 5 s) when it keeps failing young. SIGHUP replaces
 * all of them one by one, each new child before its predecessor stops. A child runs plan->child
 * with SIGTERM blocked, gets SIGTERM when this process dies, and exits when the function returns;
 * it has a place from 0 to processes - 1, which its successor takes.
 */
void supervise(const struct supervisor_plan *plan);

#endif
