/* queue_test.c -- a place in the queue: join, look, leave, and the figures everybody sees. */
#include "lua/support/calls.h"
#include "lua/support/opening.h"

#define CROWD 50

static void join_all(int count)
{
    for (int user = 1; user <= count; user++)
        EXPECT(join(user), "OK 1 WAITING ...");
}

static void places_are_numbered_in_the_order_of_arrival(void)
{
    open_concert();
    EXPECT(join(BOB), text("OK 1 WAITING %lld 1 0 1 0 OPEN", (long long)BEGIN_US + 1));
    EXPECT(join(ALICE), text("OK 1 WAITING %lld 2 0 2 0 OPEN", (long long)BEGIN_US + 2));
    at(1);
    EXPECT(join(CAROL), text("OK 1 WAITING %lld 3 0 3 0 OPEN", (long long)BEGIN_US + 1000000));
    EXPECT(look(ALICE), text("OK 0 WAITING %lld 2 0 3 0 OPEN", (long long)BEGIN_US + 2));
}

static void positions_are_one_to_n_in_the_order_of_the_numbers(void)
{
    open_concert();
    join_all(CROWD);
    for (int user = 1; user <= CROWD; user++) {
        EXPECT_INT(position_of(look(user)), user);
        CU_ASSERT_TRUE(user == 1 || number_of(look(user)) > number_of(look(user - 1)));
    }
}

static void joining_again_from_anywhere_finds_the_same_place(void)
{
    open_concert();
    join_all(3);
    int64_t mine = number_of(look(ALICE));
    at(10);
    EXPECT(join(ALICE), text("OK 0 WAITING %lld 1 0 3 0 OPEN", (long long)mine));
    EXPECT(ask("ZCARD %s", key("waiting")), "3");
}

static void numbers_increase_while_the_clock_stands_still(void)
{
    open_concert();
    int64_t last = 0;
    for (int user = 1; user <= CROWD; user++) {
        int64_t mine = number_of(join(user));
        CU_ASSERT_TRUE(mine > last);
        last = mine;
    }
}

static void numbers_increase_when_the_clock_goes_back(void)
{
    open_concert();
    at(100);
    int64_t first = number_of(join(ALICE));
    at(40);
    EXPECT_INT(number_of(join(BOB)), first + 1);
    at(-40);
    EXPECT_INT(number_of(join(CAROL)), first + 2);
    EXPECT_INT(position_of(look(CAROL)), 3);
}

static void who_is_not_in_the_queue_is_told_so(void)
{
    open_concert();
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
    EXPECT(leave(ALICE, ""), "NOT_IN_QUEUE");
}

static void the_others_move_up_when_somebody_leaves(void)
{
    open_concert();
    join_all(3);
    EXPECT(leave(BOB, ""), "OK");
    EXPECT_INT(position_of(look(CAROL)), 2);
    EXPECT(look(BOB), "NOT_IN_QUEUE");
    EXPECT(leave(BOB, ""), "NOT_IN_QUEUE");
}

static void who_left_and_comes_back_goes_to_the_end(void)
{
    open_concert();
    join_all(3);
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT_INT(position_of(join(ALICE)), 3);
}

static void who_leaves_the_room_goes_to_the_end_too(void)
{
    open_concert_with(.max_active = 1);
    admit(1);
    EXPECT(join(BOB), "OK 1 WAITING ...");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT_INT(position_of(join(ALICE)), 2);
}

static void before_the_hour_everybody_is_in_the_lobby(void)
{
    open_concert_with(.state = "SCHEDULED", .opens_at_s = 60);
    EXPECT(join(ALICE), "OK 1 LOBBY * 0 0 1 0 SCHEDULED");
    EXPECT(join(BOB), "OK 1 LOBBY * 0 0 2 0 SCHEDULED");
    EXPECT(read_concert(BOB), "OK SCHEDULED * 2 0 0 ...");
    at(60);
    EXPECT(look(BOB), "OK 0 WAITING * 2 0 2 0 OPEN");
    EXPECT(join(CAROL), "OK 1 WAITING * 3 0 3 0 OPEN");
}

