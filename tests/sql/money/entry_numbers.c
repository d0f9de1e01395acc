/* entry_numbers.c -- tests that the movements of a wallet have an order that no clock decides,
 * those of before too. */
#include "sql/support/sql.h"

/* usher.uuid_v7 where Postgres's clock is so far ahead; it is set back from one to the next. */
static void set_clock(PGconn *conn, const char *ahead)
{
    (void)sql(conn, arena_printf(test_arena(),
                                 "CREATE OR REPLACE FUNCTION usher.uuid_v7() RETURNS uuid"
                                 " LANGUAGE sql VOLATILE AS $$ SELECT encode(overlay(uuid_send("
                                 "gen_random_uuid()) PLACING int8send(((extract(epoch FROM"
                                 " clock_timestamp() + interval '%s') * 1000)::bigint << 16)"
                                 " | x'7000'::bigint) FROM 1), 'hex')::uuid $$",
                                 ahead));
}

static const char *new_payer(PGconn *conn)
{
    return sql(conn, "SELECT usher.register_user(gen_random_uuid() || '@example.com', 'hash',"
                     " 'buyer')");
}

static void charge(PGconn *conn, const char *user_id, const char *amount)
{
    (void)sql(conn, "SELECT usher.charge_points($1::uuid, $2::bigint, NULL, NULL)", user_id,
              amount);
}

/* A movement of a wallet as it was written before there were numbers; ids are "1", "2" …. */
static void move_points(PGconn *conn, const char *user_id, const char *id, const char *amount)
{
    (void)sql(conn, "BEGIN");
    const char *transaction = sql(conn, "SELECT lpad($1, 8, '0') || substr($2, 9)", id, user_id);
    const char *balance = sql(conn,
                              "UPDATE usher.wallets SET balance = balance + $2::bigint"
                              " WHERE user_id = $1::uuid RETURNING balance",
                              user_id, amount);
    (void)sql(conn,
              "INSERT INTO usher.ledger_transactions (transaction_id, kind)"
              " VALUES ($1::uuid, 'charge')",
              transaction);
    CHECK(sql(conn,
              "INSERT INTO usher.ledger_entries (transaction_id, account_kind, account_id, amount,"
              " balance_after) VALUES ($1::uuid, 'wallet', $2::uuid, $3::bigint, $4::bigint),"
              " ($1::uuid, 'funding', NULL, -$3::bigint, NULL)",
              transaction, user_id, amount, balance),
          "");
    CHECK(sql(conn, "COMMIT"), "");
}

/* "number|amount", by number. */
static const char *numbered(PGconn *conn, const char *user_id)
{
    return sql(conn,
               "SELECT entry_no, amount FROM usher.ledger_entries"
               " WHERE account_kind = 'wallet' AND account_id = $1::uuid ORDER BY entry_no",
               user_id);
}

/* The rules about wallets that do not hold. */
static const char *broken(PGconn *conn)
{
    return sql(conn, "SELECT string_agg(check_name, ' ' ORDER BY rule_no) FROM usher.audit"
                     " WHERE differences > 0 AND check_name IN"
                     " ('sums', 'last', 'chain', 'floor', 'owners', 'numbers')");
}

static void check_migrates(const char *url)
{
    const char *said = NULL;
    CU_ASSERT_EQUAL_FATAL(migrate(url, &said), 0);
}

static void a_clock_that_goes_back_puts_no_movement_out_of_order(void)
{
    const char *url = empty_database("clock");
    check_migrates(url);
    PGconn *conn = open_for_test(url);
    const char *user_id = new_payer(conn);
    set_clock(conn, "1 hour");
    charge(conn, user_id, "100");
    set_clock(conn, "50 minutes");
    charge(conn, user_id, "20");
    set_clock(conn, "0");
    charge(conn, user_id, "3");
    CHECK(numbered(conn, user_id), "1|100\n2|20\n3|3");
    CHECK(broken(conn), "");
}

