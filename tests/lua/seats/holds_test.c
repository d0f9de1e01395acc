/* holds_test.c -- holding seats: all or none, how many, for how long, and against whom. */
#include <string.h>
#include <time.h>

#include "lua/support/calls.h"
#include "lua/support/hall.h"
#include "lua/support/opening.h"

static void a_held_seat_is_nobody_elses(void)
{
    open_concert();
    admit(2);
    EXPECT(hold(ALICE, "1:5"), text("OK %lld 300000", (long long)now_ms() + 300000));
    EXPECT(map(1), "AAAAHAAAAAAA");
    EXPECT(hold(BOB, "1:5"), "SEAT_TAKEN 5");
    EXPECT(hold(ALICE, "1:5"), "SEAT_TAKEN 5");
}

static void of_twenty_who_want_one_seat_one_gets_it(void)
{
    open_concert();
    admit(20);
    int winners = 0;
    for (int user = 1; user <= 20; user++)
        winners += words_match(hold(user, "1:1"), "OK ...");
    EXPECT_INT(winners, 1);
}

static void seats_are_held_all_or_none(void)
{
    open_concert();
    admit(2);
    EXPECT(hold(ALICE, "1:2 1:3"), "OK ...");
    EXPECT(hold(BOB, "1:1 1:2 1:3 1:4"), "SEAT_TAKEN 2 3");
    EXPECT(map(1), "AHHAAAAAAAAA");
    EXPECT(hold(BOB, "1:1 1:4"), "OK ...");
    EXPECT(map(1), "HHHHAAAAAAAA");
}

