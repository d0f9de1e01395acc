/* decode_plan.c -- a seating plan: its categories with their prices, its zones, rows and seats. */
#include "api/plan/decode_plan.h"

#include <string.h>

#include "api/plan/decode_plan_areas.h"
#include "base/json/json_read.h"
#include "base/text/text.h"
#include "sale/plan/hall_from_plan.h"
#include "sale/plan/hall_limits.h"

#define ZONES_MAX 1000
#define AREAS_MAX 500
#define ZONE_NAME_MAX 60
#define ROW_NUMBER_MAX 20
#define OWN_NUMBER_MAX 20 /* of a seat in its row */
#define CATEGORY_NAME_MAX 60

/* A plan while it is read. Room for the categories is there;
 * the areas of all zones are one list. */
struct decoder {
    struct json_reader *concert;
    struct plan_category *categories;
    size_t category_count;
    bool *is_used; /* a category that has a seat */
    struct plan_area *areas;
    size_t area_count;
    size_t rows;
    size_t seats;
};

static size_t find_category(const struct decoder *decoder, const char *name)
{
    size_t i = 0;
    while (i < decoder->category_count && strcmp(decoder->categories[i].name, name) != 0)
        i++;
    return i;
}

static void decode_categories(struct decoder *decoder, struct json_reader *plan)
{
    const cJSON *array = json_array(plan, "categories", 1, SECTIONS_MAX);
    const cJSON *element;
    cJSON_ArrayForEach(element, array)
    {
        struct json_reader reader =
            json_child(plan, element, "categories", decoder->category_count);
        const char *name = json_name(&reader, "name", 1, CATEGORY_NAME_MAX);
        if (find_category(decoder, name) < decoder->category_count)
            json_refuse(&reader, "name", "be another than those of the plan's other categories");
        json_adopt(plan, &reader);
        if (plan->err)
            return;
        decoder->categories[decoder->category_count++].name = name;
    }
}

static struct plan_seat decode_seat(struct decoder *decoder, struct json_reader *reader,
                                    struct plan_point origin)
{
    struct plan_seat seat = {
        .number = json_name(reader, "seat_number", 1, OWN_NUMBER_MAX),
        .at = decode_position(reader, "position", origin),
        .category = find_category(decoder, json_string(reader, "category", 0, CATEGORY_NAME_MAX)),
    };
    if (seat.category == decoder->category_count)
        json_refuse(reader, "category", "be one of the plan's categories");
    if (!reader->err)
        decoder->is_used[seat.category] = true;
    return seat;
}

/* Refused before more than that many are read. */
static void count_seats(struct decoder *decoder, size_t seats)
{
    decoder->rows++;
    decoder->seats += seats;
    if (decoder->rows > SHOW_ROWS_MAX)
        json_refuse(decoder->concert, "seatingPlan", "have at most 10000 rows");
    if (decoder->seats > SHOW_SEATS_MAX)
        json_refuse(decoder->concert, "seatingPlan", "have at most 100000 seats");
}

static struct plan_row decode_row(struct decoder *decoder, struct json_reader *reader,
                                  struct plan_point origin)
{
    struct plan_row row = {.number = json_name(reader, "row_number", 0, ROW_NUMBER_MAX)};
    if (json_has(reader, "position"))
        origin = decode_position(reader, "position", origin);
    const cJSON *array = json_array(reader, "seats", 0, ROW_SEATS_MAX);
    size_t count = (size_t)cJSON_GetArraySize(array);
    struct plan_seat *seats = arena_array(reader->arena, count, sizeof(*seats));
    const cJSON *element;
    count_seats(decoder, count);
    cJSON_ArrayForEach(element, array)
    {
        struct json_reader seat = json_child(reader, element, "seats", row.seat_count);
        seats[row.seat_count++] = decode_seat(decoder, &seat, origin);
        json_adopt(reader, &seat);
        if (reader->err || decoder->concert->err)
            break;
    }
    row.seats = seats;
    return row;
}

static void decode_rows(struct decoder *decoder, struct json_reader *zone, struct plan_point origin,
                        struct plan_zone *ret_zone)
{
    const cJSON *array = json_array(zone, "rows", 0, SHOW_ROWS_MAX);
    struct plan_row *rows =
        arena_array(zone->arena, (size_t)cJSON_GetArraySize(array), sizeof(*rows));
    const cJSON *element;
    ret_zone->rows = rows;
    cJSON_ArrayForEach(element, array)
    {
        struct json_reader reader = json_child(zone, element, "rows", ret_zone->row_count);
        rows[ret_zone->row_count++] = decode_row(decoder, &reader, origin);
        json_adopt(zone, &reader);
        if (zone->err || decoder->concert->err)
            return;
    }
}

static void decode_areas(struct decoder *decoder, struct json_reader *zone,
                         struct plan_point origin)
{
    if (!json_has(zone, "areas"))
        return;
    const cJSON *array = json_array(zone, "areas", 0, AREAS_MAX);
    const cJSON *element;
    size_t index = 0;
    cJSON_ArrayForEach(element, array)
    {
        if (decoder->area_count == AREAS_MAX)
            json_refuse(decoder->concert, "seatingPlan", "have at most 500 areas");
        if (zone->err || decoder->concert->err)
            return;
        struct json_reader reader = json_child(zone, element, "areas", index++);
        decoder->area_count += decode_area(&reader, origin, &decoder->areas[decoder->area_count]);
        json_adopt(zone, &reader);
    }
}

