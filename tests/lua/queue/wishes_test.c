/* wishes_test.c -- what people chose while they waited is held for them when they are admitted. */
#include "lua/draw/lottery.h"
#include "lua/support/calls.h"
#include "lua/support/calls_parts.h"
#include "lua/support/calls_restore.h"
#include "lua/support/calls_wishes.h"
#include "lua/support/hall.h"
#include "lua/support/opening.h"

/* Wishes of show 1, one row of twelve: its best two seats are 6 and 7. */
#define ONE "1 1 0 0 0 7 1:1:12"
#define TWO "1 2 0 0 0 7 1:1:12"
#define TWO_TOGETHER "1 2 1 0 0 7 1:1:12"
#define FOUR "1 4 0 0 0 7 1:1:12"

/* A room for one: Alice is admitted at second 1 and seats 6 and 7 are held for her,
 * Bob is next. */
static void alice_has_seats_and_bob_is_next(void)
{
    open_concert_with(.max_active = 1);
    join_wishing(ALICE, TWO);
    join_wishing(BOB, TWO);
    at(1);
    EXPECT(tick(), "OK OPEN 1 1 * 1 0 0 0");
    EXPECT(map(1), "AAAAAHHAAAAA");
    learn_reservations();
}

static void a_wish_is_shown_to_its_owner_while_they_wait(void)
{
    open_concert();
    EXPECT(join(ALICE), "OK 1 WAITING * 1 0 1 0 OPEN");
    EXPECT(wish(ALICE, TWO), "OK 0 WAITING * 1 0 1 0 OPEN " TWO);
    EXPECT(look(ALICE), "OK 0 WAITING * 1 0 1 0 OPEN " TWO);
    EXPECT(join(ALICE), "OK 0 WAITING * 1 0 1 0 OPEN " TWO);
}

static void a_wish_is_met_in_the_call_up_and_held_until_the_admission_must_be_claimed(void)
{
    alice_has_seats_and_bob_is_next();
    EXPECT(look(ALICE), text("OK 0 ACTIVE * 0 60000 1 * OPEN %lld ...", (long long)now_ms()));
    EXPECT_INT(ends_ms("1:6"), 61000);
    EXPECT(ask("HGET %s 1:6", key(text("buyer:%s", user_id(ALICE)))),
           text("%s %lld", reservation_of("1:6"), (long long)(BEGIN_MS + 61000)));
    EXPECT(ask("PTTL %s", key("hold:1:6")), "*");
    EXPECT(look(BOB), "OK 0 WAITING * 1 0 1 * OPEN " TWO);
}

static void the_first_in_the_queue_gets_the_best_seats(void)
{
    open_concert();
    join_wishing(BOB, TWO);
    join_wishing(ALICE, ONE);
    EXPECT(join(CAROL), "OK 1 ...");
    join_wishing(DAVE, ONE);
    at(1);
    EXPECT(tick(), "OK OPEN 0 4 * 4 0 0 0");
    EXPECT(map(1), "AAAAHHHHAAAA");
    EXPECT(holder_of("1:6"), user_id(BOB));
    EXPECT(holder_of("1:5"), user_id(ALICE));
    EXPECT(holder_of("1:8"), user_id(DAVE));
}

static void seats_are_looked_for_in_the_sections_of_the_wish_alone(void)
{
    open_concert();
    join_wishing(ALICE, "2 2 0 0 0 7 9:1:4");
    at(1);
    EXPECT(tick(), "OK ...");
    EXPECT(map(2), "AAAAAAAAHHAA");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

static void seats_of_a_seating_plan_are_looked_for_as_they_stand(void)
{
    open_concert();
    draw_hall("AAA.AAA ..AAAA");
    join_wishing(ALICE, "1 4 1 0 0 7 1:0:10");
    join_wishing(BOB, "1 4 0 0 0 7 1:0:10");
    at(1);
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "AHHHHAHHHH");
    EXPECT(holder_of("1:7"), user_id(ALICE));
    EXPECT(holder_of("1:2"), user_id(BOB));
}

