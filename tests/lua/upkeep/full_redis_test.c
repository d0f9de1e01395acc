/* full_redis_test.c -- a Redis at its maxmemory: who is in finishes, nobody new is taken in. */
#include "base/err.h"
#include "lua/draw/lottery.h"
#include "lua/support/calls.h"
#include "lua/support/calls_restore.h"
#include "lua/support/calls_wishes.h"
#include "lua/support/hall.h"
#include "lua/support/opening.h"

#define ONE "1 1 0 0 0 7 1:1:12"

static const char *room;

/* It has more than a byte of data. */
static void redis_is_full(void)
{
    room = word(ask("CONFIG GET maxmemory"), 1);
    EXPECT(ask("CONFIG SET maxmemory 1"), "OK");
}

static void redis_has_room_again(void)
{
    EXPECT(ask("CONFIG SET maxmemory %s", room), "OK");
}

static const char *refused(void)
{
    return text("FAILED %d", ERR_REDIS_UNAVAILABLE);
}

/* Alice is admitted and holds seats, Bob is admitted and has claimed, Carol waits. */
static void three_are_there(void)
{
    open_concert_with(.max_active = 2, .hold = 100);
    admit(2);
    EXPECT(hold(ALICE, "1:1 1:2"), "OK ...");
    EXPECT(read_seats(BOB), "OK ...");
    EXPECT(join(CAROL), "OK 1 WAITING ...");
}

static void nobody_joins_a_full_redis(void)
{
    three_are_there();
    redis_is_full();
    EXPECT(join(DAVE), refused());
    EXPECT(join_signed(DAVE, BEGIN_US), refused());
    EXPECT(join(CAROL), "OK 0 WAITING ...");
    EXPECT(look(CAROL), "OK 0 WAITING ...");
    EXPECT(read_concert(CAROL), "OK ...");
    redis_has_room_again();
    EXPECT(look(DAVE), "NOT_IN_QUEUE");
    EXPECT(join(DAVE), "OK 1 WAITING ...");
}

static void nobody_enters_the_lobby_of_a_full_redis(void)
{
    open_lobby();
    redis_is_full();
    EXPECT(join(ALICE), refused());
    redis_has_room_again();
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
}

/* Bob's hash has a hold that is over, which is swept up as well: that frees, and where it came
 * first there would be no refusal after it. */
static void no_seat_is_held_in_a_full_redis(void)
{
    three_are_there();
    draw_hall("HHAAAAAAAAAA");
    EXPECT(hold(BOB, "1:5"), "OK ...");
    pass(100);
    redis_is_full();
    EXPECT(hold(BOB, "1:6"), refused());
    EXPECT(best(BOB, 1), refused());
    redis_has_room_again();
    EXPECT_INT(letter("1:6"), 'A');
    EXPECT(hold(BOB, "1:6"), "OK ...");
}

static void a_wish_is_refused_and_taken_back(void)
{
    three_are_there();
    EXPECT(wish(CAROL, ONE), "OK ...");
    redis_is_full();
    EXPECT(wish(CAROL, ONE), refused());
    EXPECT(wish(CAROL, ""), "OK ...");
    EXPECT(kept_wish(CAROL), "-");
    redis_has_room_again();
}

static void what_is_held_is_paid_for_given_back_and_refunded(void)
{
    three_are_there();
    redis_is_full();
    EXPECT(start_payment(ALICE, "f", "1:1"), "OK");
    EXPECT(cancel_payment(ALICE, "f", "1:1"), "OK 1");
    EXPECT(start_payment(ALICE, "g", "1:1"), "OK");
    EXPECT(finish_payment(ALICE, "1:1"), "OK 1");
    EXPECT(release(ALICE, "1:2"), "OK");
    EXPECT(refund_seats(ALICE, "1:1"), "OK 1");
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(read_seats(BOB), "OK ...");
    EXPECT(leave(BOB, ""), "OK");
    redis_has_room_again();
}

/* Bob was not admitted in the tick before: it claims by nothing but looking at the hall. */
static void who_was_admitted_claims_and_pays(void)
{
    open_concert();
    join_wishing(ALICE, ONE);
    at(1);
    EXPECT(tick(), "OK OPEN 0 1 ...");
    redis_is_full();
    EXPECT(read_seats(ALICE), "OK ...");
    EXPECT_INT(ends_ms("1:6"), 301000);
    redis_has_room_again();
}

static void the_tick_ends_what_is_over_and_admits_nobody(void)
{
    three_are_there();
    redis_is_full();
    pass(400);
    EXPECT(tick(), "OK OPEN 1 0 * 0 2 0 0");
    EXPECT(map(1), "AAAAAAAAAAAA");
    redis_has_room_again();
    pass(1);
    EXPECT(tick(), "OK OPEN 0 1 * 1 0 0 0");
}

static void a_concert_is_restored(void)
{
    open_concert();
    lose_everything();
    redis_is_full();
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("t"), "OK");
    EXPECT(restore_layouts("t", "1 4:2+2"), "OK");
    EXPECT(restore_seats("t", ALICE, "1:3"), "OK");
    EXPECT(finish_restore("t"), "OK");
    EXPECT(tick(), "OK ...");
    EXPECT(map(1), "AASAAAAAAAAA");
    redis_has_room_again();
}

static void a_lottery_is_drawn(void)
{
    open_lobby();
    EXPECT(join(ALICE), "OK 1 LOBBY ...");
    at(HOUR);
    redis_is_full();
    const char *closed = word(begin_draw(), 1);
    EXPECT(assign_place(closed, ALICE, DRAWN(1)), "OK 1");
    EXPECT(finish_draw(closed, closed), "OK");
    redis_has_room_again();
}

CU_TestInfo full_redis_tests[] = {
    TEST(nobody_joins_a_full_redis),
    TEST(nobody_enters_the_lobby_of_a_full_redis),
    TEST(no_seat_is_held_in_a_full_redis),
    TEST(a_wish_is_refused_and_taken_back),
    TEST(what_is_held_is_paid_for_given_back_and_refunded),
    TEST(who_was_admitted_claims_and_pays),
    TEST(the_tick_ends_what_is_over_and_admits_nobody),
    TEST(a_concert_is_restored),
    TEST(a_lottery_is_drawn),
    CU_TEST_INFO_NULL,
};
