/* refund_races.c -- tests of refunds at the same moment as something else: one of the two is in the
 * middle of its transaction while the other comes. */
#include <string.h>

#include "sql/support/sql.h"

#define PARALLEL 20

static struct purchase bought(const char *seats)
{
    struct purchase purchase = new_purchase("1000", seats);
    (void)pay(as_worker(), &purchase);
    return purchase;
}

/* The first has refunded and not yet committed; the second waits; then the first commits or not. */
static const char *second_answer(const struct return_of *first, const struct return_of *second,
                                 const char *first_ends)
{
    PGconn *one = another_worker();
    PGconn *two = another_worker();
    (void)sql(one, "BEGIN");
    (void)refund(one, first);
    send_refund(two, second);
    CU_ASSERT_TRUE(sql_waits(two));
    (void)sql(one, first_ends);
    return sql_answer(two);
}

static void two_refunds_at_once_are_one(void)
{
    struct purchase purchase = bought("{1,2}");
    struct return_of all = return_of(&purchase);
    CHECK(second_answer(&all, &all, "COMMIT"), "replayed|200|1000|1,2");
    CHECK(points_of(purchase.user_id), "1000");
}

static void the_second_refund_is_made_when_the_first_fails(void)
{
    struct purchase purchase = bought("{1,2}");
    struct return_of all = return_of(&purchase);
    CHECK(second_answer(&all, &all, "ROLLBACK"), "refunded|200|1000|1,2");
    CHECK(points_of(purchase.user_id), "1000");
}

static void a_refund_of_the_rest_waits_for_that_of_a_part(void)
{
    struct purchase purchase = bought("{1,2}");
    struct return_of part = return_of_seat(&purchase, "1");
    struct return_of all = return_of(&purchase);
    CHECK(second_answer(&part, &all, "COMMIT"), "refunded|100|1000|2");
}

static void a_second_call_is_told_that_the_first_is_running(void)
{
    struct purchase purchase = bought("{1}");
    struct return_of all = return_of(&purchase);
    all.key = "k";
    PGconn *first = another_worker();
    (void)sql(first, "BEGIN");
    (void)refund(first, &all);
    CHECK(refund(as_worker(), &all), "in_flight|||");
    (void)sql(first, "COMMIT");
    CHECK(refund(as_worker(), &all), "replayed|100|1000|1");
}

/* A ticket is locked while somebody uses it at the door. */
static void a_refund_waits_for_whoever_has_the_ticket(void)
{
    struct purchase purchase = bought("{1}");
    struct return_of all = return_of(&purchase);
    PGconn *refunding = another_worker();
    (void)sql(as_owner(), "BEGIN");
    (void)sql(as_owner(),
              "SELECT FROM usher.tickets WHERE reservation_id = ANY ($1::uuid[]) FOR UPDATE",
              purchase.reservations);
    send_refund(refunding, &all);
    CU_ASSERT_TRUE(sql_waits(refunding));
    (void)sql(as_owner(), "COMMIT");
    CHECK(sql_answer(refunding), "refunded|100|1000|1");
}

static void a_seat_is_not_sold_before_its_refund_is_sure(void)
{
    struct purchase purchase = bought("{1}");
    struct purchase rival = rival_of(&purchase);
    struct return_of all = return_of(&purchase);
    PGconn *refunding = another_worker();
    (void)sql(refunding, "BEGIN");
    (void)refund(refunding, &all);
    CHECK(pay(as_worker(), &rival), "!23505 sales_seat_once");
    (void)sql(refunding, "COMMIT");
    CHECK(pay(as_worker(), &rival), "paid|100|900|A1");
}

/* The points of a refund are there for the payment that waited for it. */
static void a_payment_waits_for_a_refund_and_spends_it(void)
{
    struct purchase purchase = new_purchase("100", "{1}");
    (void)pay(as_worker(), &purchase);
    struct return_of all = return_of(&purchase);
    struct purchase next = purchase;
    next.seats = "{2}";
    next.reservations = new_reservations("{2}");
    PGconn *refunding = another_worker();
    PGconn *paying = another_worker();
    (void)sql(refunding, "BEGIN");
    (void)refund(refunding, &all);
    send_pay(paying, &next);
    CU_ASSERT_TRUE(sql_waits(paying));
    (void)sql(refunding, "COMMIT");
    CHECK(sql_answer(paying), "paid|100|0|A2");
}

static void of_twenty_refunds_at_once_one_is_made_and_all_tell_of_it(void)
{
    PGconn *conns[PARALLEL];
    for (int i = 0; i < PARALLEL; i++)
        conns[i] = another_worker();
    struct purchase purchase = bought("{1,2}");
    struct return_of all = return_of(&purchase);
    for (int i = 0; i < PARALLEL; i++)
        send_refund(conns[i], &all);
    int made = 0;
    int replayed = 0;
    for (int i = 0; i < PARALLEL; i++) {
        const char *answer = sql_answer(conns[i]);
        made += strcmp(answer, "refunded|200|1000|1,2") == 0;
        replayed += strcmp(answer, "replayed|200|1000|1,2") == 0;
    }
    CU_ASSERT_EQUAL(made, 1);
    CU_ASSERT_EQUAL(replayed, PARALLEL - 1);
    CHECK(points_of(purchase.user_id), "1000");
}

CU_TestInfo refund_races_tests[] = {
    TEST(two_refunds_at_once_are_one),
    TEST(the_second_refund_is_made_when_the_first_fails),
    TEST(a_refund_of_the_rest_waits_for_that_of_a_part),
    TEST(a_second_call_is_told_that_the_first_is_running),
    TEST(a_refund_waits_for_whoever_has_the_ticket),
    TEST(a_seat_is_not_sold_before_its_refund_is_sure),
    TEST(a_payment_waits_for_a_refund_and_spends_it),
    TEST(of_twenty_refunds_at_once_one_is_made_and_all_tell_of_it),
    CU_TEST_INFO_NULL,
};