/* Alice has no wish and need not wait for it. */
static void a_wish_is_kept_until_a_lost_layout_is_restored(void)
{
    open_concert();
    draw_hall("AA.A");
    EXPECT(join(ALICE), "OK 1 ...");
    join_wishing(BOB, "1 2 1 0 0 7 1:0:3");
    EXPECT(ask("HDEL %s layout:1:1", key("concert")), "1");
    at(1);
    EXPECT(tick(), "OK OPEN 1 1 * 1 ...");
    EXPECT(kept_wish(BOB), "1 2 1 0 0 7 1:0:3");
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(restore_layouts("t", "1 4:0+2+1+1"), "OK");
    EXPECT(finish_restore("t"), "OK");
    at(2);
    EXPECT(tick(), "OK OPEN 0 2 * 1 ...");
    EXPECT(map(1), "HHA");
}

/* Every other seat is taken. */
static void no_two_seats_are_together(void)
{
    open_concert_with(.seats = 6);
    admit(1);
    EXPECT(hold(ALICE, "1:1 1:3 1:5 1:7 1:9 1:11"), "OK ...");
}

static void who_wants_to_sit_together_gets_nothing_apart(void)
{
    no_two_seats_are_together();
    join_wishing(BOB, TWO_TOGETHER);
    pass(1);
    EXPECT(tick(), "OK OPEN 0 2 * 1 ...");
    EXPECT(map(1), "HAHAHAHAHAHA");
    EXPECT(kept_wish(BOB), "-");
    EXPECT(look(BOB), "OK 0 ACTIVE ...");
}

static void others_sit_apart_where_there_is_no_choice(void)
{
    no_two_seats_are_together();
    join_wishing(BOB, TWO);
    pass(1);
    EXPECT(tick(), "OK OPEN 0 2 * 1 ...");
    EXPECT(ask("HLEN %s", key(text("buyer:%s", user_id(BOB)))), "2");
}

static void seats_of_an_admission_that_nobody_claims_go_to_the_next_in_the_same_tick(void)
{
    alice_has_seats_and_bob_is_next();
    at_ms(60999);
    EXPECT(tick(), "OK OPEN 1 1 * 0 0 0 0");
    at_ms(61000);
    EXPECT(tick(), "OK OPEN 0 1 * 1 0 1 0");
    EXPECT(map(1), "AAAAAHHAAAAA");
    EXPECT(holder_of("1:6"), user_id(BOB));
    EXPECT(kept_wish(ALICE), "-");
    EXPECT(join(ALICE), "OK 1 WAITING * 1 0 1 * OPEN");
}

static void the_claim_makes_them_holds_like_any_others_once(void)
{
    alice_has_seats_and_bob_is_next();
    at(60);
    EXPECT(read_seats(ALICE), "OK ...");
    EXPECT_INT(ends_ms("1:6"), 301000);
    EXPECT_INT(ends_ms("1:7"), 301000);
    EXPECT_INT(left_ms_of(look(ALICE)), 241000);
    EXPECT(kept_wish(ALICE), "-");
    at(200);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT_INT(ends_ms("1:6"), 301000);
    at(301);
    EXPECT(tick(), "OK OPEN 1 1 ...");
    EXPECT(map(1), "HAAAAAAAAAAA");
}

static void an_admission_lasts_as_long_as_the_holds_of_its_wish(void)
{
    open_concert_with(.admission = 80, .hold = 100);
    join_wishing(ALICE, TWO);
    at(1);
    EXPECT(tick(), "OK ...");
    EXPECT(read_seats(ALICE), "OK ...");
    EXPECT_INT(ends_ms("1:6"), 101000);
    EXPECT_INT(left_ms_of(look(ALICE)), 100000);
}

static void a_claim_shortens_no_hold(void)
{
    open_concert_with(.hold = 10);
    join_wishing(ALICE, TWO);
    at(1);
    EXPECT(tick(), "OK ...");
    at(40);
    EXPECT(read_seats(ALICE), "OK ...");
    EXPECT_INT(ends_ms("1:6"), 61000);
    learn_reservations();
    EXPECT(start_payment(ALICE, "f", "1:6"), "OK");
    EXPECT(cancel_payment(ALICE, "f", "1:6"), "OK 1");
    EXPECT_INT(ends_ms("1:6"), 61000);
}