static void without_an_hour_a_scheduled_sale_waits_for_its_organiser(void)
{
    open_concert_with(.state = "SCHEDULED");
    at(1000000);
    EXPECT(tick(), "OK SCHEDULED ...");
    EXPECT(join(ALICE), "OK 1 LOBBY ...");
    policy()->state = "OPEN";
    EXPECT(tick(), "OK OPEN ...");
    EXPECT(look(ALICE), "OK 0 WAITING ...");
}

static void a_closed_concert_takes_nobody_new(void)
{
    open_concert();
    EXPECT(join(ALICE), "OK 1 WAITING ...");
    policy()->state = "CLOSED";
    EXPECT(tick(), "OK CLOSED ...");
    EXPECT(join(BOB), "CLOSED");
    EXPECT(join(ALICE), "OK 0 WAITING * 1 0 1 0 CLOSED");
    EXPECT(look(BOB), "NOT_IN_QUEUE");
}

static void a_paused_concert_still_takes_people_into_the_queue(void)
{
    open_concert_with(.state = "PAUSED");
    EXPECT(join(ALICE), "OK 1 WAITING * 1 0 1 0 PAUSED");
}

static void an_admitted_user_sees_what_is_left_of_the_admission(void)
{
    open_concert();
    admit(1);
    EXPECT(look(ALICE), "OK 0 ACTIVE * 0 60000 0 * OPEN ...");
    pass_ms(20001);
    EXPECT(join(ALICE), "OK 0 ACTIVE * 0 39999 0 * OPEN ...");
    EXPECT_INT(number_of(look(ALICE)), BEGIN_US + 1);
}

static void an_admission_that_is_over_is_no_entry(void)
{
    open_concert();
    admit(1);
    pass_ms(59999);
    EXPECT(look(ALICE), "OK 0 ACTIVE * 0 1 0 * OPEN ...");
    pass_ms(1);
    EXPECT(look(ALICE), "NOT_IN_QUEUE 300000");
}

static void the_public_figures_are_those_of_the_queue(void)
{
    open_concert_with(.max_active = 2, .rate = 2);
    join_all(5);
    at(1);
    EXPECT(tick(), "OK OPEN 3 2 * 2 0 0 0");
    EXPECT(read_concert(0), text("OK OPEN %lld 3 2 -1 * %lld 2 0 0 AAAAAAAAAAAA AAAAAAAAAAAA",
                                 (long long)BEGIN_MS + 1000, (long long)number_of(look(BOB))));
    EXPECT(read_concert(BOB), "OK * * 3 2 0 ...");
    EXPECT(read_concert(ERIN), "OK * * 3 2 3 ...");
    EXPECT(read_concert(9), "OK * * 3 2 -1 ...");
}

static void the_public_figures_count_the_admissions_that_ended(void)
{
    open_concert();
    admit(3);
    EXPECT(read_seats(ALICE), "OK ...");
    pass(300);
    EXPECT(tick(), "OK OPEN 0 0 * 0 1 2 0");
    EXPECT(read_concert(0), "OK OPEN * 0 0 -1 * * 3 1 2 ...");
}

CU_TestInfo queue_tests[] = {
    TEST(places_are_numbered_in_the_order_of_arrival),
    TEST(positions_are_one_to_n_in_the_order_of_the_numbers),
    TEST(joining_again_from_anywhere_finds_the_same_place),
    TEST(numbers_increase_while_the_clock_stands_still),
    TEST(numbers_increase_when_the_clock_goes_back),
    TEST(who_is_not_in_the_queue_is_told_so),
    TEST(the_others_move_up_when_somebody_leaves),
    TEST(who_left_and_comes_back_goes_to_the_end),
    TEST(who_leaves_the_room_goes_to_the_end_too),
    TEST(before_the_hour_everybody_is_in_the_lobby),
    TEST(without_an_hour_a_scheduled_sale_waits_for_its_organiser),
    TEST(a_closed_concert_takes_nobody_new),
    TEST(a_paused_concert_still_takes_people_into_the_queue),
    TEST(an_admitted_user_sees_what_is_left_of_the_admission),
    TEST(an_admission_that_is_over_is_no_entry),
    TEST(the_public_figures_are_those_of_the_queue),
    TEST(the_public_figures_count_the_admissions_that_ended),
    CU_TEST_INFO_NULL,
};
