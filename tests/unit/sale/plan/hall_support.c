/* hall_support.c -- seating plans of a few seats, and the halls that they become, as texts. */
#include "unit/sale/plan/hall_support.h"

#include <string.h>

#include "sale/plan/hall_from_plan.h"
#include "sale/plan/seat_number.h"

static const struct plan_category categories[] = {{"Gold", 3000}, {"Silver", 1000}};

struct arena *hall_arena;
struct plan_refusal hall_refusal;

void renew_hall_arena(void)
{
    arena_destroy(hall_arena);
    hall_arena = arena_create(64 << 20);
}

struct hall make_hall(const struct plan_zone *zones, size_t zone_count,
                      const struct plan_area *areas, size_t area_count)
{
    const struct seating_plan plan = {.categories = categories,
                                      .category_count = LENGTH(categories),
                                      .zones = zones,
                                      .zone_count = zone_count,
                                      .areas = areas,
                                      .area_count = area_count};
    struct hall hall = {0};
    renew_hall_arena();
    hall_refusal = (struct plan_refusal){0};
    if (!hall_from_plan(&plan, hall_arena, &hall, &hall_refusal))
        CU_ASSERT_NOT_EQUAL(hall_refusal.fault, PLAN_FITS);
    return hall;
}

const char *sections_of(const struct hall *hall)
{
    const char *text = "";
    for (size_t i = 0; i < hall->section_count; i++)
        text = arena_printf(hall_arena, "%s%s%s:%lld:%s", text, i > 0 ? " | " : "",
                            hall->sections[i].name, (long long)hall->sections[i].price,
                            hall->sections[i].layout);
    return text;
}

const char *numbers_of(const struct hall *hall)
{
    const char *text = "";
    for (size_t i = 0; i < hall->row_count; i++) {
        const struct hall_row *row = &hall->rows[i];
        text = arena_printf(hall_arena, "%s%s", text, i > 0 ? " |" : "");
        for (size_t s = 0; s < row->seats; s++) {
            const char *number =
                row->numbers ? row->numbers[s] : arena_printf(hall_arena, "%zu", s + 1);
            struct seat_number name = {row->prefix, row->seat_label, number, strlen(number)};
            text = arena_printf(hall_arena, "%s%s%s", text, *text ? " " : "",
                                seat_number_text(&name, hall_arena));
        }
    }
    return text;
}
