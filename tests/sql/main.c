/* main.c -- runs every test of the database; the exit code is 1 when anything failed. */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sql/support/sql.h"

#define ARENA_BYTES_MAX ((size_t)64 * 1024 * 1024)

/* USHER_TEST_DATABASE_URL names the server and its owner; the tests' own database is beside it. */
static struct {
    struct arena *arena;
    char name[64];
    char url[512];
    PGconn *owner;
    PGconn *worker;
    PGconn *scheduler;
} test;

struct arena *test_arena(void)
{
    return test.arena;
}

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
    arena_defer(test.arena, finish_connection, conn);
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

static void begin(void)
{
    test.arena = arena_create(ARENA_BYTES_MAX);
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
    arena_reset(test.arena);
}

static void end(void)
{
    PQfinish(test.owner);
    PQfinish(test.worker);
    PQfinish(test.scheduler);
    drop_database(test.name);
    arena_destroy(test.arena);
}

static void after_each(void)
{
    arena_reset(test.arena);
}

int main(void)
{
    CU_SuiteInfo suites[] = {
#define SQL_ROW(suite) {#suite, NULL, NULL, NULL, after_each, suite##_tests},
        SQL_SUITES(SQL_ROW)
#undef SQL_ROW
            CU_SUITE_INFO_NULL,
    };
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS) {
        (void)fprintf(stderr, "%s\n", CU_get_error_msg());
        return EXIT_FAILURE;
    }
    begin();
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_ErrorCode ran = CU_basic_run_tests();
    bool passed =
        ran == CUE_SUCCESS && CU_get_number_of_failures() == 0 && CU_get_number_of_tests_run() > 0;
    CU_cleanup_registry();
    end();
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
