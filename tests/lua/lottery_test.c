/* lottery_test.c -- the lobby of a lottery: who is drawn, who stands behind, what a loss leaves. */
#include "lua/calls.h"

/* The hour is ten seconds after the beginning; drawn numbers end a second before it. */
enum { HOUR = 10 };
#define HOUR_US (BEGIN_US + HOUR * INT64_C(1000000))
#define DRAWN(place) (HOUR_US - 2000000 + (place))

static void open_lobby(void)
{
    new_concert();
    policy()->state = "SCHEDULED";
    policy()->opens_at_s = HOUR;
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("first"), "OK");
    EXPECT(finish_restore_of("first", "lottery", false), "OK");
    EXPECT(tick(), "OK ...");
}

/* Redis is lost and comes back, with what the books know of the draw. */
static void lose_and_restore(bool drawn)
{
    lose_everything();
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("next"), "OK");
    EXPECT(finish_restore_of("next", "lottery", drawn), "OK");
}

/* Closes the lobby; what the other steps know this closing by. */
static const char *close_lobby(int64_t people)
{
    const char *answer = begin_draw();
    EXPECT(answer, text("OK * %lld %lld", (long long)(HOUR_US - 1000000), (long long)people));
    return word(answer, 1);
}

static void draw(int first, int second)
{
    const char *closed = close_lobby(2);
    EXPECT(assign_place(closed, first, DRAWN(1)), "OK 1");
    EXPECT(assign_place(closed, second, DRAWN(2)), "OK 1");
    EXPECT(finish_draw(closed, closed), "OK");
}

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

static void the_line_is_in_the_order_of_the_draw_and_latecomers_stand_behind(void)
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

static void a_draw_of_before_a_loss_gives_no_more_places(void)
{
    open_lobby();
    (void)join(ALICE);
    at(HOUR);
    const char *closed = close_lobby(1);
    lose_and_restore(false);
    EXPECT(assign_place(closed, ALICE, DRAWN(1)), "LOST");
    EXPECT(finish_draw(closed, closed), "LOST");
}

static void a_lobby_token_leads_back_to_the_lobby_and_the_draw_waits_for_the_others(void)
{
    open_lobby();
    int64_t alice = number_of(join(ALICE));
    int64_t bob = number_of(join(BOB));
    at(HOUR - 1);
    lose_and_restore(false);
    EXPECT(join_from_lobby(ALICE, alice, ""), "OK 1 LOBBY ...");
    at(HOUR + 1);
    EXPECT(begin_draw(), "OPEN");
    EXPECT(join_from_lobby(BOB, bob, ""), "OK 1 LOBBY ...");
    EXPECT(join(CAROL), "OK 1 WAITING ...");
    at(HOUR + 29);
    (void)close_lobby(2);
}

static void a_loss_just_after_the_hour_is_waited_for_as_well(void)
{
    open_lobby();
    int64_t alice = number_of(join(ALICE));
    at(HOUR + 1);
    lose_and_restore(false);
    at(HOUR + 3);
    EXPECT(begin_draw(), "OPEN");
    EXPECT(join_from_lobby(ALICE, alice, ""), "OK 1 LOBBY ...");
    at(HOUR + 31);
    (void)close_lobby(1);
}

static void after_a_loss_the_books_are_asked_for_the_place(void)
{
    open_lobby();
    int64_t alice = number_of(join(ALICE));
    at(HOUR + 1);
    lose_and_restore(true);
    EXPECT(begin_draw(), "DRAWN");
    EXPECT(join_from_lobby(ALICE, alice, ""), "LOOK_UP");
    EXPECT(join_from_lobby(ALICE, alice, text("%lld", (long long)DRAWN(3))),
           text("OK 1 WAITING %lld 1 ...", (long long)DRAWN(3)));
    EXPECT(join(BOB), "LOOK_UP");
    EXPECT(join_drawn(BOB, 0, text("%lld", (long long)DRAWN(1))),
           text("OK 1 WAITING %lld 1 ...", (long long)DRAWN(1)));
    EXPECT(join_drawn(CAROL, 0, "0"), "OK 1 WAITING * 3 ...");
}

/* A number of the lobby may look like a drawn one: only the books say which place is whose. */
static void who_is_in_the_lobby_of_an_older_redis_is_given_a_place_before_the_call_ups(void)
{
    open_lobby();
    (void)join(ALICE);
    at(HOUR + 1);
    (void)ask("HDEL %s ready", key("concert"));
    EXPECT(begin_restore("next"), "OK");
    EXPECT(finish_restore_of("next", "lottery", true), "OK");
    pass(10);
    const char *closed = close_lobby(1);
    EXPECT(assign_place(closed, ALICE, DRAWN(1)), "OK 1");
    EXPECT(finish_draw(closed, "1"), "OK");
    EXPECT(join(BOB), "LOOK_UP");
}