static void a_seat_that_was_given_up_and_taken_by_another_is_left_to_them(void)
{
    open_concert();
    join_wishing(ALICE, TWO);
    EXPECT(join(BOB), "OK 1 ...");
    at(1);
    EXPECT(tick(), "OK OPEN 0 2 ...");
    learn_reservations();
    EXPECT(release(ALICE, "1:6"), "OK");
    EXPECT(hold(BOB, "1:6"), "OK ...");
    at(30);
    EXPECT(read_seats(ALICE), "OK ...");
    EXPECT(holder_of("1:6"), user_id(BOB));
    EXPECT(ask("HEXISTS %s 1:6", key(text("buyer:%s", user_id(ALICE)))), "0");
    EXPECT_INT(ends_ms("1:7"), 301000);
}

static void paying_claims_the_admission(void)
{
    alice_has_seats_and_bob_is_next();
    at(60);
    EXPECT(start_payment(ALICE, "f", "1:6"), "OK");
    EXPECT(cancel_payment(ALICE, "f", "1:6"), "OK 1");
    EXPECT_INT(ends_ms("1:6"), 301000);
    EXPECT_INT(left_ms_of(look(ALICE)), 241000);
    EXPECT(start_payment(ALICE, "f", "1:6"), "OK");
    EXPECT(finish_payment(ALICE, "1:6"), "OK 1");
    EXPECT(map(1), "AAAAASHAAAAA");
}

static void an_admission_that_is_over_is_not_claimed_by_paying(void)
{
    alice_has_seats_and_bob_is_next();
    at(61);
    EXPECT(start_payment(ALICE, "f", "1:6"), "HOLD_EXPIRED");
    EXPECT(tick(), "OK OPEN 0 1 * 1 0 1 0");
}

