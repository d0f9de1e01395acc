/* restore_queue_test.c -- Redis may lose everything: how people come back to their places. */
#include "lua/support/calls.h"
#include "lua/support/calls_restore.h"
#include "lua/support/opening.h"

/* Alice, Bob and Carol are in the queue when Redis loses it; ten seconds later it is back. */
static void the_queue_is_lost(int64_t numbers[CAROL + 1])
{
    open_concert();
    for (int user = ALICE; user <= CAROL; user++)
        numbers[user] = number_of(join(user));
    lose_everything();
    at(10);
    EXPECT(tick(), "NOT_READY");
    restore_empty();
}

static void signed_numbers_bring_places_back_in_front_of_newcomers(void)
{
    int64_t numbers[CAROL + 1];
    the_queue_is_lost(numbers);
    EXPECT(join(DAVE), "OK 1 WAITING * 1 ...");
    EXPECT(join_back(BOB, numbers[BOB]), text("OK 1 WAITING %lld 1 ...", (long long)numbers[BOB]));
    EXPECT(join_back(CAROL, numbers[CAROL]), "OK 1 WAITING * 2 ...");
    EXPECT(join_back(ALICE, numbers[ALICE]), "OK 1 WAITING * 1 ...");
    EXPECT(join(ERIN), "OK 1 WAITING * 5 ...");
    EXPECT_INT(position_of(look(DAVE)), 4);
}

static void without_its_token_a_lost_place_is_a_new_one(void)
{
    int64_t numbers[CAROL + 1];
    the_queue_is_lost(numbers);
    EXPECT(join_back(BOB, numbers[BOB]), "OK 1 WAITING * 1 ...");
    CU_ASSERT_TRUE(number_of(join(ALICE)) > BEGIN_US + 10000000);
    EXPECT_INT(position_of(look(ALICE)), 2);
}

static void a_number_from_after_the_loss_brings_nothing_back(void)
{
    int64_t numbers[CAROL + 1];
    the_queue_is_lost(numbers);
    int64_t later = number_of(join(ALICE));
    EXPECT(join(BOB), "OK 1 WAITING * 2 ...");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_back(ALICE, later), "OK 1 WAITING * 2 ...");
}

static void a_number_from_after_the_loss_is_known_when_the_clock_goes_back(void)
{
    int64_t numbers[CAROL + 1];
    the_queue_is_lost(numbers);
    at(5);
    int64_t later = number_of(join(ALICE));
    EXPECT(join(BOB), "OK 1 WAITING * 2 ...");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_back(ALICE, later), "OK 1 WAITING * 2 ...");
    EXPECT(join_back(CAROL, numbers[CAROL]), "OK 1 WAITING * 1 ...");
}

static void a_signed_number_moves_nobody_who_has_a_place(void)
{
    open_concert();
    EXPECT(join(ALICE), "OK 1 WAITING * 1 ...");
    EXPECT(join(BOB), "OK 1 WAITING * 2 ...");
    EXPECT(join_back(BOB, BEGIN_US - 1), "OK 0 WAITING * 2 ...");
}

static void a_place_that_came_back_is_used_once(void)
{
    int64_t numbers[CAROL + 1];
    the_queue_is_lost(numbers);
    EXPECT(tick(), "OK ...");
    EXPECT(join_back(ALICE, numbers[ALICE]), "OK 1 WAITING * 1 ...");
    pass(1);
    EXPECT(tick(), "OK OPEN 0 1 * 1 ...");
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:1"), "OK 1");
    EXPECT(join_back(BOB, numbers[BOB]), "OK 1 WAITING * 1 ...");
    EXPECT(join_back(ALICE, numbers[ALICE]), "OK 1 WAITING * 2 ...");
    EXPECT(join(DAVE), "OK 1 WAITING * 3 ...");
}

static void a_place_that_came_back_may_miss_its_call_once(void)
{
    int64_t numbers[CAROL + 1];
    the_queue_is_lost(numbers);
    EXPECT(tick(), "OK ...");
    EXPECT(join_back(ALICE, numbers[ALICE]), "OK 1 ...");
    pass(1);
    EXPECT(tick(), "OK OPEN 0 1 ...");
    pass(60);
    EXPECT(tick(), "OK OPEN 0 0 * 0 0 1 0");
    EXPECT(join(DAVE), "OK 1 WAITING * 1 ...");
    EXPECT(join_back(ALICE, numbers[ALICE]), "OK 1 WAITING * 1 ...");
    EXPECT_INT(number_of(look(ALICE)), numbers[ALICE]);
}

