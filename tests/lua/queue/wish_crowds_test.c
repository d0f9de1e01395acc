/* wish_crowds_test.c -- many who chose while they waited: a few a script, in a house with few seats
 * left. */
#include <string.h>

#include "lua/support/calls.h"
#include "lua/support/calls_restore.h"
#include "lua/support/calls_wishes.h"
#include "lua/support/opening.h"

#define ONE "1 1 0 0 0 7 1:1:12"

/* Twenty who want a seat each, of a house that admits twenty a second. */
static void a_script_meets_eight_wishes_and_leaves_the_others_to_the_next(void)
{
    open_concert_with(.rate = 20);
    for (int user = 1; user <= 20; user++)
        join_wishing(user, user % 2 ? ONE : "2 1 0 0 0 7 1:1:12");
    at(1);
    EXPECT(tick(), "OK OPEN 12 8 * 8 0 0 1");
    EXPECT(tick(), "OK OPEN 4 16 * 8 0 0 1");
    EXPECT(tick(), "OK OPEN 0 20 * 4 0 0 0");
    EXPECT(map(1), "HHHHHHHHHHAA");
    EXPECT(ask("HLEN %s", key("wishes")), "20");
}

static void those_without_a_wish_are_called_in_between(void)
{
    open_concert_with(.rate = 20);
    for (int user = 1; user <= 12; user++) {
        EXPECT(join(user), "OK 1 ...");
        if (user > 4)
            EXPECT(wish(user, ONE), "OK ...");
    }
    EXPECT(join(13), "OK 1 ...");
    at(1);
    EXPECT(tick(), "OK OPEN 1 12 * 12 0 0 1");
    EXPECT(tick(), "OK OPEN 0 13 * 1 0 0 0");
}

/* Twelve seats of show 1 and eight of show 2 are gone. */
static void four_seats_are_left(void)
{
    new_concert();
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(restore_seats("t", 100, "1:1 1:2 1:3 1:4 1:5 1:6 1:7 1:8 1:9 1:10 1:11 1:12"), "OK");
    EXPECT(restore_seats("t", 101, "2:1 2:2 2:3 2:4 2:5 2:6 2:7 2:8"), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(tick(), "OK ...");
}

static void nobody_is_called_for_seats_that_wishes_took_in_the_same_tick(void)
{
    four_seats_are_left();
    join_wishing(ALICE, "2 4 0 0 0 7 1:1:12");
    EXPECT(join(BOB), "OK 1 ...");
    join_wishing(CAROL, "2 1 0 0 0 7 1:1:12");
    pass(1);
    EXPECT(tick(), "OK OPEN 2 1 * 1 ...");
    EXPECT(map(2), "SSSSSSSSHHHH");
    EXPECT(kept_wish(CAROL), "2 1 0 0 0 7 1:1:12");
}

static void those_who_choose_by_hand_are_left_their_seats(void)
{
    four_seats_are_left();
    join_wishing(ALICE, "2 2 0 0 0 7 1:1:12");
    for (int user = BOB; user <= ERIN; user++)
        EXPECT(join(user), "OK 1 ...");
    pass(1);
    EXPECT(tick(), "OK OPEN 2 3 * 3 ...");
}

static void a_seat_that_comes_back_goes_to_a_wish_in_the_same_tick(void)
{
    four_seats_are_left();
    join_wishing(ALICE, "2 4 0 0 0 7 1:1:12");
    pass(1);
    EXPECT(tick(), "OK OPEN 0 1 * 1 ...");
    join_wishing(BOB, "2 2 1 0 0 7 1:1:12");
    pass(1);
    EXPECT(tick(), "OK OPEN 1 1 * 0 ...");
    pass(59);
    EXPECT(tick(), "OK OPEN 0 1 * 1 0 1 0");
    EXPECT(holder_of("2:10"), user_id(BOB));
}

/* How many commands Redis has carried out since its statistics were reset, those of scripts too. */
static int64_t commands_counted(void)
{
    int64_t sum = 0;
    const char *at = ask("INFO commandstats");
    while ((at = strstr(at, ":calls="))) {
        at += strlen(":calls=");
        sum += number(text("%.*s", (int)strcspn(at, ","), at), 0);
    }
    return sum;
}

/* A hall in rows of 100, where two free seats are together in the last two rows alone. */
static const char *torn_hall(int rows)
{
    enum { ROWS_MAX = 500, LAST_SEATS = 200 };
    static char seats[ROWS_MAX * 100 + 1];
    for (int i = 0; i < rows * 100; i++)
        seats[i] = i % 2 || i >= rows * 100 - LAST_SEATS ? 'A' : 'S';
    seats[rows * 100] = '\0';
    return seats;
}

/* Eight wishes are met in such a hall by one tick; how many commands that took. */
static int64_t commands_of_a_meeting(int rows)
{
    open_concert();
    EXPECT(ask("SET %s %s", key("map:1"), torn_hall(rows)), "OK");
    for (int user = 1; user <= 8; user++)
        join_wishing(user,
                     text("1 4 1 0 0 7 1:%d:100,%d:%d:100", rows / 2, rows * 50 + 1, rows / 2));
    at(1);
    EXPECT(ask("CONFIG RESETSTAT"), "OK");
    EXPECT(tick(), "OK OPEN 0 8 * 8 ...");
    int64_t commands = commands_counted();
    EXPECT_INT(number(ask("ZCARD %s", key("deadlines")), 0), 32);
    return commands;
}

/* How long it takes, tests/bench/best measures. */
static void eight_wishes_cost_no_more_commands_in_a_hall_of_50000_seats_than_in_one_of_1000(void)
{
    int64_t commands = commands_of_a_meeting(10);
    EXPECT_INT(commands_of_a_meeting(500), commands);
}

CU_TestInfo wish_crowds_tests[] = {
    TEST(a_script_meets_eight_wishes_and_leaves_the_others_to_the_next),
    TEST(those_without_a_wish_are_called_in_between),
    TEST(nobody_is_called_for_seats_that_wishes_took_in_the_same_tick),
    TEST(those_who_choose_by_hand_are_left_their_seats),
    TEST(a_seat_that_comes_back_goes_to_a_wish_in_the_same_tick),
    TEST(eight_wishes_cost_no_more_commands_in_a_hall_of_50000_seats_than_in_one_of_1000),
    CU_TEST_INFO_NULL,
};
