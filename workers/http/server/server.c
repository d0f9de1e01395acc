/* server.c -- the FastCGI loop of one worker process. */
#include "http/server/server.h"

#include <fcgiapp.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics/metrics.h"
#include "http/server/connections.h"
#include "http/server/records.h"

/* A body of any size, one byte by which it shows that it is too large, and a zero. */
#define USUAL_ROOM (BODY_BYTES_MAX + 2)
#define LARGEST_ROOM ((size_t)LARGE_BODY_BYTES_MAX + 2)

/* What libfcgi writes at once. */
#define SMALL_ANSWER 8000

struct server {
    struct connections *connections;
    FCGX_Request *fcgi; /* the request that is answered now */
    const struct route_table *table;
    struct context *context;
    char *body;       /* grows for a body that does not fit */
    size_t body_room; /* one byte of it is for the zero behind the body */
};

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
        int count = FCGX_GetStr(server->body + length, (int)free_bytes, server->fcgi->in);
        length += count > 0 ? (size_t)count : 0;
        if (length < server->body_room - 1 || length > LARGE_BODY_BYTES_MAX)
            break;
        size_t room = 4 * server->body_room;
        resize_body(server, room < LARGEST_ROOM ? room : LARGEST_ROOM);
    }
    if (length > LARGE_BODY_BYTES_MAX)
        server->fcgi->keepConnection = 0;
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

/* Small answers leave together with what ends them, in one record's write. */
static void send_small(struct server *server, const struct response_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        (void)FCGX_PutStr(parts[i].bytes, (int)parts[i].length, server->fcgi->out);
}

/* Nothing may follow a part of a record. */
static void abandon(FCGX_Request *fcgi)
{
    fcgi->keepConnection = 0;
    (void)shutdown(fcgi->ipcFd, SHUT_RDWR);
}

static void send_response(struct server *server, const struct response *response, bool head)
{
    struct response_part parts[RESPONSE_PARTS_MAX + 1];
    size_t length = 0;
    size_t count = response_wire(response, head, parts);
    for (size_t i = 0; i < count; i++)
        length += parts[i].length;
    if (length <= SMALL_ANSWER)
        send_small(server, parts, count);
    else if (!records_write(server->fcgi->ipcFd, (uint16_t)server->fcgi->requestId, parts, count))
        abandon(server->fcgi);
}

/* Counted before it is sent: nobody ever has an answer that was not counted. */
static void answer(struct server *server)
{
    size_t body_length = read_body(server);
    int64_t began_us = clock_monotonic_us();
    /* A request that broke off (libfcgi does not tell for its parameters) must have no effect. */
    if (FCGX_GetError(server->fcgi->in) != 0) {
        server->fcgi->keepConnection = 0;
        return;
    }
    struct request request = request_from(server->context, server->fcgi->envp);
    struct response response = {.arena = server->context->arena};
    size_t route = route_dispatch(server->table, &request, &response, server->body, body_length);
    metrics_request(server->context->metrics,
                    &(struct answered_request){.route = route,
                                               .status = response.status,
                                               .us = clock_monotonic_us() - began_us});
    send_response(server, &response, request.head);
}

static enum connection_event serve(struct server *server)
{
    enum connection_event event;
    while ((event = connections_next(server->connections, &server->fcgi)) == CONNECTION_REQUEST) {
        if (FCGX_Accept_r(server->fcgi) != 0)
            continue; /* The peer closed the connection, or it spoke no FastCGI. */
        metrics_set_requests(server->context->metrics,
                             1 + connections_waiting(server->connections));
        answer(server);
        if (connections_are_late(server->connections))
            server->fcgi->keepConnection = 0;
        FCGX_Finish_r(server->fcgi);
        metrics_set_requests(server->context->metrics, 0);
        forget_request(server);
    }
    return event;
}

bool server_run(const struct connections_plan *plan, const struct route_table *table,
                struct context *context)
{
    struct server server = {.table = table, .context = context};
    server.connections = connections_create(plan);
    if (!server.connections)
        return false;
    resize_body(&server, USUAL_ROOM);
    enum connection_event event = serve(&server);
    free(server.body);
    connections_destroy(server.connections);
    return event == CONNECTION_STOP;
}
