/* migrations.c -- tests of `usherctl migrate`, each on an empty database. */
#include <string.h>

#include "sql/support/sql.h"

static void an_empty_database_gets_every_migration_once(void)
{
    const char *said = NULL;
    const char *url = empty_database("migrations");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "applied 0001_schema_and_roles"));
    CHECK(sql(open_for_test(url), "SELECT count(*) = max(version) FROM usher.migrations"), "t");
}

static void migrating_again_applies_nothing(void)
{
    const char *said = NULL;
    const char *url = empty_database("migrations");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    PGconn *conn = open_for_test(url);
    const char *before = sql(conn, "SELECT array_agg(m ORDER BY version) FROM usher.migrations m");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    CU_ASSERT_PTR_NULL(strstr(said, "applied"));
    CHECK(sql(conn, "SELECT array_agg(m ORDER BY version) FROM usher.migrations m"), before);
}

static void a_migration_that_was_edited_is_refused(void)
{
    const char *said = NULL;
    const char *url = empty_database("migrations");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    PGconn *conn = open_for_test(url);
    CHECK(sql(conn, "UPDATE usher.migrations SET sha256 = 'other' WHERE version = 3"), "");
    CU_ASSERT_NOT_EQUAL(migrate(url, &said), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "0003_accounts"));
}

static void a_migration_that_fails_leaves_nothing_and_goes_on_later(void)
{
    const char *said = NULL;
    const char *url = empty_database("migrations");
    PGconn *conn = open_for_test(url);
    (void)sql(conn, "CREATE SCHEMA usher");
    (void)sql(conn, "CREATE TABLE usher.wallets (in_the_way int)");
    CU_ASSERT_NOT_EQUAL(migrate(url, &said), 0);
    CHECK(sql(conn, "SELECT max(version), to_regclass('usher.users') FROM usher.migrations"), "2|");
    (void)sql(conn, "DROP TABLE usher.wallets");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
}

CU_TestInfo migrations_tests[] = {
    TEST(an_empty_database_gets_every_migration_once),
    TEST(migrating_again_applies_nothing),
    TEST(a_migration_that_was_edited_is_refused),
    TEST(a_migration_that_fails_leaves_nothing_and_goes_on_later),
    CU_TEST_INFO_NULL,
};
