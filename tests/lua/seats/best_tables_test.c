/* best_tables_test.c -- the best seats at tables: who sits at one sits together. */
#include "lua/support/calls_restore.h"
#include "lua/support/hall.h"
#include "lua/support/opening.h"

/* Alice and Bob are admitted, and may hold many. */
static void open_hall(const char *drawing)
{
    open_concert_with(.seats = 100);
    admit(2);
    draw_hall(drawing);
}

static void the_free_seats_of_a_table_are_together_wherever_they_are(void)
{
    open_hall("tAHAHAH tAAAAAA");
    EXPECT(best_with(ALICE, .quantity = 3, .adjacent = true), "1 3 5");
    open_hall("tAHAH tSASA");
    EXPECT(best_with(ALICE, .quantity = 2, .adjacent = true), "1 3");
    EXPECT(best_with(BOB, .quantity = 2, .adjacent = true), "6 8");
    EXPECT(map(1), "HHHHSHSH");
}

static void seats_at_two_tables_are_not_together(void)
{
    open_hall("tHHAA tAAHH");
    EXPECT(best_with(ALICE, .quantity = 3, .adjacent = true), "NO_SEATS_LEFT");
    open_hall("tAHHA tAHHA");
    EXPECT(best_with(ALICE, .quantity = 3, .adjacent = true), "NO_SEATS_LEFT");
    EXPECT(best(ALICE, 4), "1 4 5 8");
}

/* Whoever is beside each other at a table goes before who is only at one. */
static void seats_beside_each_other_are_taken_where_a_table_has_them(void)
{
    open_hall("tAHAAHAA");
    EXPECT(best_with(ALICE, .quantity = 2, .adjacent = true), "3 4");
    EXPECT(best_with(ALICE, .quantity = 2, .adjacent = true), "6 7");
    EXPECT(best(ALICE, 1), "1");
}

/* The table stands in the middle of wider rows, and behind an aisle. */
static void a_table_stands_among_rows(void)
{
    open_hall("HHHH.HHHH t..AHAHA HHHHHHHHH/AAAA");
    EXPECT(best_with(ALICE, .quantity = 3, .adjacent = true), "9 11 13");
    EXPECT(best_with(BOB, .quantity = 3, .adjacent = true), "23 24 25");
}

static void a_party_is_parted_into_as_few_tables_as_can_be(void)
{
    open_hall("tAHAH tAAHA tAHHA");
    EXPECT(best(ALICE, 5), "1 3 5 6 8");
    EXPECT(best(BOB, 3), "NO_SEATS_LEFT");
    EXPECT(best(BOB, 2), "9 12");
}

static void without_the_layout_of_its_tables_a_section_gives_no_seats(void)
{
    open_hall("tAHAH");
    EXPECT(ask("HDEL %s layout:1:1", key("concert")), "1");
    EXPECT(best(ALICE, 2), "NOT_READY 0");
}

static void what_is_not_for_sale_is_neither_found_nor_held(void)
{
    open_concert_with(.seats = 100);
    admit(1);
    EXPECT(ask("SET %s AAAAAA", key("map:1")), "OK");
    (void)ask("HSET %s restoring mine", key("concert"));
    EXPECT(restore_layouts("mine", "1 2:0+2;0+2!4 5 2:0+2"), "OK");
    (void)ask("HDEL %s restoring restoring_at_ms", key("concert"));
    EXPECT(map(1), "NNNNAA");
    EXPECT(hold(ALICE, "1:4 1:5"), "SEAT_TAKEN 4");
    EXPECT(map(1), "NNNNAA");
    EXPECT(hold(ALICE, "1:5"), "OK ...");
    EXPECT(release(ALICE, "1:5"), "OK");
    EXPECT(map(1), "NNNNAA");
}

CU_TestInfo best_tables_tests[] = {
    TEST(the_free_seats_of_a_table_are_together_wherever_they_are),
    TEST(seats_at_two_tables_are_not_together),
    TEST(seats_beside_each_other_are_taken_where_a_table_has_them),
    TEST(a_table_stands_among_rows),
    TEST(a_party_is_parted_into_as_few_tables_as_can_be),
    TEST(without_the_layout_of_its_tables_a_section_gives_no_seats),
    TEST(what_is_not_for_sale_is_neither_found_nor_held),
    CU_TEST_INFO_NULL,
};
