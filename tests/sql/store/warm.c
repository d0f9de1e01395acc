/* warm.c -- tests that a connection of a program has run what it is warmed with, once, before it is
 * asked anything. */
#include "store/pg.h"

#include "sql/support/sql.h"

#define TIMEOUT_MS 10000

/* Leaves a mark in the session each time. */
#define MARK                                                                                  \
    "SELECT set_config('warm.marks', concat(current_setting('warm.marks', true), $1::text), " \
    "false)"
#define MARKS "SELECT current_setting('warm.marks', true), pg_backend_pid()"

static const char *read_marks(struct pg *pg, const char **ret_backend)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call(MARKS, test_arena());
    if (pg_read(pg, &call, &result) != OK)
        return "no answer";
    *ret_backend = pg_get_text(result, 0, 1, test_arena());
    return pg_peek_text(result, 0, 0)[0] ? pg_get_text(result, 0, 0, test_arena()) : "";
}

static struct pg *warmed(const char *url, const char *statement, const char *value)
{
    struct pg *pg = pg_create(url, TIMEOUT_MS);
    struct pg_call call = pg_call(statement, NULL);
    pg_text(&call, value);
    pg_warm(pg, &call);
    return pg;
}

static void every_connection_is_warmed_once(void)
{
    const char *url = empty_database("warm");
    struct pg *pg = warmed(url, MARK, "x");
    const char *first = "", *second = "";
    CHECK(read_marks(pg, &first), "x");
    CHECK(read_marks(pg, &first), "x");
    (void)sql(as_owner(), "SELECT pg_terminate_backend($1::int, 5000)", first);
    CHECK(read_marks(pg, &second), "x");
    CU_ASSERT_STRING_NOT_EQUAL(first, second);
    pg_destroy(pg);
}

static void a_connection_serves_even_if_its_warming_is_refused(void)
{
    const char *backend = "";
    struct pg *pg = warmed(empty_database("warm"), "SELECT 1 / $1::int", "0");
    CHECK(read_marks(pg, &backend), "");
    pg_destroy(pg);
}

static void a_connection_is_open_before_it_is_needed(void)
{
    const char *url = empty_database("warm");
    PGconn *conn = open_for_test(url);
    const char *others = "SELECT count(*) FROM pg_stat_activity WHERE datname = $1";
    CHECK(sql(as_owner(), others, PQdb(conn)), "1");
    struct pg *pg = warmed(url, MARK, "x");
    CHECK(sql(as_owner(), others, PQdb(conn)), "2");
    pg_destroy(pg);
}

CU_TestInfo warm_tests[] = {
    TEST(every_connection_is_warmed_once),
    TEST(a_connection_serves_even_if_its_warming_is_refused),
    TEST(a_connection_is_open_before_it_is_needed),
    CU_TEST_INFO_NULL,
};
