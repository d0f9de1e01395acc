/* supervisor.c -- keeps a number of equal child processes running. */
#include "usher-worker/supervisor.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

#define YOUNG_MS 10000 /* a child that dies younger than this is replaced later each time */
#define DELAY_MS_MIN 100
#define DELAY_MS_MAX 5000
#define WAIT_MS_MAX 60000
#define KILL_SLACK_MS \
    2000 /* children count stop_seconds themselves; the kill is for one that hangs */

struct child {
    pid_t pid; /* 0: none, waiting for start_at_ms */
    int64_t started_at_ms;
    int64_t start_at_ms;
    int64_t delay_ms;
};

struct supervisor {
    const struct supervisor_plan *plan;
    int signals; /* a signalfd of those that are blocked for good, and taken one by one */
    struct child children[CHILDREN_MAX];
    size_t count;
    size_t replaced; /* of a round begun by SIGHUP; count: no round is on */
    pid_t retiring;  /* the one that a round is waiting for, 0: none */
    int64_t kill_retired_at_ms;
    bool stopping;
};

/* In the child. What the parent does with signals is not for it. */
static void become_child(const struct supervisor *supervisor, pid_t parent, size_t place)
{
    const struct supervisor_plan *plan = supervisor->plan;
    sigset_t sigterm;
    sigemptyset(&sigterm);
    sigaddset(&sigterm, SIGTERM);
    (void)signal(SIGINT, SIG_IGN); /* A Ctrl-C reaches the whole group; the parent passes it on. */
    (void)signal(SIGHUP, SIG_IGN);
    sigprocmask(SIG_SETMASK, &sigterm, NULL);
    (void)close(supervisor->signals);
    health_listener_leave(plan->health);
    (void)prctl(PR_SET_PDEATHSIG, SIGTERM);
    bool is_done = getppid() != parent || /* it died before prctl */
                   plan->child(plan->argument, place);
    exit(is_done ? EXIT_SUCCESS : EXIT_FAILURE);
}

static void start_child(struct supervisor *supervisor, struct child *child)
{
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0)
        become_child(supervisor, parent, (size_t)(child - supervisor->children));
    child->started_at_ms = clock_monotonic_ms();
    if (pid < 0) {
        log_error("fork failed error=%s", strerror(errno));
        child->pid = 0;
        child->start_at_ms = child->started_at_ms + DELAY_MS_MAX;
        return;
    }
    child->pid = pid;
}

static void start_due_children(struct supervisor *supervisor)
{
    int64_t now_ms = clock_monotonic_ms();
    for (size_t i = 0; i < supervisor->count; i++) {
        struct child *child = &supervisor->children[i];
        if (child->pid == 0 && child->start_at_ms <= now_ms)
            start_child(supervisor, child);
    }
}

/* A child that fails young is replaced at once the first time, then after 100 ms, 200 ms … 5 s. */
static void plan_restart(struct child *child, bool failed)
{
    int64_t now_ms = clock_monotonic_ms();
    child->pid = 0;
    if (!failed || now_ms - child->started_at_ms >= YOUNG_MS)
        child->delay_ms = 0;
    child->start_at_ms = now_ms + child->delay_ms;
    child->delay_ms = child->delay_ms > 0 ? child->delay_ms * 2 : DELAY_MS_MIN;
    if (child->delay_ms > DELAY_MS_MAX)
        child->delay_ms = DELAY_MS_MAX;
}

