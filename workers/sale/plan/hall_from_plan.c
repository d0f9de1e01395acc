/* hall_from_plan.c -- the sections and rows of the hall that a seating plan describes. */
#include "sale/plan/hall_from_plan.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text/text.h"
#include "sale/plan/hall_areas.h"
#include "sale/plan/hall_layout.h"
#include "sale/plan/hall_limits.h"
#include "sale/plan/hall_numbers.h"
#include "sale/plan/hall_tables.h"

/* What is of one category in one zone. */
struct part {
    size_t zone;
    size_t category;
    const char *name;
    int64_t price;
};

struct maker {
    const struct seating_plan *plan;
    struct arena *arena;
    struct plan_box box;
    const struct row_name *names; /* of all rows of the plan */
    struct part parts[SECTIONS_MAX];
    size_t part_count;
    struct hall_section *sections;
    struct hall_row *rows;
    size_t row_count;
    int64_t columns;                 /* of all rows, each as wide as its section */
    struct standing_row *standing;   /* room for the rows of the section that is being made, */
    const struct plan_seat **chosen; /* and for the seats of one of its rows */
    struct plan_refusal refusal;
};

static bool refuse(struct maker *maker, enum plan_fault fault, size_t zone)
{
    maker->refusal = (struct plan_refusal){.fault = fault, .zone = zone};
    return false;
}

/* How many seats of a zone are of each category. */
static const size_t *count_by_category(const struct maker *maker, const struct plan_zone *zone)
{
    size_t *counts = arena_array(maker->arena, maker->plan->category_count, sizeof(*counts));
    for (size_t r = 0; r < zone->row_count; r++)
        for (size_t s = 0; s < zone->rows[r].seat_count; s++)
            counts[zone->rows[r].seats[s].category]++;
    return counts;
}

static const char *part_name(const struct maker *maker, const struct plan_zone *zone,
                             size_t category, bool is_whole_zone)
{
    const char *name = maker->plan->categories[category].name;
    if (!*zone->name)
        return name;
    return is_whole_zone ? zone->name : arena_printf(maker->arena, "%s %s", zone->name, name);
}

static bool is_known(const struct maker *maker, const char *name)
{
    for (size_t i = 0; i < maker->part_count; i++)
        if (strcmp(maker->parts[i].name, name) == 0)
            return true;
    return false;
}

/* The best first: behind those that cost as much or more, which came earlier in the plan. */
static void insert_part(struct maker *maker, struct part part)
{
    size_t at = maker->part_count++;
    for (; at > 0 && maker->parts[at - 1].price < part.price; at--)
        maker->parts[at] = maker->parts[at - 1];
    maker->parts[at] = part;
}

static bool add_part(struct maker *maker, struct part part)
{
    if (maker->part_count == SECTIONS_MAX)
        return refuse(maker, PLAN_SECTIONS_TOO_MANY, part.zone);
    assert(text_utf8_length(part.name) <= SECTION_NAME_MAX);
    if (is_known(maker, part.name))
        return refuse(maker, PLAN_SECTION_NAME_TWICE, part.zone);
    insert_part(maker, part);
    return true;
}

static bool add_parts_of_zone(struct maker *maker, size_t z)
{
    const struct seating_plan *plan = maker->plan;
    const size_t *counts = count_by_category(maker, &plan->zones[z]);
    size_t categories = 0;
    for (size_t c = 0; c < plan->category_count; c++)
        categories += counts[c] > 0;
    for (size_t c = 0; c < plan->category_count; c++) {
        if (counts[c] == 0)
            continue;
        struct part part = {.zone = z, .category = c, .price = plan->categories[c].price};
        part.name = part_name(maker, &plan->zones[z], c, categories == 1);
        if (!add_part(maker, part))
            return false;
    }
    return true;
}

static bool add_parts(struct maker *maker)
{
    for (size_t z = 0; z < maker->plan->zone_count; z++)
        if (!add_parts_of_zone(maker, z))
            return false;
    return true;
}

/* The seats of a row that are of a category: how many they are. */
static size_t choose(const struct maker *maker, const struct plan_row *row, size_t category)
{
    size_t count = 0;
    for (size_t s = 0; s < row->seat_count; s++)
        if (row->seats[s].category == category)
            maker->chosen[count++] = &row->seats[s];
    return count;
}

/* Whether they are 1, 2, 3 … */
static bool count_up(const struct plan_seat *const *seats, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char number[24];
        (void)snprintf(number, sizeof(number), "%zu", i + 1);
        if (strcmp(seats[i]->number, number) != 0)
            return false;
    }
    return true;
}

static const char *const *numbers_of(const struct maker *maker, size_t count)
{
    if (count_up(maker->chosen, count))
        return NULL;
    const char **numbers = arena_array(maker->arena, count, sizeof(*numbers));
    for (size_t i = 0; i < count; i++)
        numbers[i] = maker->chosen[i]->number;
    return numbers;
}