static void an_arrival_in_the_lobby_is_no_place(void)
{
    open_lobby();
    at_ms(HOUR * 1000 - 2000);
    int64_t early = number_of(join(ALICE));
    EXPECT_INT(early, DRAWN(0));
    at(HOUR + 1);
    lose_and_restore(true);
    EXPECT(join_drawn(BOB, 0, text("%lld", (long long)DRAWN(5))), "OK 1 WAITING ...");
    EXPECT(join(CAROL), "LOOK_UP");
    EXPECT(join_drawn(CAROL, 0, "0"), "OK 1 WAITING * 2 ...");
    EXPECT(join_from_lobby(ALICE, early, "0"), "OK 1 WAITING * 2 ...");
    EXPECT(look(CAROL), "OK 0 WAITING * 3 ...");
}

static void a_latecomers_token_still_brings_its_place_back(void)
{
    open_lobby();
    at(HOUR + 1);
    int64_t late = number_of(join(ALICE));
    pass(1);
    lose_and_restore(true);
    EXPECT(join_drawn(BOB, 0, "0"), "OK 1 WAITING * 1 ...");
    EXPECT(join_back(ALICE, late), text("OK 1 WAITING %lld 1 ...", (long long)late));
}

static void a_place_that_was_called_up_after_the_loss_does_not_come_back(void)
{
    open_lobby();
    at(HOUR + 1);
    lose_and_restore(true);
    const char *drawn = text("%lld", (long long)DRAWN(1));
    EXPECT(join_drawn(ALICE, 0, drawn), "OK 1 WAITING ...");
    pass(1);
    EXPECT(tick(), "OK ...");
    pass(1);
    EXPECT(tick(), "OK ...");
    EXPECT(look(ALICE), "OK 0 ACTIVE ...");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_drawn(BOB, 0, "0"), "OK 1 WAITING * 1 ...");
    EXPECT(join_drawn(ALICE, 0, drawn), "OK 1 WAITING * 2 ...");
}

/* Redis comes back with an older state of itself. */
static void fall_back(bool drawn)
{
    (void)ask("HDEL %s ready", key("concert"));
    EXPECT(begin_restore("next"), "OK");
    EXPECT(finish_restore_of("next", "lottery", drawn), "OK");
}

/* The last number that Redis knows is above every drawn one: Bob's was lost all the same. */
static void a_drawn_place_comes_back_though_redis_knows_the_last_second_of_the_lobby(void)
{
    open_lobby();
    const char *drawn = text("%lld", (long long)DRAWN(1));
    at_ms(HOUR * 1000 - 500);
    (void)join(ALICE);
    EXPECT(leave(ALICE, ""), "OK");
    at(HOUR + 1);
    fall_back(true);
    EXPECT(join_from_lobby(BOB, HOUR_US - 400000, ""), "LOOK_UP");
    EXPECT(join_from_lobby(BOB, HOUR_US - 400000, drawn), text("OK 1 WAITING %s 1 ...", drawn));
}

/* Somebody who never had to come back, as the older state knows them. */
static void a_drawn_place_that_was_used_after_redis_fell_back_is_used(void)
{
    open_lobby();
    const char *drawn = text("%lld", (long long)DRAWN(1));
    at_ms(HOUR * 1000 - 500);
    (void)join(ALICE);
    at(HOUR + 1);
    fall_back(true);
    pass(10);
    const char *closed = close_lobby(1);
    EXPECT(assign_place(closed, ALICE, DRAWN(1)), "OK 1");
    EXPECT(finish_draw(closed, "1"), "OK");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join(ALICE), "LOOK_UP");
    EXPECT(join_drawn(ALICE, 0, drawn), "OK 1 WAITING * 1 ...");
    EXPECT(ask("ZCOUNT %s -inf (%lld", key("waiting"), (long long)HOUR_US), "0");
}

static void who_leaves_the_lobby_of_an_older_redis_has_given_the_drawn_place_up(void)
{
    open_lobby();
    (void)join(ALICE);
    at(HOUR + 1);
    fall_back(true);
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_drawn(ALICE, 0, text("%lld", (long long)DRAWN(1))), "OK 1 WAITING * 1 ...");
    EXPECT(ask("ZCOUNT %s -inf (%lld", key("waiting"), (long long)HOUR_US), "0");
}