static void movements_of_before_are_numbered_by_what_they_left(void)
{
    const char *url = empty_database("numbers");
    PGconn *conn = first_release(url);
    const char *back = new_payer(conn);
    move_points(conn, back, "9", "100");
    move_points(conn, back, "5", "20");
    move_points(conn, back, "7", "-90");
    const char *round = new_payer(conn);
    move_points(conn, round, "4", "100");
    move_points(conn, round, "3", "-100");
    move_points(conn, round, "2", "100");
    move_points(conn, round, "5", "-100");
    move_points(conn, round, "1", "50");
    check_migrates(url);
    CHECK(numbered(conn, back), "1|100\n2|20\n3|-90");
    CHECK(numbered(conn, round), "1|100\n2|-100\n3|100\n4|-100\n5|50");
    CHECK(broken(conn), "");
    charge(conn, round, "1");
    CHECK(sql(conn, "SELECT entries FROM usher.wallets WHERE user_id = $1::uuid", round), "6");
}

static void an_order_that_was_right_is_kept(void)
{
    const char *url = empty_database("order");
    PGconn *conn = first_release(url);
    const char *user_id = new_payer(conn);
    static const char *const amounts[] = {"10", "-10", "30", "-30", "20", "-20", "10"};
    for (size_t i = 0; i < LENGTH(amounts); i++)
        move_points(conn, user_id, arena_printf(test_arena(), "%zu", i), amounts[i]);
    check_migrates(url);
    CHECK(numbered(conn, user_id), "1|10\n2|-10\n3|30\n4|-30\n5|20\n6|-20\n7|10");
}

static void a_wallet_that_was_wrong_before_keeps_the_order_of_its_ids(void)
{
    const char *url = empty_database("wrong");
    PGconn *conn = first_release(url);
    const char *user_id = new_payer(conn);
    move_points(conn, user_id, "1", "10");
    (void)sql(conn, "UPDATE usher.wallets SET balance = 70 WHERE user_id = $1::uuid", user_id);
    move_points(conn, user_id, "2", "5");
    check_migrates(url);
    CHECK(numbered(conn, user_id), "1|10\n2|5");
    CHECK(broken(conn), "sums chain");
}

/* usherctl has run the numbered files and not yet the functions. */
static void what_old_functions_write_in_between_is_numbered_too(void)
{
    const char *url = empty_database("between");
    PGconn *conn = first_release(url);
    const char *user_id = new_payer(conn);
    charge(conn, user_id, "1");
    apply_numbered_files(conn);
    charge(conn, user_id, "2");
    check_migrates(url);
    charge(conn, user_id, "3");
    CHECK(numbered(conn, user_id), "1|1\n2|2\n3|3");
    CHECK(broken(conn), "");
}

static void a_call_that_began_under_an_old_function_is_numbered(void)
{
    const char *user_id = new_user();
    move_points(as_owner(), user_id, "1", "5");
    CHECK(numbered(as_worker(), user_id), "1|5");
}

static void the_entries_are_only_added_to_afterwards(void)
{
    const char *url = empty_database("after");
    PGconn *conn = first_release(url);
    charge(conn, new_payer(conn), "1");
    check_migrates(url);
    CHECK(sql(conn, "UPDATE usher.ledger_entries SET entry_no = 2"), "!42501 append_only");
}

CU_TestInfo entry_numbers_tests[] = {
    TEST(a_clock_that_goes_back_puts_no_movement_out_of_order),
    TEST(movements_of_before_are_numbered_by_what_they_left),
    TEST(an_order_that_was_right_is_kept),
    TEST(a_wallet_that_was_wrong_before_keeps_the_order_of_its_ids),
    TEST(what_old_functions_write_in_between_is_numbered_too),
    TEST(a_call_that_began_under_an_old_function_is_numbered),
    TEST(the_entries_are_only_added_to_afterwards),
    CU_TEST_INFO_NULL,
};
