/* sender.c -- sends requests over kept connections, as fast as they are answered or at a constant
 * rate.
 *
 *   sender HOST:PORT|/SOCKET CONNECTIONS SECONDS RATE FILE once|again
 *
 * FILE has the requests as they are sent, each behind a line with its length. With "once" they are
 * used up.
 *
 * RATE 0: each connection sends its next request when it has its answer, so a slow server is asked
 * less. Otherwise requests are due at even intervals, RATE a second, whatever was answered until
 * then: that is how people come. Each is sent by the connection that has been free for longest, or
 * waits for one, and its time counts from when it was due. This is the method of wrk2: an answer
 * that is late makes those behind it late, and that is counted. What is due before the end is sent
 * and waited for.
 *
 * HTTP answers must have a Content-Length. Of Redis's an error, or a list that does not begin with
 * OK, is a refusal. The last line of the output is JSON. `lateUs` is how late requests with a free
 * connection were sent, and `cpuUs` what this process took: if either is large beside the
 * latencies, the sender is what was measured.
 */
#define _GNU_SOURCE
#include "address.h"
#include "answer.h"
#include "base.h"
#include "requests.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S 1000000000LL
#define CONNECTIONS_MAX 4096
#define PATIENCE_NS (10 * NS_PER_S)

struct connection {
    int fd; /* -1: to be opened */
    bool is_busy;
    struct piece left; /* of the request, to be sent */
    int64_t due_ns, free_since_ns;
    struct answer answer;
};

struct sender {
    const char *address;
    double rate;
    bool again;
    struct requests requests;
    size_t sent;
    struct connection *connections;
    int connection_count;
    int *free; /* a ring: the connection that is free for longest first */
    int free_first, free_count;
    int epoll;
    int64_t start_ns, end_ns, last_answer_ns;
    size_t answers, refused, lost;
    struct numbers latencies, lateness;
};

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * NS_PER_S + now.tv_nsec;
}

