/* wishes.c -- choosing while one waits: what is to be held at the moment of the call-up. */
#include "sale/wishes.h"

#include <stdlib.h>
#include <string.h>

#include "sale/line_keys.h"
#include "sale/queue_entry.h"
#include "sale/reservation_id.h"

static bool is_named(const struct wish *wish, const char *name)
{
    bool named = wish->section_count == 0;
    for (size_t i = 0; i < wish->section_count && !named; i++)
        named = strcmp(wish->sections[i], name) == 0;
    return named;
}

/* The name of a section that the show does not have, or NULL. */
static const char *unknown_section(const struct show *show, const struct wish *wish)
{
    for (size_t i = 0; i < wish->section_count; i++) {
        bool known = false;
        for (size_t j = 0; j < show->section_count; j++)
            known = known || strcmp(wish->sections[i], show->sections[j].name) == 0;
        if (!known)
            return wish->sections[i];
    }
    return NULL;
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
static const char *write_wish(struct context *context, const struct show *show,
                              const struct wish *wish, const char *ranges)
{
    return arena_printf(context->arena, "%lld %lld %d %lld %d %lld %s", (long long)show->show_no,
                        (long long)wish->quantity, wish->adjacent, (long long)wish->max_price,
                        wish->section_count > 0,
                        (long long)reservation_id_random(&context->entropy), ranges);
}

static struct redis_call set_call(const struct context *context, const struct line_place *place,
                                  const char *wish, int64_t starts_at_ms)
{
    struct redis_call call = redis_script(SCRIPT_SET_WISHES, context->arena);
    entry_keys(&call, &place->concert_id, &place->user_id);
    arg_now(&call, context);
    redis_arg(&call, place->user_id.text);
    redis_arg(&call, wish);
    redis_arg_int(&call, starts_at_ms);
    return call;
}

enum err wishes_set(struct context *context, const struct line_place *place,
                    const struct wish *wish, struct queue_entry *ret_entry,
                    struct hold_refusal *ret_refusal)
{
    const struct show *show;
    *ret_refusal = (struct hold_refusal){0};
    enum err err = show_by_id(context, &wish->show_id, &show);
    if (err)
        return err;
    if (!uuid_equal(&show->concert_id, &place->concert_id))
        return ERR_NOT_FOUND;
    ret_refusal->section = unknown_section(show, wish);
    if (ret_refusal->section)
        return ERR_NOT_FOUND;
    const char *ranges = ranges_of(context, show, wish);
    if (!*ranges)
        return ERR_NO_SEATS_LEFT;
    const char *text = write_wish(context, show, wish, ranges);
    struct redis_call call = set_call(context, place, text, show->starts_at_ms);
    REDIS_REPLY reply = NULL;
    err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    err = queue_entry_read(context, place, reply, ret_entry);
    if (err == ERR_SEAT_LIMIT)
        ret_refusal->seat_limit = reply_int(reply, 1);
    return err;
}

enum err wishes_drop(struct context *context, const struct line_place *place)
{
    struct redis_call call = set_call(context, place, "", 0);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    return err ? err : script_outcome(context, &place->concert_id, reply);
}

/* The names of the sections that ranges_of() wrote. */
static void read_sections(struct context *context, const struct show *show, const char *ranges,
                          struct wish *wish)
{
    const char **names = arena_array(context->arena, show->section_count, sizeof *names);
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
    struct wish *wish = arena_alloc(context->arena, sizeof *wish);
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
