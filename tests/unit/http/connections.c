/* connections.c -- tests of the connections that a worker process holds. */
#include "http/server/connections.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "http/server/listen.h"
#include "unit/unit.h"

enum { CLIENTS = 3 };

/* Each has said something, which nobody reads here. */
static void connect_all(const char *path, int clients[CLIENTS])
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, strlen(path));
    for (size_t i = 0; i < CLIENTS; i++) {
        clients[i] = socket(AF_UNIX, SOCK_STREAM, 0);
        if (clients[i] < 0)
            abort();
        CU_ASSERT_EQUAL(connect(clients[i], (struct sockaddr *)&address, sizeof(address)), 0);
        CU_ASSERT_EQUAL(send(clients[i], "", 1, 0), 1);
    }
}

/* In each round that it looks, a process answers all that it has found, and tells who waits. */
static void who_waits_behind_a_request_is_counted(void)
{
    char path[64];
    int clients[CLIENTS];
    sigset_t before;
    (void)snprintf(path, sizeof(path), "/tmp/usher-unit-%d.held", (int)getpid());
    (void)sigprocmask(SIG_BLOCK, NULL, &before);
    struct connections_plan plan = {
        .listen_socket = listen_on(path, 8), .most = 8, .load = pool_load_create(1)};
    struct connections *connections = connections_create(&plan);
    CU_ASSERT_PTR_NOT_NULL_FATAL(connections);
    connect_all(path, clients);
    size_t waiting = 0;
    for (size_t i = 0; i < 20 && waiting < CLIENTS - 1; i++) { /* until all were accepted */
        FCGX_Request *fcgi = NULL;
        CU_ASSERT_EQUAL(connections_next(connections, &fcgi), CONNECTION_REQUEST);
        waiting = connections_waiting(connections);
    }
    CU_ASSERT_EQUAL(waiting, CLIENTS - 1);
    for (size_t i = CLIENTS - 1; i > 0; i--) {
        FCGX_Request *fcgi = NULL;
        CU_ASSERT_EQUAL(connections_next(connections, &fcgi), CONNECTION_REQUEST);
        CU_ASSERT_EQUAL(connections_waiting(connections), i - 1);
    }
    connections_destroy(connections);
    for (size_t i = 0; i < CLIENTS; i++)
        (void)close(clients[i]);
    (void)close(plan.listen_socket);
    (void)unlink(path);
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    (void)signal(SIGTERM, SIG_DFL);
}

CU_TestInfo http_connections_tests[] = {
    UNIT(who_waits_behind_a_request_is_counted),
    CU_TEST_INFO_NULL,
};
