/* lottery_test.c -- the lobby of a lottery: who is drawn, who stands behind. */
#include "lua/draw/lottery.h"
#include "lua/support/opening.h"

static void the_lobby_has_places_for_everybody_and_no_positions(void)
{
    open_lobby();
    const char *entry = join(ALICE);
    EXPECT(entry, "OK 1 LOBBY * 0 0 1 0 SCHEDULED");
    EXPECT(join(BOB), "OK 1 LOBBY * 0 0 2 0 SCHEDULED");
    EXPECT(join(ALICE), text("OK 0 LOBBY %s 0 0 2 0 SCHEDULED", word(entry, 3)));
    EXPECT(look(BOB), "OK 0 LOBBY ...");
    EXPECT(ask("ZCARD %s", key("waiting")), "0");
    EXPECT(read_concert(ALICE), "OK SCHEDULED * 2 0 0 ...");
}

static void who_leaves_the_lobby_is_in_no_draw(void)
{
    open_lobby();
    (void)join(ALICE);
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
    at(HOUR);
    (void)close_lobby(0);
}

static void the_lobby_is_not_closed_before_the_hour(void)
{
    open_lobby();
    (void)join(ALICE);
    at_ms(HOUR * 1000 - 1);
    EXPECT(begin_draw(), "OPEN");
    EXPECT(join(BOB), "OK 1 LOBBY ...");
    at(HOUR);
    (void)close_lobby(2);
}

static void a_fifo_concert_has_nothing_to_draw(void)
{
    open_concert();
    EXPECT(begin_draw(), "DRAWN");
    EXPECT(join(ALICE), "OK 1 WAITING ...");
}

static void nobody_is_called_up_before_the_draw_is_done(void)
{
    open_lobby();
    (void)join(ALICE);
    at(HOUR + 1);
    EXPECT(join(BOB), "OK 1 WAITING ...");
    EXPECT(tick(), "OK OPEN 1 0 0 0 ...");
    EXPECT(look(ALICE), "OK 0 LOBBY * 0 0 2 0 OPEN");
    EXPECT(read_concert(ALICE), "OK OPEN * 2 0 -1 ...");
    const char *closed = close_lobby(1);
    EXPECT(assign_place(closed, ALICE, DRAWN(1)), "OK 1");
    pass(1);
    EXPECT(tick(), "OK OPEN 2 0 0 0 ...");
    EXPECT(finish_draw(closed, closed), "OK");
    pass(1);
    EXPECT(tick(), "OK OPEN 0 2 ...");
}

static void the_queue_is_in_the_order_of_the_draw_and_latecomers_stand_behind(void)
{
    open_lobby();
    (void)join(ALICE);
    (void)join(BOB);
    at(HOUR);
    EXPECT(join(CAROL), "OK 1 WAITING ...");
    draw(BOB, ALICE);
    EXPECT(look(BOB), text("OK 0 WAITING %lld 1 ...", (long long)DRAWN(1)));
    EXPECT(look(ALICE), text("OK 0 WAITING %lld 2 ...", (long long)DRAWN(2)));
    EXPECT(look(CAROL), "OK 0 WAITING * 3 ...");
    EXPECT(join(DAVE), "OK 1 WAITING * 4 ...");
    EXPECT(begin_draw(), "DRAWN");
}

static void a_clock_that_went_back_puts_no_latecomer_in_front(void)
{
    open_lobby();
    (void)join(ALICE);
    (void)join(BOB);
    at(HOUR);
    policy()->state = "OPEN";
    EXPECT(tick(), "OK OPEN ...");
    draw(BOB, ALICE);
    at(5);
    EXPECT(join(CAROL), "OK 1 WAITING * 3 ...");
}

static void a_place_is_given_once_and_only_to_who_is_still_there(void)
{
    open_lobby();
    (void)join(ALICE);
    (void)join(BOB);
    at(HOUR);
    const char *closed = close_lobby(2);
    EXPECT(leave(BOB, ""), "OK");
    EXPECT(assign_place(closed, BOB, DRAWN(1)), "OK 0");
    EXPECT(look(BOB), "NOT_IN_QUEUE");
    EXPECT(finish_draw(closed, closed), "MORE");
    EXPECT(assign_place(closed, ALICE, DRAWN(2)), "OK 1");
    EXPECT(assign_place(closed, ALICE, DRAWN(1)), "OK 0");
    EXPECT_INT(number_of(look(ALICE)), DRAWN(2));
    EXPECT(finish_draw(closed, closed), "OK");
    EXPECT(join(BOB), "OK 1 WAITING * 2 ...");
}

static void a_paused_sale_is_drawn_and_calls_nobody(void)
{
    open_lobby();
    (void)join(ALICE);
    (void)join(BOB);
    at(HOUR);
    policy()->state = "PAUSED";
    set_version(2);
    EXPECT(tick(), "OK PAUSED ...");
    draw(BOB, ALICE);
    pass(1);
    EXPECT(tick(), "OK PAUSED 2 0 ...");
}

static void a_sale_that_was_closed_is_not_drawn(void)
{
    open_lobby();
    (void)join(ALICE);
    policy()->state = "CLOSED";
    set_version(2);
    at(HOUR);
    EXPECT(tick(), "OK CLOSED ...");
    EXPECT(begin_draw(), "OPEN");
    EXPECT(join(BOB), "CLOSED");
}

CU_TestInfo lottery_tests[] = {
    TEST(the_lobby_has_places_for_everybody_and_no_positions),
    TEST(who_leaves_the_lobby_is_in_no_draw),
    TEST(the_lobby_is_not_closed_before_the_hour),
    TEST(a_fifo_concert_has_nothing_to_draw),
    TEST(nobody_is_called_up_before_the_draw_is_done),
    TEST(the_queue_is_in_the_order_of_the_draw_and_latecomers_stand_behind),
    TEST(a_clock_that_went_back_puts_no_latecomer_in_front),
    TEST(a_place_is_given_once_and_only_to_who_is_still_there),
    TEST(a_paused_sale_is_drawn_and_calls_nobody),
    TEST(a_sale_that_was_closed_is_not_drawn),
    CU_TEST_INFO_NULL,
};
