/* health_listener.c -- says over HTTP how a program is, and what it has counted. */
#include "http/health/health_listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/server/listen.h"

#define CONNECTIONS_MAX 32
#define IDLE_SECONDS_MAX 75 /* longer than Prometheus waits between two scrapes */
#define CONNECTION_BYTES_MAX 16384
#define BACKLOG 64
#define ADDRESS_SIZE 64
#define TRY_AGAIN_MS 250

struct health_listener {
    struct health_plan plan;
    struct MHD_Daemon *daemon; /* NULL: it cannot listen yet */
    int64_t try_again_ms;
    int listen_socket;
    int epoll_fd;
    int connections[CONNECTIONS_MAX]; /* their sockets, which a child must close; -1: none */
};

static void note_connection(void *argument, struct MHD_Connection *connection, void **context,
                            enum MHD_ConnectionNotificationCode what)
{
    struct health_listener *listener = argument;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    int from = what == MHD_CONNECTION_NOTIFY_STARTED ? -1 : info->connect_fd;
    int to = what == MHD_CONNECTION_NOTIFY_STARTED ? info->connect_fd : -1;
    (void)context;
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
        if (listener->connections[i] == from) {
            listener->connections[i] = to;
            return;
        }
    }
}

struct answer {
    unsigned int status;
    const char *type;
    char *text; /* freed when it was sent */
    size_t length;
};

static struct answer answer_in_words(unsigned int status, const char *words)
{
    struct answer answer = {.status = status, .type = "text/plain; charset=utf-8"};
    answer.text = strdup(words);
    if (!answer.text)
        abort();
    answer.length = strlen(answer.text);
    return answer;
}

static struct answer answer_live(const struct health_plan *plan)
{
    bool is_live = plan->is_live(plan->argument);
    return is_live ? answer_in_words(200, "live\n") : answer_in_words(503, "not live\n");
}

static struct answer answer_ready(const struct health_plan *plan, bool is_verbose)
{
    struct answer parts = {.type = "text/plain; charset=utf-8"};
    FILE *out = open_memstream(&parts.text, &parts.length);
    if (!out)
        abort();
    bool is_ready = plan->is_ready(plan->argument, out);
    const char *words = is_ready ? "ready\n" : "not ready\n";
    (void)fputs(words, out);
    (void)fclose(out);
    parts.status = is_ready ? 200 : 503;
    if (is_verbose)
        return parts;
    free(parts.text);
    return answer_in_words(parts.status, words);
}

static struct answer answer_metrics(const struct health_plan *plan)
{
    struct answer answer = {.status = 200, .type = EXPOSITION_TYPE};
    answer.text = exposition_text(plan->metrics, &plan->gauges, &answer.length);
    return answer;
}

static struct answer answer_to(const struct health_plan *plan, const char *path, bool is_verbose)
{
    if (strcmp(path, "/metrics") == 0)
        return answer_metrics(plan);
    if (strcmp(path, "/livez") == 0)
        return answer_live(plan);
    if (strcmp(path, "/readyz") == 0)
        return answer_ready(plan, is_verbose);
    return answer_in_words(404, "There are /metrics, /livez, /readyz and /readyz?verbose.\n");
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, const struct answer *answer)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(answer->length, answer->text, MHD_RESPMEM_MUST_FREE);
    if (!response)
        return MHD_NO;
    (void)MHD_add_response_header(response, "Content-Type", answer->type);
    (void)MHD_add_response_header(response, "Cache-Control", "no-store");
    enum MHD_Result result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

/* Called with the head of a request, when a body may still come, and again when all is there. */
static enum MHD_Result handle(void *argument, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *body,
                              size_t *body_length, void **ret_seen)
{
    static const char seen;
    const struct health_listener *listener = argument;
    (void)version;
    (void)body;
    if (!*ret_seen) {
        *ret_seen = (void *)(uintptr_t)&seen;
        return MHD_YES;
    }
    if (*body_length > 0)
        return MHD_NO;
    bool is_read =
        strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
    const char *verbose = NULL;
    size_t verbose_length = 0;
    bool is_verbose = MHD_lookup_connection_value_n(connection, MHD_GET_ARGUMENT_KIND, "verbose", 7,
                                                    &verbose, &verbose_length) == MHD_YES;
    struct answer answer = is_read ? answer_to(&listener->plan, path, is_verbose)
                                   : answer_in_words(405, "This is only to be read.\n");
    return send_answer(connection, &answer);
}