/* Whatever else Redis says of a seat, its hold is the lock. */
static void a_hold_that_the_map_does_not_show_is_not_taken_over(void)
{
    open_concert();
    admit(2);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    const char *hold_of_alice = text("%s", ask("GET %s", key("hold:1:5")));
    EXPECT(ask("SETRANGE %s 4 A", key("map:1")), "12");
    EXPECT(ask("ZREM %s 1:5", key("deadlines")), "1");
    EXPECT(hold(BOB, "1:4 1:5 1:6"), "SEAT_TAKEN 5");
    EXPECT(ask("GET %s", key("hold:1:5")), hold_of_alice);
    EXPECT(ask("EXISTS %s %s %s", key("hold:1:4"), key("hold:1:6"), key("deadlines")), "0");
    EXPECT(ask("HLEN %s", key(text("buyer:%s", user_id(BOB)))), "0");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

static void who_wants_too_many_seats_takes_none_of_them(void)
{
    open_concert_with(.seats = 1);
    admit(2);
    EXPECT(hold(ALICE, "1:1 1:2"), "SEAT_LIMIT 1 0");
    EXPECT(ask("EXISTS %s %s", key("hold:1:1"), key("hold:1:2")), "0");
    EXPECT(hold(BOB, "1:1"), "OK ...");
    EXPECT(hold(ALICE, "1:1 1:2"), "SEAT_TAKEN 1");
    EXPECT(ask("EXISTS %s", key("hold:1:2")), "0");
}

static void a_sold_seat_cannot_be_held(void)
{
    open_concert();
    admit(2);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    EXPECT(hold(BOB, "1:5"), "SEAT_TAKEN 5");
}

static void the_same_seat_of_another_show_is_another_seat(void)
{
    open_concert();
    admit(2);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(hold(BOB, "2:5"), "OK ...");
    EXPECT(map(1), "AAAAHAAAAAAA");
    EXPECT(map(2), "AAAAHAAAAAAA");
}

static void the_limit_counts_what_is_held_and_wanted(void)
{
    open_concert_with(.seats = 3);
    admit(1);
    EXPECT(hold(ALICE, "1:1 1:2 1:3 1:4"), "SEAT_LIMIT 3 0");
    EXPECT(hold(ALICE, "1:1 1:2"), "OK ...");
    EXPECT(hold(ALICE, "1:3 1:4"), "SEAT_LIMIT 3 2");
    EXPECT(hold(ALICE, "1:3"), "OK ...");
    EXPECT(hold(ALICE, "1:4"), "SEAT_LIMIT 3 3");
    EXPECT(map(1), "HHHAAAAAAAAA");
}

static void the_limit_counts_what_was_bought(void)
{
    open_concert_with(.seats = 2);
    admit(1);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:1"), "OK 1");
    admit(1);
    EXPECT(hold(ALICE, "1:2 1:3"), "SEAT_LIMIT 2 1");
    EXPECT(hold(ALICE, "1:2"), "OK ...");
}

static void the_limit_counts_the_seats_of_the_show_alone(void)
{
    open_concert_with(.seats = 1);
    admit(1);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT(hold(ALICE, "2:1"), "OK ...");
    EXPECT(hold(ALICE, "2:2"), "SEAT_LIMIT 1 1");
}

static void the_limit_forgets_what_was_released_or_has_expired(void)
{
    open_concert_with(.seats = 1, .hold = 10);
    admit(1);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT(release(ALICE, "1:1"), "OK");
    EXPECT(hold(ALICE, "1:2"), "OK ...");
    pass_ms(9999);
    EXPECT(hold(ALICE, "1:3"), "SEAT_LIMIT 1 1");
    pass_ms(1);
    EXPECT(hold(ALICE, "1:3"), "OK ...");
    EXPECT(ask("HKEYS %s", key(text("buyer:%s", user_id(ALICE)))), "1:3");
}

static void only_who_is_admitted_may_hold(void)
{
    open_concert_with(.max_active = 1);
    admit(1);
    EXPECT(join(BOB), "OK 1 ...");
    EXPECT(hold(BOB, "1:1"), "NOT_ADMITTED 1");
    EXPECT(hold(CAROL, "1:1"), "NOT_ADMITTED 0");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

static void a_closed_concert_holds_nothing(void)
{
    open_concert();
    admit(1);
    policy()->state = "CLOSED";
    EXPECT(tick(), "OK CLOSED ...");
    EXPECT(hold(ALICE, "1:1"), "CLOSED");
}

static void a_paused_concert_lets_the_admitted_go_on(void)
{
    open_concert();
    admit(1);
    policy()->state = "PAUSED";
    EXPECT(tick(), "OK PAUSED ...");
    EXPECT(hold(ALICE, "1:1"), "OK ...");
}

static void a_show_that_has_started_is_over_for_buyers(void)
{
    open_concert();
    admit(1);
    EXPECT(hold_of_show_at(ALICE, "1:1", 0), "SHOW_STARTED");
    EXPECT(hold_of_show_at(ALICE, "1:1", -1), "SHOW_STARTED");
    EXPECT(hold_of_show_at(ALICE, "1:1", 1), "OK ...");
}

static void a_seat_without_a_letter_is_not_ready(void)
{
    open_concert();
    admit(1);
    EXPECT(ask("DEL %s", key("map:2")), "1");
    EXPECT(hold(ALICE, "2:1"), "NOT_READY 0");
    EXPECT(ask("EXISTS %s %s", key("map:2"), key("hold:2:1")), "0");
}

static void a_new_hold_does_not_move_an_older_one(void)
{
    open_concert_with(.hold = 100);
    admit(1);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    int64_t ends = ends_ms("1:1");
    pass(50);
    EXPECT(hold(ALICE, "1:2"), "OK ...");
    EXPECT_INT(ends_ms("1:1"), ends);
    EXPECT_INT(ends_ms("1:2"), ends + 50000);
    EXPECT(hold(ALICE, "1:1"), "SEAT_TAKEN 1");
    EXPECT_INT(ends_ms("1:1"), ends);
}

static void an_admission_lasts_as_long_as_its_holds(void)
{
    open_concert_with(.admission = 100, .hold = 80);
    admit(1);
    pass(10);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT_INT(left_ms_of(look(ALICE)), 90000);
    pass(40);
    EXPECT(hold(ALICE, "1:2"), "OK ...");
    EXPECT_INT(left_ms_of(look(ALICE)), 80000);
}

static void a_hold_begins_in_the_time_of_the_admission_and_lasts_its_full_time(void)
{
    open_concert_with(.admission = 100, .claim = 100, .hold = 80);
    admit(1);
    EXPECT_INT(choosing_left_ms_of(look(ALICE)), 100000);
    pass_ms(99999);
    EXPECT(hold(ALICE, "1:1"), "OK * 80000");
    pass_ms(1);
    EXPECT_INT(choosing_left_ms_of(look(ALICE)), 0);
    EXPECT(hold(ALICE, "1:2"), "CHOOSING_OVER");
    EXPECT(best(ALICE, 1), "CHOOSING_OVER");
    EXPECT_INT(left_ms_of(look(ALICE)), 79999);
    EXPECT(read_seats(ALICE), "OK ...");
}

/* Each time just before the hold ends, and for as long as it is let. */
static void letting_go_and_holding_again_keeps_neither_seats_nor_admission(void)
{
    open_concert_with(.admission = 100, .hold = 80, .max_active = 1);
    admit(1);
    EXPECT(join(BOB), "OK 1 ...");
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    pass(70);
    EXPECT(release(ALICE, "1:1"), "OK");
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    pass(29);
    EXPECT(release(ALICE, "1:1"), "OK");
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    pass(70);
    EXPECT(release(ALICE, "1:1"), "OK");
    EXPECT(hold(ALICE, "1:1"), "CHOOSING_OVER");
    EXPECT(best(ALICE, 1), "CHOOSING_OVER");
    pass(10);
    EXPECT(tick(), "OK OPEN 0 1 * 1 1 0 0");
    EXPECT(look(BOB), "OK 0 ACTIVE ...");
    EXPECT(hold(ALICE, "1:1"), "ADMISSION_EXPIRED 0");
}

static void a_tick_tells_of_how_many_seats_the_hold_ran_out(void)
{
    open_concert_with(.hold = 10);
    admit(1);
    EXPECT(hold(ALICE, "1:1 1:2"), "OK ...");
    EXPECT(tick_holds_expired(), "0");
    pass(11);
    EXPECT(tick_holds_expired(), "2");
    EXPECT(tick_holds_expired(), "0");
}

static void a_hold_ends_at_its_deadline(void)
{
    open_concert_with(.hold = 10);
    admit(2);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    pass_ms(9999);
    EXPECT(hold(BOB, "1:1"), "SEAT_TAKEN 1");
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "HAAAAAAAAAAA");
    pass_ms(1);
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(hold(BOB, "1:1"), "OK ...");
}

static void an_expired_hold_is_free_before_the_tick_and_stays_the_new_owners(void)
{
    open_concert_with(.hold = 10);
    admit(2);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    pass(10);
    EXPECT(hold(BOB, "1:1"), "OK ...");
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "HAAAAAAAAAAA");
    EXPECT(hold(ALICE, "1:1"), "SEAT_TAKEN 1");
    EXPECT(ends_ms("1:1") == now_ms() - BEGIN_MS + 10000 ? "moved" : "old", "moved");
}

