/* claim_test.c -- an admission: who does not use it loses it, and may come back once. */
#include "lua/support/calls.h"
#include "lua/support/opening.h"

/* A room for one: Alice is admitted at second 1, Bob is next. */
static void alice_is_called_and_bob_is_next(void)
{
    open_concert_with(.max_active = 1);
    admit(1);
    EXPECT(join(BOB), "OK 1 WAITING * 1 ...");
}

static void an_unclaimed_admission_ends_and_the_next_is_called_in_the_same_tick(void)
{
    alice_is_called_and_bob_is_next();
    at_ms(60999);
    EXPECT(tick(), "OK OPEN 1 1 * 0 0 0 0");
    at_ms(61000);
    EXPECT(tick(), "OK OPEN 0 1 * 1 0 1 0");
    EXPECT(look(BOB), "OK 0 ACTIVE * 0 60000 ...");
    EXPECT(look(ALICE), "NOT_IN_QUEUE 300000");
}

/* A reload of the page asks, and is told as the page was. */
static void who_missed_the_admission_is_told_for_how_long_the_place_is_kept(void)
{
    alice_is_called_and_bob_is_next();
    at(61);
    EXPECT(look(ALICE), "NOT_IN_QUEUE 300000");
    EXPECT(tick(), "OK OPEN 0 1 * 1 0 1 0");
    at_ms(360999);
    EXPECT(look(ALICE), "NOT_IN_QUEUE 1");
    at(361);
    EXPECT(look(ALICE), "NOT_IN_QUEUE 0");
    EXPECT(look(ERIN), "NOT_IN_QUEUE");
}

static void who_used_the_admission_has_missed_nothing(void)
{
    alice_is_called_and_bob_is_next();
    EXPECT(read_seats(ALICE), "OK ...");
    at(301);
    EXPECT(tick(), "OK OPEN 0 1 * 1 1 0 0");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
}

static void looking_does_not_claim_an_admission(void)
{
    alice_is_called_and_bob_is_next();
    at(30);
    EXPECT(look(ALICE), "OK 0 ACTIVE * 0 31000 ...");
    EXPECT(join(ALICE), "OK 0 ACTIVE * 0 31000 ...");
    EXPECT(read_concert(ALICE), "OK ...");
    at(61);
    EXPECT(tick(), "OK OPEN 0 1 * 1 0 1 0");
}

static void the_first_gated_call_claims_the_admission_since_the_call_up(void)
{
    alice_is_called_and_bob_is_next();
    at(60);
    EXPECT(read_seats(ALICE), "OK ...");
    EXPECT(look(ALICE), "OK 0 ACTIVE * 0 241000 ...");
    at_ms(300999);
    EXPECT(tick(), "OK OPEN 1 1 * 0 0 0 0");
    at(301);
    EXPECT(tick(), "OK OPEN 0 1 * 1 1 0 0");
}

static void a_refused_hold_claims_the_admission_too(void)
{
    alice_is_called_and_bob_is_next();
    at(60);
    EXPECT(hold_of_show_at(ALICE, "1:1", 0), "SHOW_STARTED");
    EXPECT_INT(left_ms_of(look(ALICE)), 241000);
}

static void claiming_again_does_not_lengthen_an_admission(void)
{
    alice_is_called_and_bob_is_next();
    at(60);
    EXPECT(read_seats(ALICE), "OK ...");
    at(290);
    EXPECT(read_seats(ALICE), "OK ...");
    EXPECT_INT(left_ms_of(look(ALICE)), 11000);
}

static void an_admission_may_be_shorter_than_the_time_to_claim_it(void)
{
    open_concert_with(.admission = 20, .claim = 60);
    admit(1);
    EXPECT_INT(left_ms_of(look(ALICE)), 20000);
    pass(10);
    EXPECT(read_seats(ALICE), "OK ...");
    EXPECT_INT(left_ms_of(look(ALICE)), 10000);
}

static void nobody_passes_after_the_deadline_even_before_the_tick(void)
{
    alice_is_called_and_bob_is_next();
    at(61);
    EXPECT(read_seats(ALICE), "ADMISSION_EXPIRED 0");
    EXPECT(hold(ALICE, "1:1"), "ADMISSION_EXPIRED 0");
    EXPECT(tick(), "OK ...");
    EXPECT(read_seats(ALICE), "ADMISSION_EXPIRED 0");
}

static void who_waits_is_told_the_position_at_the_gate(void)
{
    alice_is_called_and_bob_is_next();
    EXPECT(read_seats(BOB), "NOT_ADMITTED 1");
    EXPECT(read_seats(CAROL), "NOT_ADMITTED 0");
}

static void who_missed_the_admission_comes_back_in_front_with_the_old_number(void)
{
    alice_is_called_and_bob_is_next();
    EXPECT(join(CAROL), "OK 1 WAITING * 2 ...");
    int64_t mine = number_of(look(ALICE));
    at(61);
    EXPECT(tick(), "OK ...");
    at_ms(360999);
    EXPECT(join(ALICE), text("OK 1 WAITING %lld 1 ...", (long long)mine));
    EXPECT_INT(position_of(look(CAROL)), 2);
    EXPECT(leave(BOB, ""), "OK");
    EXPECT(tick(), "OK OPEN 1 1 * 1 ...");
    EXPECT(look(ALICE), text("OK 0 ACTIVE %lld ...", (long long)mine));
}

