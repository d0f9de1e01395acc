/* tick_test.c -- who is admitted, when, and how many: the token bucket, its limits, its state. */
#include "lua/support/calls.h"
#include "lua/support/opening.h"

/* Words of a tick's answer: OK state waiting active frontier admitted expired no-shows more. */
#define admitted_of(answer) number((answer), 5)

/* Numbered behind the people with names, so that a crowd can join twice. */
static void a_crowd_joins(int first, int count)
{
    for (int user = first; user < first + count; user++)
        EXPECT(join(user), "OK 1 ...");
}

static void people_are_called_in_the_order_of_their_numbers(void)
{
    open_concert_with(.rate = 3);
    a_crowd_joins(1, 7);
    at(1);
    EXPECT_INT(admitted_of(tick()), 3);
    EXPECT(look(CAROL), "OK 0 ACTIVE ...");
    EXPECT(look(DAVE), "OK 0 WAITING * 1 ...");
    at(2);
    EXPECT_INT(admitted_of(tick()), 3);
    EXPECT(look(6), "OK 0 ACTIVE ...");
    EXPECT(look(7), "OK 0 WAITING * 1 ...");
}

static void the_frontier_is_the_highest_number_called(void)
{
    open_concert_with(.rate = 1);
    a_crowd_joins(1, 3);
    EXPECT(tick(), "OK OPEN 3 0 0 0 0 0 0");
    at(1);
    EXPECT(tick(), text("OK OPEN 2 1 %lld 1 0 0 0", (long long)number_of(look(ALICE))));
    at(2);
    EXPECT(tick(), text("OK OPEN 1 2 %lld 1 0 0 0", (long long)number_of(look(BOB))));
}

static void never_more_than_max_active_are_in_the_room(void)
{
    open_concert_with(.max_active = 5);
    a_crowd_joins(1, 20);
    for (int second = 1; second < 200; second++) {
        at(second);
        EXPECT(tick(), "OK ...");
        CU_ASSERT_TRUE(number(ask("ZCARD %s", key("active")), 0) <= 5);
    }
    EXPECT(ask("ZCARD %s", key("waiting")), "0");
}

static void the_next_is_called_when_somebody_goes(void)
{
    open_concert_with(.max_active = 1);
    a_crowd_joins(1, 2);
    at(1);
    EXPECT(tick(), "OK OPEN 1 1 ...");
    EXPECT(leave(ALICE, ""), "OK");
    at(2);
    EXPECT(tick(), "OK OPEN 0 1 ...");
    EXPECT(look(BOB), "OK 0 ACTIVE ...");
}

static void a_smaller_room_empties_before_anybody_is_called(void)
{
    open_concert_with(.max_active = 3);
    admit(3);
    a_crowd_joins(4, 1);
    policy()->max_active = 2;
    EXPECT(leave(ALICE, ""), "OK");
    pass(1);
    EXPECT(tick(), "OK OPEN 1 2 * 0 ...");
    EXPECT(leave(BOB, ""), "OK");
    pass(1);
    EXPECT(tick(), "OK OPEN 0 2 * 1 ...");
}

/* Several schedulers tick whenever they like; each admission is noted with its moment. */
static void schedulers_tick(int64_t until_ms, int64_t (*ret_log)[2], int *ret_count)
{
    static const int64_t steps_ms[] = {0, 1, 3, 40, 250, 333, 500, 999, 1000, 1700, 4000};
    uint32_t odd = 7;
    *ret_count = 0;
    for (int64_t ms = 0; ms < until_ms;) {
        at_ms(ms);
        int64_t admitted = admitted_of(tick());
        if (admitted) {
            ret_log[*ret_count][0] = ms;
            ret_log[(*ret_count)++][1] = admitted;
        }
        odd = odd * 1664525 + 1013904223;
        ms += steps_ms[(odd >> 16) % (sizeof(steps_ms) / sizeof(steps_ms[0]))];
    }
}

static void no_window_admits_more_than_the_rate_and_one_burst(void)
{
    enum { RATE = 7, UNTIL_MS = 100000, TICKS_MAX = 2000 };
    static int64_t log[TICKS_MAX][2];
    int count = 0;
    int64_t total = 0;
    open_concert_with(.rate = RATE);
    a_crowd_joins(1, 1000);
    schedulers_tick(UNTIL_MS, log, &count);
    for (int first = 0; first < count; first++) {
        int64_t admitted = 0;
        for (int last = first; last < count; last++) {
            admitted += log[last][1];
            CU_ASSERT_TRUE(admitted * 1000 <= RATE * (log[last][0] - log[first][0] + 1000));
        }
        total += log[first][1];
    }
    CU_ASSERT_TRUE(total > RATE * UNTIL_MS / 1000 / 2);
}