static void a_redis_that_knows_the_draw_gives_no_drawn_place_again(void)
{
    open_lobby();
    (void)join(ALICE);
    (void)join(BOB);
    at(HOUR);
    draw(BOB, ALICE);
    EXPECT(leave(BOB, ""), "OK");
    pass(1);
    fall_back(true);
    EXPECT(join(BOB), "OK 1 WAITING * 2 ...");
    EXPECT(join_drawn(BOB, DRAWN(1), ""), "OK 0 WAITING * 2 ...");
    EXPECT(join(CAROL), "OK 1 WAITING * 3 ...");
}

/* The loss was before the hour, the return after the draw: the lobby's number was lost, not the
 * place. */
static void who_comes_back_to_the_lobby_too_late_stands_right_behind_the_drawn_once(void)
{
    open_lobby();
    int64_t alice = number_of(join(ALICE));
    at(HOUR - 5);
    lose_and_restore(false);
    (void)join(BOB);
    at(HOUR + 1);
    const char *closed = close_lobby(1);
    EXPECT(assign_place(closed, BOB, DRAWN(1)), "OK 1");
    EXPECT(finish_draw(closed, closed), "OK");
    EXPECT(join(CAROL), "OK 1 WAITING * 2 ...");
    EXPECT(join_from_lobby(ALICE, alice, ""), "LOOK_UP");
    EXPECT(join_from_lobby(ALICE, alice, "0"), "OK 1 WAITING * 2 ...");
    policy()->max_active = 2;
    set_version(2);
    EXPECT(tick(), "OK ...");
    pass(1);
    EXPECT(tick(), "OK OPEN * 2 ...");
    EXPECT(look(ALICE), "OK 0 ACTIVE ...");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_from_lobby(ALICE, alice, "0"), "OK 1 WAITING * 2 ...");
}

static void who_was_drawn_gets_nothing_more_for_an_older_token_of_the_lobby(void)
{
    open_lobby();
    int64_t alice = number_of(join(ALICE));
    at(HOUR - 5);
    lose_and_restore(false);
    (void)join(ALICE);
    (void)join(BOB);
    at(HOUR + 1);
    draw(ALICE, BOB);
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_from_lobby(ALICE, alice, text("%lld", (long long)DRAWN(1))),
           "OK 1 WAITING * 2 ...");
}

/* The organiser has opened the sale in the books, and no tick has told Redis so yet. */
static void who_joins_the_lobby_after_it_was_opened_by_hand_comes_back_to_it(void)
{
    open_lobby();
    at_ms(5300);
    int64_t alice = number_of(join(ALICE));
    policy()->state = "OPEN";
    policy()->opens_at_s = 5;
    set_version(2);
    at_ms(5500);
    EXPECT(tick(), "OK OPEN ...");
    lose_and_restore(false);
    EXPECT(join_from_lobby(ALICE, alice, ""), "OK 1 LOBBY ...");
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
    TEST(the_line_is_in_the_order_of_the_draw_and_latecomers_stand_behind),
    TEST(a_clock_that_went_back_puts_no_latecomer_in_front),
    TEST(a_place_is_given_once_and_only_to_who_is_still_there),
    TEST(a_draw_of_before_a_loss_gives_no_more_places),
    TEST(a_lobby_token_leads_back_to_the_lobby_and_the_draw_waits_for_the_others),
    TEST(a_loss_just_after_the_hour_is_waited_for_as_well),
    TEST(after_a_loss_the_books_are_asked_for_the_place),
    TEST(who_is_in_the_lobby_of_an_older_redis_is_given_a_place_before_the_call_ups),
    TEST(an_arrival_in_the_lobby_is_no_place),
    TEST(a_latecomers_token_still_brings_its_place_back),
    TEST(a_place_that_was_called_up_after_the_loss_does_not_come_back),
    TEST(a_drawn_place_comes_back_though_redis_knows_the_last_second_of_the_lobby),
    TEST(a_drawn_place_that_was_used_after_redis_fell_back_is_used),
    TEST(who_leaves_the_lobby_of_an_older_redis_has_given_the_drawn_place_up),
    TEST(a_redis_that_knows_the_draw_gives_no_drawn_place_again),
    TEST(who_comes_back_to_the_lobby_too_late_stands_right_behind_the_drawn_once),
    TEST(who_was_drawn_gets_nothing_more_for_an_older_token_of_the_lobby),
    TEST(who_joins_the_lobby_after_it_was_opened_by_hand_comes_back_to_it),
    TEST(a_paused_sale_is_drawn_and_calls_nobody),
    TEST(a_sale_that_was_closed_is_not_drawn),
    CU_TEST_INFO_NULL,
};
