/* ledger.c -- tests of double-entry bookkeeping: what the ledger refuses, and that it agrees with
 * the wallets after everything the other tests have done. */
#include "sql/support/sql.h"

#define ENTRIES                                                                            \
    " INSERT INTO usher.ledger_entries (transaction_id, account_kind, account_id, amount," \
    " balance_after) "

/* A transaction and its entries by one statement, as the owner. */
static const char *write_entries(const char *entries)
{
    PGconn *conn = as_owner();
    const char *id = new_id();
    (void)sql(conn, "BEGIN");
    (void)sql(conn,
              "INSERT INTO usher.ledger_transactions (transaction_id, kind)"
              " VALUES ($1::uuid, 'charge')",
              id);
    const char *answer = sql(
        conn,
        arena_printf(test_arena(), ENTRIES "SELECT $1::uuid, e.* FROM (VALUES %s) AS e", entries),
        id);
    (void)sql(conn, "ROLLBACK");
    return answer;
}

#define USER "'01890000-0000-7000-8000-000000000001'::uuid"

static void entries_that_do_not_sum_to_zero_are_refused(void)
{
    CHECK(write_entries("('wallet', " USER ", 10, 10), ('funding', NULL, -9, NULL)"),
          "!23514 ledger_sums_to_zero");
    CHECK(write_entries("('wallet', " USER ", 10, 10)"), "!23514 ledger_sums_to_zero");
    CHECK(write_entries("('wallet', " USER ", 10, 10), ('funding', NULL, -10, NULL)"), "");
}

static void a_refused_entry_breaks_a_rule_by_name(void)
{
    static const struct {
        const char *entry, *refusal;
    } refused[] = {
        {"('wallet', " USER ", 0, 10)", "!23514 ledger_entries_amount_not_zero"},
        {"('pocket', " USER ", 1, NULL::int)", "!23514 ledger_entries_account_known"},
        {"('wallet', NULL::uuid, 1, 1)", "!23514 ledger_entries_account_named"},
        {"('funding', " USER ", 1, NULL::int)", "!23514 ledger_entries_account_named"},
        {"('wallet', " USER ", 1, NULL::int)", "!23514 ledger_entries_balance_of_wallet"},
        {"('revenue', " USER ", 1, 1)", "!23514 ledger_entries_balance_of_wallet"},
        {"('wallet', " USER ", -1, -1)", "!23514 ledger_entries_balance_not_negative"},
        {"('wallet', " USER ", 1, 1), ('wallet', " USER ", -1, 0)",
         "!23505 ledger_entries_leg_once"},
    };
    for (size_t i = 0; i < LENGTH(refused); i++)
        CHECK(write_entries(refused[i].entry), refused[i].refusal);
}

static void an_old_transaction_takes_no_further_entry(void)
{
    const char *user_id = new_user_with_points("10");
    const char *id = sql(as_worker(),
                         "SELECT transaction_id FROM usher.ledger_entries"
                         " WHERE account_id = $1::uuid",
                         user_id);
    CHECK(sql(as_owner(), ENTRIES "VALUES ($1::uuid, 'revenue', $2::uuid, 1, NULL)", id, user_id),
          "!23514 ledger_sums_to_zero");
    /* Nor in balance, when the transaction is of another moment. */
    (void)sql(as_owner(), "BEGIN");
    const char *late = new_id();
    (void)sql(as_owner(),
              "INSERT INTO usher.ledger_transactions (transaction_id, kind, created_at)"
              " VALUES ($1::uuid, 'charge', now() - interval '1 second')",
              late);
    CHECK(sql(as_owner(),
              ENTRIES "VALUES ($1::uuid, 'wallet', $2::uuid, 1, 1),"
                      " ($1::uuid, 'funding', NULL, -1, NULL)",
              late, user_id),
          "!23514 ledger_written_at_once");
    (void)sql(as_owner(), "ROLLBACK");
}

