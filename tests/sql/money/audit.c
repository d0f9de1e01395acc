/* audit.c -- tests that the audit finds the ledger of all the other tests right, and each of the
 * ways in which a superuser can make them wrong. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sql/support/sql.h"

/* The rules that are broken. */
static const char *broken(PGconn *conn)
{
    return sql(conn, "SELECT string_agg(check_name, ' ' ORDER BY rule_no) FROM usher.audit"
                     " WHERE differences > 0");
}

/* A card charge that the provider says is paid. */
static void charge_by_card(const char *user_id, const char *amount)
{
    const char *reference = sql(as_worker(),
                                "SELECT provider_reference FROM usher.create_charge($1::uuid,"
                                " $2::bigint, $3, '\\x00')",
                                user_id, amount, "card");
    (void)sql(as_worker(), "SELECT usher.settle_charge($1, $2, 'PAID', $3::bigint, 'KRW')",
              new_id(), reference, amount);
}

/*
 * Somebody charges 1000 points, pays 300 for seats 1 to 3, gets 100 back for seat 1, and charges
 * 300 by card. What tests tamper with is in the one row of the table `the`, of the superuser's
 * connection.
 */
static PGconn *new_ledger(void)
{
    struct purchase purchase = new_purchase("1000", "{1,2,3}");
    purchase.key = "till";
    CHECK(pay(as_worker(), &purchase), "paid|300|700|A1,A2,A3");
    struct return_of seat = return_of_seat(&purchase, "1");
    seat.key = "regret";
    CHECK(refund(as_worker(), &seat), "refunded|100|800|1");
    charge_by_card(purchase.user_id, "300");
    PGconn *conn = another_superuser();
    CHECK(sql(conn, "CREATE TEMPORARY TABLE the (payer, concert, show, payment, refund, charge,"
                    " card, first_seat, last_seat) AS SELECT NULL::uuid, NULL::uuid, NULL::uuid,"
                    " NULL::uuid, NULL::uuid, NULL::uuid, NULL::uuid, NULL::uuid, NULL::uuid"),
          "");
    CHECK(sql(conn,
              "UPDATE the SET payer = p.user_id, concert = p.concert_id, show = $2::uuid,"
              " payment = p.payment_id, refund = (SELECT refund_id FROM usher.refunds"
              " WHERE payment_id = p.payment_id), charge = (SELECT transaction_id"
              " FROM usher.ledger_entries WHERE account_id = p.user_id ORDER BY 1 LIMIT 1),"
              " card = (SELECT transaction_id FROM usher.charges WHERE user_id = p.user_id)"
              " FROM usher.payments p WHERE p.user_id = $1::uuid",
              purchase.user_id, purchase.show_id),
          "");
    CHECK(sql(conn, "UPDATE the SET first_seat = ($1::uuid[])[1], last_seat = ($1::uuid[])[3]",
              purchase.reservations),
          "");
    return conn;
}

/* What is done to the ledger, in up to two statements, and the rules that it breaks. */
struct tampering {
    const char *first;
    const char *then;
    const char *broken;
};

static void is_noticed(PGconn *conn, const struct tampering *tampering)
{
    CHECK(sql(conn, "BEGIN"), "");
    CHECK(sql(conn, "SET LOCAL session_replication_role = replica"), "");
    CHECK(sql(conn, tampering->first), "");
    if (tampering->then)
        CHECK(sql(conn, tampering->then), "");
    CHECK(broken(conn), tampering->broken);
    CHECK(sql(conn, "ROLLBACK"), "");
}

static void are_noticed(const struct tampering *tamperings, size_t count)
{
    PGconn *conn = new_ledger();
    CHECK(broken(conn), "");
    for (size_t i = 0; i < count; i++)
        is_noticed(conn, &tamperings[i]);
}

static void the_ledger_of_all_tests_is_right(void)
{
    (void)new_ledger();
    CHECK(broken(as_owner()), "");
    CHECK(sql(as_owner(), "SELECT string_agg(check_name, ' ') FROM usher.audit WHERE checked = 0"),
          "");
}

#define ENTRY "INSERT INTO usher.ledger_entries (transaction_id, account_kind, account_id, amount)"
#define UNKNOWN "gen_random_uuid()"

