/* hall_numbers.c -- tests of what is printed on the seats of a seating plan. */
#include "sale/plan/hall_numbers.h"

#include <string.h>

#include "sale/plan/hall_limits.h"
#include "unit/sale/plan/hall_support.h"

static void numbers_are_as_the_house_has_them(void)
{
    struct hall hall = HALL(ZONE("Z", ROW("A", {"12", {0, 0}, GOLD}, {"10", {30, 0}, GOLD}),
                                 ROW("3", {"1", {0, 30}, GOLD}, {"2", {30, 30}, GOLD}),
                                 ROW("4", {"a", {0, 60}, GOLD}, {"b", {30, 60}, GOLD}),
                                 ROW("5", {"a", {0, 90}, GOLD}, {"1", {30, 90}, GOLD}),
                                 ROW("", {"Box", {0, 120}, GOLD}, {"01", {0, 120}, GOLD})));
    CU_ASSERT_STRING_EQUAL(numbers_of(&hall), "A12 A10 | 3-1 3-2 | 4a 4b | 5-a 5-1 | Box 01");
    CU_ASSERT_PTR_NULL(hall.rows[1].numbers);
    CU_ASSERT_PTR_NOT_NULL(hall.rows[0].numbers);
}

static void numbers_that_repeat_in_another_zone_begin_with_their_zone(void)
{
    struct hall hall =
        HALL(ZONE("Floor", ROW("A", {"1", {0, 0}, GOLD})), ZONE("", ROW("B", {"1", {0, 0}, GOLD})),
             ZONE("Balcony", ROW("A", {"1", {0, 0}, GOLD})));
    CU_ASSERT_STRING_EQUAL(numbers_of(&hall), "Floor A1 | B1 | Balcony A1");
}

static void a_number_that_still_comes_twice_is_refused(void)
{
    (void)HALL(ZONE("Floor", ROW("A", {"1", {0, 0}, GOLD}),
                    ROW("B", {"1", {0, 0}, GOLD}, {"1", {0, 0}, GOLD})));
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_NUMBER_TWICE);
    CU_ASSERT(hall_refusal.zone == 0 && hall_refusal.row == 1 && hall_refusal.seat == 1);
    (void)HALL(ZONE("X", ROW("A", {"1", {0, 0}, GOLD}), ROW("B", {"1", {0, 0}, GOLD})),
               ZONE("Y", ROW("A", {"1", {0, 0}, GOLD}), ROW("B1", {"x", {0, 0}, GOLD}),
                    ROW("B", {"1x", {0, 0}, GOLD})));
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_NUMBER_TWICE);
    CU_ASSERT(hall_refusal.zone == 1 && hall_refusal.row == 2 && hall_refusal.seat == 0);
}

static void rows_of_one_number_in_one_zone_are_blocks(void)
{
    struct hall hall = HALL(ZONE("Floor", ROW("A", {"1", {0, 0}, GOLD}, {"2", {30, 0}, GOLD}),
                                 ROW("A", {"1", {200, 0}, GOLD}, {"2", {230, 0}, GOLD}),
                                 ROW("A", {"3", {400, 0}, GOLD}), ROW("1", {"1", {0, 30}, GOLD})));
    CU_ASSERT_STRING_EQUAL(numbers_of(&hall), "1 A1 1 A2 | 2 A1 2 A2 | 3 A3 | 1-1");
    CU_ASSERT_EQUAL_FATAL(hall.row_count, 4);
    CU_ASSERT_STRING_EQUAL(hall.rows[1].label, "A");
    hall = HALL(ZONE("X", ROW("A", {"1", {0, 0}, GOLD})),
                ZONE("Y", ROW("A", {"1", {0, 9}, GOLD}), ROW("A", {"1", {9, 9}, GOLD})));
    CU_ASSERT_STRING_EQUAL(numbers_of(&hall), "X A1 | Y 1 A1 | Y 2 A1");
    hall = HALL(ZONE("X", ROW("A", {"1", {0, 0}, GOLD})),
                ZONE("X", ROW("A", {"1", {9, 0}, SILVER}), ROW("B", {"1", {9, 0}, GOLD})));
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_FITS);
    CU_ASSERT_STRING_EQUAL(numbers_of(&hall), "1 A1 | B1 | 2 A1");
}

