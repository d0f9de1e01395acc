/* refunds.c -- tests of every outcome of a refund. */
#include "sql/support/sql.h"

/* A buyer with 1000 points who has paid for these seats. */
static struct purchase bought(const char *seats)
{
    struct purchase purchase = new_purchase("1000", seats);
    (void)pay(as_worker(), &purchase);
    return purchase;
}

/* The refund of it all. */
static const char *refund_all(const struct purchase *purchase)
{
    struct return_of wanted = return_of(purchase);
    return refund(as_worker(), &wanted);
}

static const char *refund_seat(const struct purchase *purchase, const char *seat)
{
    struct return_of wanted = return_of_seat(purchase, seat);
    return refund(as_worker(), &wanted);
}

/* What a refused refund must leave as it was: the owner's points, and the owner of the seats. */
static void check_untouched(const struct purchase *purchase, const char *points)
{
    CHECK(points_of(purchase->user_id), points);
    CHECK(sql(as_worker(), "SELECT count(*) FROM usher.refunds WHERE user_id = $1::uuid",
              purchase->user_id),
          "0");
}

static void a_refund_gives_the_points_back_and_frees_the_seats(void)
{
    struct purchase purchase = bought("{3,1}");
    CHECK(refund_all(&purchase), "refunded|200|1000|1,3");
    CHECK(points_of(purchase.user_id), "1000");
    struct purchase rival = rival_of(&purchase);
    CHECK(pay(as_worker(), &rival), "paid|200|800|A1,A3");
}

static void a_refund_writes_everything_that_belongs_to_it(void)
{
    struct purchase purchase = bought("{1,2}");
    (void)refund_all(&purchase);
    CHECK(
        sql(as_owner(),
            "SELECT (SELECT count(*) FROM usher.refunded_sales r WHERE r.refund_id = f.refund_id),"
            " (SELECT string_agg(account_kind || amount || coalesce('=' || balance_after, ''),"
            " ' ' ORDER BY account_kind) FROM usher.ledger_entries WHERE transaction_id ="
            " f.refund_id), (SELECT kind FROM usher.ledger_transactions t WHERE transaction_id ="
            " f.refund_id AND t.payment_id = f.payment_id), (SELECT count(*) FROM usher.outbox o"
            " WHERE o.refund_id = f.refund_id AND o.payment_id = f.payment_id), amount,"
            " points_after FROM usher.refunds f WHERE user_id = $1::uuid",
            purchase.user_id),
        "2|revenue-200 wallet200=1000|refund|1|200|1000");
}

static void the_points_come_out_of_the_revenue_of_the_concert(void)
{
    struct purchase purchase = bought("{1,2,3}");
    (void)refund_seat(&purchase, "2");
    CHECK(sql(as_worker(),
              "SELECT sum(amount) FROM usher.ledger_entries"
              " WHERE account_kind = 'revenue' AND account_id = $1::uuid",
              purchase.concert_id),
          "200");
}

static void the_movements_of_a_wallet_are_in_the_order_of_their_numbers(void)
{
    struct purchase purchase = bought("{1,2}");
    (void)refund_seat(&purchase, "1");
    (void)sql(as_worker(), "SELECT usher.charge_points($1::uuid, 7, NULL, NULL)", purchase.user_id);
    (void)refund_seat(&purchase, "2");
    CHECK(sql(as_worker(),
              "SELECT kind, amount, balance_after FROM usher.ledger_entries"
              " JOIN usher.ledger_transactions USING (transaction_id)"
              " WHERE account_id = $1::uuid ORDER BY entry_no",
              purchase.user_id),
          "charge|1000|1000\npayment|-200|800\nrefund|100|900\ncharge|7|907\nrefund|100|1007");
}

static void part_of_a_payment_is_refunded_and_then_the_rest(void)
{
    struct purchase purchase = bought("{1,2,3}");
    CHECK(refund_seat(&purchase, "2"), "refunded|100|800|2");
    CHECK(refund_all(&purchase), "refunded|200|1000|1,3");
}

static void refunding_the_same_seats_again_is_the_same_refund(void)
{
    struct purchase purchase = bought("{1,2}");
    CHECK(refund_seat(&purchase, "2"), "refunded|100|900|2");
    CHECK(refund_seat(&purchase, "2"), "replayed|100|900|2");
    CHECK(points_of(purchase.user_id), "900");
}

static void refunding_a_payment_with_nothing_left_is_its_last_refund(void)
{
    struct purchase purchase = bought("{1,2}");
    (void)refund_seat(&purchase, "2");
    CHECK(refund_all(&purchase), "refunded|100|1000|1");
    CHECK(refund_all(&purchase), "replayed|100|1000|1");
    CHECK(points_of(purchase.user_id), "1000");
    /* Their order is that of the wallet, not of the ids, which are made of the time of day. */
    PGconn *conn = another_superuser();
    (void)sql(conn, "BEGIN");
    (void)sql(conn, "SET LOCAL session_replication_role = replica");
    CHECK(sql(conn,
              "UPDATE usher.ledger_entries SET entry_no = 100 - entry_no"
              " WHERE account_kind = 'wallet' AND account_id = $1::uuid",
              purchase.user_id),
          "");
    struct return_of rest = return_of(&purchase);
    CHECK(refund(conn, &rest), "replayed|100|900|2");
    (void)sql(conn, "ROLLBACK");
}

