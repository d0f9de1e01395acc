/* health_listener.c -- tests of what is told over HTTP of a program, by its own loop. */
#include "http/health/health_listener.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/health/accept_queue.h"
#include "http/health/health_parts.h"
#include "http/server/listen.h"
#include "unit/unit.h"

#define PATIENCE_MS 5000
#define ANSWER_SIZE 32768

struct program {
    struct metrics *metrics;
    struct health_listener *listener;
    bool is_live;
    char path[64]; /* of the socket */
};

static bool is_live(void *argument)
{
    return ((const struct program *)argument)->is_live;
}

static bool is_ready(void *argument, FILE *parts)
{
    return health_stores(parts, ((const struct program *)argument)->metrics);
}

static void read_gauge(void *argument, enum metric metric, struct exposition *exposition)
{
    struct health_gauges gauges = {.metrics = ((const struct program *)argument)->metrics};
    health_gauges_write(&gauges, metric, exposition);
}

static void write_route(size_t number, char ret_text[METRIC_LABEL_SIZE])
{
    (void)snprintf(ret_text, METRIC_LABEL_SIZE, "route=\"%zu\"", number);
}

static void start(struct program *program)
{
    *program = (struct program){.is_live = true};
    (void)snprintf(program->path, sizeof(program->path), "/tmp/usher-unit-%d.sock", (int)getpid());
    program->metrics = metrics_create(&(struct metrics_plan){
        .owner = OWNER_WORKER, .pool = "money", .routes = {.count = 1, .write = write_route}});
    program->listener = health_listener_create(&(struct health_plan){
        .address = program->path,
        .is_live = is_live,
        .is_ready = is_ready,
        .argument = program,
        .metrics = program->metrics,
        .gauges = {.read = read_gauge, .argument = program},
    });
    CU_ASSERT_PTR_NOT_NULL_FATAL(program->listener);
}

static void stop(struct program *program)
{
    health_listener_destroy(program->listener);
    metrics_destroy(program->metrics);
    (void)unlink(program->path);
}

static int connect_to(const struct program *program)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int client = socket(AF_UNIX, SOCK_STREAM, 0);
    if (client < 0)
        abort();
    memcpy(address.sun_path, program->path, strlen(program->path));
    CU_ASSERT_EQUAL_FATAL(connect(client, (struct sockaddr *)&address, sizeof(address)), 0);
    return client;
}