static void a_second_scheduler_admits_nobody_more(void)
{
    open_concert_with(.rate = 10);
    a_crowd_joins(1, 100);
    at(1);
    EXPECT_INT(admitted_of(tick()), 10);
    EXPECT_INT(admitted_of(tick()), 0);
    at_ms(1500);
    EXPECT_INT(admitted_of(tick()), 5);
    EXPECT_INT(admitted_of(tick()), 0);
}

static void parts_of_a_person_are_not_lost(void)
{
    open_concert_with(.rate = 3);
    a_crowd_joins(1, 40);
    int64_t admitted = 0;
    for (int64_t ms = 0; ms <= 9000; ms += 150) {
        at_ms(ms);
        admitted += admitted_of(tick());
    }
    EXPECT_INT(admitted, 27);
}

static void after_a_long_silence_one_burst_is_all_there_is(void)
{
    open_concert_with(.rate = 10);
    a_crowd_joins(1, 100);
    at(3600);
    EXPECT_INT(admitted_of(tick()), 10);
    EXPECT_INT(admitted_of(tick()), 0);
}

static void an_empty_queue_saves_up_no_more_than_a_burst(void)
{
    open_concert_with(.rate = 10);
    for (int second = 1; second <= 30; second++) {
        at(second);
        EXPECT_INT(admitted_of(tick()), 0);
    }
    a_crowd_joins(1, 100);
    EXPECT_INT(admitted_of(tick()), 10);
}

static void a_clock_that_goes_back_earns_nothing(void)
{
    open_concert_with(.rate = 10);
    a_crowd_joins(1, 100);
    at(1);
    EXPECT_INT(admitted_of(tick()), 10);
    at(-1000);
    EXPECT_INT(admitted_of(tick()), 0);
    at(-999);
    EXPECT_INT(admitted_of(tick()), 10);
}

static void a_batch_that_is_too_small_says_that_there_is_more(void)
{
    open_concert_with(.rate = 10);
    a_crowd_joins(1, 10);
    at(1);
    EXPECT(tick_batch(4), "OK OPEN 6 4 * 4 0 0 1");
    EXPECT(tick_batch(4), "OK OPEN 2 8 * 4 0 0 1");
    EXPECT(tick_batch(4), "OK OPEN 0 10 * 2 0 0 0");
    EXPECT(look(10), "OK 0 ACTIVE ...");
}

static void overdue_admissions_end_batch_by_batch(void)
{
    open_concert();
    admit(5);
    pass(60);
    EXPECT(tick_batch(2), "OK OPEN 0 3 * 0 0 2 1");
    EXPECT(tick_batch(2), "OK OPEN 0 1 * 0 0 2 1");
    EXPECT(tick_batch(2), "OK OPEN 0 0 * 0 0 1 0");
}

