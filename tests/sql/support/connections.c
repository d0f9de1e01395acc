/* connections.c -- the test database through each role. */
#include "sql/support/connections.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "sql/support/database.h"
#include "sql/support/test_arena.h"

/* USHER_TEST_DATABASE_URL names the server and its owner; the tests' own database is beside it. */
static struct {
    char name[64];
    char url[512];
    PGconn *owner;
    PGconn *worker;
    PGconn *scheduler;
} test;

PGconn *as_owner(void)
{
    return test.owner;
}

PGconn *as_worker(void)
{
    return test.worker;
}

PGconn *as_scheduler(void)
{
    return test.scheduler;
}

static void finish_connection(void *conn)
{
    PQfinish(conn);
}

static PGconn *another(const char *role)
{
    PGconn *conn = connect_to(url_with(test.url, role, NULL));
    arena_defer(test_arena(), finish_connection, conn);
    return conn;
}

PGconn *another_worker(void)
{
    return another("usher_worker");
}

PGconn *another_scheduler(void)
{
    return another("usher_scheduler");
}

PGconn *another_superuser(void)
{
    return another("postgres");
}

void connections_open(void)
{
    (void)snprintf(test.name, sizeof(test.name), "usher_sql_test_%ld", (long)getpid());
    const char *said = NULL;
    const char *url = create_database(test.name);
    (void)snprintf(test.url, sizeof(test.url), "%s", url);
    if (migrate(url, &said) != 0) {
        (void)fprintf(stderr, "The migrations failed: %s\n", said);
        drop_database(test.name);
        exit(EXIT_FAILURE);
    }
    test.owner = connect_to(url);
    test.worker = connect_to(url_with(url, "usher_worker", NULL));
    test.scheduler = connect_to(url_with(url, "usher_scheduler", NULL));
    arena_reset(test_arena());
}

void connections_close(void)
{
    PQfinish(test.owner);
    PQfinish(test.worker);
    PQfinish(test.scheduler);
    drop_database(test.name);
}
