/* payments.c -- tests of every outcome of a payment. */
#include "sql/support/sql.h"

/* What a refused payment must leave as it was: the payer's points, and nobody's seat. */
static void check_untouched(const struct purchase *purchase, const char *points)
{
    CHECK(points_of(purchase->user_id), points);
    CHECK(sql(as_worker(), "SELECT count(*) FROM usher.payments WHERE user_id = $1::uuid",
              purchase->user_id),
          "0");
}

static void paying_sells_the_seats_and_takes_the_points(void)
{
    struct purchase purchase = new_purchase("1000", "{3,1}");
    CHECK(pay(as_worker(), &purchase), "paid|200|800|A1,A3");
    CHECK(points_of(purchase.user_id), "800");
    CHECK(sql(as_worker(),
              "SELECT seat_id, price FROM usher.sales WHERE user_id = $1::uuid"
              " ORDER BY seat_id",
              purchase.user_id),
          "1|100\n3|100");
}

static void the_last_point_can_be_spent(void)
{
    struct purchase purchase = new_purchase("100", "{1}");
    CHECK(pay(as_worker(), &purchase), "paid|100|0|A1");
}

static void a_payment_writes_everything_that_belongs_to_it(void)
{
    struct purchase purchase = new_purchase("1000", "{1,2}");
    (void)pay(as_worker(), &purchase);
    CHECK(sql(as_owner(),
              "SELECT (SELECT count(*) FROM usher.sales s JOIN usher.tickets USING"
              " (reservation_id) WHERE s.payment_id = p.payment_id), (SELECT string_agg("
              "account_kind || amount || coalesce('=' || balance_after, ''), ' ' ORDER BY amount)"
              " FROM usher.ledger_entries WHERE transaction_id = p.payment_id), (SELECT count(*)"
              " FROM usher.outbox o WHERE o.payment_id = p.payment_id), total_amount, points_after"
              " FROM usher.payments p WHERE user_id = $1::uuid",
              purchase.user_id),
          "2|wallet-200=800 revenue200|1|200|800");
}

static void the_points_go_to_the_revenue_of_the_concert(void)
{
    struct purchase purchase = new_purchase("1000", "{1,2}");
    (void)pay(as_worker(), &purchase);
    CHECK(sql(as_worker(),
              "SELECT sum(amount) FROM usher.ledger_entries"
              " WHERE account_kind = 'revenue' AND account_id = $1::uuid",
              purchase.concert_id),
          "200");
}

static void each_seat_costs_what_its_section_says(void)
{
    struct purchase purchase = new_purchase("1000", "{1,3}");
    purchase.show_id = sql(as_worker(),
                           "SELECT show_id FROM usher.create_show($1::uuid, now() + '1 day',"
                           " '[{\"name\":\"R\",\"rows\":1,\"seatsPerRow\":2,\"price\":70},"
                           " {\"name\":\"S\",\"rows\":1,\"seatsPerRow\":2,\"price\":30}]')",
                           purchase.concert_id);
    CHECK(pay(as_worker(), &purchase), "paid|100|900|A1,B1");
}

static void too_few_points_change_nothing_and_say_what_is_missing(void)
{
    struct purchase purchase = new_purchase("199", "{1,2}");
    CHECK(pay(as_worker(), &purchase), "insufficient_points|200|199|");
    check_untouched(&purchase, "199");
}

static void a_user_without_a_wallet_has_no_points(void)
{
    struct purchase purchase = new_purchase("0", "{1}");
    purchase.user_id = new_id();
    CHECK(pay(as_worker(), &purchase), "insufficient_points|100|0|");
}

static void more_points_and_the_same_key_pay_after_a_refusal(void)
{
    struct purchase purchase = new_purchase("99", "{1}");
    purchase.key = "k";
    CHECK(pay(as_worker(), &purchase), "insufficient_points|100|99|");
    (void)sql(as_worker(), "SELECT usher.charge_points($1::uuid, 1, NULL, NULL)", purchase.user_id);
    CHECK(pay(as_worker(), &purchase), "paid|100|0|A1");
}

static void holds_that_are_gone_pay_nothing(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    purchase.holds_gone = true;
    CHECK(pay(as_worker(), &purchase), "hold_expired|||");
    check_untouched(&purchase, "1000");
}

