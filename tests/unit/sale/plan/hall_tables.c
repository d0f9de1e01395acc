/* hall_tables.c -- tests of which rows of a plan are tables. */
#include "sale/plan/hall_tables.h"

#include <math.h>

#include "unit/unit.h"

enum { SEATS_MAX = 48 };

static struct plan_seat seats[SEATS_MAX];

static bool is_table(size_t count)
{
    return row_is_table(&(struct plan_row){.number = "A", .seats = seats, .seat_count = count});
}

/* So many seats, 30 pixels apart, on an arc of so many degrees. */
static bool arc(size_t count, double degrees)
{
    double angle = degrees * (M_PI / 180);
    double radius = 30 * (double)(count - 1) / angle;
    for (size_t i = 0; i < count; i++) {
        double at = angle * (double)i / (double)(count - 1);
        seats[i].at = (struct plan_point){500 + radius * cos(at), radius * sin(at)};
    }
    return is_table(count);
}

/* All around. */
static bool ring(size_t count)
{
    return arc(count, 360.0 * (double)(count - 1) / (double)count);
}

/* Two sides, face to face across so many pixels: along one and then the other, or crosswise. */
static bool two_sides(size_t each, double across, bool is_crosswise)
{
    for (size_t i = 0; i < 2 * each; i++) {
        size_t side = is_crosswise ? i % 2 : i / each;
        size_t place = is_crosswise ? i / 2 : i % each;
        seats[i].at = (struct plan_point){30 * (double)place, across * (double)side};
    }
    return is_table(2 * each);
}

static void seats_around_something_are_a_table(void)
{
    for (size_t count = 3; count <= 24; count++)
        CU_ASSERT_TRUE(ring(count));
    for (size_t each = 2; each <= 12; each++) {
        for (int across = 30; across <= 60; across += 15) {
            CU_ASSERT_TRUE(two_sides(each, across, false));
            CU_ASSERT_TRUE(two_sides(each, across, true));
        }
    }
}

static void a_row_that_is_bent_is_no_table(void)
{
    for (size_t count = 5; count <= 40; count++)
        for (int degrees = 5; degrees <= 180; degrees += 5)
            CU_ASSERT_FALSE(arc(count, degrees));
    for (size_t count = 3; count < 5; count++)
        CU_ASSERT_FALSE(arc(count, 90));
}

/* Numbered from its middle, its seats stand to the right and to the left in turn. */
static void a_row_is_a_row_in_whatever_order_it_is_numbered(void)
{
    for (size_t i = 0; i < 20; i++)
        seats[i].at = (struct plan_point){(i % 2 ? 1 : -1) * 15.0 * (double)(i + i % 2), 0};
    CU_ASSERT_FALSE(is_table(20));
}

static void a_ring_of_many_seats_is_no_table(void)
{
    CU_ASSERT_FALSE(ring(25));
    CU_ASSERT_FALSE(ring(40));
}

static void seats_in_one_place_are_no_table(void)
{
    for (size_t i = 0; i < 8; i++)
        seats[i].at = (struct plan_point){100, 100};
    CU_ASSERT_FALSE(is_table(8));
    CU_ASSERT_FALSE(is_table(2));
    CU_ASSERT_FALSE(is_table(0));
}

CU_TestInfo sale_hall_tables_tests[] = {
    UNIT(seats_around_something_are_a_table),
    UNIT(a_row_that_is_bent_is_no_table),
    UNIT(a_row_is_a_row_in_whatever_order_it_is_numbered),
    UNIT(a_ring_of_many_seats_is_no_table),
    UNIT(seats_in_one_place_are_no_table),
    CU_TEST_INFO_NULL,
};