static void the_tick_leaves_sold_seats_alone(void)
{
    open_concert_with(.hold = 10);
    admit(1);
    EXPECT(hold(ALICE, "1:1 1:2"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:1"), "OK 1");
    pass(10);
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "SAAAAAAAAAAA");
}

static void a_seat_whose_sale_came_late_is_not_freed_by_the_tick(void)
{
    open_concert_with(.hold = 10);
    admit(1);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT(ask("SETRANGE %s 0 S", key("map:1")), "12");
    pass(10);
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "SAAAAAAAAAAA");
}

static void sleep_ms(long ms)
{
    (void)nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* The only test that waits: elsewhere the time is moved. */
static void redis_ends_a_hold_by_its_own_clock(void)
{
    open_concert_with(.hold = 1);
    use_real_time();
    EXPECT(join(ALICE), "OK 1 ...");
    EXPECT(join(BOB), "OK 1 ...");
    EXPECT(tick(), "OK ...");
    sleep_ms(20);
    EXPECT(tick(), "OK OPEN 0 2 ...");
    EXPECT(hold(ALICE, "1:1"), "OK * 1000"); /* whose it is before this end: see the first test */
    sleep_ms(1020);
    EXPECT(start_payment(ALICE, "f", "1:1"), "HOLD_EXPIRED");
    EXPECT(hold(BOB, "1:1"), "OK * 1000");
}

static void the_map_is_for_the_admitted(void)
{
    open_concert_with(.max_active = 1);
    admit(1);
    EXPECT(hold(ALICE, "2:12"), "OK ...");
    EXPECT(read_seats(ALICE), text("OK %lld000 AAAAAAAAAAAA AAAAAAAAAAAH", (long long)now_ms()));
    EXPECT(read_seats(BOB), "NOT_ADMITTED 0");
    EXPECT(ask("DEL %s", key("map:1")), "1");
    EXPECT(read_seats(ALICE), "OK * - AAAAAAAAAAAH");
}

CU_TestInfo holds_tests[] = {
    TEST(a_held_seat_is_nobody_elses),
    TEST(of_twenty_who_want_one_seat_one_gets_it),
    TEST(seats_are_held_all_or_none),
    TEST(a_hold_that_the_map_does_not_show_is_not_taken_over),
    TEST(who_wants_too_many_seats_takes_none_of_them),
    TEST(a_sold_seat_cannot_be_held),
    TEST(the_same_seat_of_another_show_is_another_seat),
    TEST(the_limit_counts_what_is_held_and_wanted),
    TEST(the_limit_counts_what_was_bought),
    TEST(the_limit_counts_the_seats_of_the_show_alone),
    TEST(the_limit_forgets_what_was_released_or_has_expired),
    TEST(only_who_is_admitted_may_hold),
    TEST(a_closed_concert_holds_nothing),
    TEST(a_paused_concert_lets_the_admitted_go_on),
    TEST(a_show_that_has_started_is_over_for_buyers),
    TEST(a_seat_without_a_letter_is_not_ready),
    TEST(a_new_hold_does_not_move_an_older_one),
    TEST(an_admission_lasts_as_long_as_its_holds),
    TEST(a_hold_begins_in_the_time_of_the_admission_and_lasts_its_full_time),
    TEST(letting_go_and_holding_again_keeps_neither_seats_nor_admission),
    TEST(a_tick_tells_of_how_many_seats_the_hold_ran_out),
    TEST(a_hold_ends_at_its_deadline),
    TEST(an_expired_hold_is_free_before_the_tick_and_stays_the_new_owners),
    TEST(the_tick_leaves_sold_seats_alone),
    TEST(a_seat_whose_sale_came_late_is_not_freed_by_the_tick),
    TEST(redis_ends_a_hold_by_its_own_clock),
    TEST(the_map_is_for_the_admitted),
    CU_TEST_INFO_NULL,
};
