/* supervisor.h -- keeps a number of equal child processes running. */
#ifndef USHER_USHER_WORKER_SUPERVISOR_H
#define USHER_USHER_WORKER_SUPERVISOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "http/health/health_listener.h"

#define CHILDREN_MAX 257

/* How it stands, kept up to date while it runs. */
struct supervisor_state {
    size_t wanted, alive; /* of plan->processes */
    bool is_stopping;
};

struct supervisor_plan {
    int64_t processes;    /* with the helpers at most CHILDREN_MAX */
    int64_t helpers;      /* children more, in the places behind them */
    int64_t stop_seconds; /* what a child may take to stop before it is killed */
    bool (*child)(void *argument, size_t place);            /* false: it could not go on */
    void (*reaped)(void *argument, pid_t pid, bool failed); /* a child that has ended */
    void *argument;
    struct health_listener *health; /* served by the parent alone; NULL: there is none */
    struct supervisor_state *state;
};

/*
 * Forks the children and returns after SIGTERM or SIGINT, when all have ended. A child that dies is
 * replaced: at once, but ever later (up to 5 s) when it keeps failing young. SIGHUP replaces
 * all of them one by one, each new child before its predecessor stops. A child runs plan->child
 * with SIGTERM blocked, gets SIGTERM when this process dies, and exits when the function returns;
 * it has a place from 0 to processes + helpers - 1, which its successor takes.
 */
void supervise(const struct supervisor_plan *plan);

#endif
