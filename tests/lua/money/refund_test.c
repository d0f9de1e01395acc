/* refund_test.c -- seats that were refunded are on the market again,
 * whatever comes late or twice. */
#include "lua/support/calls.h"
#include "lua/support/calls_parts.h"
#include "lua/support/calls_restore.h"
#include "lua/support/opening.h"

/* Bob is inside; Alice has bought seats 5 and 6 of show 1 in one payment, and has left. */
static void alice_has_bought(void)
{
    open_concert();
    admit(2);
    EXPECT(hold(ALICE, "1:5 1:6"), "OK ...");
    EXPECT(start_payment(ALICE, "f", "1:5 1:6"), "OK");
    EXPECT(finish_payment(ALICE, "1:5 1:6"), "OK 2");
}

/* What the concert counts: seats bought, and by how many. */
static const char *counted(void)
{
    return ask("HMGET %s bought buyers", key("concert"));
}

static void a_refunded_seat_is_free_again(void)
{
    alice_has_bought();
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(map(1), "AAAAASAAAAAA");
    EXPECT(hold(BOB, "1:5"), "OK ...");
    EXPECT(hold(BOB, "1:6"), "SEAT_TAKEN 6");
}

static void a_refunded_seat_does_not_count_for_the_limit(void)
{
    open_concert_with(.seats = 2);
    admit(1);
    EXPECT(hold(ALICE, "1:5 1:6"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:5 1:6"), "OK 2");
    EXPECT(join(ALICE), "OK 1 ...");
    pass(1);
    EXPECT(tick(), "OK ...");
    EXPECT(hold(ALICE, "1:7"), "SEAT_LIMIT 2 2");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(hold(ALICE, "1:7 1:8"), "SEAT_LIMIT 2 1");
    EXPECT(hold(ALICE, "1:5"), "OK ...");
}

static void a_second_delivery_changes_nothing(void)
{
    alice_has_bought();
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 0");
    EXPECT(counted(), "1 1");
    EXPECT(map(1), "AAAAASAAAAAA");
}

static void a_seat_that_somebody_else_holds_by_now_stays_theirs(void)
{
    alice_has_bought();
    const char *first = reservation_of("1:5");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(hold(BOB, "1:5"), "OK ...");
    EXPECT(refund_seats_of(ALICE, "1:5", first), "OK 0");
    EXPECT(map(1), "AAAAHSAAAAAA");
    EXPECT(start_payment(BOB, "g", "1:5"), "OK");
}

static void a_seat_that_was_sold_again_stays_sold(void)
{
    alice_has_bought();
    const char *first = reservation_of("1:5");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(hold(BOB, "1:5"), "OK ...");
    EXPECT(finish_payment(BOB, "1:5"), "OK 1");
    EXPECT(refund_seats_of(ALICE, "1:5", first), "OK 0");
    EXPECT(map(1), "AAAASSAAAAAA");
}

static void a_seat_that_the_same_person_bought_again_stays_sold(void)
{
    alice_has_bought();
    const char *first = reservation_of("1:5");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(join(ALICE), "OK 1 ...");
    pass(1);
    EXPECT(tick(), "OK ...");
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    EXPECT(refund_seats_of(ALICE, "1:5", first), "OK 0");
    EXPECT(map(1), "AAAASSAAAAAA");
}

/* Nothing of a refund stays: neither in the hash that each of her calls reads, nor for good. */
static void what_refunds_leave_behind_ends_by_itself(void)
{
    alice_has_bought();
    EXPECT(refund_seats(ALICE, "1:5 1:6"), "OK 2");
    EXPECT(ask("HLEN %s", key(text("buyer:%s", user_id(ALICE)))), "0");
    const char *marks = ask("KEYS %s", key("refunded:*"));
    for (int i = 0; i < 2; i++) {
        int64_t left_ms = number(ask("PTTL %s", word(marks, i)), 0);
        CU_ASSERT(left_ms > 0 && left_ms <= 3600000);
    }
    EXPECT(word(marks, 2), "");
}

static void the_sale_that_comes_after_its_refund_is_not_marked(void)
{
    alice_has_bought();
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(finish_payment(ALICE, "1:5 1:6"), "OK 0");
    EXPECT(map(1), "AAAAASAAAAAA");
    EXPECT(hold(BOB, "1:5"), "OK ...");
}

/* Not even when its owner holds the seat anew: the reservation is another one. */
static void the_late_sale_of_a_refunded_seat_takes_no_newer_hold(void)
{
    alice_has_bought();
    const char *first = reservation_of("1:5");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(join(ALICE), "OK 1 ...");
    pass(1);
    EXPECT(tick(), "OK ...");
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(finish_payment_of(ALICE, "1:5", first), "OK 0");
    EXPECT(start_payment(ALICE, "g", "1:5"), "OK");
    EXPECT(map(1), "AAAAHSAAAAAA");
}

/* The worker died between Postgres and Redis, and the refund overtook the outbox. */
static void a_refund_before_its_sale_was_marked_ends_the_hold(void)
{
    open_concert();
    admit(1);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 0");
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(ask("EXISTS %s %s", key("hold:1:5"), key("deadlines")), "0");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 0");
    EXPECT(leave(ALICE, ""), "OK");
}

static void the_average_purchase_stays_one_of_buyers_with_seats(void)
{
    alice_has_bought();
    EXPECT(hold(BOB, "2:1 2:2 2:3"), "OK ...");
    EXPECT(finish_payment(BOB, "2:1 2:2 2:3"), "OK 3");
    EXPECT(counted(), "5 2");
    EXPECT(refund_seats(BOB, "2:2"), "OK 1");
    EXPECT(counted(), "4 2");
    EXPECT(refund_seats(BOB, "2:1 2:3"), "OK 2");
    EXPECT(counted(), "2 1");
    EXPECT(refund_seats(ALICE, "1:5 1:6"), "OK 2");
    EXPECT(counted(), "- -");
}

/* The counts began anew with a loss of Redis; they never say that less than nothing was bought. */
static void a_refund_of_what_was_not_counted_counts_nothing(void)
{
    alice_has_bought();
    lose_everything();
    EXPECT(begin_restore("t"), "OK");
    EXPECT(restore_seats("t", ALICE, "1:5 1:6"), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(tick(), "OK ...");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(counted(), "- -");
    EXPECT(join(BOB), "OK 1 ...");
    pass(1);
    EXPECT(tick(), "OK OPEN 0 1 * 1 ...");
}

static void seats_that_are_free_again_call_the_next(void)
{
    open_concert_with(.seats = 24);
    admit(1);
    EXPECT(hold(ALICE, "1:1 1:2 1:3 1:4 1:5 1:6 1:7 1:8 1:9 1:10 1:11 1:12"), "OK ...");
    EXPECT(hold(ALICE, "2:1 2:2 2:3 2:4 2:5 2:6 2:7 2:8 2:9 2:10 2:11 2:12"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:1 1:2 1:3 1:4 1:5 1:6 1:7 1:8 1:9 1:10 1:11 1:12"), "OK 12");
    EXPECT(finish_payment(ALICE, "2:1 2:2 2:3 2:4 2:5 2:6 2:7 2:8 2:9 2:10 2:11 2:12"), "OK 12");
    EXPECT(join(BOB), "OK 1 ...");
    pass(1);
    EXPECT(tick(), "OK OPEN 1 0 * 0 ...");
    EXPECT(refund_seats(ALICE, "2:7"), "OK 1");
    pass(1);
    EXPECT(tick(), "OK OPEN 0 1 * 1 ...");
    EXPECT(hold(BOB, "2:7"), "OK ...");
}

/* There is no map: whoever restores the concert reads of the refund in Postgres. */
static void a_refund_in_an_empty_redis_is_left_to_the_restore(void)
{
    alice_has_bought();
    lose_everything();
    EXPECT(refund_seats(ALICE, "1:5"), "OK 0");
    EXPECT(ask("EXISTS %s", key("map:1")), "0");
    EXPECT(begin_restore("t"), "OK");
}

static void a_refund_makes_no_map_where_there_is_none(void)
{
    alice_has_bought();
    EXPECT(ask("DEL %s", key("map:1")), "1");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(ask("EXISTS %s", key("map:1")), "0");
}

/* The restore has read of the sale before it was refunded, and marks it after. */
static void a_refund_in_the_middle_of_a_restore_is_not_undone(void)
{
    alice_has_bought();
    lose_everything();
    EXPECT(begin_restore("t"), "OK");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 0");
    EXPECT(restore_seats("t", ALICE, "1:5 1:6"), "OK");
    EXPECT(refund_seats(ALICE, "1:6"), "OK 1");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

/* Redis has come back from a moment before the refund. */
static void an_older_redis_forgets_the_sales_that_were_refunded(void)
{
    open_concert_with(.seats = 1);
    admit(2);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    EXPECT(hold(BOB, "1:6"), "OK ...");
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(map(1), "AAAAAHAAAAAA");
    EXPECT(restore_refunded("t", ALICE, "1:5"), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(map(1), "AAAAAHAAAAAA");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 0");
    EXPECT(join(ALICE), "OK 1 ...");
    pass(1);
    EXPECT(tick(), "OK ...");
    EXPECT(hold(ALICE, "1:5"), "OK ...");
}

/* Redis of before knows Alice's sale, Postgres knows Bob's:
 * a late word of her refund is not his. */
static void an_older_redis_gives_the_seat_to_its_present_owner(void)
{
    alice_has_bought();
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(restore_refunded("t", ALICE, "1:5"), "OK");
    EXPECT(restore_seat_of("t", BOB, "1:5", "bobs"), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 0");
    EXPECT(map(1), "AAAASAAAAAAA");
}

/* The seat is marked sold from Postgres while its old hold is still there. */
static void a_hold_of_before_the_sale_goes_with_its_refund(void)
{
    open_concert();
    admit(2);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(restore_seats("t", ALICE, "1:5"), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(refund_seats(ALICE, "1:5"), "OK 1");
    EXPECT(hold(BOB, "1:5"), "OK ...");
}

CU_TestInfo refund_tests[] = {
    TEST(a_refunded_seat_is_free_again),
    TEST(a_refunded_seat_does_not_count_for_the_limit),
    TEST(what_refunds_leave_behind_ends_by_itself),
    TEST(a_second_delivery_changes_nothing),
    TEST(a_seat_that_somebody_else_holds_by_now_stays_theirs),
    TEST(a_seat_that_was_sold_again_stays_sold),
    TEST(a_seat_that_the_same_person_bought_again_stays_sold),
    TEST(the_sale_that_comes_after_its_refund_is_not_marked),
    TEST(the_late_sale_of_a_refunded_seat_takes_no_newer_hold),
    TEST(a_refund_before_its_sale_was_marked_ends_the_hold),
    TEST(the_average_purchase_stays_one_of_buyers_with_seats),
    TEST(a_refund_of_what_was_not_counted_counts_nothing),
    TEST(seats_that_are_free_again_call_the_next),
    TEST(a_refund_in_an_empty_redis_is_left_to_the_restore),
    TEST(a_refund_makes_no_map_where_there_is_none),
    TEST(a_refund_in_the_middle_of_a_restore_is_not_undone),
    TEST(an_older_redis_forgets_the_sales_that_were_refunded),
    TEST(an_older_redis_gives_the_seat_to_its_present_owner),
    TEST(a_hold_of_before_the_sale_goes_with_its_refund),
    CU_TEST_INFO_NULL,
};