static void another_combination_of_refunded_seats_is_refused(void)
{
    struct purchase purchase = bought("{1,2,3}");
    struct return_of pair = return_of(&purchase);
    pair.reservations = sql(as_worker(), "SELECT ($1::uuid[])[1:2]", purchase.reservations);
    CHECK(refund(as_worker(), &pair), "refunded|200|900|1,2");
    CHECK(refund_seat(&purchase, "1"), "already_refunded|||");
    pair.reservations = purchase.reservations;
    CHECK(refund(as_worker(), &pair), "already_refunded|||");
    (void)refund_seat(&purchase, "3");
    CHECK(refund(as_worker(), &pair), "already_refunded|||");
}

static void the_payment_of_another_is_not_refunded(void)
{
    struct purchase purchase = bought("{1}");
    struct return_of theirs = return_of(&purchase);
    theirs.user_id = new_user_with_points("5");
    CHECK(refund(as_worker(), &theirs), "not_found|||");
    theirs.reservations = purchase.reservations;
    CHECK(refund(as_worker(), &theirs), "not_found|||");
    theirs = return_of(&purchase);
    theirs.payment_id = new_id();
    CHECK(refund(as_worker(), &theirs), "not_found|||");
    check_untouched(&purchase, "900");
}

static void the_reservation_of_another_payment_is_not_refunded_with_this_one(void)
{
    struct purchase purchase = bought("{1}");
    struct purchase other = purchase;
    other.seats = "{2}";
    other.reservations = new_reservations("{2}");
    (void)pay(as_worker(), &other);
    struct return_of mixed = return_of(&purchase);
    mixed.reservations = other.reservations;
    CHECK(refund(as_worker(), &mixed), "not_found|||");
    mixed.reservations = sql(as_worker(), "SELECT $1::uuid[] || $2::uuid[]", purchase.reservations,
                             other.reservations);
    CHECK(refund(as_worker(), &mixed), "not_found|||");
    check_untouched(&purchase, "800");
}

/* The answer to a refund so many microseconds after (or, with a minus, before) the cutoff. */
static const char *refund_at_cutoff(const char *offset_us)
{
    PGconn *conn = as_owner();
    struct purchase purchase = new_purchase("1000", "{1}");
    (void)sql(conn, "BEGIN");
    purchase.show_id =
        sql(conn,
            "SELECT show_id FROM usher.create_show($1::uuid, now() + interval '1 day'"
            " - make_interval(secs => $2::float8 / 1000000),"
            " '[{\"name\":\"R\",\"rows\":1,\"seatsPerRow\":1,\"price\":100}]')",
            purchase.concert_id, offset_us);
    (void)pay(conn, &purchase);
    const char *answer = sql(conn,
                             "SELECT outcome, amount FROM usher.refund($1::uuid, (SELECT payment_id"
                             " FROM usher.sales WHERE user_id = $1::uuid), NULL, NULL, NULL)",
                             purchase.user_id);
    (void)sql(conn, "ROLLBACK");
    return answer;
}

static void the_cutoff_is_the_first_moment_that_is_too_late(void)
{
    CHECK(refund_at_cutoff("-1"), "refunded|100");
    CHECK(refund_at_cutoff("0"), "too_late|");
    CHECK(refund_at_cutoff("1"), "too_late|");
}

static void one_show_that_is_too_late_refuses_the_whole_refund(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    const char *soon = sql(as_worker(),
                           "SELECT show_id FROM usher.create_show($1::uuid, now() + '1 hour',"
                           " '[{\"name\":\"R\",\"rows\":1,\"seatsPerRow\":1,\"price\":100}]')",
                           purchase.concert_id);
    purchase.reservations = new_reservations("{1,1}");
    (void)sql(as_worker(),
              "SELECT usher.pay($1::uuid, $2::uuid, $3::uuid[], ARRAY[$4::uuid, $5::uuid], '{1,1}',"
              " ARRAY[now(), now()], true, NULL, NULL)",
              purchase.user_id, purchase.concert_id, purchase.reservations, purchase.show_id, soon);
    CHECK(refund_all(&purchase), "too_late|||");
    check_untouched(&purchase, "800");
    struct return_of early = return_of(&purchase);
    early.reservations = sql(as_worker(), "SELECT ($1::uuid[])[1:1]", purchase.reservations);
    CHECK(refund(as_worker(), &early), "refunded|100|900|1");
}