/* A number may be brought along: then it is the one that the wallet has counted. */
static void an_entry_has_the_number_that_its_wallet_counts(void)
{
    static const struct {
        const char *number, *answer;
    } entries[] = {
        {"2", "!23514 ledger_entries_counted"},
        {"1", "!23505 ledger_entries_number_once"},
        {"NULL", ""},
    };
    for (size_t i = 0; i < LENGTH(entries); i++) {
        const char *user_id = new_user_with_points("10");
        const char *id = new_id();
        (void)sql(as_owner(), "BEGIN");
        (void)sql(as_owner(),
                  "INSERT INTO usher.ledger_transactions (transaction_id, kind)"
                  " VALUES ($1::uuid, 'charge')",
                  id);
        CHECK(sql(as_owner(),
                  arena_printf(test_arena(),
                               "INSERT INTO usher.ledger_entries (transaction_id, account_kind,"
                               " account_id, amount, balance_after, entry_no) VALUES ($1::uuid,"
                               " 'wallet', $2::uuid, 1, 11, %s), ($1::uuid, 'funding', NULL, -1,"
                               " NULL, NULL)",
                               entries[i].number),
                  id, user_id),
              entries[i].answer);
        (void)sql(as_owner(), "ROLLBACK");
    }
}

static void an_entry_belongs_to_a_transaction(void)
{
    CHECK(sql(as_owner(),
              ENTRIES "VALUES ($1::uuid, 'wallet', $1::uuid, 1, 1),"
                      " ($1::uuid, 'funding', NULL, -1, NULL)",
              new_id()),
          "!23503 ledger_entries_transaction_exists");
}

static void a_refused_transaction_breaks_a_rule_by_name(void)
{
    const char *insert = "INSERT INTO usher.ledger_transactions (transaction_id, kind, payment_id)"
                         " VALUES ($1::uuid, $2, nullif($3, '')::uuid)";
    const char *id = new_id();
    CHECK(sql(as_owner(), insert, id, "gift", ""), "!23514 ledger_transactions_kind_known");
    CHECK(sql(as_owner(), insert, id, "payment", ""), "!23514 ledger_transactions_payment_named");
    CHECK(sql(as_owner(), insert, id, "charge", id), "!23514 ledger_transactions_payment_named");
    CHECK(sql(as_owner(), insert, id, "payment", new_id()),
          "!23514 ledger_transactions_payment_once");
    CHECK(sql(as_owner(), insert, id, "payment", id), "!23503 ledger_transactions_payment_exists");
}

static void every_movement_sums_to_zero_and_every_wallet_to_its_entries(void)
{
    struct purchase purchase = new_purchase("500", "{1,2}");
    (void)pay(as_worker(), &purchase);
    CHECK(sql(as_owner(), "SELECT count(*) FROM (SELECT FROM usher.ledger_entries"
                          " GROUP BY transaction_id HAVING sum(amount) <> 0) AS unbalanced"),
          "0");
    CHECK(sql(as_owner(),
              "SELECT count(*) FROM usher.wallets w WHERE balance <> (SELECT coalesce(sum(amount),"
              " 0) FROM usher.ledger_entries e WHERE e.account_kind = 'wallet'"
              " AND e.account_id = w.user_id)"),
          "0");
}

static void the_running_balance_adds_up_movement_by_movement(void)
{
    struct purchase purchase = new_purchase("500", "{1,2}");
    (void)pay(as_worker(), &purchase);
    CHECK(sql(as_worker(),
              "SELECT kind, amount, balance_after FROM usher.ledger_entries"
              " JOIN usher.ledger_transactions USING (transaction_id)"
              " WHERE account_id = $1::uuid ORDER BY entry_no",
              purchase.user_id),
          "charge|500|500\npayment|-200|300");
}

CU_TestInfo ledger_tests[] = {
    TEST(entries_that_do_not_sum_to_zero_are_refused),
    TEST(a_refused_entry_breaks_a_rule_by_name),
    TEST(an_old_transaction_takes_no_further_entry),
    TEST(an_entry_has_the_number_that_its_wallet_counts),
    TEST(an_entry_belongs_to_a_transaction),
    TEST(a_refused_transaction_breaks_a_rule_by_name),
    TEST(every_movement_sums_to_zero_and_every_wallet_to_its_entries),
    TEST(the_running_balance_adds_up_movement_by_movement),
    CU_TEST_INFO_NULL,
};