static void what_one_has_counts_against_the_limit_of_a_wish(void)
{
    open_concert_with(.seats = 3);
    admit(1);
    EXPECT(hold(ALICE, "1:1 1:2"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:1 1:2"), "OK 2");
    EXPECT(join(ALICE), "OK 1 ...");
    EXPECT(wish(ALICE, TWO), "SEAT_LIMIT 3 2");
    EXPECT(wish(ALICE, ONE), "OK 0 ...");
    policy()->seats = 2;
    pass(1);
    EXPECT(tick(), "OK OPEN 0 1 * 1 ...");
    EXPECT(map(1), "SSAAAAAAAAAA");
}

static void a_wish_for_a_show_that_is_not_on_sale_is_dropped(void)
{
    open_concert();
    join_wishing(ALICE, "3 1 0 0 0 7 1:1:12");
    at(1);
    EXPECT(tick(), "OK OPEN 0 1 * 1 ...");
    EXPECT(kept_wish(ALICE), "-");
}

static void a_wish_may_be_changed_and_taken_back(void)
{
    open_concert();
    join_wishing(ALICE, TWO);
    EXPECT(wish(ALICE, ONE), "OK 0 WAITING * 1 0 1 0 OPEN " ONE);
    EXPECT(wish(ALICE, ""), "OK 0 WAITING * 1 0 1 0 OPEN");
    EXPECT(wish(ALICE, ""), "OK 0 WAITING * 1 0 1 0 OPEN");
    at(1);
    EXPECT(tick(), "OK OPEN 0 1 ...");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

static void who_leaves_takes_the_wish_along(void)
{
    open_concert();
    join_wishing(ALICE, TWO);
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(join(ALICE), "OK 1 WAITING * 1 0 1 0 OPEN");
    EXPECT(look(ALICE), "OK 0 WAITING * 1 0 1 0 OPEN");
}

static void who_leaves_the_room_frees_the_seats_of_the_wish(void)
{
    alice_has_seats_and_bob_is_next();
    EXPECT(leave(ALICE, ""), "CHANGED");
    EXPECT(leave(ALICE, "1:6 1:7"), "OK");
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(kept_wish(ALICE), "-");
}

/* No tick has noticed that the admission is over. */
static void a_missed_admission_has_used_the_wish_up(void)
{
    alice_has_seats_and_bob_is_next();
    at(61);
    EXPECT(join(ALICE), "OK 1 WAITING * 1 0 2 * OPEN");
    EXPECT(look(ALICE), "OK 0 WAITING * 1 0 2 * OPEN");
    EXPECT(tick(), "OK OPEN 1 1 * 1 ...");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

static void wishes_are_for_those_who_wait(void)
{
    new_concert();
    EXPECT(wish(ALICE, ONE), "NOT_READY");
    open_concert_with(.max_active = 1);
    EXPECT(wish(ALICE, ONE), "NOT_IN_QUEUE");
    EXPECT(wish(ALICE, ""), "NOT_IN_QUEUE");
    admit(1);
    EXPECT(wish(ALICE, ONE), "ADMITTED");
    EXPECT(wish(ALICE, ""), "ADMITTED");
    EXPECT(join(BOB), "OK 1 ...");
    EXPECT(wish_of_show_at(BOB, ONE, 0), "SHOW_STARTED");
    EXPECT(wish(BOB, "1 5 0 0 0 7 1:1:12"), "SEAT_LIMIT 4 0");
    EXPECT(wish(BOB, FOUR), "OK ...");
    policy()->state = "CLOSED";
    EXPECT(tick(), "OK ...");
    EXPECT(wish(BOB, ONE), "CLOSED");
    EXPECT(wish(BOB, ""), "OK ...");
}

static void a_wish_left_in_the_lobby_is_met_after_the_draw(void)
{
    new_concert();
    *policy() = (struct setting){.state = "SCHEDULED",
                                 .opens_at_s = 60,
                                 .rate = 10,
                                 .max_active = 9,
                                 .admission = 300,
                                 .claim = 60,
                                 .hold = 300,
                                 .seats = 4};
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(finish_restore_of("t", "lottery", false), "OK");
    EXPECT(tick(), "OK ...");
    join_wishing(ALICE, TWO);
    EXPECT(look(ALICE), "OK 0 LOBBY * 0 0 1 0 SCHEDULED " TWO);
    at(60);
    const char *closed = word(begin_draw(), 1);
    EXPECT(assign_place(closed, ALICE, BEGIN_US), "OK 1");
    EXPECT(finish_draw(closed, closed), "OK");
    pass(1);
    EXPECT(tick(), "OK OPEN 0 1 * 1 ...");
    EXPECT(map(1), "AAAAAHHAAAAA");
}

CU_TestInfo wishes_tests[] = {
    TEST(a_wish_is_shown_to_its_owner_while_they_wait),
    TEST(a_wish_is_met_in_the_call_up_and_held_until_the_admission_must_be_claimed),
    TEST(the_first_in_the_queue_gets_the_best_seats),
    TEST(seats_are_looked_for_in_the_sections_of_the_wish_alone),
    TEST(seats_of_a_seating_plan_are_looked_for_as_they_stand),
    TEST(a_wish_is_kept_until_a_lost_layout_is_restored),
    TEST(who_wants_to_sit_together_gets_nothing_apart),
    TEST(others_sit_apart_where_there_is_no_choice),
    TEST(seats_of_an_admission_that_nobody_claims_go_to_the_next_in_the_same_tick),
    TEST(the_claim_makes_them_holds_like_any_others_once),
    TEST(an_admission_lasts_as_long_as_the_holds_of_its_wish),
    TEST(a_claim_shortens_no_hold),
    TEST(a_seat_that_was_given_up_and_taken_by_another_is_left_to_them),
    TEST(paying_claims_the_admission),
    TEST(an_admission_that_is_over_is_not_claimed_by_paying),
    TEST(what_one_has_counts_against_the_limit_of_a_wish),
    TEST(a_wish_for_a_show_that_is_not_on_sale_is_dropped),
    TEST(a_wish_may_be_changed_and_taken_back),
    TEST(who_leaves_takes_the_wish_along),
    TEST(who_leaves_the_room_frees_the_seats_of_the_wish),
    TEST(a_missed_admission_has_used_the_wish_up),
    TEST(wishes_are_for_those_who_wait),
    TEST(a_wish_left_in_the_lobby_is_met_after_the_draw),
    CU_TEST_INFO_NULL,
};
