/*
 * connections.c -- accepts connections, and waits for a request on any of them.
 *
 * libfcgi (2.4.2 to 2.4.5) only reads and writes records. Its own accept cannot be stopped without
 * a race and puts no limit on how long a peer may take. It has no call that takes over an accepted
 * connection, so two members of FCGX_Request are set here that its header calls private: ipcFd and
 * keepConnection.
 */
#include "http/server/connections.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

/* A peer that stops in the middle of a record, or never closes an idle connection, loses it. */
#define RECORD_SECONDS_MAX 10
#define IDLE_MS_MAX 60000

/* What a process with more than its share leaves a new connection to the others. One of them may
 * hang in a store, so that it is not for longer. */
#define PATIENCE_MS 2

struct pool_load {
    size_t processes;
    atomic_int held[];
};

struct connection {
    FCGX_Request fcgi; /* its ipcFd is -1 when it is closed */
    int64_t used_at_ms;
};

struct connections {
    struct connections_plan plan;
    sigset_t waiting_mask;
    int64_t stop_at_ms;   /* 0 until SIGTERM */
    int64_t patient_till; /* when a new connection is accepted all the same; 0: there is none */
    struct connection *all;
    size_t count;
    struct pollfd *polled; /* the listening socket, and then as all */
    size_t polled_count;
    size_t next;    /* index in polled: those before it were given out */
    size_t waiting; /* connections behind it that had something to read */
};

static volatile sig_atomic_t stop_requested;

static void request_stop(int signal_number)
{
    (void)signal_number;
    stop_requested = 1;
}

/* From here on SIGTERM is delivered inside ppoll only,
 * where it cannot be missed nor cut anything. */