static void coming_back_before_the_tick_has_noticed_is_as_good(void)
{
    alice_is_called_and_bob_is_next();
    int64_t mine = number_of(look(ALICE));
    at_ms(61500);
    EXPECT(join(ALICE), text("OK 1 WAITING %lld 1 ...", (long long)mine));
    EXPECT_INT(position_of(look(BOB)), 2);
}

static void after_the_grace_the_way_leads_to_the_end(void)
{
    alice_is_called_and_bob_is_next();
    at(61);
    EXPECT(tick(), "OK ...");
    EXPECT(join(CAROL), "OK 1 WAITING * 1 ...");
    at(361);
    EXPECT(join(ALICE), "OK 1 WAITING * 2 ...");
}

static void coming_back_in_front_works_once(void)
{
    alice_is_called_and_bob_is_next();
    at(61);
    EXPECT(leave(BOB, ""), "OK");
    EXPECT(tick(), "OK OPEN 0 0 ...");
    EXPECT(join(ALICE), "OK 1 WAITING * 1 ...");
    at(62);
    EXPECT(tick(), "OK OPEN 0 1 * 1 ...");
    at(122);
    EXPECT(tick(), "OK OPEN 0 0 * 0 0 1 0");
    EXPECT(join(CAROL), "OK 1 WAITING * 1 ...");
    EXPECT(join(ALICE), "OK 1 WAITING * 2 ...");
}

static void a_new_number_has_its_own_second_chance(void)
{
    coming_back_in_front_works_once();
    EXPECT(leave(CAROL, ""), "OK");
    at(123);
    EXPECT(tick(), "OK OPEN 0 1 * 1 ...");
    at(183);
    EXPECT(tick(), "OK OPEN 0 0 * 0 0 1 0");
    EXPECT(join(BOB), "OK 1 WAITING * 1 ...");
    EXPECT(join(ALICE), "OK 1 WAITING * 1 ...");
}

static void a_used_admission_leads_to_the_end_of_the_queue(void)
{
    alice_is_called_and_bob_is_next();
    EXPECT(read_seats(ALICE), "OK ...");
    at(301);
    EXPECT(tick(), "OK OPEN 0 1 * 1 1 0 0");
    EXPECT(read_seats(ALICE), "ADMISSION_EXPIRED 0");
    EXPECT(join(CAROL), "OK 1 WAITING * 1 ...");
    EXPECT(join(ALICE), "OK 1 WAITING * 2 ...");
    EXPECT(read_seats(ALICE), "NOT_ADMITTED 2");
}

static void a_used_admission_leads_to_the_end_before_the_tick_too(void)
{
    alice_is_called_and_bob_is_next();
    EXPECT(read_seats(ALICE), "OK ...");
    at(301);
    EXPECT(join(ALICE), "OK 1 WAITING * 2 ...");
}

static void who_left_an_admission_has_given_it_up(void)
{
    alice_is_called_and_bob_is_next();
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(ask("EXISTS %s", key("turns")), "0");
    EXPECT(read_seats(ALICE), "NOT_ADMITTED 0");
    EXPECT(join(ALICE), "OK 1 WAITING * 2 ...");
}

static void who_leaves_after_a_missed_admission_gives_the_second_chance_up(void)
{
    alice_is_called_and_bob_is_next();
    EXPECT(join(CAROL), "OK 1 WAITING * 2 ...");
    at(61);
    EXPECT(tick(), "OK ...");
    EXPECT(leave(ALICE, ""), "NOT_IN_QUEUE");
    EXPECT(read_seats(ALICE), "NOT_ADMITTED 0");
    EXPECT(join(ALICE), "OK 1 WAITING * 2 ...");
}

CU_TestInfo claim_tests[] = {
    TEST(an_unclaimed_admission_ends_and_the_next_is_called_in_the_same_tick),
    TEST(looking_does_not_claim_an_admission),
    TEST(the_first_gated_call_claims_the_admission_since_the_call_up),
    TEST(a_refused_hold_claims_the_admission_too),
    TEST(claiming_again_does_not_lengthen_an_admission),
    TEST(an_admission_may_be_shorter_than_the_time_to_claim_it),
    TEST(nobody_passes_after_the_deadline_even_before_the_tick),
    TEST(who_waits_is_told_the_position_at_the_gate),
    TEST(who_missed_the_admission_is_told_for_how_long_the_place_is_kept),
    TEST(who_used_the_admission_has_missed_nothing),
    TEST(who_missed_the_admission_comes_back_in_front_with_the_old_number),
    TEST(coming_back_before_the_tick_has_noticed_is_as_good),
    TEST(after_the_grace_the_way_leads_to_the_end),
    TEST(coming_back_in_front_works_once),
    TEST(a_new_number_has_its_own_second_chance),
    TEST(a_used_admission_leads_to_the_end_of_the_queue),
    TEST(a_used_admission_leads_to_the_end_before_the_tick_too),
    TEST(who_left_an_admission_has_given_it_up),
    TEST(who_leaves_after_a_missed_admission_gives_the_second_chance_up),
    CU_TEST_INFO_NULL,
};