/* "127.0.0.1:43117": what it was told, with the port that was found where it is one. */
static void find_address(const struct health_listener *listener, char ret_address[ADDRESS_SIZE])
{
    struct sockaddr_storage bound = {0};
    socklen_t size = sizeof(bound);
    const char *told = listener->plan.address;
    const char *colon = strrchr(told, ':');
    in_port_t port = 0;
    if (getsockname(listener->listen_socket, (struct sockaddr *)&bound, &size) == 0) {
        if (bound.ss_family == AF_INET)
            port = ntohs(((const struct sockaddr_in *)(const void *)&bound)->sin_port);
        if (bound.ss_family == AF_INET6)
            port = ntohs(((const struct sockaddr_in6 *)(const void *)&bound)->sin6_port);
    }
    if (port > 0)
        (void)snprintf(ret_address, ADDRESS_SIZE, "%.*s:%d", (int)(colon - told), told, (int)port);
    else
        (void)snprintf(ret_address, ADDRESS_SIZE, "%s", told);
}

static bool start(struct health_listener *listener)
{
    listener->listen_socket = listen_on(listener->plan.address, BACKLOG);
    if (listener->listen_socket < 0)
        return false;
    listener->daemon = MHD_start_daemon(
        MHD_USE_EPOLL, 0, NULL, NULL, handle, listener, MHD_OPTION_LISTEN_SOCKET,
        listener->listen_socket, MHD_OPTION_CONNECTION_LIMIT, (unsigned int)CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int)IDLE_SECONDS_MAX,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES_MAX,
        MHD_OPTION_NOTIFY_CONNECTION, note_connection, listener, MHD_OPTION_END);
    if (!listener->daemon) {
        int error = errno;
        (void)close(listener->listen_socket);
        errno = error;
        return false;
    }
    listener->epoll_fd = MHD_get_daemon_info(listener->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    return true;
}

static void log_address(const struct health_listener *listener)
{
    char address[ADDRESS_SIZE];
    find_address(listener, address);
    log_info("metrics and health are served on=%s", address);
}

struct health_listener *health_listener_create(const struct health_plan *plan)
{
    if (strcmp(plan->address, "off") == 0)
        return NULL;
    struct health_listener *listener = malloc(sizeof(*listener));
    if (!listener)
        abort();
    *listener = (struct health_listener){.plan = *plan};
    for (size_t i = 0; i < CONNECTIONS_MAX; i++)
        listener->connections[i] = -1;
    if (start(listener)) {
        log_address(listener);
    } else {
        log_error("metrics and health are not served yet on=%s error=%s", plan->address,
                  strerror(errno));
        listener->try_again_ms = clock_monotonic_ms() + TRY_AGAIN_MS;
    }
    return listener;
}

/* An earlier process that finishes what it has may have the address for some seconds more. */
static void try_again(struct health_listener *listener)
{
    int64_t now_ms = clock_monotonic_ms();
    if (listener->daemon || now_ms < listener->try_again_ms)
        return;
    listener->try_again_ms = now_ms + TRY_AGAIN_MS;
    if (start(listener))
        log_address(listener);
}

void health_listener_destroy(struct health_listener *listener)
{
    if (!listener)
        return;
    if (listener->daemon)
        MHD_stop_daemon(listener->daemon);
    free(listener);
}

void health_listener_leave(const struct health_listener *listener)
{
    if (!listener || !listener->daemon)
        return;
    for (size_t i = 0; i < CONNECTIONS_MAX; i++)
        if (listener->connections[i] >= 0)
            (void)close(listener->connections[i]);
    (void)close(listener->epoll_fd);
    (void)close(listener->listen_socket);
}

/* How long poll may wait: what libmicrohttpd has to do may be due before, or another try. */
static int wait_ms(const struct health_listener *listener, int64_t until_ms)
{
    int64_t now_ms = clock_monotonic_ms();
    int64_t wait = until_ms - now_ms;
    MHD_UNSIGNED_LONG_LONG due = 0;
    if (listener && !listener->daemon && listener->try_again_ms - now_ms < wait)
        wait = listener->try_again_ms - now_ms;
    if (listener && listener->daemon && MHD_get_timeout(listener->daemon, &due) == MHD_YES &&
        (int64_t)due < wait)
        wait = (int64_t)due;
    return wait <= 0 ? 0 : wait < INT32_MAX ? (int)wait : INT32_MAX;
}

bool health_listener_wait(struct health_listener *listener, int other_fd, int64_t until_ms)
{
    for (;;) {
        if (listener)
            try_again(listener);
        bool is_served = listener && listener->daemon;
        struct pollfd polled[] = {
            {.fd = other_fd, .events = POLLIN},
            {.fd = is_served ? listener->epoll_fd : -1, .events = POLLIN},
        };
        int ready = poll(polled, 2, wait_ms(listener, until_ms));
        if (is_served && ready >= 0)
            (void)MHD_run(listener->daemon);
        if (ready > 0 && polled[0].revents)
            return true;
        if (ready < 0 || clock_monotonic_ms() >= until_ms)
            return false;
    }
}
