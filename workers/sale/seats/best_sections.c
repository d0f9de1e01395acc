/* best_sections.c -- in which sections of a show the best seats are looked for. */
#include "sale/seats/best_sections.h"

#include <string.h>

static bool has_section(const struct show *show, const char *name)
{
    for (size_t i = 0; i < show->section_count; i++)
        if (strcmp(show->sections[i].name, name) == 0)
            return true;
    return false;
}

const char *unknown_section(const struct show *show, const struct section_choice *choice)
{
    for (size_t i = 0; i < choice->name_count; i++)
        if (!has_section(show, choice->names[i]))
            return choice->names[i];
    return NULL;
}

static bool is_named(const struct section_choice *choice, const char *name)
{
    bool named = choice->name_count == 0;
    for (size_t i = 0; i < choice->name_count && !named; i++)
        named = strcmp(choice->names[i], name) == 0;
    return named;
}

static bool fits(const struct section *section, const struct section_choice *choice)
{
    return section->price && is_named(choice, section->name) &&
           (!choice->max_price || section->price <= choice->max_price);
}

const struct best_range *best_sections(const struct show *show, const struct section_choice *choice,
                                       struct arena *arena, size_t *ret_count)
{
    struct best_range *ranges = arena_array(arena, show->section_count, sizeof(*ranges));
    size_t count = 0;
    for (size_t i = 0; i < show->section_count; i++) {
        const struct section *section = &show->sections[i];
        if (fits(section, choice))
            ranges[count++] = (struct best_range){
                .first_seat_id = section->first_seat_id,
                .rows = section->rows,
                .seats_per_row = section->has_layout ? section->seats : section->seats_per_row,
            };
    }
    *ret_count = count;
    return ranges;
}
