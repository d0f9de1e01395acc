/*
 * server.c -- the FastCGI loop of one worker process.
 *
 * This file accepts and waits; libfcgi (2.4.2 to 2.4.5) only reads and writes records. Its own
 * accept cannot be stopped without a race and puts no limit on how long a peer may take. It has no
 * call that takes over an accepted connection, so two members of FCGX_Request are set here that its
 * header calls private: ipcFd and keepConnection.
 */
#include "http/server.h"

#include <assert.h>
#include <errno.h>
#include <fcgiapp.h>
#include <malloc.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/log.h"

/* A peer that stops in the middle of a record, or never closes an idle connection, loses it. */
#define RECORD_SECONDS_MAX 10
#define IDLE_MS_MAX 60000

/* A body of any size, one byte by which it shows that it is too large, and a zero. */
#define USUAL_ROOM (BODY_BYTES_MAX + 2)
#define LARGEST_ROOM ((size_t)LARGE_BODY_BYTES_MAX + 2)

struct server {
    int listen_socket;
    const struct route_table *table;
    struct context *context;
    FCGX_Request fcgi; /* its ipcFd is the open connection, -1 when there is none */
    sigset_t waiting_mask;
    int64_t stop_at_ms; /* 0 until SIGTERM */
    char *body;         /* grows for a body that does not fit */
    size_t body_room;   /* one byte of it is for the zero behind the body */
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

static bool is_connected(const struct server *server)
{
    return server->fcgi.ipcFd >= 0;
}

/* False, logged, when no connection can be accepted any more. */
static bool accept_connection(struct server *server)
{
    int connection = accept4(server->listen_socket, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0) {
        /* Mostly EAGAIN: another process was faster. */
        if (errno == EAGAIN || errno == ECONNABORTED)
            return true;
        log_error("accept failed error=%s", strerror(errno));
        return false;
    }
    struct timeval limit = {.tv_sec = RECORD_SECONDS_MAX};
    int on = 1;
    (void)setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    (void)setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    (void)setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)); /* fails on unix */
    server->fcgi.ipcFd = connection;
    server->fcgi.keepConnection = 1; /* else FCGX_Accept_r would close it before it reads */
    return true;
}

/* Waits for a signal or for something to read, where it matters now. */
static int wait_readable(struct server *server)
{
    int64_t wait_ms = is_connected(server) ? IDLE_MS_MAX : -1;
    if (server->stop_at_ms > 0) {
        int64_t left_ms = server->stop_at_ms - clock_monotonic_ms();
        wait_ms = left_ms > 0 ? left_ms : 0;
    }
    struct timespec timeout = {.tv_sec = wait_ms / 1000, .tv_nsec = wait_ms % 1000 * 1000000};
    struct pollfd waited = {.events = POLLIN};
    waited.fd = is_connected(server) ? server->fcgi.ipcFd : server->listen_socket;
    return ppoll(&waited, 1, wait_ms < 0 ? NULL : &timeout, &server->waiting_mask);
}

static void note_stop(struct server *server)
{
    if (stop_requested && server->stop_at_ms == 0)
        server->stop_at_ms = clock_monotonic_ms() + server->context->config->stop_seconds * 1000;
}

/* A peer that went on past the time to stop may lose a request that it sends right now. */
static void give_up_when_late(struct server *server)
{
    if (server->stop_at_ms > 0 && clock_monotonic_ms() >= server->stop_at_ms)
        server->fcgi.keepConnection = 0;
}

enum waited { WAITED_REQUEST, WAITED_STOP, WAITED_FAILURE };

/*
 * Until a request can be read, or the process is to end. A process with an open
 * connection waits for nothing else: libfcgi serves one connection at a time. Once it is to stop it
 * accepts no other and leaves it to nginx to close this one, as a request may be on its way in it.
 */
static enum waited wait_for_request(struct server *server)
{
    for (;;) {
        note_stop(server);
        if (server->stop_at_ms > 0 && !is_connected(server))
            return WAITED_STOP;
        int ready = wait_readable(server);
        if (ready > 0 && is_connected(server))
            return WAITED_REQUEST;
        if (ready > 0 && !accept_connection(server))
            return WAITED_FAILURE;
        if (ready == 0)
            FCGX_Free(&server->fcgi, 1);
    }
}

static void resize_body(struct server *server, size_t room)
{
    char *body = realloc(server->body, room);
    if (!body) {
        log_error("out of memory bytes=%zu", room);
        abort();
    }
    server->body = body;
    server->body_room = room;
}

/* Reads all of it, as what is left unread would be taken for the next request of the connection. */
static size_t read_body(struct server *server)
{
    size_t length = 0;
    for (;;) {
        size_t free_bytes = server->body_room - 1 - length;
        int count = FCGX_GetStr(server->body + length, (int)free_bytes, server->fcgi.in);
        length += count > 0 ? (size_t)count : 0;
        if (length < server->body_room - 1 || length > LARGE_BODY_BYTES_MAX)
            break;
        size_t room = 4 * server->body_room;
        resize_body(server, room < LARGEST_ROOM ? room : LARGEST_ROOM);
    }
    if (length > LARGE_BODY_BYTES_MAX)
        server->fcgi.keepConnection = 0;
    server->body[length] = '\0';
    return length;
}

/* A large body and what was made of it took memory for a moment: it goes back to the machine. */
static void forget_request(struct server *server)
{
    bool was_large = server->body_room > USUAL_ROOM;
    arena_reset(server->context->arena);
    if (!was_large)
        return;
    resize_body(server, USUAL_ROOM);
    (void)malloc_trim(0);
}

static void send_response(struct server *server, const struct response *response, bool head)
{
    size_t length = 0;
    const char *wire = response_wire(response, head, &length);
    assert(length <= INT32_MAX);
    (void)FCGX_PutStr(wire, (int)length, server->fcgi.out);
}

static void answer(struct server *server)
{
    size_t body_length = read_body(server);
    /* A request that broke off (libfcgi does not tell for its parameters) must have no effect. */
    if (FCGX_GetError(server->fcgi.in) != 0) {
        server->fcgi.keepConnection = 0;
        return;
    }
    struct request request = request_from(server->context, server->fcgi.envp);
    struct response response = {.arena = server->context->arena};
    route_dispatch(server->table, &request, &response, server->body, body_length);
    send_response(server, &response, request.head);
}

static bool serve(struct server *server)
{
    enum waited waited;
    while ((waited = wait_for_request(server)) == WAITED_REQUEST) {
        if (FCGX_Accept_r(&server->fcgi) != 0)
            continue; /* The peer closed the connection, or it spoke no FastCGI. */
        answer(server);
        give_up_when_late(server);
        FCGX_Finish_r(&server->fcgi);
        forget_request(server);
    }
    return waited == WAITED_STOP;
}

bool server_run(int listen_socket, const struct route_table *table, struct context *context)
{
    if (FCGX_Init() != 0) {
        log_error("libfcgi does not start");
        return false;
    }
    struct server server = {.listen_socket = listen_socket, .table = table, .context = context};
    if (FCGX_InitRequest(&server.fcgi, -1, 0) != 0) {
        log_error("libfcgi takes no requests");
        return false;
    }
    resize_body(&server, USUAL_ROOM);
    catch_sigterm(&server.waiting_mask);
    bool is_stopped = serve(&server);
    free(server.body);
    return is_stopped;
}
