/* hall.c -- tests of the hall that a seating plan describes: its sections, how its rows lie, and
 * where everything stands. */
#include "sale/plan/seating_plan.h"

#include <string.h>

#include "sale/concert/shows.h"
#include "sale/plan/hall_areas.h"
#include "sale/plan/hall_from_plan.h"
#include "sale/plan/hall_json.h"
#include "sale/plan/hall_limits.h"
#include "unit/sale/plan/hall_support.h"

static void a_section_is_what_is_of_one_category_in_one_zone(void)
{
    struct hall hall = HALL(ZONE("Floor", ROW("A", {"1", {0, 0}, GOLD}, {"2", {30, 0}, GOLD}),
                                 ROW("B", {"1", {0, 30}, SILVER}, {"2", {30, 30}, GOLD})),
                            ZONE("Balcony", ROW("C", {"1", {0, 90}, SILVER})));
    CU_ASSERT_STRING_EQUAL(sections_of(&hall), "Floor Gold:3000:2:0+2;0+1 | Floor Silver:1000:1:0+1"
                                               " | Balcony:1000:1:0+1");
    CU_ASSERT_STRING_EQUAL(numbers_of(&hall), "A1 A2 | B2 | B1 | C1");
    CU_ASSERT_EQUAL(hall.seats, 5);
}

static void the_dearest_section_is_the_first_and_the_plan_decides_among_equals(void)
{
    struct hall hall =
        HALL(ZONE("Z", ROW("A", {"1", {0, 0}, SILVER})), ZONE("Y", ROW("B", {"1", {0, 0}, SILVER})),
             ZONE("X", ROW("C", {"1", {0, 0}, GOLD})));
    CU_ASSERT_STRING_EQUAL(sections_of(&hall), "X:3000:1:0+1 | Z:1000:1:0+1 | Y:1000:1:0+1");
    CU_ASSERT_EQUAL(hall.rows[0].section, 0);
    CU_ASSERT_STRING_EQUAL(hall.rows[0].label, "C");
}

static void a_zone_without_a_name_has_sections_named_as_their_categories(void)
{
    struct hall hall = HALL(ZONE("", ROW("A", {"1", {0, 0}, SILVER}, {"2", {0, 0}, GOLD})),
                            ZONE("Empty", {.number = "B"}));
    CU_ASSERT_STRING_EQUAL(sections_of(&hall), "Gold:3000:1:0+1 | Silver:1000:1:0+1");
}

static void two_sections_of_one_name_are_refused(void)
{
    (void)HALL(ZONE("", ROW("A", {"1", {0, 0}, GOLD})),
               ZONE("Floor", ROW("B", {"1", {0, 0}, GOLD})),
               ZONE("", ROW("C", {"1", {0, 0}, GOLD})));
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_SECTION_NAME_TWICE);
    CU_ASSERT_EQUAL(hall_refusal.zone, 2);
}

static void a_category_that_costs_nothing_is_the_last_and_not_for_sale(void)
{
    static const struct plan_category free[] = {{"House", 0}, {"Silver", 1000}};
    struct plan_zone zone = ZONE("Z", ROW("A", {"1", {0, 0}, 0}, {"2", {30, 0}, 1}));
    const struct seating_plan plan = {free, LENGTH(free), &zone, 1, NULL, 0};
    struct hall hall = {0};
    renew_hall_arena();
    CU_ASSERT_TRUE_FATAL(hall_from_plan(&plan, hall_arena, &hall, &hall_refusal));
    CU_ASSERT_STRING_EQUAL(sections_of(&hall), "Z Silver:1000:1:0+1 | Z House:0:1:0+1");
    CU_ASSERT_PTR_NOT_NULL(strstr(hall_json(&hall, hall_arena), "\"price\":null"));
}

/* Rows of one seat: as many as asked for in each of so many zones. */
static void make_rows(size_t zone_count, size_t row_count)
{
    static struct plan_seat seat = {"1", {0, 0}, GOLD};
    static struct plan_row rows[SHOW_ROWS_MAX + 1];
    static struct plan_zone zones[SECTIONS_MAX + 1];
    static char names[SHOW_ROWS_MAX + 1][12];
    for (size_t i = 0; i < LENGTH(rows); i++) {
        (void)snprintf(names[i], sizeof(names[i]), "n%zu", i);
        rows[i] = (struct plan_row){.number = names[i], .seats = &seat, .seat_count = 1};
    }
    for (size_t i = 0; i < LENGTH(zones); i++)
        zones[i] = (struct plan_zone){names[i], rows, row_count};
    (void)make_hall(zones, zone_count, NULL, 0);
}

static void a_hall_has_so_many_sections_and_rows_and_no_more(void)
{
    make_rows(SECTIONS_MAX, SHOW_ROWS_MAX / SECTIONS_MAX);
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_FITS);
    make_rows(SECTIONS_MAX + 1, 1);
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_SECTIONS_TOO_MANY);
    make_rows(1, SHOW_ROWS_MAX + 1);
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_ROWS_TOO_MANY);
}

