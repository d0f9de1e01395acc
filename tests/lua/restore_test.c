/* restore_test.c -- Redis may lose everything: what comes back, and what waits until it has. */
#include "lua/hall.h"

static void restore(void)
{
    EXPECT(begin_restore("again"), "OK");
    EXPECT(finish_restore("again"), "OK");
}

static void nothing_is_accepted_before_a_concert_is_restored(void)
{
    new_concert();
    EXPECT(tick(), "NOT_READY");
    EXPECT(join(ALICE), "NOT_READY");
    EXPECT(look(ALICE), "NOT_READY");
    EXPECT(leave(ALICE, ""), "NOT_READY");
    EXPECT(read_concert(0), "NOT_READY");
    EXPECT(read_seats(ALICE), "NOT_READY 0");
    EXPECT(hold(ALICE, "1:1"), "NOT_READY 0");
    EXPECT(release(ALICE, "1:1"), "NOT_READY");
    EXPECT(start_payment(ALICE, "f", "1:1"), "NOT_READY");
    EXPECT(cancel_payment(ALICE, "f", "1:1"), "OK 0");
    EXPECT(finish_payment(ALICE, "1:1"), "NOT_READY");
}

static void nothing_is_accepted_while_it_is_being_restored(void)
{
    new_concert();
    EXPECT(begin_restore("mine"), "OK");
    EXPECT(tick(), "NOT_READY");
    EXPECT(join(ALICE), "NOT_READY");
    EXPECT(hold(ALICE, "1:1"), "NOT_READY 0");
    EXPECT(start_payment(ALICE, "f", "1:1"), "NOT_READY");
    EXPECT(finish_restore("mine"), "OK");
    EXPECT(tick(), "OK OPEN 0 0 0 0 0 0 0");
}

static void refusals_leave_no_trace(void)
{
    new_concert();
    nothing_is_accepted_before_a_concert_is_restored();
    EXPECT(ask("KEYS %s", key("*")), key("concert"));
}

static void one_scheduler_restores_at_a_time(void)
{
    new_concert();
    EXPECT(begin_restore("mine"), "OK");
    EXPECT(begin_restore("yours"), "BUSY");
    EXPECT(restore_seats("yours", ALICE, "1:1"), "LOST");
    EXPECT(restore_layouts("yours", "1 3:0+3"), "LOST");
    EXPECT(finish_restore("yours"), "LOST");
    EXPECT(finish_restore("mine"), "OK");
    EXPECT(begin_restore("yours"), "READY");
    EXPECT(restore_seats("mine", ALICE, "1:1"), "LOST");
    EXPECT(finish_restore("mine"), "LOST");
}

static void a_scheduler_that_died_is_replaced(void)
{
    new_concert();
    EXPECT(begin_restore("dead"), "OK");
    EXPECT(restore_seats("dead", ALICE, "1:1"), "OK");
    at_ms(9999);
    EXPECT(begin_restore("next"), "BUSY");
    at_ms(10000);
    EXPECT(begin_restore("next"), "OK");
    EXPECT(finish_restore("dead"), "LOST");
    EXPECT(restore_seats("next", ALICE, "1:1"), "OK");
    EXPECT(finish_restore("next"), "OK");
}

static void a_restore_that_takes_long_is_not_begun_anew(void)
{
    new_concert();
    EXPECT(begin_restore("slow"), "OK");
    at_ms(9999);
    EXPECT(restore_seats("slow", ALICE, "1:1"), "OK");
    at_ms(19998);
    EXPECT(begin_restore("next"), "BUSY");
    EXPECT(restore_layouts("slow", "1 3:0+3"), "OK");
    at_ms(29997);
    EXPECT(begin_restore("next"), "BUSY");
    EXPECT(finish_restore("slow"), "OK");
}

static void a_second_loss_in_the_middle_is_noticed(void)
{
    new_concert();
    EXPECT(begin_restore("mine"), "OK");
    lose_everything();
    EXPECT(restore_layouts("mine", "1 3:0+3"), "LOST");
    EXPECT(restore_seats("mine", ALICE, "1:1"), "LOST");
    EXPECT(finish_restore("mine"), "LOST");
    EXPECT(ask("KEYS %s", key("*")), "");
    EXPECT(begin_restore("again"), "OK");
}

static void sold_seats_are_back_and_count_for_their_buyers(void)
{
    open_concert_with(.seats = 3);
    lose_everything();
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("mine"), "OK");
    EXPECT(restore_seats("mine", ALICE, "1:1 1:12"), "OK");
    EXPECT(restore_seats("mine", BOB, "2:2"), "OK");
    EXPECT(finish_restore("mine"), "OK");
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "SAAAAAAAAAAS");
    EXPECT(map(2), "ASAAAAAAAAAA");
    admit(2);
    EXPECT(hold(BOB, "1:12"), "SEAT_TAKEN 12");
    EXPECT(hold(ALICE, "1:2 1:3"), "SEAT_LIMIT 3 2");
    EXPECT(hold(BOB, "1:2 1:3 1:4"), "OK ...");
}