static struct standing_row standing(const struct maker *maker, size_t count)
{
    struct plan_point *at = arena_array(maker->arena, count, sizeof(*at));
    for (size_t i = 0; i < count; i++)
        at[i] = maker->chosen[i]->at;
    return (struct standing_row){.seats = at, .count = count};
}

static struct hall_row hall_row(const struct maker *maker, const struct standing_row *standing)
{
    int32_t *xs = arena_array(maker->arena, standing->count, sizeof(*xs));
    int32_t *ys = arena_array(maker->arena, standing->count, sizeof(*ys));
    for (size_t i = 0; i < standing->count; i++) {
        xs[i] = pixel(standing->seats[i].x, maker->box.least.x);
        ys[i] = pixel(standing->seats[i].y, maker->box.least.y);
    }
    return (struct hall_row){.xs = xs, .ys = ys, .seats = standing->count};
}

/* The names of a zone's rows. */
static const struct row_name *names_in(const struct maker *maker, size_t zone)
{
    const struct row_name *names = maker->names;
    for (size_t z = 0; z < zone; z++)
        names += maker->plan->zones[z].row_count;
    return names;
}

/* The seats of a row that were chosen for a section. */
static void add_row(struct maker *maker, size_t section, const struct plan_row *row,
                    const struct row_name *name, const struct standing_row *standing)
{
    struct hall_row made = hall_row(maker, standing);
    made.section = section;
    made.label = row->number;
    made.prefix = name->prefix;
    made.seat_label = name->label;
    made.numbers = numbers_of(maker, standing->count);
    made.numbered_at = row->numbered_at;
    maker->rows[maker->row_count++] = made;
}

static bool add_section(struct maker *maker, size_t index)
{
    const struct part *part = &maker->parts[index];
    const struct plan_zone *zone = &maker->plan->zones[part->zone];
    const struct row_name *names = names_in(maker, part->zone);
    size_t count = 0;
    for (size_t r = 0; r < zone->row_count; r++) {
        size_t seats = choose(maker, &zone->rows[r], part->category);
        if (seats == 0)
            continue;
        if (maker->row_count == SHOW_ROWS_MAX)
            return refuse(maker, PLAN_ROWS_TOO_MANY, part->zone);
        maker->standing[count] = standing(maker, seats);
        maker->standing[count].is_table = row_is_table(&zone->rows[r]);
        add_row(maker, index, &zone->rows[r], &names[r], &maker->standing[count++]);
    }
    const char *layout = layout_of(maker->standing, count, maker->arena);
    maker->columns += strtoll(layout, NULL, 10) * (int64_t)count;
    if (maker->columns > PLAN_COLUMNS_MAX)
        return refuse(maker, PLAN_COLUMNS_TOO_MANY, part->zone);
    maker->sections[index] =
        (struct hall_section){.name = part->name, .price = part->price, .layout = layout};
    return true;
}

static bool add_sections(struct maker *maker)
{
    struct arena *arena = maker->arena;
    maker->sections = arena_array(arena, maker->part_count, sizeof(*maker->sections));
    maker->rows = arena_array(arena, SHOW_ROWS_MAX, sizeof(*maker->rows));
    maker->standing = arena_array(arena, SHOW_ROWS_MAX, sizeof(*maker->standing));
    maker->chosen = arena_array(arena, ROW_SEATS_MAX, sizeof(*maker->chosen));
    for (size_t i = 0; i < maker->part_count; i++)
        if (!add_section(maker, i))
            return false;
    return true;
}

static struct hall finish(const struct maker *maker)
{
    struct hall hall = {
        .width = pixel(maker->box.most.x, maker->box.least.x),
        .height = pixel(maker->box.most.y, maker->box.least.y),
        .sections = maker->sections,
        .section_count = maker->part_count,
        .rows = maker->rows,
        .row_count = maker->row_count,
        .areas = hall_areas(maker->plan, maker->box.least, maker->arena),
        .area_count = maker->plan->area_count,
    };
    for (size_t i = 0; i < hall.row_count; i++)
        hall.seats += (int64_t)hall.rows[i].seats;
    return hall;
}

bool hall_from_plan(const struct seating_plan *plan, struct arena *arena, struct hall *ret_hall,
                    struct plan_refusal *ret_refusal)
{
    struct maker maker = {.plan = plan, .arena = arena, .box = plan_box(plan)};
    if (!add_parts(&maker) || !hall_row_names(plan, arena, &maker.names, &maker.refusal) ||
        !add_sections(&maker)) {
        *ret_refusal = maker.refusal;
        return false;
    }
    *ret_hall = finish(&maker);
    return true;
}