/* Its first row has a thousand seats, two and two with the widest aisles between. */
static void make_wide(size_t row_count)
{
    static const struct plan_seat seat = {"1", {0, 0}, GOLD};
    static struct plan_seat wide[ROW_SEATS_MAX];
    static struct plan_row rows[100];
    static char names[ROW_SEATS_MAX][8];
    for (size_t i = 0; i < LENGTH(wide); i++) {
        (void)snprintf(names[i], sizeof(names[i]), "n%zu", i);
        size_t pair = i / 2;
        wide[i] = (struct plan_seat){names[i], {(double)(1000 * pair + i % 2), 0}, GOLD};
    }
    for (size_t i = 0; i < LENGTH(rows); i++)
        rows[i] = (struct plan_row){.number = names[i], .seats = &seat, .seat_count = 1};
    rows[0] = (struct plan_row){.number = "wide", .seats = wide, .seat_count = LENGTH(wide)};
    (void)make_hall(&(struct plan_zone){"Z", rows, row_count}, 1, NULL, 0);
}

static void a_hall_is_not_far_wider_than_its_seats(void)
{
    enum { WIDTH = 1000 + 499 * 20 };
    make_wide(PLAN_COLUMNS_MAX / WIDTH);
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_FITS);
    make_wide(PLAN_COLUMNS_MAX / WIDTH + 1);
    CU_ASSERT_EQUAL(hall_refusal.fault, PLAN_COLUMNS_TOO_MANY);
}

/* The layout of one section whose row has its seats at these places, in front of one of 5 seats. */
static const char *layout(const double *places, size_t count)
{
    struct plan_seat seats[32];
    static char names[32][24];
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(names[i], sizeof(names[i]), "%zu", i + 1);
        seats[i] = (struct plan_seat){names[i], {places[i], places[i] / 2}, GOLD};
    }
    struct plan_row rows[] = {{.number = "A", .seats = seats, .seat_count = count},
                              ROW("B", {"1", {0, 0}, GOLD}, {"2", {8, 6}, GOLD},
                                  {"3", {16, 12}, GOLD}, {"4", {24, 18}, GOLD},
                                  {"5", {32, 24}, GOLD})};
    struct plan_zone zone = {"Z", rows, LENGTH(rows)};
    struct hall hall = make_hall(&zone, 1, NULL, 0);
    return hall.sections[0].layout;
}

/* Neighbours of row B are 10 pixels apart; those of row A √1.25 times the difference of places. */
#define PX(places) ((places) * 8.94427191)
#define LAYOUT(...) layout((double[]){__VA_ARGS__}, LENGTH(((double[]){__VA_ARGS__})))

static void an_aisle_is_where_seats_stand_apart(void)
{
    CU_ASSERT_STRING_EQUAL(LAYOUT(0, PX(1), PX(2)), "5:1+3;0+5");
    CU_ASSERT_STRING_EQUAL(LAYOUT(0, PX(1.49), PX(2.49)), "5:1+3;0+5");
    CU_ASSERT_STRING_EQUAL(LAYOUT(0, PX(1.51), PX(2.51)), "5:0+1+1+2;0+5");
    CU_ASSERT_STRING_EQUAL(LAYOUT(0, PX(3), PX(4)), "5:0+1+2+2;0+5");
    CU_ASSERT_STRING_EQUAL(LAYOUT(0, 0, PX(1)), "5:1+3;0+5");
    CU_ASSERT_STRING_EQUAL(LAYOUT(PX(3), PX(2), PX(1)), "5:1+3;0+5");
}

static void an_aisle_is_no_wider_than_twenty_columns(void)
{
    double places[] = {0, PX(900)};
    CU_ASSERT_STRING_EQUAL(layout(places, LENGTH(places)), "22:0+1+20+1;8+5");
}

static void seats_in_one_place_are_beside_each_other(void)
{
    struct hall hall =
        HALL(ZONE("Z", ROW("A", {"1", {5, 5}, GOLD}, {"2", {5, 5}, GOLD}, {"3", {5, 5}, GOLD})));
    CU_ASSERT_STRING_EQUAL(sections_of(&hall), "Z:3000:3:0+3");
    CU_ASSERT_STRING_EQUAL(LAYOUT(0, 0, 0, 0, 0, 0, 0, PX(3)), "10:0+7+2+1;2+5");
}

static void positions_are_whole_pixels_from_the_least_on(void)
{
    struct hall hall = HALL(ZONE("Z", ROW("A", {"1", {-10.4, 5}, GOLD}, {"2", {20.2, 5.6}, GOLD}),
                                 ROW("B", {"1", {0, 100}, GOLD})));
    CU_ASSERT(hall.rows[0].xs[0] == 0 && hall.rows[0].xs[1] == 31 && hall.rows[1].xs[0] == 10);
    CU_ASSERT(hall.rows[0].ys[0] == 0 && hall.rows[0].ys[1] == 1 && hall.rows[1].ys[0] == 95);
    CU_ASSERT(hall.width == 31 && hall.height == 95);
}