/* Sends the first line of a request, and what comes back until the other side closes. */
static const char *ask(struct program *program, const char *first_line)
{
    static char answer[ANSWER_SIZE];
    char request[256];
    int client = connect_to(program);
    size_t length = 0;
    int64_t deadline_ms = clock_monotonic_ms() + PATIENCE_MS;
    (void)snprintf(request, sizeof(request), "%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                   first_line);
    CU_ASSERT_EQUAL(send(client, request, strlen(request), 0), (ssize_t)strlen(request));
    for (;;) {
        bool is_there = health_listener_wait(program->listener, client, deadline_ms);
        ssize_t count =
            is_there ? recv(client, answer + length, sizeof(answer) - 1 - length, 0) : 0;
        if (count <= 0)
            break;
        length += (size_t)count;
    }
    answer[length] = '\0';
    (void)close(client);
    return answer;
}

static void check_answer(struct program *program, const char *first_line, const char *status,
                         const char *body)
{
    const char *answer = ask(program, first_line);
    const char *end = strstr(answer, "\r\n\r\n");
    CHECK_ROW(strncmp(answer, "HTTP/1.1 ", 9) == 0 && strncmp(answer + 9, status, 3) == 0,
              first_line);
    CHECK_ROW(end && strcmp(end + 4, body) == 0, first_line);
}

static void it_is_live_as_long_as_the_program_says_so(void)
{
    struct program program;
    start(&program);
    check_answer(&program, "GET /livez", "200", "live\n");
    program.is_live = false;
    check_answer(&program, "GET /livez", "503", "not live\n");
    stop(&program);
}

/* One lost store is no reason to send nobody any more: the other half of the work goes on. */
static void it_is_ready_while_one_store_answers(void)
{
    static const struct {
        enum store_state redis, postgres;
        const char *status;
    } rows[] = {
        {STORE_UNASKED, STORE_UNASKED, "503"}, {STORE_ANSWERS, STORE_UNASKED, "200"},
        {STORE_SILENT, STORE_ANSWERS, "200"},  {STORE_ANSWERS, STORE_SILENT, "200"},
        {STORE_SILENT, STORE_SILENT, "503"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct program program;
        start(&program);
        if (rows[i].redis != STORE_UNASKED)
            metrics_note_store(program.metrics, STORE_REDIS, rows[i].redis == STORE_ANSWERS);
        if (rows[i].postgres != STORE_UNASKED)
            metrics_note_store(program.metrics, STORE_POSTGRES, rows[i].postgres == STORE_ANSWERS);
        bool is_yes = rows[i].status[0] == '2';
        check_answer(&program, "GET /readyz", rows[i].status, is_yes ? "ready\n" : "not ready\n");
        stop(&program);
    }
}

static void each_part_is_named_to_who_asks_for_them(void)
{
    struct program program;
    start(&program);
    metrics_note_store(program.metrics, STORE_POSTGRES, false);
    check_answer(&program, "GET /readyz?verbose", "503",
                 "[-] Redis has not been asked yet\n[-] Postgres does not answer\nnot ready\n");
    metrics_note_store(program.metrics, STORE_REDIS, true);
    check_answer(&program, "GET /readyz?verbose", "200",
                 "[+] Redis answers\n[-] Postgres does not answer\nready\n");
    stop(&program);
}

static void metrics_come_in_the_form_of_prometheus(void)
{
    struct program program;
    start(&program);
    metrics_add(program.metrics, (struct metric_series){.metric = METRIC_JOINED}, 3);
    const char *answer = ask(&program, "GET /metrics");
    CU_ASSERT_PTR_NOT_NULL(strstr(answer, "\r\nContent-Type: " EXPOSITION_TYPE "\r\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(answer, "\nusher_queue_joined_total{pool=\"money\"} 3\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(answer, "\nusher_build_info{pool=\"money\",version=\""));
    stop(&program);
}

static void anything_else_is_refused(void)
{
    struct program program;
    start(&program);
    check_answer(&program, "GET /", "404",
                 "There are /metrics, /livez, /readyz and /readyz?verbose.\n");
    check_answer(&program, "POST /livez", "405", "This is only to be read.\n");
    check_answer(&program, "HEAD /livez", "200", "");
    stop(&program);
}

static void a_connection_that_says_nothing_holds_up_nobody(void)
{
    struct program program;
    start(&program);
    int silent = connect_to(&program);
    check_answer(&program, "GET /livez", "200", "live\n");
    (void)close(silent);
    stop(&program);
}

static int open_files(void)
{
    int count = 0;
    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

/* What a child had kept open would answer nobody, and keep the address from the next program. */
static void a_child_keeps_nothing_of_it(void)
{
    struct program program;
    start(&program);
    int open_connection = connect_to(&program);
    (void)health_listener_wait(program.listener, -1, 0);
    pid_t child = fork();
    if (child == 0) {
        int before = open_files();
        health_listener_leave(program.listener);
        _exit(before - open_files()); /* the socket, its epoll and the connection */
    }
    int status = 0;
    (void)waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(WEXITSTATUS(status), 3);
    check_answer(&program, "GET /livez", "200", "live\n");
    (void)close(open_connection);
    stop(&program);
}

static void a_program_goes_on_without_it(void)
{
    CU_ASSERT_PTR_NULL(health_listener_create(&(struct health_plan){.address = "off"}));
    int64_t until_ms = clock_monotonic_ms() + 20;
    CU_ASSERT_FALSE(health_listener_wait(NULL, -1, until_ms));
    CU_ASSERT_TRUE(clock_monotonic_ms() >= until_ms);
    health_listener_leave(NULL);
    health_listener_destroy(NULL);
}

/* An earlier process that finishes what it has may have the address for a while. */
static void an_address_that_somebody_has_is_tried_again(void)
{
    struct sockaddr_in taken = {0};
    socklen_t size = sizeof(taken);
    char address[32];
    int other = listen_on("127.0.0.1:0", 5);
    CU_ASSERT_EQUAL_FATAL(getsockname(other, (struct sockaddr *)&taken, &size), 0);
    (void)snprintf(address, sizeof(address), "127.0.0.1:%d", (int)ntohs(taken.sin_port));
    struct program program = {.is_live = true};
    program.listener = health_listener_create(
        &(struct health_plan){.address = address, .is_live = is_live, .argument = &program});
    CU_ASSERT_FALSE(health_listener_wait(program.listener, -1, clock_monotonic_ms()));
    (void)close(other);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    int64_t deadline_ms = clock_monotonic_ms() + PATIENCE_MS;
    int result = -1;
    while (result != 0 && clock_monotonic_ms() < deadline_ms) {
        (void)health_listener_wait(program.listener, -1, clock_monotonic_ms() + 10);
        result = connect(client, (struct sockaddr *)&taken, size);
    }
    CU_ASSERT_EQUAL(result, 0);
    (void)close(client);
    health_listener_destroy(program.listener);
}

static void check_accept_queue(int listening, const struct sockaddr *address, socklen_t size)
{
    struct accept_queue queue = {.waiting = -1};
    int clients[2];
    CU_ASSERT_TRUE(accept_queue_read(listening, &queue));
    CU_ASSERT_EQUAL(queue.waiting, 0);
    CU_ASSERT_EQUAL(queue.most, 5);
    for (size_t i = 0; i < LENGTH(clients); i++) {
        clients[i] = socket(address->sa_family, SOCK_STREAM, 0);
        if (clients[i] < 0)
            abort();
        CU_ASSERT_EQUAL(connect(clients[i], address, size), 0);
    }
    CU_ASSERT_TRUE(accept_queue_read(listening, &queue));
    CU_ASSERT_EQUAL(queue.waiting, 2);
    for (size_t i = 0; i < LENGTH(clients); i++)
        (void)close(clients[i]);
    (void)close(listening);
}

static void the_system_says_how_many_wait_to_be_accepted(void)
{
    struct sockaddr_un path = {.sun_family = AF_UNIX};
    struct sockaddr_in port = {0};
    socklen_t size = sizeof(port);
    (void)snprintf(path.sun_path, sizeof(path.sun_path), "/tmp/usher-unit-%d.wait", (int)getpid());
    check_accept_queue(listen_on(path.sun_path, 5), (struct sockaddr *)&path, sizeof(path));
    (void)unlink(path.sun_path);
    int tcp = listen_on("127.0.0.1:0", 5);
    CU_ASSERT_EQUAL_FATAL(getsockname(tcp, (struct sockaddr *)&port, &size), 0);
    check_accept_queue(tcp, (struct sockaddr *)&port, size);
}

CU_TestInfo http_health_tests[] = {
    UNIT(it_is_live_as_long_as_the_program_says_so),
    UNIT(it_is_ready_while_one_store_answers),
    UNIT(each_part_is_named_to_who_asks_for_them),
    UNIT(metrics_come_in_the_form_of_prometheus),
    UNIT(anything_else_is_refused),
    UNIT(a_connection_that_says_nothing_holds_up_nobody),
    UNIT(a_child_keeps_nothing_of_it),
    UNIT(a_program_goes_on_without_it),
    UNIT(an_address_that_somebody_has_is_tried_again),
    UNIT(the_system_says_how_many_wait_to_be_accepted),
    CU_TEST_INFO_NULL,
};
