/* functions.c -- tests of sql/functions/, and of how `usherctl migrate` applies them. */
#include <string.h>

#include "base/version.h"
#include "sql/support/sql.h"
#include "store/migrations.h"

/*
 * The functions of 0.1.0 that are not what they were: who changes the text or the grants of one
 * adds its name here, "{pay,refund}".
 */
#define CHANGED_SINCE                                                                  \
    "{charge_points,check_entries,check_in,complete_charge,create_charge,"             \
    "create_plan_rows,create_seats,earlier_refund,forget_expired,is_checked_in,"       \
    "open_session,pay,record_refund,refund,refund_refusal,rotate_session,seat_prices," \
    "settle_charge,take_outbox,update_concert,uuid_v7}"

/* Each function of a database: its text, and who may call it. */
#define FUNCTIONS                                                                      \
    "SELECT string_agg(pg_get_functiondef(p.oid) || ARRAY(SELECT a::text FROM"         \
    " unnest(coalesce(p.proacl, acldefault('f', p.proowner))) AS a ORDER BY 1)::text," \
    " E'\n' ORDER BY p.oid::regprocedure::text) FROM pg_proc p"                        \
    " WHERE p.pronamespace = 'usher'::regnamespace"

static const char *all_functions(PGconn *conn)
{
    return sql(conn, FUNCTIONS);
}

static PGconn *migrated(const char **ret_url)
{
    const char *said = NULL;
    *ret_url = empty_database("functions");
    CU_ASSERT_EQUAL(migrate(*ret_url, &said), 0);
    return open_for_test(*ret_url);
}

static void the_files_say_what_the_first_release_did(void)
{
    PGconn *before = first_release(empty_database("first_release"));
    const char *kept = FUNCTIONS " AND p.proname <> ALL ($1::text[]) AND p.proname = ANY"
                                 " ($2::text[])";
    const char *names = sql(before, "SELECT array_agg(proname) FROM pg_proc"
                                    " WHERE pronamespace = 'usher'::regnamespace");
    CU_ASSERT_TRUE(strlen(sql(before, kept, CHANGED_SINCE, names)) > 10000);
    CHECK(sql(as_owner(), kept, CHANGED_SINCE, names), sql(before, kept, CHANGED_SINCE, names));
}

static void an_upgraded_database_has_the_functions_of_a_new_one(void)
{
    const char *said = NULL;
    const char *url = empty_database("functions");
    PGconn *conn = first_release(url);
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    CU_ASSERT_PTR_NULL(strstr(said, "applied 0030"));
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "applied functions/money/pay.sql\n"));
    CHECK(all_functions(conn), all_functions(as_owner()));
}

/* "claim_key,pay,…", of the files. */
static const char *names_of_files(void)
{
    size_t count = 0;
    const struct sql_function *all = sql_functions(&count);
    const char *names = "";
    for (size_t i = 0; i < count; i++)
        names = arena_printf(test_arena(), "%s%s%s", names, i > 0 ? "," : "", all[i].name);
    return names;
}

static void every_function_has_its_file_and_every_file_its_function(void)
{
    const char *sorted = sql(as_owner(),
                             "SELECT string_agg(name, ' ' ORDER BY name)"
                             " FROM unnest(string_to_array($1, ',')) AS name",
                             names_of_files());
    CHECK(sql(as_owner(), "SELECT string_agg(proname, ' ' ORDER BY proname::text) FROM pg_proc"
                          " WHERE pronamespace = 'usher'::regnamespace"),
          sorted);
    CHECK(sql(as_owner(), "SELECT string_agg(name, ' ' ORDER BY name)"
                          " FROM usher.applied_functions"),
          sorted);
}

/* Somebody has put another text in the place of two functions. */
static void spoil(PGconn *conn)
{
    (void)sql(conn, "CREATE OR REPLACE FUNCTION usher.row_letters(p_row int) RETURNS text"
                    " LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT 'other' $$");
    (void)sql(conn, "CREATE OR REPLACE FUNCTION usher.count_seats(p_sections jsonb) RETURNS int"
                    " LANGUAGE sql STABLE AS $$ SELECT -1 $$");
}

#define SPOILED "SELECT usher.row_letters(27), usher.count_seats('[]')"

static void a_text_that_has_changed_is_applied_and_no_other(void)
{
    const char *said = NULL;
    const char *url = NULL;
    PGconn *conn = migrated(&url);
    spoil(conn);
    (void)sql(conn, "UPDATE usher.applied_functions SET sha256 = 'other', release = '0.1.9'"
                    " WHERE name = 'row_letters'");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "applied functions/concert/row_letters.sql\n"));
    CU_ASSERT_PTR_NULL(strstr(said, "count_seats"));
    CHECK(sql(conn, SPOILED), "AA|-1");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    CU_ASSERT_PTR_NULL(strstr(said, "applied"));
}