static void the_best_seats_of_a_plan_are_found_again(void)
{
    open_concert();
    draw_hall("AA.AAA/..AAA AAAA");
    lose_everything();
    EXPECT(begin_restore("mine"), "OK");
    EXPECT(restore_layouts("mine", "1 6:0+2+1+3 6 5:2+3;0+4"), "OK");
    EXPECT(restore_seats("mine", BOB, "1:3"), "OK");
    EXPECT(finish_restore("mine"), "OK");
    EXPECT(tick(), "OK ...");
    admit(1);
    EXPECT(best(ALICE, 3), "6 7 8");
}

/* Redis has gone back to a moment before the sale, when the seat was held. */
static void a_hold_that_the_books_have_sold_is_none_any_more(void)
{
    open_concert();
    admit(1);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    EXPECT(begin_restore("mine"), "OK");
    EXPECT(restore_seats("mine", ALICE, "1:5"), "OK");
    EXPECT(finish_restore("mine"), "OK");
    EXPECT(ask("EXISTS %s %s", key("hold:1:5"), key("deadlines")), "0");
    EXPECT(release(ALICE, "1:5"), "HOLD_EXPIRED");
    EXPECT(map(1), "AAAASAAAAAAA");
    EXPECT(ask("HGET %s 1:5", key(text("buyer:%s", user_id(ALICE)))),
           text("sold %s", reservation_of("1:5")));
}

/* The books had sold it to Bob before Alice could hold it. */
static void a_hold_that_the_books_have_sold_to_another_counts_no_more(void)
{
    open_concert_with(.seats = 1);
    admit(1);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    EXPECT(begin_restore("mine"), "OK");
    EXPECT(restore_seats("mine", BOB, "1:5"), "OK");
    EXPECT(finish_restore("mine"), "OK");
    EXPECT(release(ALICE, "1:5"), "HOLD_EXPIRED");
    EXPECT(map(1), "AAAASAAAAAAA");
    EXPECT(hold(ALICE, "1:6"), "OK ...");
}

static void a_sale_that_ends_during_the_restore_is_not_lost(void)
{
    new_concert();
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("mine"), "OK");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 1");
    EXPECT(restore_seats("mine", BOB, "1:6"), "OK");
    EXPECT(finish_restore("mine"), "OK");
    EXPECT(map(1), "AAAASSAAAAAA");
    EXPECT(finish_payment(ALICE, "1:5"), "OK 0");
}

static void a_sale_is_marked_whole_or_not_at_all(void)
{
    open_concert();
    admit(1);
    EXPECT(ask("DEL %s", key("map:2")), "1");
    EXPECT(finish_payment(ALICE, "1:1 2:1"), "NOT_READY");
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(look(ALICE), "OK 0 ACTIVE ...");
}

static void holds_and_turns_do_not_come_back(void)
{
    open_concert();
    admit(1);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    lose_everything();
    EXPECT(tick(), "NOT_READY");
    restore();
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
    EXPECT(start_payment(ALICE, "f", "1:1"), "HOLD_EXPIRED");
    EXPECT(hold(ALICE, "1:1"), "NOT_ADMITTED 0");
}

/* Alice, Bob and Carol are in the line when Redis loses it; ten seconds later it is back. */
static void the_line_is_lost(int64_t numbers[CAROL + 1])
{
    open_concert();
    for (int user = ALICE; user <= CAROL; user++)
        numbers[user] = number_of(join(user));
    lose_everything();
    at(10);
    EXPECT(tick(), "NOT_READY");
    restore();
}

static void signed_numbers_bring_places_back_in_front_of_newcomers(void)
{
    int64_t numbers[CAROL + 1];
    the_line_is_lost(numbers);
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
    the_line_is_lost(numbers);
    EXPECT(join_back(BOB, numbers[BOB]), "OK 1 WAITING * 1 ...");
    CU_ASSERT_TRUE(number_of(join(ALICE)) > BEGIN_US + 10000000);
    EXPECT_INT(position_of(look(ALICE)), 2);
}

static void a_number_from_after_the_loss_brings_nothing_back(void)
{
    int64_t numbers[CAROL + 1];
    the_line_is_lost(numbers);
    int64_t later = number_of(join(ALICE));
    EXPECT(join(BOB), "OK 1 WAITING * 2 ...");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_back(ALICE, later), "OK 1 WAITING * 2 ...");
}

