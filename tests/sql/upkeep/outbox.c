/* outbox.c -- tests of what the schedulers take from the outbox. */
#include "sql/support/sql.h"

#define TAKE "SELECT seat_id FROM usher.take_outbox(100)"

/* What the tests before have left. */
static void empty_the_outbox(void)
{
    (void)sql(as_owner(), "DELETE FROM usher.outbox");
}

static struct purchase paid(const char *seats)
{
    struct purchase purchase = new_purchase("1000", seats);
    (void)pay(as_worker(), &purchase);
    return purchase;
}

static void a_payment_is_delivered_once_a_row_a_seat(void)
{
    empty_the_outbox();
    (void)paid("{7,3}");
    CHECK(sql(as_scheduler(), TAKE), "3\n7");
    CHECK(sql(as_scheduler(), TAKE), "");
}

static void a_row_says_whose_seat_of_which_show_it_is(void)
{
    empty_the_outbox();
    struct purchase purchase = paid("{7}");
    CHECK(
        sql(as_scheduler(),
            "SELECT concert_id, user_id, show_id, show_no = (SELECT show_no FROM usher.shows s"
            " WHERE s.show_id = o.show_id), ARRAY[reservation_id] FROM usher.take_outbox(9) AS o"),
        arena_printf(test_arena(), "%s|%s|%s|t|%s", purchase.concert_id, purchase.user_id,
                     purchase.show_id, purchase.reservations));
}

static void what_was_not_committed_is_delivered_again(void)
{
    empty_the_outbox();
    (void)paid("{7}");
    (void)sql(as_scheduler(), "BEGIN");
    CHECK(sql(as_scheduler(), TAKE), "7");
    (void)sql(as_scheduler(), "ROLLBACK");
    CHECK(sql(as_scheduler(), TAKE), "7");
}

static void a_batch_takes_the_oldest_payments(void)
{
    empty_the_outbox();
    (void)paid("{1}");
    (void)paid("{2}");
    (void)paid("{3}");
    CHECK(sql(as_scheduler(), "SELECT seat_id FROM usher.take_outbox(2)"), "1\n2");
    CHECK(sql(as_scheduler(), TAKE), "3");
}

static void a_concert_that_another_scheduler_delivers_is_skipped(void)
{
    empty_the_outbox();
    struct purchase purchase = paid("{1}");
    PGconn *other = another_scheduler();
    (void)sql(other, "BEGIN");
    CHECK(sql(other, TAKE), "1");
    struct purchase later = purchase;
    later.seats = "{2}";
    later.reservations = new_reservations("{2}");
    (void)pay(as_worker(), &later);
    (void)paid("{9}");
    CHECK(sql(as_scheduler(), TAKE), "9");
    (void)sql(other, "COMMIT");
    CHECK(sql(as_scheduler(), TAKE), "2");
}

static void a_refund_is_delivered_behind_its_payment(void)
{
    empty_the_outbox();
    struct purchase purchase = paid("{1,2,3}");
    struct return_of part = return_of_seat(&purchase, "2");
    (void)refund(as_worker(), &part);
    CHECK(sql(as_scheduler(), "SELECT seat_id, refund_id IS NOT NULL FROM usher.take_outbox(9)"),
          "1|f\n3|f\n2|t");
    CHECK(sql(as_scheduler(), TAKE), "");
}

static void each_refund_lists_its_own_seats(void)
{
    empty_the_outbox();
    struct purchase purchase = paid("{1,2,3}");
    CHECK(sql(as_scheduler(), TAKE), "1\n2\n3");
    struct return_of part = return_of_seat(&purchase, "2");
    struct return_of rest = return_of(&purchase);
    (void)refund(as_worker(), &part);
    (void)refund(as_worker(), &rest);
    CHECK(sql(as_scheduler(), "SELECT seat_id FROM usher.take_outbox(1)"), "2");
    CHECK(sql(as_scheduler(), TAKE), "1\n3");
}

static void a_payment_that_is_all_refunded_tells_nothing_of_its_sale(void)
{
    empty_the_outbox();
    struct purchase purchase = paid("{1,2}");
    struct return_of all = return_of(&purchase);
    (void)refund(as_worker(), &all);
    CHECK(sql(as_scheduler(), "SELECT seat_id FROM usher.take_outbox(1)"), "");
    CHECK(sql(as_scheduler(), TAKE), "1\n2");
}

static void an_empty_outbox_gives_nothing(void)
{
    empty_the_outbox();
    CHECK(sql(as_scheduler(), TAKE), "");
}

CU_TestInfo outbox_tests[] = {
    TEST(a_payment_is_delivered_once_a_row_a_seat),
    TEST(a_row_says_whose_seat_of_which_show_it_is),
    TEST(what_was_not_committed_is_delivered_again),
    TEST(a_batch_takes_the_oldest_payments),
    TEST(a_concert_that_another_scheduler_delivers_is_skipped),
    TEST(a_refund_is_delivered_behind_its_payment),
    TEST(each_refund_lists_its_own_seats),
    TEST(a_payment_that_is_all_refunded_tells_nothing_of_its_sale),
    TEST(an_empty_outbox_gives_nothing),
    CU_TEST_INFO_NULL,
};
