/* wish_record.c -- a wish as Redis keeps it, written and read. */
#include "sale/queue/wish_record.h"

#include <stdlib.h>
#include <string.h>

#include "sale/redis/reservation_id.h"

static bool is_named(const struct wish *wish, const char *name)
{
    bool named = wish->section_count == 0;
    for (size_t i = 0; i < wish->section_count && !named; i++)
        named = strcmp(wish->sections[i], name) == 0;
    return named;
}

static bool fits(const struct section *section, const struct wish *wish)
{
    return is_named(wish, section->name) && (!wish->max_price || section->price <= wish->max_price);
}

/* The sections that fit, the better ones first: "1:10:20,201:0:36"; "" when none does. */
static const char *ranges_of(struct context *context, const struct show *show,
                             const struct wish *wish)
{
    const char *ranges = "";
    for (size_t i = 0; i < show->section_count; i++) {
        const struct section *section = &show->sections[i];
        int64_t seats = section->has_layout ? section->seats : section->seats_per_row;
        if (fits(section, wish))
            ranges = arena_printf(context->arena, "%s%s%lld:%lld:%lld", ranges, *ranges ? "," : "",
                                  (long long)section->first_seat_id, (long long)section->rows,
                                  (long long)seats);
    }
    return ranges;
}

/* See lua/include/queue/wish_record.lua. */
const char *wish_write(struct context *context, const struct show *show, const struct wish *wish)
{
    const char *ranges = ranges_of(context, show, wish);
    if (!*ranges)
        return NULL;
    return arena_printf(context->arena, "%lld %lld %d %lld %d %lld %s", (long long)show->show_no,
                        (long long)wish->quantity, wish->adjacent, (long long)wish->max_price,
                        wish->section_count > 0,
                        (long long)reservation_id_random(&context->entropy), ranges);
}

/* The names of the sections that ranges_of() wrote. */
static void read_sections(struct context *context, const struct show *show, const char *ranges,
                          struct wish *wish)
{
    const char **names = arena_array(context->arena, show->section_count, sizeof(*names));
    while (ranges && wish->section_count < show->section_count) {
        const struct seat seat = show_seat(show, strtoll(ranges, NULL, 10));
        names[wish->section_count++] = arena_strdup(context->arena, seat.section->name);
        ranges = strchr(ranges, ',');
        ranges = ranges ? ranges + 1 : NULL;
    }
    wish->sections = names;
}

enum err wish_read(struct context *context, const char *text, const struct wish **ret_wish)
{
    char *at;
    const struct show *show;
    enum err err = show_by_number(context, strtoll(text, &at, 10), &show);
    if (err)
        return err;
    struct wish *wish = arena_alloc(context->arena, sizeof(*wish));
    *wish = (struct wish){.show_id = show->show_id};
    wish->quantity = strtoll(at, &at, 10);
    wish->adjacent = strtoll(at, &at, 10) == 1;
    wish->max_price = strtoll(at, &at, 10);
    bool named = strtoll(at, &at, 10) == 1;
    (void)strtoll(at, &at, 10); /* the random number is for the script alone */
    if (named)
        read_sections(context, show, at, wish);
    *ret_wish = wish;
    return OK;
}
