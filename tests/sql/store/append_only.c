/* append_only.c -- tests that what has happened cannot be changed, not even by the owner. */
#include "sql/support/sql.h"

static const char *const tables[] = {"payments",
                                     "sales",
                                     "refunds",
                                     "refunded_sales",
                                     "tickets",
                                     "ledger_entries",
                                     "ledger_transactions",
                                     "show_changes",
                                     "checkins",
                                     "checkin_undos"};

/* The statement with the name of each table put in. */
static void is_refused_on_every_table(const char *verb, const char *rest)
{
    for (size_t i = 0; i < LENGTH(tables); i++) {
        const char *statement = arena_printf(test_arena(), "%s usher.%s %s", verb, tables[i], rest);
        CHECK(sql(as_owner(), statement), "!42501 append_only");
    }
}

static void no_row_is_updated(void)
{
    for (size_t i = 0; i < LENGTH(tables); i++) {
        const char *column = sql(as_owner(),
                                 "SELECT attname FROM pg_attribute WHERE attnum = 1"
                                 " AND attrelid = ('usher.' || $1)::regclass",
                                 tables[i]);
        CHECK(sql(as_owner(), arena_printf(test_arena(), "UPDATE usher.%s SET %s = %s", tables[i],
                                           column, column)),
              "!42501 append_only");
    }
}

static void no_row_is_deleted(void)
{
    is_refused_on_every_table("DELETE FROM", "");
}

static void a_statement_that_meets_no_row_is_refused_too(void)
{
    is_refused_on_every_table("DELETE FROM", "WHERE false");
}

static void no_table_is_emptied(void)
{
    is_refused_on_every_table("TRUNCATE", "CASCADE");
}

CU_TestInfo append_only_tests[] = {
    TEST(no_row_is_updated),
    TEST(no_row_is_deleted),
    TEST(a_statement_that_meets_no_row_is_refused_too),
    TEST(no_table_is_emptied),
    CU_TEST_INFO_NULL,
};
