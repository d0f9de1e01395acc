/* restore_test.c -- Redis may lose everything: what comes back of seats, and what waits for it. */
#include "lua/support/calls_parts.h"
#include "lua/support/calls_restore.h"
#include "lua/support/hall.h"
#include "lua/support/opening.h"

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

static void a_restore_that_failed_is_begun_anew_at_once(void)
{
    new_concert();
    EXPECT(begin_restore("failed"), "OK");
    EXPECT(abandon_restore("another"), "LOST");
    EXPECT(begin_restore("next"), "BUSY");
    EXPECT(abandon_restore("failed"), "OK");
    EXPECT(finish_restore("failed"), "LOST");
    EXPECT(begin_restore("next"), "OK");
    EXPECT(abandon_restore("failed"), "LOST");
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
static void a_hold_that_postgres_has_sold_is_none_any_more(void)
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

/* Postgres had sold it to Bob before Alice could hold it. */
static void a_hold_that_postgres_has_sold_to_another_counts_no_more(void)
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

static void holds_and_admissions_do_not_come_back(void)
{
    open_concert();
    admit(1);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    lose_everything();
    EXPECT(tick(), "NOT_READY");
    restore_empty();
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
    EXPECT(start_payment(ALICE, "f", "1:1"), "HOLD_EXPIRED");
    EXPECT(hold(ALICE, "1:1"), "NOT_ADMITTED 0");
}

CU_TestInfo restore_tests[] = {
    TEST(nothing_is_accepted_before_a_concert_is_restored),
    TEST(nothing_is_accepted_while_it_is_being_restored),
    TEST(refusals_leave_no_trace),
    TEST(one_scheduler_restores_at_a_time),
    TEST(a_scheduler_that_died_is_replaced),
    TEST(a_restore_that_failed_is_begun_anew_at_once),
    TEST(a_restore_that_takes_long_is_not_begun_anew),
    TEST(a_second_loss_in_the_middle_is_noticed),
    TEST(sold_seats_are_back_and_count_for_their_buyers),
    TEST(the_best_seats_of_a_plan_are_found_again),
    TEST(a_hold_that_postgres_has_sold_is_none_any_more),
    TEST(a_hold_that_postgres_has_sold_to_another_counts_no_more),
    TEST(a_sale_that_ends_during_the_restore_is_not_lost),
    TEST(a_sale_is_marked_whole_or_not_at_all),
    TEST(holds_and_admissions_do_not_come_back),
    CU_TEST_INFO_NULL,
};
