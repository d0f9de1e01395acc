/* decode_plan.c -- a seating plan: its categories with their prices, its zones, rows and seats. */
#include "api/plan/decode_plan.h"

#include <string.h>

#include "api/plan/decode_plan_areas.h"
#include "base/json/json_read.h"
#include "base/text/text.h"
#include "sale/plan/hall_from_plan.h"
#include "sale/plan/hall_limits.h"
#include "sale/plan/seat_number.h"

#define ZONES_MAX 1000
#define AREAS_MAX 500

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
        const char *name = json_name(&reader, "name", 1, PLAN_TEXT_MAX);
        if (find_category(decoder, name) < decoder->category_count)
            json_refuse(&reader, "name", "be another than those of the plan's other categories");
        json_adopt(plan, &reader);
        if (plan->err)
            return;
        decoder->categories[decoder->category_count++].name = name;
    }
}

/* A seat that has none is counted in its row. */
static const char *decode_seat_number(struct json_reader *reader, size_t index)
{
    const char *number = "";
    if (json_has(reader, "seat_number"))
        number = json_name(reader, "seat_number", 0, PLAN_TEXT_MAX);
    return *number ? number : arena_printf(reader->arena, "%zu", index + 1);
}

static struct plan_seat decode_seat(struct decoder *decoder, struct json_reader *reader,
                                    size_t index, struct plan_point origin)
{
    struct plan_seat seat = {
        .number = decode_seat_number(reader, index),
        .at = decode_position(reader, "position", origin),
        .category = find_category(decoder, json_string(reader, "category", 0, PLAN_TEXT_MAX)),
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

/* NULL when there is none. */
static const char *decode_label(struct json_reader *reader, const char *name)
{
    const char *label = json_has(reader, name) ? json_name(reader, name, 0, PLAN_TEXT_MAX) : "";
    return *label ? label : NULL;
}

/* "%s" in it is the row's number. What is too long for a seat is refused before it is made. */
static const char *decode_row_label(struct json_reader *reader, const char *number)
{
    const char *label = decode_label(reader, "row_label");
    struct seat_number name = {.prefix = "", .label = label, .number = number};
    name.number_length = strlen(number);
    if (!label)
        return NULL;
    if (seat_number_write(&name, NULL, 0) >= SEAT_NUMBER_SIZE) {
        json_refuse(reader, "row_label", "be shorter, with the row's number for each %s");
        return NULL;
    }
    return seat_number_text(&name, reader->arena);
}

/* null: at neither end; left out, as older plans do: at both. */
static enum row_ends decode_row_ends(struct json_reader *reader)
{
    static const char *const names[] = {
        [ROW_ENDS_BOTH] = "both",
        [ROW_ENDS_START] = "start",
        [ROW_ENDS_END] = "end",
    };
    if (json_is_null(reader, "row_number_position"))
        return ROW_ENDS_NONE;
    if (!json_has(reader, "row_number_position"))
        return ROW_ENDS_BOTH;
    const char *text = json_string(reader, "row_number_position", 0, PLAN_TEXT_MAX);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(text, names[i]) == 0)
            return (enum row_ends)i;
    json_refuse(reader, "row_number_position", "be start, end, both or null");
    return ROW_ENDS_BOTH;
}

static struct plan_row decode_row(struct decoder *decoder, struct json_reader *reader,
                                  struct plan_point origin)
{
    struct plan_row row = {.number = json_name(reader, "row_number", 0, PLAN_TEXT_MAX)};
    row.label = decode_row_label(reader, row.number);
    row.seat_label = decode_label(reader, "seat_label");
    row.numbered_at = decode_row_ends(reader);
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
        seats[row.seat_count] = decode_seat(decoder, &seat, row.seat_count, origin);
        row.seat_count++;
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
    size_t index = 0;
    ret_zone->rows = rows;
    cJSON_ArrayForEach(element, array)
    {
        struct json_reader reader = json_child(zone, element, "rows", index++);
        rows[ret_zone->row_count] = decode_row(decoder, &reader, origin);
        ret_zone->row_count += rows[ret_zone->row_count].seat_count > 0;
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
        zone->name = json_has(&reader, "name") ? json_name(&reader, "name", 0, PLAN_TEXT_MAX) : "";
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
        bool is_short = text_utf8_length(member->string) <= PLAN_TEXT_MAX;
        json_refuse(prices, is_short ? member->string : "each name",
                    "be one of the plan's categories");
    }
}

/* null: not for sale. */
static void decode_prices(const struct decoder *decoder, struct json_reader *concert)
{
    struct json_reader reader = json_member_object(concert, "categoryPrices");
    bool has_sale = false;
    for (size_t i = 0; i < decoder->category_count; i++) {
        struct plan_category *category = &decoder->categories[i];
        if (json_is_null(&reader, category->name))
            continue;
        if (decoder->is_used[i] || json_has(&reader, category->name))
            category->price = json_int(&reader, category->name, 1, PRICE_MAX);
        has_sale = has_sale || decoder->is_used[i];
    }
    if (!has_sale)
        json_refuse(concert, "categoryPrices", "have a price for a category that has a seat");
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
        [PLAN_SECTION_NAME_TWICE] = "be another: its section is named as one of an earlier zone",
        [PLAN_NUMBER_TWICE] = "be another: an earlier seat has the same zone, row and number",
        [PLAN_NUMBER_TOO_LONG] = "be shorter: with zone and row it has over 300 characters",
    };
    struct arena *arena = concert->arena;
    const char *name = "seatingPlan";
    if (refusal->fault == PLAN_SECTION_NAME_TWICE)
        name = arena_printf(arena, "seatingPlan.zones[%zu].name", refusal->zone);
    if (refusal->fault == PLAN_NUMBER_TWICE || refusal->fault == PLAN_NUMBER_TOO_LONG)
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