/* What a block's number makes is another row's number already. */
static void names_that_blocks_make_alike_are_told_apart_as_well(void)
{
    struct hall hall = HALL(ZONE("Z", ROW("A", {"1", {0, 0}, GOLD}), ROW("A", {"1", {9, 0}, GOLD}),
                                 ROW("1 A", {"1", {0, 9}, GOLD})));
    CU_ASSERT_STRING_EQUAL(numbers_of(&hall), "1 A1 | 2 A1 | 1 1 A1");
}

static void rows_and_seats_are_called_by_their_labels(void)
{
    struct hall hall = HALL(ZONE(
        "Z",
        {.number = "T1", SEATS({"1", {0, 0}, GOLD}), .label = "Table 1", .seat_label = "Chair %s"},
        {.number = "T2", SEATS({"1", {0, 0}, GOLD}), .label = "Table 2"},
        {.number = "A", SEATS({"2", {0, 0}, GOLD}), .seat_label = "No. %s (%s)"},
        {.number = "", SEATS({"3", {0, 0}, GOLD}), .seat_label = "Stool"}));
    CU_ASSERT_STRING_EQUAL(numbers_of(&hall),
                           "Table 1, Chair 1 | Table 2, 1 | A, No. 2 (2) | Stool 3");
    CU_ASSERT_STRING_EQUAL(hall.rows[0].label, "T1");
    hall = HALL(ZONE("X", {.number = "T1", SEATS({"1", {0, 0}, GOLD}), .label = "Table 1"}),
                ZONE("Y", {.number = "T1", SEATS({"1", {0, 0}, GOLD}), .label = "Table 1"}));
    CU_ASSERT_STRING_EQUAL(numbers_of(&hall), "X, Table 1, 1 | Y, Table 1, 1");
}

/* The zone's name counts from when it is needed. */
static void a_name_that_is_too_long_with_its_zone_and_row_is_refused(void)
{
    char zone[PLAN_TEXT_MAX + 1] = {0};
    char row[PLAN_TEXT_MAX + 1] = {0};
    memset(zone, 'x', PLAN_TEXT_MAX);
    memset(row, 'y', SEAT_NUMBER_MAX - PLAN_TEXT_MAX - strlen(" 1"));
    (void)HALL(ZONE(zone, ROW(row, {"1", {0, 0}, GOLD})), ZONE("", ROW(row, {"1", {0, 0}, GOLD})));
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_FITS);
    row[strlen(row)] = 'y';
    (void)HALL(ZONE(zone, ROW(row, {"1", {0, 0}, GOLD})));
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_FITS);
    (void)HALL(ZONE(zone, ROW(row, {"1", {0, 0}, GOLD})), ZONE("", ROW(row, {"1", {0, 0}, GOLD})));
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_NUMBER_TOO_LONG);
    CU_ASSERT(hall_refusal.zone == 0 && hall_refusal.row == 0 && hall_refusal.seat == 0);
}

CU_TestInfo sale_hall_numbers_tests[] = {
    UNIT(numbers_are_as_the_house_has_them),
    UNIT(numbers_that_repeat_in_another_zone_begin_with_their_zone),
    UNIT(a_number_that_still_comes_twice_is_refused),
    UNIT(rows_of_one_number_in_one_zone_are_blocks),
    UNIT(names_that_blocks_make_alike_are_told_apart_as_well),
    UNIT(rows_and_seats_are_called_by_their_labels),
    UNIT(a_name_that_is_too_long_with_its_zone_and_row_is_refused),
    CU_TEST_INFO_NULL,
};