static void connection_open(const struct sender *sender, struct connection *connection)
{
    connection->fd = address_connect(sender->address);
    (void)fcntl(connection->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    if (epoll_ctl(sender->epoll, EPOLL_CTL_ADD, connection->fd, &event) != 0)
        die("epoll: %s", strerror(errno));
}

static void connection_close(struct connection *connection)
{
    (void)close(connection->fd);
    connection->fd = -1;
}

static void set_free(struct sender *sender, struct connection *connection, int64_t now)
{
    connection->is_busy = false;
    connection->free_since_ns = now;
    int at = (sender->free_first + sender->free_count++) % sender->connection_count;
    sender->free[at] = (int)(connection - sender->connections);
}

static struct connection *take_free(struct sender *sender)
{
    assert(sender->free_count > 0);
    struct connection *connection = &sender->connections[sender->free[sender->free_first]];
    sender->free_first = (sender->free_first + 1) % sender->connection_count;
    sender->free_count--;
    return connection;
}

static bool is_used_up(const struct sender *sender)
{
    return !sender->again && sender->sent >= sender->requests.count;
}

/* What does not fit into the socket at once waits until it is writable. */
static void send_more(struct sender *sender, struct connection *connection)
{
    struct piece *left = &connection->left;
    ssize_t count = send(connection->fd, left->bytes, left->length, MSG_NOSIGNAL);
    if (count > 0) {
        left->bytes += count;
        left->length -= (size_t)count;
    }
    struct epoll_event event = {.events = EPOLLIN | (left->length ? (uint32_t)EPOLLOUT : 0),
                                .data.ptr = connection};
    if (left->length || count < 0)
        (void)epoll_ctl(sender->epoll, EPOLL_CTL_MOD, connection->fd, &event);
}

static void send_request(struct sender *sender, int64_t due_ns, int64_t now)
{
    struct connection *connection = take_free(sender);
    if (connection->free_since_ns <= due_ns)
        numbers_add_ns(&sender->lateness, now - due_ns);
    if (connection->fd < 0)
        connection_open(sender, connection);
    connection->is_busy = true;
    connection->left = sender->requests.list[sender->sent++ % sender->requests.count];
    connection->due_ns = due_ns;
    connection->answer.have = connection->answer.whole = 0;
    send_more(sender, connection);
}

static void note_answer(struct sender *sender, struct connection *connection)
{
    int64_t now = now_ns();
    /* As fast as they are answered, those count that came in time, or the first if none did. */
    if (sender->rate > 0 || now <= sender->end_ns || sender->answers == 0) {
        sender->last_answer_ns = now;
        sender->answers++;
        sender->refused += connection->answer.is_refused;
        numbers_add_ns(&sender->latencies, now - connection->due_ns);
    }
    if (connection->answer.is_last)
        connection_close(connection);
    set_free(sender, connection, now);
}

static void note_loss(struct sender *sender, struct connection *connection)
{
    connection_close(connection);
    if (!connection->is_busy)
        return;
    sender->lost++;
    set_free(sender, connection, now_ns());
}

/* The head is kept; of a body only the length matters. */
static void receive(struct sender *sender, struct connection *connection)
{
    char body[1 << 16];
    struct answer *answer = &connection->answer;
    bool is_head = answer->whole == 0;
    char *to = is_head ? answer->head + answer->have : body;
    size_t room = is_head ? ANSWER_HEAD_MAX - 1 - answer->have : sizeof body;
    ssize_t count = recv(connection->fd, to, room, 0);
    if (count < 0 && errno == EAGAIN)
        return;
    if (count <= 0 || !connection->is_busy) {
        note_loss(sender, connection);
        return;
    }
    answer->have += (size_t)count;
    if (is_head && address_is_unix(sender->address))
        answer_read_redis(answer);
    else if (is_head)
        answer_read_http(answer);
    if (answer->whole == 0 && answer->have == ANSWER_HEAD_MAX - 1)
        die("An answer's head is too long.");
    if (answer->whole != 0 && answer->have >= answer->whole)
        note_answer(sender, connection);
}

/* When the next request is due; without a rate that is as soon as there is a connection for it. */
static int64_t next_due_ns(const struct sender *sender, int64_t now)
{
    if (sender->rate <= 0)
        return now;
    return sender->start_ns + (int64_t)((double)sender->sent * (double)NS_PER_S / sender->rate);
}

/* Sends what may be sent now. Returns when the next one is due, 0 when that depends on answers. */
static int64_t send_due(struct sender *sender)
{
    while (sender->free_count > 0 && !is_used_up(sender)) {
        int64_t now = now_ns();
        int64_t due = next_due_ns(sender, now);
        if (due >= sender->end_ns)
            return 0;
        if (due > now)
            return due;
        send_request(sender, due, now);
    }
    return 0;
}

/* Whatever is due before the end is sent, however late that is. */
static bool is_done(const struct sender *sender, int64_t now)
{
    if (now >= sender->end_ns + PATIENCE_NS)
        return true;
    bool all_are_sent = is_used_up(sender) || next_due_ns(sender, now) >= sender->end_ns;
    return all_are_sent && sender->free_count == sender->connection_count;
}

static void handle_events(struct sender *sender, int64_t wake_ns)
{
    struct epoll_event events[64];
    int64_t wait_ns = wake_ns - now_ns();
    struct timespec wait = {.tv_nsec = wait_ns > 0 ? wait_ns % NS_PER_S : 0,
                            .tv_sec = wait_ns > 0 ? wait_ns / NS_PER_S : 0};
    int count = epoll_pwait2(sender->epoll, events, 64, &wait, NULL);
    for (int i = 0; i < count; i++) {
        struct connection *connection = events[i].data.ptr;
        if (connection->left.length > 0 && (events[i].events & EPOLLOUT))
            send_more(sender, connection);
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
            receive(sender, connection);
    }
}

static void run(struct sender *sender)
{
    int64_t now;
    while (now = now_ns(), !is_done(sender, now)) {
        int64_t next = send_due(sender);
        int64_t end = now < sender->end_ns ? sender->end_ns : sender->end_ns + PATIENCE_NS;
        handle_events(sender, next ? next : end);
    }
    for (int i = 0; i < sender->connection_count; i++)
        sender->lost += sender->connections[i].is_busy;
}

static int64_t cpu_us(void)
{
    struct rusage used;
    (void)getrusage(RUSAGE_SELF, &used);
    int64_t seconds = used.ru_utime.tv_sec + used.ru_stime.tv_sec;
    return seconds * 1000000 + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

static void print_result(struct sender *sender, int64_t used_us)
{
    bool is_whole =
        sender->rate > 0 || is_used_up(sender) || sender->last_answer_ns > sender->end_ns;
    int64_t until = is_whole ? sender->last_answer_ns : sender->end_ns;
    printf("{\"answers\":%zu,\"sent\":%zu,\"refused\":%zu,\"lost\":%zu,\"usedUp\":%s,\"seconds\":%."
           "6f,\"cpuUs\":%lld,",
           sender->answers, sender->sent, sender->refused, sender->lost,
           is_used_up(sender) ? "true" : "false",
           (double)(until - sender->start_ns) / (double)NS_PER_S, (long long)used_us);
    numbers_print("us", &sender->latencies);
    printf(",");
    numbers_print("lateUs", &sender->lateness);
    printf("}\n");
}

static double number_argument(const char *text, double most)
{
    char *end;
    double number = strtod(text, &end);
    if (*text == '\0' || *end != '\0' || !(number >= 0 && number <= most))
        die("%s is no number from 0 to %.0f.", text, most);
    return number;
}

int main(int argc, char **argv)
{
    if (argc != 7)
        die("usage: sender HOST:PORT|/SOCKET CONNECTIONS SECONDS RATE FILE once|again");
    struct sender sender = {.address = argv[1],
                            .connection_count = (int)number_argument(argv[2], CONNECTIONS_MAX),
                            .rate = number_argument(argv[4], 1e7),
                            .again = strcmp(argv[6], "again") == 0};
    if (sender.connection_count < 1)
        die("There must be a connection.");
    sender.requests = requests_read(argv[5]);
    size_t count = (size_t)sender.connection_count;
    sender.connections = allocate(NULL, count, sizeof *sender.connections);
    sender.free = allocate(NULL, count, sizeof *sender.free);
    sender.epoll = epoll_create1(EPOLL_CLOEXEC);
    (void)prctl(PR_SET_TIMERSLACK,
                1000); /* it is to wake when a request is due, and not 50 us later */
    for (size_t i = 0; i < count; i++) {
        sender.connections[i] = (struct connection){.fd = -1};
        connection_open(&sender, &sender.connections[i]);
        set_free(&sender, &sender.connections[i], 0);
    }
    sender.start_ns = sender.last_answer_ns = now_ns();
    sender.end_ns = sender.start_ns + (int64_t)(number_argument(argv[3], 3600) * (double)NS_PER_S);
    int64_t used_before_us = cpu_us(); /* the requests were read before */
    run(&sender);
    print_result(&sender, cpu_us() - used_before_us);
    return 0;
}