static void movements_that_are_wrong_are_noticed(void)
{
    static const struct tampering tamperings[] = {
        {"UPDATE usher.ledger_entries SET account_kind = 'revenue', account_id = " UNKNOWN
         " FROM the WHERE transaction_id = charge AND account_kind = 'funding'",
         NULL, "sides"},
        {"UPDATE usher.ledger_entries SET amount = amount - 1 FROM the"
         " WHERE transaction_id = charge AND account_kind = 'funding'",
         NULL, "zero all_zero"},
        {ENTRY " SELECT concert, 'funding', NULL, 5 FROM the", NULL, "all_zero entries"},
        {ENTRY " SELECT concert, 'funding', NULL, 5 FROM the",
         ENTRY " SELECT concert, 'revenue', show, -5 FROM the", "entries"},
        {ENTRY " SELECT concert, 'funding', NULL, 5 FROM the",
         ENTRY " SELECT concert, 'revenue', concert, -5 FROM the", "entries revenue"},
        {ENTRY " SELECT charge, 'revenue', show, 5 FROM the",
         ENTRY " SELECT payment, 'funding', NULL, -5 FROM the", "sides zero"},
        {"DELETE FROM usher.ledger_entries USING the WHERE transaction_id = charge", NULL,
         "sides sums chain numbers"},
        {"UPDATE usher.ledger_transactions SET payment_id = " UNKNOWN
         " FROM the WHERE transaction_id = refund",
         NULL, "causes refunds"},
    };
    are_noticed(tamperings, LENGTH(tamperings));
}

static void wallets_that_are_wrong_are_noticed(void)
{
    static const struct tampering tamperings[] = {
        {"UPDATE usher.wallets SET balance = balance + 1 FROM the WHERE user_id = payer", NULL,
         "sums last"},
        {"UPDATE usher.ledger_entries SET amount = amount + sign(amount) FROM the"
         " WHERE transaction_id = charge",
         NULL, "sums chain"},
        {"UPDATE usher.ledger_entries SET balance_after = balance_after + 1 FROM the"
         " WHERE transaction_id = card AND account_kind = 'wallet'",
         NULL, "last chain"},
        {"UPDATE usher.ledger_entries SET balance_after = balance_after + 1 FROM the"
         " WHERE transaction_id = charge AND account_kind = 'wallet'",
         NULL, "chain"},
        {"UPDATE usher.wallets SET entries = entries + 1 FROM the WHERE user_id = payer", NULL,
         "numbers"},
        {"UPDATE usher.ledger_entries SET entry_no = 9 FROM the"
         " WHERE transaction_id = card AND account_kind = 'wallet'",
         NULL, "numbers"},
        {"UPDATE usher.ledger_entries SET entry_no = NULL FROM the"
         " WHERE transaction_id = card AND account_kind = 'wallet'",
         NULL, "numbers"},
        {"UPDATE usher.ledger_entries SET entry_no = 9 FROM the"
         " WHERE transaction_id = charge AND account_kind = 'wallet'",
         NULL, "last chain numbers"},
        {"ALTER TABLE usher.wallets DROP CONSTRAINT wallets_balance_not_negative",
         "UPDATE usher.wallets SET balance = -1 FROM the WHERE user_id = payer", "sums last floor"},
        {"ALTER TABLE usher.ledger_entries DROP CONSTRAINT ledger_entries_balance_not_negative",
         "UPDATE usher.ledger_entries SET balance_after = -1 FROM the"
         " WHERE transaction_id = charge AND account_kind = 'wallet'",
         "chain floor"},
        {"DELETE FROM usher.wallets USING the WHERE user_id = payer", NULL, "owners"},
    };
    are_noticed(tamperings, LENGTH(tamperings));
}

static void sales_that_are_wrong_are_noticed(void)
{
    static const struct tampering tamperings[] = {
        {"UPDATE usher.ledger_entries SET account_id = " UNKNOWN
         " FROM the WHERE transaction_id = payment AND account_kind = 'revenue'",
         NULL, "payments revenue"},
        {"UPDATE usher.payments SET total_amount = total_amount + 1 FROM the"
         " WHERE payment_id = payment",
         NULL, "payments prices revenue"},
        {"UPDATE usher.payments SET points_after = points_after + 1 FROM the"
         " WHERE payment_id = payment",
         NULL, "shown"},
        {"UPDATE usher.sales SET user_id = " UNKNOWN " FROM the WHERE reservation_id = last_seat",
         NULL, "buyers"},
        {"UPDATE usher.shows SET concert_id = " UNKNOWN " FROM the WHERE show_id = show", NULL,
         "buyers"},
        {"UPDATE usher.sales SET price = price + 1 FROM the WHERE reservation_id = last_seat", NULL,
         "prices sections"},
        {"UPDATE usher.sections SET price = price + 1 FROM the WHERE show_id = show", NULL,
         "sections"},
        {"UPDATE usher.sales SET seat_id = 2, resale = 1 FROM the WHERE reservation_id = last_seat",
         NULL, "seats"},
        {"DELETE FROM usher.sales USING the WHERE reservation_id = last_seat", NULL,
         "prices ticket_sales"},
        {"DELETE FROM usher.tickets USING the WHERE reservation_id = last_seat", NULL, "tickets"},
        {"ALTER TABLE usher.tickets DROP CONSTRAINT tickets_reservation_once",
         "INSERT INTO usher.tickets (reservation_id) SELECT last_seat FROM the", "tickets"},
        {"INSERT INTO usher.tickets (reservation_id) SELECT show FROM the", NULL, "ticket_sales"},
    };
    are_noticed(tamperings, LENGTH(tamperings));
}