static void paying_the_same_reservations_again_is_the_same_payment(void)
{
    struct purchase purchase = new_purchase("1000", "{1,2}");
    CHECK(pay(as_worker(), &purchase), "paid|200|800|A1,A2");
    CHECK(pay(as_worker(), &purchase), "replayed|200|800|A1,A2");
    purchase.holds_gone = true;
    CHECK(pay(as_worker(), &purchase), "replayed|200|800|A1,A2");
    CHECK(points_of(purchase.user_id), "800");
}

static void a_replay_shows_the_balance_of_its_own_moment(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    purchase.key = "k";
    CHECK(pay(as_worker(), &purchase), "paid|100|900|A1");
    (void)sql(as_worker(), "SELECT usher.charge_points($1::uuid, 50, NULL, NULL)",
              purchase.user_id);
    CHECK(pay(as_worker(), &purchase), "replayed|100|900|A1");
}

static void some_of_the_reservations_are_another_payment(void)
{
    struct purchase purchase = new_purchase("1000", "{1,2}");
    (void)pay(as_worker(), &purchase);
    struct purchase part = purchase;
    part.seats = "{1}";
    part.reservations = sql(as_worker(), "SELECT ARRAY[($1::uuid[])[1]]", purchase.reservations);
    CHECK(pay(as_worker(), &part), "hold_expired|||");
    struct purchase more = purchase;
    more.seats = "{1,2,3}";
    more.reservations =
        sql(as_worker(), "SELECT $1::uuid[] || usher.uuid_v7()", purchase.reservations);
    CHECK(pay(as_worker(), &more), "hold_expired|||");
    CHECK(points_of(purchase.user_id), "800");
}

static void the_reservation_of_another_cannot_be_paid(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    (void)pay(as_worker(), &purchase);
    purchase.user_id = new_user_with_points("1000");
    CHECK(pay(as_worker(), &purchase), "not_yours|||");
    check_untouched(&purchase, "1000");
}

static void a_sold_seat_is_not_sold_again(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    (void)pay(as_worker(), &purchase);
    purchase.user_id = new_user_with_points("1000");
    purchase.seats = "{2,1}";
    purchase.reservations = new_reservations(purchase.seats);
    CHECK(pay(as_worker(), &purchase), "!23505 sales_seat_once");
    check_untouched(&purchase, "1000");
}

static void the_same_seat_of_another_show_is_another_seat(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    (void)pay(as_worker(), &purchase);
    purchase.show_id = new_show(purchase.concert_id, "20", "100");
    purchase.reservations = new_reservations(purchase.seats);
    CHECK(pay(as_worker(), &purchase), "paid|100|800|A1");
}

static void a_seat_that_the_concert_does_not_have_is_refused(void)
{
    struct purchase purchase = new_purchase("1000", "{1,21}");
    CHECK(pay(as_worker(), &purchase), "!23503 sales_seat_exists");
    struct purchase elsewhere = purchase;
    elsewhere.seats = "{1,2}";
    elsewhere.concert_id = new_concert();
    CHECK(pay(as_worker(), &elsewhere), "!23503 sales_seat_exists");
    check_untouched(&purchase, "1000");
}

static void a_reservation_is_one_seat(void)
{
    struct purchase purchase = new_purchase("1000", "{1,2}");
    purchase.reservations = sql(as_worker(), "SELECT array_fill(usher.uuid_v7(), ARRAY[2])");
    CHECK(pay(as_worker(), &purchase), "!23505 sales_reservation_once");
    check_untouched(&purchase, "1000");
}

static void a_repeated_key_answers_the_same_payment(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    purchase.key = "k";
    CHECK(pay(as_worker(), &purchase), "paid|100|900|A1");
    purchase.holds_gone = true;
    CHECK(pay(as_worker(), &purchase), "replayed|100|900|A1");
}

static void a_key_with_another_body_is_refused_even_without_holds(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    purchase.key = "k";
    (void)pay(as_worker(), &purchase);
    purchase.fingerprint = "\\x02";
    purchase.holds_gone = true;
    CHECK(pay(as_worker(), &purchase), "key_reused|||");
}

static void the_key_of_a_charge_is_not_the_key_of_a_payment(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    purchase.key = "k";
    (void)sql(as_worker(), "SELECT usher.charge_points($1::uuid, 1, 'k', '\\x00')",
              purchase.user_id);
    CHECK(pay(as_worker(), &purchase), "key_reused|||");
    check_untouched(&purchase, "1001");
}

