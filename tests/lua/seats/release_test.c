/* release_test.c -- giving held seats back: one by one, or all by leaving. */
#include "lua/support/calls.h"
#include "lua/support/calls_parts.h"
#include "lua/support/opening.h"

/* Two who are admitted; Alice holds seat 5 of show 1. */
static void alice_holds_a_seat(void)
{
    open_concert_with(.hold = 100);
    admit(2);
    EXPECT(hold(ALICE, "1:5"), "OK ...");
}

static void a_released_seat_is_free_at_once(void)
{
    alice_holds_a_seat();
    EXPECT(release(ALICE, "1:5"), "OK");
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(ask("EXISTS %s %s", key("deadlines"), key(text("buyer:%s", user_id(ALICE)))), "0");
    EXPECT(hold(BOB, "1:5"), "OK ...");
}

static void only_the_owner_can_release(void)
{
    alice_holds_a_seat();
    EXPECT(release(BOB, "1:5"), "NOT_FOUND");
    EXPECT(map(1), "AAAAHAAAAAAA");
    EXPECT(hold(BOB, "1:5"), "SEAT_TAKEN 5");
}

static void a_hold_is_released_once(void)
{
    alice_holds_a_seat();
    EXPECT(release(ALICE, "1:5"), "OK");
    EXPECT(release(ALICE, "1:5"), "HOLD_EXPIRED");
}

static void an_old_reservation_does_not_release_a_newer_hold(void)
{
    alice_holds_a_seat();
    const char *old = reservation_of("1:5");
    EXPECT(release(ALICE, "1:5"), "OK");
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(release_reservation(ALICE, "1:5", old), "HOLD_EXPIRED");
    EXPECT(start_payment(BOB, "f", "1:5"), "NOT_FOUND");
    EXPECT(map(1), "AAAAHAAAAAAA");
}

static void an_expired_hold_cannot_be_released(void)
{
    alice_holds_a_seat();
    pass(100);
    EXPECT(release(ALICE, "1:5"), "HOLD_EXPIRED");
    EXPECT(hold(BOB, "1:5"), "ADMISSION_EXPIRED 0");
}

static void a_seat_that_is_being_paid_is_not_released(void)
{
    alice_holds_a_seat();
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT(release(ALICE, "1:5"), "PAYING");
    EXPECT(cancel_payment(ALICE, "f", "1:5"), "OK 1");
    EXPECT(release(ALICE, "1:5"), "OK");
}

static void leaving_frees_the_seats(void)
{
    alice_holds_a_seat();
    EXPECT(hold(ALICE, "2:1 2:2"), "OK ...");
    EXPECT(leave(ALICE, "1:5 2:1 2:2"), "OK");
    EXPECT(map(1), "AAAAAAAAAAAA");
    EXPECT(map(2), "AAAAAAAAAAAA");
    EXPECT(look(ALICE), "NOT_IN_QUEUE");
    EXPECT(hold(BOB, "1:5"), "OK ...");
}

static void leaving_with_a_seat_unnamed_changes_nothing(void)
{
    alice_holds_a_seat();
    EXPECT(hold(ALICE, "1:6"), "OK ...");
    EXPECT(leave(ALICE, "1:5"), "CHANGED");
    EXPECT(map(1), "AAAAHHAAAAAA");
    EXPECT(look(ALICE), "OK 0 ACTIVE ...");
}

static void leaving_need_not_name_what_is_bought_or_over(void)
{
    alice_holds_a_seat();
    EXPECT(hold(ALICE, "1:6"), "OK ...");
    EXPECT(finish_payment(ALICE, "1:6"), "OK 1");
    pass(100);
    EXPECT(join(ALICE), "OK 1 ...");
    EXPECT(leave(ALICE, ""), "OK");
    EXPECT(letter("1:6") == 'S' ? "sold" : "not", "sold");
}

static void leaving_does_not_free_what_is_being_paid(void)
{
    alice_holds_a_seat();
    EXPECT(hold(ALICE, "1:6"), "OK ...");
    EXPECT(start_payment(ALICE, "f", "1:6"), "OK");
    EXPECT(leave(ALICE, "1:5 1:6"), "OK");
    EXPECT(map(1), "AAAAAHAAAAAA");
    EXPECT(hold(BOB, "1:6"), "SEAT_TAKEN 6");
    EXPECT(finish_payment(ALICE, "1:6"), "OK 1");
}

static void leaving_does_not_free_the_seats_of_others(void)
{
    alice_holds_a_seat();
    EXPECT(leave(BOB, "1:5"), "OK");
    EXPECT(map(1), "AAAAHAAAAAAA");
    EXPECT(release(ALICE, "1:5"), "OK");
}

static void a_hold_outlives_its_admission_by_leaving_only(void)
{
    alice_holds_a_seat();
    EXPECT(start_payment(ALICE, "f", "1:5"), "OK");
    EXPECT(leave(ALICE, "1:5"), "OK");
    EXPECT(cancel_payment(ALICE, "f", "1:5"), "OK 1");
    EXPECT(leave(ALICE, "1:5"), "OK");
    EXPECT(map(1), "AAAAAAAAAAAA");
}

CU_TestInfo release_tests[] = {
    TEST(a_released_seat_is_free_at_once),
    TEST(only_the_owner_can_release),
    TEST(a_hold_is_released_once),
    TEST(an_old_reservation_does_not_release_a_newer_hold),
    TEST(an_expired_hold_cannot_be_released),
    TEST(a_seat_that_is_being_paid_is_not_released),
    TEST(leaving_frees_the_seats),
    TEST(leaving_with_a_seat_unnamed_changes_nothing),
    TEST(leaving_need_not_name_what_is_bought_or_over),
    TEST(leaving_does_not_free_what_is_being_paid),
    TEST(leaving_does_not_free_the_seats_of_others),
    TEST(a_hold_outlives_its_admission_by_leaving_only),
    CU_TEST_INFO_NULL,
};