static const struct plan_zone *decode_zones(struct decoder *decoder, struct json_reader *plan,
                                            size_t *ret_count)
{
    const cJSON *array = json_array(plan, "zones", 1, ZONES_MAX);
    struct plan_zone *zones =
        arena_array(plan->arena, (size_t)cJSON_GetArraySize(array), sizeof(*zones));
    const cJSON *element;
    *ret_count = 0;
    cJSON_ArrayForEach(element, array)
    {
        struct json_reader reader = json_child(plan, element, "zones", *ret_count);
        struct plan_zone *zone = &zones[(*ret_count)++];
        struct plan_point origin = decode_position(&reader, "position", (struct plan_point){0});
        zone->name = json_has(&reader, "name") ? json_name(&reader, "name", 0, ZONE_NAME_MAX) : "";
        decode_rows(decoder, &reader, origin, zone);
        decode_areas(decoder, &reader, origin);
        json_adopt(plan, &reader);
        if (plan->err || decoder->concert->err)
            break;
    }
    return zones;
}

/* A name that is none of the plan's may be of any length. */
static void refuse_other_names(const struct decoder *decoder, struct json_reader *prices)
{
    const cJSON *member;
    cJSON_ArrayForEach(member, prices->object)
    {
        if (find_category(decoder, member->string) < decoder->category_count)
            continue;
        bool is_short = text_utf8_length(member->string) <= CATEGORY_NAME_MAX;
        json_refuse(prices, is_short ? member->string : "each name",
                    "be one of the plan's categories");
    }
}

static void decode_prices(const struct decoder *decoder, struct json_reader *concert)
{
    struct json_reader reader = json_member_object(concert, "categoryPrices");
    for (size_t i = 0; i < decoder->category_count; i++) {
        struct plan_category *category = &decoder->categories[i];
        if (decoder->is_used[i] || json_has(&reader, category->name))
            category->price = json_int(&reader, category->name, 1, PRICE_MAX);
    }
    refuse_other_names(decoder, &reader);
    json_adopt(concert, &reader);
}

/* The zone or seat that the rules name. */
static void refuse_plan(struct json_reader *concert, const struct plan_refusal *refusal)
{
    static const char *const must[] = {
        [PLAN_SECTIONS_TOO_MANY] = "have at most 100 sections: categories in each zone together",
        [PLAN_ROWS_TOO_MANY] = "have at most 10000 rows, those of each category in them apart",
        [PLAN_COLUMNS_TOO_MANY] = "have rows of more equal width, or fewer and narrower aisles",
        [PLAN_SECTION_NAME_TOO_LONG] = "be shorter: with a category it has over 100 characters",
        [PLAN_SECTION_NAME_TWICE] = "be another: its section is named as one of an earlier zone",
        [PLAN_NUMBER_TWICE] = "be another: an earlier seat has the same zone, row and number",
    };
    struct arena *arena = concert->arena;
    const char *name = "seatingPlan";
    if (refusal->fault == PLAN_SECTION_NAME_TOO_LONG || refusal->fault == PLAN_SECTION_NAME_TWICE)
        name = arena_printf(arena, "seatingPlan.zones[%zu].name", refusal->zone);
    if (refusal->fault == PLAN_NUMBER_TWICE)
        name = arena_printf(arena, "seatingPlan.zones[%zu].rows[%zu].seats[%zu].seat_number",
                            refusal->zone, refusal->row, refusal->seat);
    json_refuse(concert, name, must[refusal->fault]);
}

const struct hall *decode_seating_plan(struct json_reader *concert)
{
    if (!json_has(concert, "seatingPlan") && !json_has(concert, "categoryPrices"))
        return NULL;
    struct arena *arena = concert->arena;
    struct decoder decoder = {
        .concert = concert,
        .categories = arena_array(arena, SECTIONS_MAX, sizeof(*decoder.categories)),
        .is_used = arena_array(arena, SECTIONS_MAX, sizeof(*decoder.is_used)),
        .areas = arena_array(arena, AREAS_MAX, sizeof(*decoder.areas)),
    };
    struct seating_plan plan = {.categories = decoder.categories, .areas = decoder.areas};
    struct json_reader reader = json_member_object(concert, "seatingPlan");
    decode_categories(&decoder, &reader);
    plan.zones = decode_zones(&decoder, &reader, &plan.zone_count);
    json_adopt(concert, &reader);
    if (decoder.seats == 0)
        json_refuse(concert, "seatingPlan", "have a seat");
    decode_prices(&decoder, concert);
    if (concert->err)
        return NULL;
    plan.category_count = decoder.category_count;
    plan.area_count = decoder.area_count;
    struct hall *hall = arena_alloc(arena, sizeof(*hall));
    struct plan_refusal refusal;
    if (hall_from_plan(&plan, arena, hall, &refusal))
        return hall;
    refuse_plan(concert, &refusal);
    return NULL;
}