/* A refund that was made in time is answered again whenever its caller asks. */
static void a_replay_is_never_too_late(void)
{
    struct purchase purchase = bought("{1}");
    (void)refund_all(&purchase);
    (void)sql(as_owner(),
              "UPDATE usher.concerts SET refund_cutoff_seconds = 31536000"
              " WHERE concert_id = $1::uuid",
              purchase.concert_id);
    CHECK(refund_all(&purchase), "replayed|100|1000|1");
}

static void a_wallet_that_would_pass_its_maximum_refuses_the_refund(void)
{
    struct purchase purchase = bought("{1}");
    for (int i = 0; i < 10; i++)
        (void)sql(as_worker(), "SELECT usher.charge_points($1::uuid, $2::int, NULL, NULL)",
                  purchase.user_id, i < 9 ? "10000000" : "9999001");
    CHECK(refund_all(&purchase), "!23514 wallets_balance_limit");
    check_untouched(&purchase, "99999901");
}

static void a_repeated_key_answers_the_same_refund(void)
{
    struct purchase purchase = bought("{1,2}");
    struct return_of one = return_of_seat(&purchase, "1");
    one.key = "k";
    CHECK(refund(as_worker(), &one), "refunded|100|900|1");
    (void)refund_all(&purchase);
    CHECK(refund(as_worker(), &one), "replayed|100|900|1");
    one.fingerprint = "\\x02";
    CHECK(refund(as_worker(), &one), "key_reused|||");
}

/* Whether all is refunded by one call or by two, a key stands for what it did. */
static void the_key_of_a_whole_refund_is_not_used_for_what_is_left_later(void)
{
    struct purchase purchase = bought("{1}");
    struct return_of all = return_of(&purchase);
    all.key = "k";
    CHECK(refund(as_worker(), &all), "refunded|100|1000|1");
    CHECK(refund(as_worker(), &all), "replayed|100|1000|1");
    CHECK(points_of(purchase.user_id), "1000");
}

static void a_refused_refund_leaves_its_key_free(void)
{
    struct purchase purchase = bought("{1}");
    struct return_of wrong = return_of(&purchase);
    wrong.key = "k";
    wrong.reservations = new_reservations("{1}");
    CHECK(refund(as_worker(), &wrong), "not_found|||");
    wrong.reservations = purchase.reservations;
    wrong.fingerprint = "\\x02";
    CHECK(refund(as_worker(), &wrong), "refunded|100|1000|1");
}

static void the_key_of_a_payment_is_not_the_key_of_a_refund(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    purchase.key = "k";
    (void)pay(as_worker(), &purchase);
    struct return_of all = return_of(&purchase);
    all.key = "k";
    CHECK(refund(as_worker(), &all), "key_reused|||");
    check_untouched(&purchase, "900");
}

static void a_refused_row_breaks_a_rule_by_name(void)
{
    static const struct {
        const char *amount, *points, *refusal;
    } refused[] = {
        {"0", "0", "!23514 refunds_amount_positive"},
        {"1", "-1", "!23514 refunds_points_not_negative"},
        {"1", "1", "!23503 refunds_transaction_exists"},
    };
    struct purchase purchase = bought("{1}");
    for (size_t i = 0; i < LENGTH(refused); i++)
        CHECK(sql(as_owner(),
                  "INSERT INTO usher.refunds SELECT usher.uuid_v7(), payment_id, user_id,"
                  " concert_id, $2::int, $3::int FROM usher.payments WHERE user_id = $1::uuid",
                  purchase.user_id, refused[i].amount, refused[i].points),
              refused[i].refusal);
}

CU_TestInfo refunds_tests[] = {
    TEST(a_refund_gives_the_points_back_and_frees_the_seats),
    TEST(a_refund_writes_everything_that_belongs_to_it),
    TEST(the_points_come_out_of_the_revenue_of_the_concert),
    TEST(the_movements_of_a_wallet_are_in_the_order_of_their_numbers),
    TEST(part_of_a_payment_is_refunded_and_then_the_rest),
    TEST(refunding_the_same_seats_again_is_the_same_refund),
    TEST(refunding_a_payment_with_nothing_left_is_its_last_refund),
    TEST(another_combination_of_refunded_seats_is_refused),
    TEST(the_payment_of_another_is_not_refunded),
    TEST(the_reservation_of_another_payment_is_not_refunded_with_this_one),
    TEST(the_cutoff_is_the_first_moment_that_is_too_late),
    TEST(one_show_that_is_too_late_refuses_the_whole_refund),
    TEST(a_replay_is_never_too_late),
    TEST(a_wallet_that_would_pass_its_maximum_refuses_the_refund),
    TEST(a_repeated_key_answers_the_same_refund),
    TEST(the_key_of_a_whole_refund_is_not_used_for_what_is_left_later),
    TEST(a_refused_refund_leaves_its_key_free),
    TEST(the_key_of_a_payment_is_not_the_key_of_a_refund),
    TEST(a_refused_row_breaks_a_rule_by_name),
    CU_TEST_INFO_NULL,
};