static void catch_sigterm(sigset_t *ret_waiting_mask)
{
    struct sigaction action = {.sa_handler = request_stop};
    sigset_t sigterm;
    sigemptyset(&sigterm);
    sigaddset(&sigterm, SIGTERM);
    sigprocmask(SIG_BLOCK, &sigterm, ret_waiting_mask);
    sigdelset(ret_waiting_mask, SIGTERM);
    sigaction(SIGTERM, &action, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

struct pool_load *pool_load_create(size_t processes)
{
    struct pool_load *load = mmap(NULL, sizeof(*load) + processes * sizeof(load->held[0]),
                                  PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (load == MAP_FAILED)
        abort();
    load->processes = processes;
    return load;
}

static bool has_its_share(const struct connections *connections)
{
    const struct pool_load *load = connections->plan.load;
    long held = 0;
    for (size_t i = 0; i < load->processes; i++)
        held += atomic_load_explicit(&load->held[i], memory_order_relaxed);
    return (long)(connections->count * load->processes) > held;
}

/* One that stops accepts no more: from then on its place is its successor's. */
static void tell_held(const struct connections *connections)
{
    if (connections->stop_at_ms == 0)
        atomic_store_explicit(&connections->plan.load->held[connections->plan.process],
                              (int)connections->count, memory_order_relaxed);
}

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        abort();
    return memory;
}

struct connections *connections_create(const struct connections_plan *plan)
{
    if (FCGX_Init() != 0) {
        log_error("libfcgi does not start");
        return NULL;
    }
    struct connections *connections = allocate(1, sizeof(*connections));
    connections->plan = *plan;
    connections->all = allocate(plan->most, sizeof(*connections->all));
    connections->polled = allocate(plan->most + 1, sizeof(*connections->polled));
    catch_sigterm(&connections->waiting_mask);
    tell_held(connections);
    return connections;
}

static void close_connection(struct connection *connection)
{
    FCGX_Free(&connection->fcgi, 1);
    connection->fcgi.ipcFd = -1;
}

void connections_destroy(struct connections *connections)
{
    for (size_t i = 0; i < connections->count; i++)
        close_connection(&connections->all[i]);
    free(connections->polled);
    free(connections->all);
    free(connections);
}

static void add_connection(struct connections *connections, int opened)
{
    struct timeval limit = {.tv_sec = RECORD_SECONDS_MAX};
    int on = 1;
    (void)setsockopt(opened, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    (void)setsockopt(opened, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    (void)setsockopt(opened, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)); /* fails on unix */
    struct connection *connection = &connections->all[connections->count++];
    (void)FCGX_InitRequest(&connection->fcgi, -1, 0); /* it only fails on flags */
    connection->fcgi.ipcFd = opened;
    connection->fcgi.keepConnection = 1; /* else FCGX_Accept_r would close it before it reads */
    connection->used_at_ms = clock_monotonic_ms();
    tell_held(connections);
}

/* False, logged, when no connection can be accepted any more. */
static bool accept_connection(struct connections *connections)
{
    connections->patient_till = 0;
    int opened = accept4(connections->plan.listen_socket, NULL, NULL, SOCK_CLOEXEC);
    if (opened >= 0) {
        add_connection(connections, opened);
        return true;
    }
    /* Mostly EAGAIN: another process was faster. */
    if (errno == EAGAIN || errno == ECONNABORTED)
        return true;
    log_error("accept failed error=%s", strerror(errno));
    return false;
}

/* Somebody has connected: for this process, or for those that hold fewer. */
static bool meet_newcomer(struct connections *connections, int64_t now_ms)
{
    bool is_patient = connections->patient_till == 0 || now_ms < connections->patient_till;
    if (!is_patient || !has_its_share(connections))
        return accept_connection(connections);
    if (connections->patient_till == 0)
        connections->patient_till = now_ms + PATIENCE_MS;
    return true;
}

bool connections_are_late(const struct connections *connections)
{
    return connections->stop_at_ms > 0 && clock_monotonic_ms() >= connections->stop_at_ms;
}

/* Those that their peer has closed, that were idle for too long, or for which no time is left. */
static void drop_closed(struct connections *connections, int64_t now_ms)
{
    bool is_late = connections->stop_at_ms > 0 && now_ms >= connections->stop_at_ms;
    size_t kept = 0;
    for (size_t i = 0; i < connections->count; i++) {
        struct connection *connection = &connections->all[i];
        bool is_open = connection->fcgi.ipcFd >= 0;
        if (is_open && (is_late || now_ms - connection->used_at_ms >= IDLE_MS_MAX))
            close_connection(connection);
        if (connection->fcgi.ipcFd < 0)
            continue;
        if (kept < i)
            connections->all[kept] = *connection;
        kept++;
    }
    connections->count = kept;
    tell_held(connections);
}

static int64_t earlier(int64_t one, int64_t other)
{
    return other < one ? other : one;
}

/* -1: for as long as it takes. */
static int64_t wait_ms(const struct connections *connections, int64_t now_ms)
{
    int64_t until_ms = INT64_MAX;
    if (connections->count > 0)
        until_ms = now_ms + IDLE_MS_MAX;
    if (connections->stop_at_ms > 0)
        until_ms = earlier(until_ms, connections->stop_at_ms);
    if (connections->patient_till > now_ms)
        until_ms = earlier(until_ms, connections->patient_till);
    if (until_ms == INT64_MAX)
        return -1;
    return until_ms > now_ms ? until_ms - now_ms : 0;
}

/* Waits for a signal, or for something to read where it matters now. False: there is nothing. */
static bool wait_readable(struct connections *connections, int64_t now_ms)
{
    bool is_open = connections->stop_at_ms == 0 && connections->count < connections->plan.most &&
                   connections->patient_till <= now_ms;
    connections->polled[0] =
        (struct pollfd){.fd = is_open ? connections->plan.listen_socket : -1, .events = POLLIN};
    for (size_t i = 0; i < connections->count; i++)
        connections->polled[i + 1] =
            (struct pollfd){.fd = connections->all[i].fcgi.ipcFd, .events = POLLIN};
    connections->polled_count = connections->count + 1;
    connections->next = 1;
    int64_t wait = wait_ms(connections, now_ms);
    struct timespec timeout = {.tv_sec = wait / 1000, .tv_nsec = wait % 1000 * 1000000};
    int ready = ppoll(connections->polled, connections->polled_count, wait < 0 ? NULL : &timeout,
                      &connections->waiting_mask);
    if (ready <= 0)
        connections->polled_count = 0;
    connections->waiting = ready > 0 ? (size_t)ready - (connections->polled[0].revents != 0) : 0;
    if (is_open && (ready <= 0 || !connections->polled[0].revents))
        connections->patient_till = 0; /* another process was faster */
    return ready > 0;
}

static void note_stop(struct connections *connections, int64_t now_ms)
{
    if (stop_requested && connections->stop_at_ms == 0)
        connections->stop_at_ms = now_ms + connections->plan.stop_seconds * 1000;
}

/* The next of those that had something to read when it was last looked. */
static FCGX_Request *next_ready(struct connections *connections)
{
    while (connections->next < connections->polled_count) {
        size_t i = connections->next++;
        if (connections->polled[i].revents) {
            connections->waiting--;
            connections->all[i - 1].used_at_ms = clock_monotonic_ms();
            return &connections->all[i - 1].fcgi;
        }
    }
    return NULL;
}

size_t connections_waiting(const struct connections *connections)
{
    return connections->waiting;
}

enum connection_event connections_next(struct connections *connections, FCGX_Request **ret_fcgi)
{
    while (!(*ret_fcgi = next_ready(connections))) {
        int64_t now_ms = clock_monotonic_ms();
        note_stop(connections, now_ms);
        drop_closed(connections, now_ms);
        if (connections->stop_at_ms > 0 && connections->count == 0)
            return CONNECTION_STOP;
        if (wait_readable(connections, now_ms) && connections->polled[0].revents &&
            !meet_newcomer(connections, clock_monotonic_ms()))
            return CONNECTION_FAILURE;
    }
    return CONNECTION_REQUEST;
}