static void a_replay_by_reservations_remembers_its_key(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    (void)pay(as_worker(), &purchase);
    purchase.key = "k";
    CHECK(pay(as_worker(), &purchase), "replayed|100|900|A1");
    purchase.fingerprint = "\\x02";
    CHECK(pay(as_worker(), &purchase), "key_reused|||");
}

#define WALLETS_WRITTEN "pg_stat_get_xact_tuples_updated('usher.wallets'::regclass)"

static void whatever_moves_points_writes_the_wallet_once(void)
{
    static const char *const movements[] = {
        "SELECT outcome FROM usher.pay($1::uuid, $2::uuid, $3::uuid[], ARRAY[$4::uuid], '{1}',"
        " ARRAY[now()], true, NULL, NULL)",
        "SELECT outcome FROM usher.refund($1::uuid, (SELECT payment_id FROM usher.payments"
        " WHERE user_id = $1::uuid AND $2 <> $4 AND $3 <> ''), NULL, NULL, NULL)",
        "SELECT outcome FROM usher.charge_points($1::uuid, 7, NULL, NULL)"
        " WHERE $2 <> $4 AND $3 <> ''",
        "SELECT outcome FROM usher.settle_charge(NULL, (SELECT provider_reference FROM"
        " usher.create_charge($1::uuid, 9, NULL, NULL) WHERE $2 <> $4 AND $3 <> ''), 'PAID', 9,"
        " 'KRW')",
    };
    struct purchase purchase = new_purchase("1000", "{1}");
    for (size_t i = 0; i < LENGTH(movements); i++) {
        (void)sql(as_owner(), "BEGIN");
        const char *before = sql(as_owner(), "SELECT " WALLETS_WRITTEN);
        (void)sql(as_owner(), movements[i], purchase.user_id, purchase.concert_id,
                  purchase.reservations, purchase.show_id);
        CHECK(sql(as_owner(), "SELECT " WALLETS_WRITTEN " - $1::bigint", before), "1");
        CHECK(sql(as_owner(), "COMMIT"), "");
    }
    CHECK(points_of(purchase.user_id), "1016");
}

static void a_call_without_reservations_goes_the_same_way_and_writes_nothing(void)
{
    (void)sql(as_worker(), "BEGIN");
    CHECK(sql(as_worker(), "SELECT * FROM usher.pay(NULL, NULL, NULL, NULL, NULL, NULL, true,"
                           " 'warm', NULL)"),
          "");
    CHECK(sql(as_worker(), "SELECT pg_current_xact_id_if_assigned() IS NULL, (SELECT count(*) FROM"
                           " pg_locks WHERE pid = pg_backend_pid() AND locktype IN ('advisory',"
                           " 'tuple', 'transactionid'))"),
          "t|0");
    (void)sql(as_worker(), "ROLLBACK");
}

CU_TestInfo payments_tests[] = {
    TEST(paying_sells_the_seats_and_takes_the_points),
    TEST(the_last_point_can_be_spent),
    TEST(a_payment_writes_everything_that_belongs_to_it),
    TEST(the_points_go_to_the_revenue_of_the_concert),
    TEST(each_seat_costs_what_its_section_says),
    TEST(too_few_points_change_nothing_and_say_what_is_missing),
    TEST(a_user_without_a_wallet_has_no_points),
    TEST(more_points_and_the_same_key_pay_after_a_refusal),
    TEST(holds_that_are_gone_pay_nothing),
    TEST(paying_the_same_reservations_again_is_the_same_payment),
    TEST(a_replay_shows_the_balance_of_its_own_moment),
    TEST(some_of_the_reservations_are_another_payment),
    TEST(the_reservation_of_another_cannot_be_paid),
    TEST(a_sold_seat_is_not_sold_again),
    TEST(the_same_seat_of_another_show_is_another_seat),
    TEST(a_seat_that_the_concert_does_not_have_is_refused),
    TEST(a_reservation_is_one_seat),
    TEST(a_repeated_key_answers_the_same_payment),
    TEST(a_key_with_another_body_is_refused_even_without_holds),
    TEST(the_key_of_a_charge_is_not_the_key_of_a_payment),
    TEST(a_replay_by_reservations_remembers_its_key),
    TEST(whatever_moves_points_writes_the_wallet_once),
    TEST(a_call_without_reservations_goes_the_same_way_and_writes_nothing),
    CU_TEST_INFO_NULL,
};
