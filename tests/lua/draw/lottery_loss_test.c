/* lottery_loss_test.c -- what a loss of Redis leaves of a lottery:
 * the lobby, the draw, its places. */
#include "lua/draw/lottery.h"
#include "lua/support/calls_restore.h"

static void a_draw_of_before_a_loss_gives_no_more_places(void)
{
    open_lobby();
    (void)join(ALICE);
    at(HOUR);
    const char *closed = close_lobby(1);
    lose_lottery(false);
    EXPECT(assign_place(closed, ALICE, DRAWN(1)), "LOST");
    EXPECT(finish_draw(closed, closed), "LOST");
}

static void a_lobby_token_leads_back_to_the_lobby_and_the_draw_waits_for_the_others(void)
{
    open_lobby();
    int64_t alice = number_of(join(ALICE));
    int64_t bob = number_of(join(BOB));
    at(HOUR - 1);
    lose_lottery(false);
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
    lose_lottery(false);
    at(HOUR + 3);
    EXPECT(begin_draw(), "OPEN");
    EXPECT(join_from_lobby(ALICE, alice, ""), "OK 1 LOBBY ...");
    at(HOUR + 31);
    (void)close_lobby(1);
}

static void after_a_loss_postgres_is_asked_for_the_place(void)
{
    open_lobby();
    int64_t alice = number_of(join(ALICE));
    at(HOUR + 1);
    lose_lottery(true);
    EXPECT(begin_draw(), "DRAWN");
    EXPECT(join_from_lobby(ALICE, alice, ""), "LOOK_UP");
    EXPECT(join_from_lobby(ALICE, alice, text("%lld", (long long)DRAWN(3))),
           text("OK 1 WAITING %lld 1 ...", (long long)DRAWN(3)));
    EXPECT(join(BOB), "LOOK_UP");
    EXPECT(join_drawn(BOB, 0, text("%lld", (long long)DRAWN(1))),
           text("OK 1 WAITING %lld 1 ...", (long long)DRAWN(1)));
    EXPECT(join_drawn(CAROL, 0, "0"), "OK 1 WAITING * 3 ...");
}

/* A number of the lobby may look like a drawn one: only Postgres says which place is whose. */
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
    lose_lottery(true);
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
    lose_lottery(true);
    EXPECT(join_drawn(BOB, 0, "0"), "OK 1 WAITING * 1 ...");
    EXPECT(join_back(ALICE, late), text("OK 1 WAITING %lld 1 ...", (long long)late));
}

static void a_place_that_was_called_up_after_the_loss_does_not_come_back(void)
{
    open_lobby();
    at(HOUR + 1);
    lose_lottery(true);
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
    lose_lottery(false);
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
    lose_lottery(false);
    (void)join(ALICE);
    (void)join(BOB);
    at(HOUR + 1);
    draw(ALICE, BOB);
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join_from_lobby(ALICE, alice, text("%lld", (long long)DRAWN(1))),
           "OK 1 WAITING * 2 ...");
}

/* The organiser has opened the sale in Postgres, and no tick has told Redis so yet. */
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
    lose_lottery(false);
    EXPECT(join_from_lobby(ALICE, alice, ""), "OK 1 LOBBY ...");
}

CU_TestInfo lottery_loss_tests[] = {
    TEST(a_draw_of_before_a_loss_gives_no_more_places),
    TEST(a_lobby_token_leads_back_to_the_lobby_and_the_draw_waits_for_the_others),
    TEST(a_loss_just_after_the_hour_is_waited_for_as_well),
    TEST(after_a_loss_postgres_is_asked_for_the_place),
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
    CU_TEST_INFO_NULL,
};
