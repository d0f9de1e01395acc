/* ids.c -- tests of the identifiers that the database makes. */
#include "sql/support/sql.h"

static void an_id_has_the_version_and_the_variant(void)
{
    CHECK(sql(as_worker(),
              "SELECT bool_and(id ~ '^.{8}-.{4}-7.{3}-[89ab].{3}-.{12}$') FROM"
              " (SELECT usher.uuid_v7()::text AS id FROM generate_series(1, 100)) AS ids"),
          "t");
}

static void an_id_begins_with_the_millisecond_of_its_making(void)
{
    CHECK(sql(as_worker(),
              "SELECT abs(('x' || left(replace(usher.uuid_v7()::text, '-', ''), 12))::bit(48)"
              "::bigint - extract(epoch FROM clock_timestamp()) * 1000) < 1000"),
          "t");
}

static void ids_are_in_the_order_of_their_making(void)
{
    CHECK(sql(as_worker(), "WITH RECURSIVE made (n, id, in_order) AS ("
                           " SELECT 1, usher.uuid_v7(), true UNION ALL"
                           " SELECT n + 1, next, left(next::text, 18) >= left(id::text, 18)"
                           " FROM made, LATERAL (SELECT usher.uuid_v7() AS next WHERE n > 0) AS m"
                           " WHERE n < 1000)"
                           " SELECT bool_and(in_order), count(DISTINCT id) FROM made"),
          "t|1000");
}

CU_TestInfo ids_tests[] = {
    TEST(an_id_has_the_version_and_the_variant),
    TEST(an_id_begins_with_the_millisecond_of_its_making),
    TEST(ids_are_in_the_order_of_their_making),
    CU_TEST_INFO_NULL,
};
