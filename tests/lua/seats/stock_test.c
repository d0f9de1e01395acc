/* stock_test.c -- the queue knows the stock: nobody is admitted for a seat that cannot be had. */
#include "lua/support/calls.h"
#include "lua/support/calls_restore.h"
#include "lua/support/opening.h"

#define SHOW_1 "1:1 1:2 1:3 1:4 1:5 1:6 1:7 1:8 1:9 1:10 1:11 1:12"
#define SHOW_2_BUT_TWO "2:1 2:2 2:3 2:4 2:5 2:6 2:7 2:8 2:9 2:10"

/* Twelve seats of show 1 and ten of show 2 were sold to people who are gone. */
static void two_seats_are_left(void)
{
    new_concert();
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(restore_seats("t", 100, SHOW_1), "OK");
    EXPECT(restore_seats("t", 101, SHOW_2_BUT_TWO), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(tick(), "OK ...");
}

static void crowd_of(int count)
{
    for (int user = 1; user <= count; user++)
        EXPECT(join(user), "OK 1 ...");
}

static void no_more_are_called_than_there_are_seats(void)
{
    two_seats_are_left();
    crowd_of(5);
    pass(1);
    EXPECT(tick(), "OK OPEN 3 2 * 2 ...");
}

static void nobody_is_called_while_all_seats_are_held(void)
{
    two_seats_are_left();
    crowd_of(3);
    policy()->max_active = 1;
    pass(1);
    EXPECT(tick(), "OK OPEN 2 1 * 1 ...");
    EXPECT(hold(ALICE, "2:11 2:12"), "OK ...");
    policy()->max_active = 10;
    pass(1);
    EXPECT(tick(), "OK OPEN 2 1 * 0 ...");
}

static void seats_that_come_back_call_the_next_of_those_who_stayed(void)
{
    nobody_is_called_while_all_seats_are_held();
    EXPECT(release(ALICE, "2:11"), "OK");
    pass(1);
    EXPECT(tick(), "OK OPEN 1 2 * 1 ...");
    EXPECT(look(BOB), "OK 0 ACTIVE ...");
}

static void who_takes_two_seats_each_is_called_for_two(void)
{
    open_concert_with(.max_active = 1);
    admit(1);
    EXPECT(hold(ALICE, "1:1 1:2"), "OK ...");
    EXPECT(start_payment(ALICE, "f", "1:1 1:2"), "OK");
    EXPECT(finish_payment(ALICE, "1:1 1:2"), "OK 2");
    for (int user = 2; user <= 40; user++)
        EXPECT(join(user), "OK 1 ...");
    policy()->max_active = 1000;
    pass(1);
    EXPECT(tick(), "OK OPEN 28 11 * 11 ...");
}

static void the_estimate_is_unknown_until_enough_was_seen_and_then_does_not_jump(void)
{
    open_concert_with(.rate = 2);
    for (int user = 1; user <= 60; user++)
        EXPECT(join(user), "OK 1 ...");
    EXPECT(tick(), "OK ...");
    for (int second = 1; second <= 12; second++) {
        at(second);
        EXPECT(tick(), "OK ...");
        int64_t people_in_1000000_s = number(look(60), 7);
        CU_ASSERT_EQUAL(people_in_1000000_s, second < 4 ? 0 : 2000000);
    }
}

static void a_redis_that_was_restarted_is_closed_until_it_is_restored(void)
{
    open_concert();
    EXPECT(tick(), "OK ...");
    EXPECT(ask("HSET %s restored_by another", key("concert")), "0");
    EXPECT(tick(), "NOT_READY");
    EXPECT(hold(ALICE, "1:1"), "NOT_READY 0");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(tick(), "OK ...");
}

static void a_show_without_a_map_gets_one(void)
{
    open_concert();
    EXPECT(ask("DEL %s", key("map:2")), "1");
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(tick(), "OK ...");
    EXPECT(map(2), "AAAAAAAAAAAA");
}

/* Postgres had sold seat 5 to somebody else: Redis must have forgotten it. */
static void a_seat_that_was_sold_already_ends_the_holds_and_closes_the_concert(void)
{
    open_concert();
    admit(1);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT(cancel_payment_of_sold(ALICE, "f", "1:5"), "OK 1");
    EXPECT(ask("EXISTS %s", key("hold:1:5")), "0");
    EXPECT(hold(ALICE, "1:5"), "NOT_READY 0");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(restore_seats("t", BOB, "1:5"), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(hold(ALICE, "1:5"), "SEAT_TAKEN 5");
}

CU_TestInfo stock_tests[] = {
    TEST(no_more_are_called_than_there_are_seats),
    TEST(nobody_is_called_while_all_seats_are_held),
    TEST(seats_that_come_back_call_the_next_of_those_who_stayed),
    TEST(who_takes_two_seats_each_is_called_for_two),
    TEST(the_estimate_is_unknown_until_enough_was_seen_and_then_does_not_jump),
    TEST(a_redis_that_was_restarted_is_closed_until_it_is_restored),
    TEST(a_show_without_a_map_gets_one),
    TEST(a_seat_that_was_sold_already_ends_the_holds_and_closes_the_concert),
    CU_TEST_INFO_NULL,
};
