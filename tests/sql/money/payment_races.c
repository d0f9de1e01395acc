/* payment_races.c -- tests of payments at the same moment: one of them is in the middle of its
 * transaction while the other comes. */
#include <string.h>

#include "sql/support/sql.h"

#define PARALLEL 20

/* The first has paid and not yet committed; the second waits; then the first commits or not. */
static const char *second_answer(const struct purchase *first, const struct purchase *second,
                                 const char *first_ends)
{
    PGconn *one = another_worker();
    PGconn *two = another_worker();
    (void)sql(one, "BEGIN");
    (void)pay(one, first);
    send_pay(two, second);
    CU_ASSERT_TRUE(sql_waits(two));
    (void)sql(one, first_ends);
    return sql_answer(two);
}

static void the_second_buyer_of_a_seat_loses_it_and_nothing_else(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    struct purchase rival = rival_of(&purchase);
    CHECK(second_answer(&purchase, &rival, "COMMIT"), "!23505 sales_seat_once");
    CHECK(points_of(purchase.user_id), "900");
    CHECK(points_of(rival.user_id), "1000");
}

static void the_second_buyer_gets_the_seat_when_the_first_fails(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    struct purchase rival = rival_of(&purchase);
    CHECK(second_answer(&purchase, &rival, "ROLLBACK"), "paid|100|900|A1");
    CHECK(points_of(purchase.user_id), "1000");
}

static void two_tabs_that_pay_the_same_hold_pay_once(void)
{
    struct purchase purchase = new_purchase("1000", "{1,2}");
    CHECK(second_answer(&purchase, &purchase, "COMMIT"), "replayed|200|800|A1,A2");
    CHECK(points_of(purchase.user_id), "800");
}

static void two_payments_do_not_spend_the_same_points(void)
{
    struct purchase first = new_purchase("150", "{1}");
    struct purchase second = first;
    second.seats = "{2}";
    second.reservations = new_reservations("{2}");
    CHECK(second_answer(&first, &second, "COMMIT"), "insufficient_points|100|50|");
    CHECK(points_of(first.user_id), "50");
}

static void a_payment_waits_for_a_charge_and_counts_it(void)
{
    struct purchase purchase = new_purchase("60", "{1}");
    PGconn *charging = another_worker();
    PGconn *paying = another_worker();
    (void)sql(charging, "BEGIN");
    (void)sql(charging, "SELECT usher.charge_points($1::uuid, 40, NULL, NULL)", purchase.user_id);
    send_pay(paying, &purchase);
    CU_ASSERT_TRUE(sql_waits(paying));
    (void)sql(charging, "COMMIT");
    CHECK(sql_answer(paying), "paid|100|0|A1");
}

static void the_same_reservation_paid_by_two_people_has_one_winner(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    struct purchase thief = purchase;
    thief.user_id = new_user_with_points("1000");
    CHECK(second_answer(&purchase, &thief, "COMMIT"), "!23505 sales_reservation_once");
    CHECK(points_of(thief.user_id), "1000");
}

static void a_second_call_is_told_that_the_first_is_running(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    purchase.key = "k";
    PGconn *first = another_worker();
    (void)sql(first, "BEGIN");
    (void)pay(first, &purchase);
    CHECK(pay(as_worker(), &purchase), "in_flight|||");
    (void)sql(first, "COMMIT");
    CHECK(pay(as_worker(), &purchase), "replayed|100|900|A1");
}

static void different_seats_do_not_wait_for_each_other(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    struct purchase neighbour = rival_of(&purchase);
    neighbour.seats = "{2}";
    PGconn *first = another_worker();
    (void)sql(first, "BEGIN");
    (void)pay(first, &purchase);
    CHECK(pay(as_worker(), &neighbour), "paid|100|900|A2");
    (void)sql(first, "COMMIT");
}

/* Whoever waits for a seat has none of those behind it, so nobody waits for them in turn. */
static void seats_are_taken_in_their_order_whatever_was_asked(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    struct purchase backwards = purchase;
    backwards.seats = "{2,1}";
    backwards = rival_of(&backwards);
    struct purchase third = purchase;
    third.seats = "{2}";
    third = rival_of(&third);
    PGconn *first = another_worker();
    PGconn *second = another_worker();
    (void)sql(first, "BEGIN");
    (void)pay(first, &purchase);
    send_pay(second, &backwards);
    CU_ASSERT_TRUE(sql_waits(second));
    CHECK(pay(as_worker(), &third), "paid|100|900|A2");
    (void)sql(first, "ROLLBACK");
    CHECK(sql_answer(second), "!23505 sales_seat_once");
}

static void open_workers(PGconn **conns)
{
    for (int i = 0; i < PARALLEL; i++)
        conns[i] = another_worker();
}

/* Sends all of them before it reads the first answer: one is paid, and each other loses a seat. */
static void check_one_winner(PGconn *const *conns, const struct purchase *purchases)
{
    int paid = 0;
    int lost = 0;
    for (int i = 0; i < PARALLEL; i++)
        send_pay(conns[i], &purchases[i]);
    for (int i = 0; i < PARALLEL; i++) {
        const char *answer = sql_answer(conns[i]);
        paid += strncmp(answer, "paid|", strlen("paid|")) == 0;
        lost += strcmp(answer, "!23505 sales_seat_once") == 0;
    }
    CU_ASSERT_EQUAL(paid, 1);
    CU_ASSERT_EQUAL(lost, PARALLEL - 1);
}

static void the_last_seat_has_one_winner_of_twenty(void)
{
    PGconn *conns[PARALLEL];
    open_workers(conns);
    struct purchase purchases[PARALLEL] = {new_purchase("1000", "{20}")};
    for (int i = 1; i < PARALLEL; i++)
        purchases[i] = rival_of(&purchases[0]);
    check_one_winner(conns, purchases);
}

/* Any two of these have a seat in common, and half of them name their seats backwards. */
static void buyers_of_overlapping_seats_never_wait_in_a_ring(void)
{
    static const char *const wants[] = {"{1,2}", "{2,1}", "{2,3}", "{3,2}", "{3,1}", "{1,3}"};
    PGconn *conns[PARALLEL];
    open_workers(conns);
    for (int round = 0; round < 5; round++) {
        struct purchase purchases[PARALLEL] = {new_purchase("1000", wants[0])};
        for (size_t i = 1; i < PARALLEL; i++) {
            purchases[i] = purchases[0];
            purchases[i].seats = wants[i % LENGTH(wants)];
            purchases[i] = rival_of(&purchases[i]);
        }
        check_one_winner(conns, purchases);
    }
}

CU_TestInfo payment_races_tests[] = {
    TEST(the_second_buyer_of_a_seat_loses_it_and_nothing_else),
    TEST(the_second_buyer_gets_the_seat_when_the_first_fails),
    TEST(two_tabs_that_pay_the_same_hold_pay_once),
    TEST(two_payments_do_not_spend_the_same_points),
    TEST(a_payment_waits_for_a_charge_and_counts_it),
    TEST(the_same_reservation_paid_by_two_people_has_one_winner),
    TEST(a_second_call_is_told_that_the_first_is_running),
    TEST(different_seats_do_not_wait_for_each_other),
    TEST(seats_are_taken_in_their_order_whatever_was_asked),
    TEST(the_last_seat_has_one_winner_of_twenty),
    TEST(buyers_of_overlapping_seats_never_wait_in_a_ring),
    CU_TEST_INFO_NULL,
};