static void overdue_holds_end_batch_by_batch(void)
{
    open_concert_with(.hold = 10);
    admit(1);
    EXPECT(hold(ALICE, "1:1 1:2 1:3"), "OK ...");
    pass(10);
    EXPECT(tick_batch(2), "OK OPEN 0 1 * 0 0 0 1");
    EXPECT(map(1), "AAHAAAAAAAAA");
    EXPECT(tick_batch(2), "OK OPEN 0 1 * 0 0 0 0");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

static void a_pause_stops_admissions_and_earns_nothing(void)
{
    open_concert_with(.rate = 10);
    a_crowd_joins(1, 100);
    at(1);
    EXPECT_INT(admitted_of(tick()), 10);
    policy()->state = "PAUSED";
    for (int64_t ms = 1000; ms <= 60000; ms += 500) {
        at_ms(ms);
        EXPECT(tick(), "OK PAUSED * 10 * 0 ...");
    }
    policy()->state = "OPEN";
    EXPECT_INT(admitted_of(tick()), 0);
    at_ms(60500);
    EXPECT_INT(admitted_of(tick()), 5);
}

static void admissions_and_holds_end_in_a_pause_too(void)
{
    open_concert_with(.hold = 10);
    admit(2);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    policy()->state = "PAUSED";
    pass(60);
    EXPECT(tick(), "OK PAUSED 0 1 * 0 0 1 0");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

static void a_closed_sale_calls_nobody(void)
{
    open_concert();
    a_crowd_joins(1, 3);
    policy()->state = "CLOSED";
    at(1);
    EXPECT(tick(), "OK CLOSED 3 0 * 0 ...");
}

static void a_scheduled_sale_opens_at_its_hour_by_itself(void)
{
    open_concert_with(.state = "SCHEDULED", .opens_at_s = 60, .rate = 10);
    a_crowd_joins(1, 30);
    at_ms(59999);
    EXPECT(tick(), "OK SCHEDULED 30 0 0 0 0 0 0");
    at_ms(60999);
    EXPECT(tick(), "OK OPEN 20 10 * 10 0 0 0");
}

static void what_its_organiser_stopped_does_not_open_at_its_hour(void)
{
    open_concert_with(.state = "PAUSED", .opens_at_s = 60);
    a_crowd_joins(1, 3);
    at(61);
    EXPECT(tick(), "OK PAUSED 3 0 ...");
    policy()->state = "CLOSED";
    EXPECT(tick(), "OK CLOSED 3 0 ...");
}

static void the_time_before_the_opening_earns_nothing(void)
{
    open_concert_with(.state = "SCHEDULED", .opens_at_s = 60, .rate = 10);
    a_crowd_joins(1, 30);
    for (int second = 1; second < 60; second++) {
        at(second);
        EXPECT(tick(), "OK SCHEDULED ...");
    }
    at_ms(59900);
    EXPECT(tick(), "OK SCHEDULED ...");
    at_ms(60000);
    EXPECT_INT(admitted_of(tick()), 1);
}

static void a_change_of_the_policy_counts_from_the_next_tick_on(void)
{
    open_concert_with(.rate = 2);
    a_crowd_joins(1, 100);
    at(1);
    EXPECT_INT(admitted_of(tick()), 2);
    policy()->rate = 20;
    set_version(2);
    at(2);
    EXPECT_INT(admitted_of(tick()), 20);
    policy()->rate = 5;
    set_version(3);
    at(10);
    EXPECT_INT(admitted_of(tick()), 5);
}

static void an_older_version_of_the_policy_is_not_mirrored(void)
{
    open_concert_with(.rate = 2);
    set_version(10);
    EXPECT(tick(), "OK OPEN ...");
    set_version(9);
    *policy() = (struct setting){.state = "CLOSED", .rate = 99, .seats = 1, .max_active = 1};
    EXPECT(tick(), "OK OPEN ...");
    EXPECT(ask("HMGET %s version admit_per_second max_seats_per_user max_active", key("concert")),
           "10 2 4 1000");
}

static void the_rate_that_is_shown_is_the_real_one(void)
{
    open_concert_with(.rate = 100, .max_active = 4, .admission = 4, .claim = 2);
    a_crowd_joins(1, 200);
    EXPECT(look(ALICE), "OK 0 WAITING * 1 0 200 0 OPEN");
    for (int64_t ms = 500; ms <= 60000; ms += 500) {
        at_ms(ms);
        EXPECT(tick(), "OK ...");
    }
    int64_t in_a_million_s = number(look(200), 7);
    CU_ASSERT_TRUE(in_a_million_s > 1500000 && in_a_million_s < 3000000);
}

static void lapsed_admissions_are_forgotten_after_a_while(void)
{
    open_concert();
    admit(1);
    pass(60);
    EXPECT(tick(), "OK OPEN 0 0 * 0 0 1 0");
    pass_ms(599999);
    EXPECT(tick(), "OK ...");
    EXPECT(read_seats(ALICE), "ADMISSION_EXPIRED 0");
    pass_ms(1);
    EXPECT(tick(), "OK ...");
    EXPECT(read_seats(ALICE), "NOT_ADMITTED 0");
    EXPECT(ask("EXISTS %s %s", key("lapsed"), key("turns")), "0");
}

CU_TestInfo tick_tests[] = {
    TEST(people_are_called_in_the_order_of_their_numbers),
    TEST(the_frontier_is_the_highest_number_called),
    TEST(never_more_than_max_active_are_in_the_room),
    TEST(the_next_is_called_when_somebody_goes),
    TEST(a_smaller_room_empties_before_anybody_is_called),
    TEST(no_window_admits_more_than_the_rate_and_one_burst),
    TEST(a_second_scheduler_admits_nobody_more),
    TEST(parts_of_a_person_are_not_lost),
    TEST(after_a_long_silence_one_burst_is_all_there_is),
    TEST(an_empty_queue_saves_up_no_more_than_a_burst),
    TEST(a_clock_that_goes_back_earns_nothing),
    TEST(a_batch_that_is_too_small_says_that_there_is_more),
    TEST(overdue_admissions_end_batch_by_batch),
    TEST(overdue_holds_end_batch_by_batch),
    TEST(a_pause_stops_admissions_and_earns_nothing),
    TEST(admissions_and_holds_end_in_a_pause_too),
    TEST(a_closed_sale_calls_nobody),
    TEST(a_scheduled_sale_opens_at_its_hour_by_itself),
    TEST(what_its_organiser_stopped_does_not_open_at_its_hour),
    TEST(the_time_before_the_opening_earns_nothing),
    TEST(a_change_of_the_policy_counts_from_the_next_tick_on),
    TEST(an_older_version_of_the_policy_is_not_mirrored),
    TEST(the_rate_that_is_shown_is_the_real_one),
    TEST(lapsed_admissions_are_forgotten_after_a_while),
    CU_TEST_INFO_NULL,
};
