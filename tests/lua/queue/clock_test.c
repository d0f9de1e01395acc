/* clock_test.c -- Redis's clock is set back: nothing lasts longer by it, nothing ends sooner. */
#include "lua/support/calls.h"
#include "lua/support/calls_restore.h"
#include "lua/support/opening.h"

/* At second 101 Alice has had a hold for 60 seconds, Bob a payment under way; Carol missed her
 * admission. */
static void three_in_the_middle_of_it(void)
{
    open_concert_with(.admission = 200, .hold = 100, .grace = 300);
    admit(3);
    EXPECT(read_seats(BOB), "OK ...");
    at(41);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT(hold(BOB, "1:2"), "OK ...");
    at(101);
    EXPECT(start_payment(BOB, "f", "1:2"), "OK");
    EXPECT(tick(), "OK OPEN 0 2 * 0 0 1 0");
}

/* Ten minutes, and the tick notices. */
static void the_clock_is_set_back(void)
{
    at(101 - 600);
    EXPECT(tick(), "OK OPEN 0 2 * 0 0 0 0");
}

static void nothing_lasts_longer_when_the_clock_is_set_back(void)
{
    three_in_the_middle_of_it();
    EXPECT_INT(left_ms_of(look(ALICE)), 100000);
    the_clock_is_set_back();
    EXPECT_INT(left_ms_of(look(ALICE)), 100000);
    EXPECT_INT(choosing_left_ms_of(look(ALICE)), 100000);
    EXPECT_INT(ends_ms("1:1"), 141000 - 600000);
    EXPECT_INT(ends_ms("1:2"), 141000 - 600000);
    at(140 - 600);
    EXPECT(hold(BOB, "1:1"), "SEAT_TAKEN 1");
    at(141 - 600);
    EXPECT(tick(), "OK OPEN 0 2 ...");
    EXPECT(map(1), "AAAAAAAAAAAA");
    at(201 - 600);
    EXPECT(tick(), "OK OPEN 0 0 * 0 2 0 0");
    EXPECT(read_seats(ALICE), "ADMISSION_EXPIRED 0");
}

/* Redis ends the key of a hold by its own clock. */
static void the_key_of_a_hold_ends_when_the_hold_does(void)
{
    three_in_the_middle_of_it();
    the_clock_is_set_back();
    int64_t left_ms = number(ask("PTTL %s", key("hold:1:1")), 0);
    CU_ASSERT(left_ms > 0 && left_ms <= 40000);
}

static void a_payment_goes_on_when_the_clock_is_set_back(void)
{
    three_in_the_middle_of_it();
    the_clock_is_set_back();
    EXPECT(cancel_payment(BOB, "f", "1:2"), "OK 1");
    EXPECT_INT(ends_ms("1:2"), 141000 - 600000);
    EXPECT(start_payment(BOB, "g", "1:2"), "OK");
    EXPECT(finish_payment(BOB, "1:2"), "OK 1");
}

/* What was given such a time before the tick would be moved with the rest. */
static void nothing_begins_before_the_tick_has_noticed(void)
{
    three_in_the_middle_of_it();
    at(101 - 600);
    EXPECT(hold(ALICE, "1:5"), "NOT_READY 0");
    EXPECT(start_payment(ALICE, "f", "1:1"), "NOT_READY");
    EXPECT(tick(), "OK ...");
    EXPECT(hold(ALICE, "1:5"), "OK * 100000");
    EXPECT(start_payment(ALICE, "f", "1:1"), "OK");
}

static void a_second_chance_does_not_last_longer(void)
{
    three_in_the_middle_of_it();
    the_clock_is_set_back();
    at(101 + 300 - 600);
    EXPECT(join(DAVE), "OK 1 WAITING * 1 ...");
    EXPECT(join(CAROL), "OK 1 WAITING * 2 ...");
}

/* Alice's hash has it until she holds the next one. */
static void a_hold_that_was_over_does_not_count_again(void)
{
    open_concert_with(.hold = 50, .seats = 1);
    admit(1);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    at(60);
    EXPECT(tick(), "OK ...");
    at(60 - 600);
    EXPECT(tick(), "OK ...");
    EXPECT(hold(ALICE, "1:2"), "OK ...");
}

static void a_dead_restorer_is_replaced_at_once(void)
{
    new_concert();
    EXPECT(begin_restore("dead"), "OK");
    at(-600);
    EXPECT(begin_restore("next"), "OK");
}

CU_TestInfo clock_tests[] = {
    TEST(nothing_lasts_longer_when_the_clock_is_set_back),
    TEST(the_key_of_a_hold_ends_when_the_hold_does),
    TEST(a_payment_goes_on_when_the_clock_is_set_back),
    TEST(nothing_begins_before_the_tick_has_noticed),
    TEST(a_second_chance_does_not_last_longer),
    TEST(a_hold_that_was_over_does_not_count_again),
    TEST(a_dead_restorer_is_replaced_at_once),
    CU_TEST_INFO_NULL,
};
