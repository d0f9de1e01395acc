/* payment_test.c -- the two steps around the books: holds are marked, then sold or given back. */
#include "lua/support/calls.h"
#include "store/redis_values.h"

/* Alice and Bob are admitted at second 1; Alice holds seat 5 of show 1 until second 101. */
static void alice_holds_a_seat(void)
{
    open_concert_with(.hold = 100, .admission = 80, .max_active = 2);
    admit(2);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
}

static void a_sold_seat_is_marked_and_its_buyer_leaves_the_room(void)
{
    alice_holds_a_seat();
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    EXPECT(map(1), "AAAASAAAAAAA");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
    EXPECT(hold(ALICE, "1:6"), "NOT_ADMITTED 0");
    EXPECT(ask("EXISTS %s %s", key("hold:1:5"), key("deadlines")), "0");
    EXPECT(ask("HEXISTS %s %s", key("turns"), user_id(ALICE)), "0");
}

static void the_place_of_a_buyer_goes_to_the_next(void)
{
    alice_holds_a_seat();
    EXPECT(join(CAROL), "OK 1 ...");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    pass(1);
    EXPECT(tick(), "OK OPEN 0 2 * 1 ...");
    EXPECT(look(CAROL), "OK 0 ACTIVE ...");
}

static void a_second_delivery_of_a_sale_changes_nothing(void)
{
    alice_holds_a_seat();
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    admit(1);
    EXPECT(hold(ALICE, "1:6"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 0");
    EXPECT(look(ALICE), "OK 0 ACTIVE ...");
    EXPECT(map(1), "AAAASHAAAAAA");
}

static void several_seats_are_paid_together(void)
{
    alice_holds_a_seat();
    EXPECT(hold(ALICE, "2:1 2:2"), "OK ...");
    EXPECT(start_payment(ALICE, "f", "1:5 2:1 2:2"), "OK");
    EXPECT(finish_payment(ALICE, "1:5 2:1 2:2"), "OK 3");
    EXPECT(map(2), "SSAAAAAAAAAA");
}

static void a_hold_does_not_end_under_its_payment(void)
{
    alice_holds_a_seat();
    at_ms(100999);
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT_INT(ends_ms("1:5"), 100999 + LONGEST_MS);
    at_ms(100999 + LONGEST_MS - 1);
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "AAAAHAAAAAAA");
    EXPECT(look(ALICE), "OK 0 ACTIVE * 0 1 ...");
    EXPECT(join(BOB), "OK 1 ...");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
}

static void a_payment_early_in_a_hold_does_not_shorten_it(void)
{
    alice_holds_a_seat();
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT_INT(ends_ms("1:5"), 101000);
}

static void a_payment_that_never_comes_back_frees_the_seat(void)
{
    alice_holds_a_seat();
    at(100);
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    at_ms(100000 + LONGEST_MS);
    EXPECT(start_payment(ALICE, "g", "1:5"), "HOLD_EXPIRED");
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

static void paying_again_after_the_deadline_keeps_no_seat(void)
{
    alice_holds_a_seat();
    at(100);
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    for (int second = 101; second < 115; second++) {
        at(second);
        EXPECT(start_payment(ALICE, text("f%d", second), "1:5"), "OK");
        EXPECT_INT(ends_ms("1:5"), 115000);
    }
    at(115);
    EXPECT(start_payment(ALICE, "g", "1:5"), "HOLD_EXPIRED");
}

static void an_expired_hold_cannot_be_paid(void)
{
    alice_holds_a_seat();
    at(101);
    EXPECT(start_payment(ALICE, "f", "1:5"), "HOLD_EXPIRED");
}

/* Redis may take a hold's key away a moment after its end. */
static void a_hold_is_over_at_its_deadline_even_if_its_key_is_still_there(void)
{
    alice_holds_a_seat();
    const char *value = ask("GET %s", key("hold:1:5"));
    at(101);
    struct redis_call call = a_script(SCRIPT_NONE);
    redis_arg(&call, "SET");
    redis_arg(&call, key("hold:1:5"));
    redis_arg(&call, value);
    EXPECT(answer_of(&call), "OK");
    EXPECT(start_payment(ALICE, "f", "1:5"), "HOLD_EXPIRED");
}

static void a_hold_of_somebody_else_cannot_be_paid(void)
{
    alice_holds_a_seat();
    EXPECT(hold(BOB, "1:6"), "OK ...");
    EXPECT(start_payment(BOB, "f", "1:6 1:5"), "NOT_FOUND");
    EXPECT(release(BOB, "1:6"), "OK");
    EXPECT(release(ALICE, "1:5"), "OK");
}

static void an_old_reservation_does_not_pay_for_a_newer_hold(void)
{
    alice_holds_a_seat();
    const char *old = reservation_of("1:5");
    EXPECT(release(ALICE, "1:5"), "OK");
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(start_payment_of(ALICE, "1:5", old), "HOLD_EXPIRED");
    EXPECT(start_payment_of(ALICE, "1:5", reservation_of("1:5")), "OK");
}

static void one_expired_hold_refuses_the_whole_payment(void)
{
    alice_holds_a_seat();
    EXPECT(hold(ALICE, "1:6"), "OK ...");
    EXPECT(release(ALICE, "1:6"), "OK");
    EXPECT(start_payment(ALICE, "f", "1:5 1:6"), "HOLD_EXPIRED");
    EXPECT(release(ALICE, "1:5"), "OK");
}

static void a_payment_needs_no_admission_but_a_live_hold(void)
{
    alice_holds_a_seat();
    EXPECT(hold(ALICE, "1:6"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
    EXPECT(start_payment(ALICE, "f", "1:6"), "OK");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
    EXPECT(finish_payment(ALICE, "1:6"), "OK 1");
}

static void a_closed_concert_lets_payments_end(void)
{
    alice_holds_a_seat();
    policy()->state = "CLOSED";
    EXPECT(tick(), "OK CLOSED ...");
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
}

static void a_refused_payment_gives_the_hold_back_until_its_old_deadline(void)
{
    alice_holds_a_seat();
    at(90);
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT_INT(ends_ms("1:5"), 105000);
    EXPECT(cancel_payment(ALICE, "f", "1:5"), "OK 1");
    EXPECT_INT(ends_ms("1:5"), 101000);
    EXPECT(release(ALICE, "1:5"), "OK");
}

static void the_key_of_a_hold_that_is_given_back_ends_in_time(void)
{
    alice_holds_a_seat();
    at(90);
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT(cancel_payment(ALICE, "f", "1:5"), "OK 1");
    int64_t left_ms = number(ask("PTTL %s", key("hold:1:5")), 0);
    CU_ASSERT_TRUE(left_ms > 9000 && left_ms <= 11000);
}

static void a_refused_payment_past_the_deadline_frees_the_seat(void)
{
    alice_holds_a_seat();
    at(100);
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    at(101);
    EXPECT(cancel_payment(ALICE, "f", "1:5"), "OK 1");
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(ask("EXISTS %s %s", key("hold:1:5"), key("deadlines")), "0");
    EXPECT(leave(ALICE, ""), "OK");
}

static void an_old_fence_cancels_nothing(void)
{
    alice_holds_a_seat();
    EXPECT(start_payment(ALICE, "old", "1:5"), "OK");
    EXPECT(start_payment(ALICE, "new", "1:5"), "OK");
    EXPECT(cancel_payment(ALICE, "old", "1:5"), "OK 0");
    EXPECT(release(ALICE, "1:5"), "PAYING");
    EXPECT(cancel_payment(ALICE, "new", "1:5"), "OK 1");
    EXPECT(cancel_payment(ALICE, "new", "1:5"), "OK 0");
}

/* A tab repeats what another one is paying: the books refuse the second while the first goes on. */
static void a_hold_does_not_end_under_the_first_payment_when_a_second_is_refused(void)
{
    alice_holds_a_seat();
    at(100);
    EXPECT(start_payment(ALICE, "first", "1:5"), "OK");
    EXPECT(start_payment(ALICE, "second", "1:5"), "OK");
    EXPECT(cancel_payment(ALICE, "second", "1:5"), "OK 0");
    EXPECT(release(ALICE, "1:5"), "PAYING");
    at(102);
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "AAAAHAAAAAAA");
    EXPECT(cancel_payment(ALICE, "first", "1:5"), "OK 1");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

static void cancelling_after_the_sale_changes_nothing(void)
{
    alice_holds_a_seat();
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    EXPECT(cancel_payment(ALICE, "f", "1:5"), "OK 0");
    EXPECT(map(1), "AAAASAAAAAAA");
}

static void a_seat_that_is_being_paid_counts_for_the_limit(void)
{
    open_concert_with(.hold = 10, .seats = 1);
    admit(1);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    pass(9);
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    pass(5);
    EXPECT(hold(ALICE, "1:6"), "SEAT_LIMIT 1 1");
    EXPECT(leave(ALICE, ""), "CHANGED");
}

static void a_payment_does_not_shorten_the_admission(void)
{
    open_concert_with(.hold = 10, .admission = 300);
    admit(1);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT_INT(left_ms_of(look(ALICE)), 300000);
}

static void an_admission_lasts_through_the_payment(void)
{
    alice_holds_a_seat();
    at(95);
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    at(109);
    EXPECT(tick(), "OK ...");
    EXPECT(look(ALICE), "OK 0 ACTIVE * 0 1000 ...");
}

/* What the books sold is sold, whatever Redis thought meanwhile. */
static void a_sale_wins_over_a_hold_that_came_in_between(void)
{
    alice_holds_a_seat();
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT(read_seats(BOB), "OK ...");
    EXPECT(hold(BOB, "1:6"), "OK ...");
    at(101);
    EXPECT(join(BOB), "OK 1 ...");
    EXPECT(tick(), "OK ...");
    at(102);
    EXPECT(tick(), "OK ...");
    EXPECT(hold(BOB, "1:5"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    EXPECT(start_payment(BOB, "g", "1:5"), "HOLD_EXPIRED");
    EXPECT(map(1), "AAAASAAAAAAA");
}

CU_TestInfo payment_tests[] = {
    TEST(a_sold_seat_is_marked_and_its_buyer_leaves_the_room),
    TEST(the_place_of_a_buyer_goes_to_the_next),
    TEST(a_second_delivery_of_a_sale_changes_nothing),
    TEST(several_seats_are_paid_together),
    TEST(a_hold_does_not_end_under_its_payment),
    TEST(a_payment_early_in_a_hold_does_not_shorten_it),
    TEST(a_payment_that_never_comes_back_frees_the_seat),
    TEST(paying_again_after_the_deadline_keeps_no_seat),
    TEST(an_expired_hold_cannot_be_paid),
    TEST(a_hold_is_over_at_its_deadline_even_if_its_key_is_still_there),
    TEST(a_hold_of_somebody_else_cannot_be_paid),
    TEST(an_old_reservation_does_not_pay_for_a_newer_hold),
    TEST(one_expired_hold_refuses_the_whole_payment),
    TEST(a_payment_needs_no_admission_but_a_live_hold),
    TEST(a_closed_concert_lets_payments_end),
    TEST(a_refused_payment_gives_the_hold_back_until_its_old_deadline),
    TEST(the_key_of_a_hold_that_is_given_back_ends_in_time),
    TEST(a_refused_payment_past_the_deadline_frees_the_seat),
    TEST(an_old_fence_cancels_nothing),
    TEST(a_hold_does_not_end_under_the_first_payment_when_a_second_is_refused),
    TEST(cancelling_after_the_sale_changes_nothing),
    TEST(a_seat_that_is_being_paid_counts_for_the_limit),
    TEST(a_payment_does_not_shorten_the_admission),
    TEST(an_admission_lasts_through_the_payment),
    TEST(a_sale_wins_over_a_hold_that_came_in_between),
    CU_TEST_INFO_NULL,
};