/* Its seats are in doubt, its queue is not: Bob waits, and Alice has used her place. */
static void a_queue_is_kept_through_a_restore_of_the_seats(void)
{
    open_concert_with(.max_active = 1);
    admit(1);
    int64_t mine = number_of(look(ALICE));
    EXPECT(leave(ALICE, ""), "OK");
    int64_t bobs = number_of(join(BOB));
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    at(10);
    restore_empty();
    EXPECT(look(BOB), text("OK 0 WAITING %lld 1 ...", (long long)bobs));
    EXPECT(join_back(ALICE, mine), "OK 1 WAITING * 2 ...");
}

/* Redis comes back with its last second missing: it knows Alice, and has never heard of Bob. */
static void a_place_of_the_last_second_comes_back_alone(void)
{
    open_concert();
    int64_t alices = number_of(join(ALICE));
    at(1);
    int64_t bobs = number_of(join(BOB));
    EXPECT(ask("ZREM %s %s", key("waiting"), user_id(BOB)), "1");
    EXPECT(ask("HSET %s last_number %lld", key("concert"), (long long)alices), "0");
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    at(10);
    restore_empty();
    EXPECT(join(CAROL), "OK 1 WAITING * 2 ...");
    EXPECT(join_back(BOB, bobs), text("OK 1 WAITING %lld 2 ...", (long long)bobs));
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_back(ALICE, alices), "OK 1 WAITING * 3 ...");
}

static void an_older_loss_is_remembered_through_a_newer_one(void)
{
    int64_t numbers[CAROL + 1];
    the_queue_is_lost(numbers);
    EXPECT(join_back(BOB, numbers[BOB]), "OK 1 WAITING * 1 ...");
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    at(20);
    restore_empty();
    EXPECT(join_back(ALICE, numbers[ALICE]),
           text("OK 1 WAITING %lld 1 ...", (long long)numbers[ALICE]));
}

static void numbers_go_on_after_a_restore_of_the_seats(void)
{
    open_concert();
    int64_t last = number_of(join(ALICE));
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    at(-10);
    restore_empty();
    EXPECT(join(BOB), text("OK 1 WAITING %lld 2 ...", (long long)last + 1));
}

static void the_bucket_is_empty_after_a_loss(void)
{
    open_concert_with(.rate = 10);
    at(10);
    EXPECT(tick(), "OK ...");
    lose_everything();
    EXPECT(tick(), "NOT_READY");
    restore_empty();
    EXPECT(join(ALICE), "OK 1 ...");
    EXPECT(tick(), "OK OPEN 1 0 0 0 0 0 0");
}

static void a_place_from_before_the_loss_comes_back_only_after_a_look_into_postgres(void)
{
    int64_t numbers[CAROL + 1];
    the_queue_is_lost(numbers);
    EXPECT(join_signed(ALICE, numbers[ALICE]), "LOOK_UP");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
}

static void a_place_that_came_back_and_was_left_does_not_come_back_again(void)
{
    int64_t numbers[CAROL + 1];
    the_queue_is_lost(numbers);
    EXPECT(join_back(ALICE, numbers[ALICE]), "OK 1 WAITING * 1 ...");
    EXPECT(join(DAVE), "OK 1 WAITING * 2 ...");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_back(ALICE, numbers[ALICE]), "OK 1 WAITING * 2 ...");
}

CU_TestInfo restore_queue_tests[] = {
    TEST(signed_numbers_bring_places_back_in_front_of_newcomers),
    TEST(without_its_token_a_lost_place_is_a_new_one),
    TEST(a_number_from_after_the_loss_brings_nothing_back),
    TEST(a_number_from_after_the_loss_is_known_when_the_clock_goes_back),
    TEST(a_signed_number_moves_nobody_who_has_a_place),
    TEST(a_place_that_came_back_is_used_once),
    TEST(a_place_that_came_back_may_miss_its_call_once),
    TEST(a_queue_is_kept_through_a_restore_of_the_seats),
    TEST(a_place_of_the_last_second_comes_back_alone),
    TEST(an_older_loss_is_remembered_through_a_newer_one),
    TEST(numbers_go_on_after_a_restore_of_the_seats),
    TEST(the_bucket_is_empty_after_a_loss),
    TEST(a_place_from_before_the_loss_comes_back_only_after_a_look_into_postgres),
    TEST(a_place_that_came_back_and_was_left_does_not_come_back_again),
    CU_TEST_INFO_NULL,
};