/* Two functions are to be applied anew, and one of them has a result of another type. */
static PGconn *with_another_result(const char **ret_url)
{
    PGconn *conn = migrated(ret_url);
    spoil(conn);
    (void)sql(conn, "DROP FUNCTION usher.row_letters(int)");
    (void)sql(conn, "CREATE FUNCTION usher.row_letters(p_row int) RETURNS bigint"
                    " LANGUAGE sql IMMUTABLE STRICT AS 'SELECT 7::bigint'");
    (void)sql(conn, "UPDATE usher.applied_functions SET sha256 = 'other'"
                    " WHERE name IN ('row_letters', 'count_seats')");
    return conn;
}

static void a_result_that_would_change_is_refused_and_nothing_is_applied(void)
{
    const char *said = NULL;
    const char *url = NULL;
    PGconn *conn = with_another_result(&url);
    CU_ASSERT_EQUAL(migrate(url, &said), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "functions/concert/row_letters.sql failed: "));
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "cannot change return type"));
    CU_ASSERT_PTR_NULL(strstr(said, "applied"));
    CHECK(sql(conn, SPOILED), "7|-1");
    CHECK(sql(conn, "SELECT count(*) FROM usher.applied_functions WHERE sha256 = 'other'"), "2");
    (void)sql(conn, "DROP FUNCTION usher.row_letters(int)");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    CHECK(sql(conn, SPOILED), "AA|0");
}

static void the_order_of_the_files_does_not_count(void)
{
    const char *said = NULL;
    const char *url = NULL;
    PGconn *conn = migrated(&url);
    /* Of the room before calls of the rooms after, and the other way round. */
    (void)sql(conn, "DROP FUNCTION usher.is_checked_in(uuid), usher.refund_refusal(uuid[]),"
                    " usher.create_rows(uuid), usher.row_letters(int)");
    (void)sql(conn, "UPDATE usher.applied_functions SET sha256 = 'other'");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    CHECK(all_functions(conn), all_functions(as_owner()));
}

static void a_file_that_is_gone_is_missed_until_a_migration_drops_its_function(void)
{
    const char *said = NULL;
    const char *url = NULL;
    PGconn *conn = migrated(&url);
    (void)sql(conn, "INSERT INTO usher.applied_functions VALUES ('gone', 'a', '0.1.9')");
    CU_ASSERT_EQUAL(migrate(url, &said), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "gone has no file, and no migration drops it."));
    (void)sql(conn, "DELETE FROM usher.applied_functions WHERE name = 'gone'");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
}

static void arguments_that_were_changed_under_the_same_name_are_refused(void)
{
    const char *said = NULL;
    const char *url = NULL;
    PGconn *conn = migrated(&url);
    (void)sql(conn, "CREATE FUNCTION usher.row_letters(p_row int, p_more int) RETURNS text"
                    " LANGUAGE sql AS $$ SELECT 'more' $$");
    CU_ASSERT_EQUAL(migrate(url, &said), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "there are two functions row_letters"));
}

/* This program comes back to a database where a later one has been at work. */
static void check_it_leaves(PGconn *conn, const char *url)
{
    const char *said = NULL;
    spoil(conn);
    (void)sql(conn, "UPDATE usher.applied_functions SET sha256 = 'later'");
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "stay as they are\n"));
    CU_ASSERT_PTR_NULL(strstr(said, "applied"));
    CHECK(sql(conn, SPOILED), "other|-1");
}

static void the_functions_of_a_later_release_stay(void)
{
    const char *url = NULL;
    PGconn *conn = migrated(&url);
    (void)sql(conn,
              "UPDATE usher.applied_functions"
              " SET release = split_part($1, '.', 1) || '.1000.0' WHERE name = 'pay'",
              usher_version());
    check_it_leaves(conn, url);
}

static void the_functions_beside_a_later_migration_stay(void)
{
    const char *url = NULL;
    PGconn *conn = migrated(&url);
    (void)sql(conn, "INSERT INTO usher.migrations VALUES (9999, '9999_later', 'a')");
    check_it_leaves(conn, url);
}

CU_TestInfo functions_tests[] = {
    TEST(the_files_say_what_the_first_release_did),
    TEST(an_upgraded_database_has_the_functions_of_a_new_one),
    TEST(every_function_has_its_file_and_every_file_its_function),
    TEST(a_text_that_has_changed_is_applied_and_no_other),
    TEST(a_result_that_would_change_is_refused_and_nothing_is_applied),
    TEST(the_order_of_the_files_does_not_count),
    TEST(a_file_that_is_gone_is_missed_until_a_migration_drops_its_function),
    TEST(arguments_that_were_changed_under_the_same_name_are_refused),
    TEST(the_functions_of_a_later_release_stay),
    TEST(the_functions_beside_a_later_migration_stay),
    CU_TEST_INFO_NULL,
};