static void log_end(pid_t pid, int status)
{
    if (WIFSIGNALED(status))
        log_error("worker killed pid=%d signal=%d", (int)pid, WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
        log_error("worker failed pid=%d exit=%d", (int)pid, WEXITSTATUS(status));
    else
        log_info("worker stopped pid=%d", (int)pid);
}

static void child_ended(struct supervisor *supervisor, pid_t pid, int status)
{
    log_end(pid, status);
    supervisor->plan->reaped(supervisor->plan->argument, pid, status != 0);
    if (pid == supervisor->retiring)
        supervisor->retiring = 0;
    for (size_t i = 0; i < supervisor->count; i++)
        if (supervisor->children[i].pid == pid)
            plan_restart(&supervisor->children[i], status != 0);
}

/* For whoever asks while the next wait lasts. */
static void note_state(const struct supervisor *supervisor)
{
    struct supervisor_state state = {.wanted = (size_t)supervisor->plan->processes,
                                     .is_stopping = supervisor->stopping};
    for (size_t i = 0; i < state.wanted; i++)
        state.alive += supervisor->children[i].pid > 0;
    *supervisor->plan->state = state;
}

static void reap(struct supervisor *supervisor)
{
    int status = 0;
    pid_t pid = 0;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        child_ended(supervisor, pid, status);
    note_state(supervisor);
}

static int64_t kill_deadline_ms(const struct supervisor *supervisor)
{
    return clock_monotonic_ms() + supervisor->plan->stop_seconds * 1000 + KILL_SLACK_MS;
}

/* One step of a round: the next child gets its successor, then it may go. */
static void replace_next(struct supervisor *supervisor)
{
    if (supervisor->retiring > 0) {
        if (clock_monotonic_ms() >= supervisor->kill_retired_at_ms)
            (void)kill(supervisor->retiring, SIGKILL);
        return;
    }
    if (supervisor->replaced == supervisor->count)
        return;
    struct child *child = &supervisor->children[supervisor->replaced++];
    if (child->pid > 0) {
        supervisor->retiring = child->pid;
        supervisor->kill_retired_at_ms = kill_deadline_ms(supervisor);
        start_child(supervisor, child);
        (void)kill(supervisor->retiring, SIGTERM);
    }
}

static void wake_at(int64_t at_ms, int64_t *wake_at_ms)
{
    *wake_at_ms = at_ms < *wake_at_ms ? at_ms : *wake_at_ms;
}

static int64_t next_wake_ms(const struct supervisor *supervisor)
{
    int64_t now_ms = clock_monotonic_ms();
    int64_t next_ms = now_ms + WAIT_MS_MAX;
    for (size_t i = 0; i < supervisor->count; i++)
        if (supervisor->children[i].pid == 0)
            wake_at(supervisor->children[i].start_at_ms, &next_ms);
    if (supervisor->retiring > 0)
        wake_at(supervisor->kill_retired_at_ms, &next_ms);
    else if (supervisor->replaced < supervisor->count)
        next_ms = now_ms;
    return next_ms;
}

/* Sleeps until a signal or the time given; returns the signal, or -1. */
static int wait_signal(const struct supervisor *supervisor, int64_t until_ms)
{
    struct signalfd_siginfo info;
    if (health_listener_wait(supervisor->plan->health, supervisor->signals, until_ms) &&
        read(supervisor->signals, &info, sizeof(info)) == (ssize_t)sizeof(info))
        return (int)info.ssi_signo;
    return -1;
}

static void run(struct supervisor *supervisor)
{
    while (!supervisor->stopping) {
        start_due_children(supervisor);
        replace_next(supervisor);
        note_state(supervisor);
        int signal_number = wait_signal(supervisor, next_wake_ms(supervisor));
        reap(supervisor);
        if (signal_number == SIGHUP)
            supervisor->replaced = 0;
        supervisor->stopping = signal_number == SIGTERM || signal_number == SIGINT;
    }
}

/* Signals every child there is and says how many that are. */
static size_t signal_all(const struct supervisor *supervisor, int signal_number)
{
    size_t alive = supervisor->retiring > 0 ? 1 : 0;
    if (alive)
        (void)kill(supervisor->retiring, signal_number);
    for (size_t i = 0; i < supervisor->count; i++) {
        if (supervisor->children[i].pid > 0) {
            (void)kill(supervisor->children[i].pid, signal_number);
            alive++;
        }
    }
    return alive;
}

/* Health is told to the end: a balancer sees that nothing new is taken. */
static void stop(struct supervisor *supervisor)
{
    int64_t kill_at_ms = kill_deadline_ms(supervisor);
    note_state(supervisor);
    (void)signal_all(supervisor, SIGTERM);
    while (signal_all(supervisor, 0) > 0 && clock_monotonic_ms() < kill_at_ms) {
        (void)wait_signal(supervisor, kill_at_ms);
        reap(supervisor);
    }
    if (signal_all(supervisor, SIGKILL) > 0)
        log_error("workers killed, as they did not stop in time");
}

void supervise(const struct supervisor_plan *plan)
{
    static const int taken[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};
    struct supervisor supervisor = {.plan = plan,
                                    .count = (size_t)(plan->processes + plan->helpers)};
    supervisor.replaced = supervisor.count;
    sigset_t signals;
    sigemptyset(&signals);
    for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
        sigaddset(&signals, taken[i]);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN); /* of somebody who asked about health and went */
    supervisor.signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    if (supervisor.signals < 0)
        abort();
    run(&supervisor);
    stop(&supervisor);
    (void)close(supervisor.signals);
}