static void refunds_that_are_wrong_are_noticed(void)
{
    static const struct tampering tamperings[] = {
        {"UPDATE usher.ledger_entries SET account_id = " UNKNOWN
         " FROM the WHERE transaction_id = refund AND account_kind = 'revenue'",
         NULL, "refunds revenue"},
        {"INSERT INTO usher.refunded_sales (reservation_id, refund_id)"
         " SELECT last_seat, refund FROM the",
         NULL, "refund_prices"},
        {"DELETE FROM usher.refunded_sales USING the WHERE refund_id = refund", NULL,
         "refund_prices"},
        {"UPDATE usher.refunds SET points_after = points_after + 1 FROM the"
         " WHERE refund_id = refund",
         NULL, "refund_shown"},
        {"UPDATE usher.refunds SET user_id = " UNKNOWN " FROM the WHERE refund_id = refund", NULL,
         "refunds refund_buyers keys"},
        {"UPDATE usher.refunded_sales SET refund_id = " UNKNOWN
         " FROM the WHERE reservation_id = first_seat",
         NULL, "refund_prices refund_sales"},
        {"UPDATE usher.refunds SET amount = 301 FROM the WHERE refund_id = refund", NULL,
         "refunds refund_prices refund_most revenue"},
        {"DELETE FROM usher.refunds USING the WHERE refund_id = refund", NULL,
         "causes refund_sales revenue keys"},
    };
    are_noticed(tamperings, LENGTH(tamperings));
}

static void cards_and_keys_that_are_wrong_are_noticed(void)
{
    static const struct tampering tamperings[] = {
        {"UPDATE usher.charges SET amount = amount + 1 FROM the WHERE transaction_id = card", NULL,
         "cards"},
        {"UPDATE usher.charges SET transaction_id = " UNKNOWN
         " FROM the WHERE transaction_id = card",
         NULL, "cards"},
        {"ALTER TABLE usher.charges DROP CONSTRAINT charges_transaction_once",
         "INSERT INTO usher.charges (user_id, amount, status, transaction_id, completed_at)"
         " SELECT payer, 300, 'COMPLETED', card, now() FROM the",
         "cards_once"},
        {"UPDATE usher.idempotency SET result_id = " UNKNOWN
         " FROM the WHERE user_id = payer AND kind = 'payment'",
         NULL, "keys"},
        {"UPDATE usher.idempotency SET result_id = refund FROM the"
         " WHERE user_id = payer AND kind = 'payment'",
         NULL, "keys"},
    };
    are_noticed(tamperings, LENGTH(tamperings));
}

static void drop_it(void *name)
{
    drop_database(name);
}

static int audit(const char *url, const char **ret_said)
{
    return run_usherctl(url, (char *const[]){"usherctl", "ledger", "audit", NULL}, ret_said);
}

static void the_command_fails_when_a_rule_is_broken(void)
{
    const char *said = NULL;
    char *name = arena_printf(test_arena(), "usher_audit_test_%ld", (long)getpid());
    const char *url = create_database(name);
    arena_defer(test_arena(), drop_it, name);
    CU_ASSERT_EQUAL(audit(url, &said), 2);
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    CU_ASSERT_EQUAL(audit(url, &said), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "0 of 29 rules are broken"));

    PGconn *conn = connect_to(url_with(url, "postgres", NULL));
    CHECK(sql(conn, "SET session_replication_role = replica"), "");
    CHECK(sql(conn, "INSERT INTO usher.wallets VALUES ('01890000-0000-7000-8000-000000000001', 1)"),
          "");
    PQfinish(conn);
    CU_ASSERT_EQUAL(audit(url, &said), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "for one: 01890000-0000-7000-8000-000000000001"));
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "2 of 29 rules are broken"));
}

static void nobody_but_the_owner_reads_the_audit(void)
{
    CHECK(sql(as_worker(), "SELECT * FROM usher.audit"), "!42501");
    CHECK(sql(as_scheduler(), "SELECT * FROM usher.audit"), "!42501");
}

CU_TestInfo audit_tests[] = {
    TEST(the_ledger_of_all_tests_is_right),
    TEST(movements_that_are_wrong_are_noticed),
    TEST(wallets_that_are_wrong_are_noticed),
    TEST(sales_that_are_wrong_are_noticed),
    TEST(refunds_that_are_wrong_are_noticed),
    TEST(cards_and_keys_that_are_wrong_are_noticed),
    TEST(the_command_fails_when_a_rule_is_broken),
    TEST(nobody_but_the_owner_reads_the_audit),
    CU_TEST_INFO_NULL,
};