static struct hall with_area(struct plan_area area)
{
    struct plan_zone zone = ZONE("Z", ROW("A", {"1", {0, 0}, GOLD}));
    struct plan_area areas[] = {area};
    return make_hall(&zone, 1, areas, 1);
}

/* "rectangle x y width height rotation" */
static const char *area(const struct hall *hall)
{
    const struct hall_area *first = &hall->areas[0];
    return arena_printf(hall_arena, "%s %d %d %d %d %d", area_shape_name(first->shape), first->x,
                        first->y, first->width, first->height, first->rotation);
}

static void a_turned_area_has_room(void)
{
    struct hall hall = with_area(
        (struct plan_area){AREA_RECTANGLE, .at = {0, 0}, .size = {100, 40}, .rotation = -90});
    CU_ASSERT_STRING_EQUAL(area(&hall), "rectangle 0 100 100 40 270");
    CU_ASSERT(hall.width == 40 && hall.height == 100 && hall.rows[0].ys[0] == 100);
    hall = with_area(
        (struct plan_area){AREA_ELLIPSE, .at = {0, 0}, .size = {100, 40}, .rotation = 450});
    CU_ASSERT_STRING_EQUAL(area(&hall), "ellipse 20 50 100 40 90");
    CU_ASSERT(hall.width == 40 && hall.height == 100);
    hall = with_area((struct plan_area){AREA_TEXT, .at = {-7, 3}, .text = "Bar"});
    CU_ASSERT_STRING_EQUAL(area(&hall), "text 0 3 0 0 0");
    CU_ASSERT_EQUAL(hall.rows[0].xs[0], 7);
}

static void a_polygon_stands_where_its_turn_brings_it(void)
{
    static const struct plan_point points[] = {{0, 0}, {100, 0}, {100, 40}};
    struct hall hall = with_area((struct plan_area){AREA_POLYGON, .at = {50, 10}, .rotation = 90,
                                                    .points = points, .point_count = 3});
    const int32_t *xs = hall.areas[0].xs;
    const int32_t *ys = hall.areas[0].ys;
    CU_ASSERT_STRING_EQUAL(area(&hall), "polygon 30 60 0 0 0");
    CU_ASSERT(xs[0] == 50 && xs[1] == 50 && xs[2] == 10);
    CU_ASSERT(ys[0] == 10 && ys[1] == 110 && ys[2] == 110);
}

static void a_hall_of_a_hundred_thousand_seats_is_made_in_a_moment(void)
{
    static struct plan_seat seats[100][ROW_SEATS_MAX];
    static char names[100 * ROW_SEATS_MAX][8];
    static struct plan_row rows[100];
    for (size_t i = 0; i < LENGTH(names); i++) {
        (void)snprintf(names[i], sizeof(names[i]), "%zu", i);
        seats[i / ROW_SEATS_MAX][i % ROW_SEATS_MAX] =
            (struct plan_seat){names[i], {(double)(i % ROW_SEATS_MAX), 0}, i % 2};
    }
    for (size_t i = 0; i < LENGTH(rows); i++)
        rows[i] = (struct plan_row){.number = "R", .seats = seats[i], .seat_count = ROW_SEATS_MAX};
    struct plan_zone zone = {"Z", rows, LENGTH(rows)};
    struct hall hall = make_hall(&zone, 1, NULL, 0);
    CU_ASSERT_EQUAL(hall.seats, SHOW_SEATS_MAX);
    CU_ASSERT_EQUAL(hall.section_count, 2);
    CU_ASSERT_EQUAL(hall.row_count, 200);
    CU_ASSERT_STRING_EQUAL(hall.rows[199].numbers[499], "99999");
    arena_destroy(hall_arena);
    hall_arena = NULL;
}

CU_TestInfo sale_seating_plan_tests[] = {
    UNIT(a_section_is_what_is_of_one_category_in_one_zone),
    UNIT(the_dearest_section_is_the_first_and_the_plan_decides_among_equals),
    UNIT(a_zone_without_a_name_has_sections_named_as_their_categories),
    UNIT(two_sections_of_one_name_are_refused),
    UNIT(a_category_that_costs_nothing_is_the_last_and_not_for_sale),
    UNIT(a_hall_has_so_many_sections_and_rows_and_no_more),
    UNIT(a_hall_is_not_far_wider_than_its_seats),
    UNIT(an_aisle_is_where_seats_stand_apart),
    UNIT(an_aisle_is_no_wider_than_twenty_columns),
    UNIT(seats_in_one_place_are_beside_each_other),
    UNIT(positions_are_whole_pixels_from_the_least_on),
    UNIT(a_turned_area_has_room),
    UNIT(a_polygon_stands_where_its_turn_brings_it),
    UNIT(a_hall_of_a_hundred_thousand_seats_is_made_in_a_moment),
    CU_TEST_INFO_NULL,
};