static void a_number_from_after_the_loss_is_known_when_the_clock_goes_back(void)
{
    int64_t numbers[CAROL + 1];
    the_line_is_lost(numbers);
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
    the_line_is_lost(numbers);
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
    the_line_is_lost(numbers);
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

/* Its seats are in doubt, its line is not: Bob waits, and Alice has used her place. */
static void a_line_is_kept_through_a_restore_of_the_seats(void)
{
    open_concert_with(.max_active = 1);
    admit(1);
    int64_t mine = number_of(look(ALICE));
    EXPECT(leave(ALICE, ""), "OK");
    int64_t bobs = number_of(join(BOB));
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    at(10);
    restore();
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
    restore();
    EXPECT(join(CAROL), "OK 1 WAITING * 2 ...");
    EXPECT(join_back(BOB, bobs), text("OK 1 WAITING %lld 2 ...", (long long)bobs));
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_back(ALICE, alices), "OK 1 WAITING * 3 ...");
}

static void an_older_loss_is_remembered_through_a_newer_one(void)
{
    int64_t numbers[CAROL + 1];
    the_line_is_lost(numbers);
    EXPECT(join_back(BOB, numbers[BOB]), "OK 1 WAITING * 1 ...");
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    at(20);
    restore();
    EXPECT(join_back(ALICE, numbers[ALICE]),
           text("OK 1 WAITING %lld 1 ...", (long long)numbers[ALICE]));
}

static void numbers_go_on_after_a_restore_of_the_seats(void)
{
    open_concert();
    int64_t last = number_of(join(ALICE));
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    at(-10);
    restore();
    EXPECT(join(BOB), text("OK 1 WAITING %lld 2 ...", (long long)last + 1));
}

static void the_bucket_is_empty_after_a_loss(void)
{
    open_concert_with(.rate = 10);
    at(10);
    EXPECT(tick(), "OK ...");
    lose_everything();
    EXPECT(tick(), "NOT_READY");
    restore();
    EXPECT(join(ALICE), "OK 1 ...");
    EXPECT(tick(), "OK OPEN 1 0 0 0 0 0 0");
}

static void a_place_from_before_the_loss_comes_back_only_after_a_look_into_the_books(void)
{
    int64_t numbers[CAROL + 1];
    the_line_is_lost(numbers);
    EXPECT(join_signed(ALICE, numbers[ALICE]), "LOOK_UP");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
}

static void a_place_that_came_back_and_was_left_does_not_come_back_again(void)
{
    int64_t numbers[CAROL + 1];
    the_line_is_lost(numbers);
    EXPECT(join_back(ALICE, numbers[ALICE]), "OK 1 WAITING * 1 ...");
    EXPECT(join(DAVE), "OK 1 WAITING * 2 ...");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_back(ALICE, numbers[ALICE]), "OK 1 WAITING * 2 ...");
}

CU_TestInfo restore_tests[] = {
    TEST(nothing_is_accepted_before_a_concert_is_restored),
    TEST(nothing_is_accepted_while_it_is_being_restored),
    TEST(refusals_leave_no_trace),
    TEST(one_scheduler_restores_at_a_time),
    TEST(a_scheduler_that_died_is_replaced),
    TEST(a_restore_that_takes_long_is_not_begun_anew),
    TEST(a_second_loss_in_the_middle_is_noticed),
    TEST(sold_seats_are_back_and_count_for_their_buyers),
    TEST(the_best_seats_of_a_plan_are_found_again),
    TEST(a_hold_that_the_books_have_sold_is_none_any_more),
    TEST(a_hold_that_the_books_have_sold_to_another_counts_no_more),
    TEST(a_sale_that_ends_during_the_restore_is_not_lost),
    TEST(a_sale_is_marked_whole_or_not_at_all),
    TEST(holds_and_turns_do_not_come_back),
    TEST(signed_numbers_bring_places_back_in_front_of_newcomers),
    TEST(without_its_token_a_lost_place_is_a_new_one),
    TEST(a_number_from_after_the_loss_brings_nothing_back),
    TEST(a_number_from_after_the_loss_is_known_when_the_clock_goes_back),
    TEST(a_signed_number_moves_nobody_who_has_a_place),
    TEST(a_place_that_came_back_is_used_once),
    TEST(a_place_that_came_back_may_miss_its_call_once),
    TEST(a_line_is_kept_through_a_restore_of_the_seats),
    TEST(a_place_of_the_last_second_comes_back_alone),
    TEST(an_older_loss_is_remembered_through_a_newer_one),
    TEST(numbers_go_on_after_a_restore_of_the_seats),
    TEST(the_bucket_is_empty_after_a_loss),
    TEST(a_place_from_before_the_loss_comes_back_only_after_a_look_into_the_books),
    TEST(a_place_that_came_back_and_was_left_does_not_come_back_again),
    CU_TEST_INFO_NULL,
};
