/* wish.c -- a wish in words of the API, and the record that Redis keeps of it. */
#include "sale/queue/wish.h"

#include "sale/redis/reservation_id.h"
#include "sale/redis/wish_record.h"

const char *wish_write(struct context *context, const struct show *show, const struct wish *wish)
{
    struct wish_record record = {
        .show_no = show->show_no,
        .quantity = wish->quantity,
        .adjacent = wish->adjacent,
        .max_price = wish->choice.max_price,
        .is_named = wish->choice.name_count > 0,
    };
    record.ranges = best_sections(show, &wish->choice, context->arena, &record.range_count);
    if (record.range_count == 0)
        return NULL;
    record.random = reservation_id_random(&context->entropy);
    return wish_record_write(&record, context->arena);
}

/* The names of the sections that best_sections() found. */
static void add_names(struct wish *wish, const struct show *show, const struct wish_record *record,
                      struct arena *arena)
{
    const char **names = arena_array(arena, record->range_count, sizeof(*names));
    for (size_t i = 0; i < record->range_count; i++) {
        const struct seat seat = show_seat(show, record->ranges[i].first_seat_id);
        names[i] = arena_strdup(arena, seat.section->name);
    }
    wish->choice.names = names;
    wish->choice.name_count = record->range_count;
}

enum err wish_read(struct context *context, const char *text, const struct wish **ret_wish)
{
    struct wish_record record;
    const struct show *show;
    if (!wish_record_parse(text, context->arena, &record))
        return ERR_INTERNAL;
    enum err err = show_by_number(context, record.show_no, &show);
    if (err)
        return err;
    struct wish *wish = arena_alloc(context->arena, sizeof(*wish));
    *wish = (struct wish){
        .show_id = show->show_id,
        .quantity = record.quantity,
        .adjacent = record.adjacent,
        .choice.max_price = record.max_price,
    };
    if (record.is_named)
        add_names(wish, show, &record, context->arena);
    *ret_wish = wish;
    return OK;
}
