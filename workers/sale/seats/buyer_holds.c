/* buyer_holds.c -- the live holds in a buyer's hash. */
#include "sale/seats/buyer_holds.h"

#include <stdlib.h>
#include <string.h>

#include "sale/concert/shows.h"
#include "sale/redis/buyer_record.h"
#include "sale/redis/reservation_id.h"
#include "store/redis_values.h"

static void append(struct context *context, struct hold_list *list, const struct hold *hold)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 16;
        struct hold *grown = arena_array(context->arena, capacity, sizeof(*grown));
        if (list->count)
            memcpy(grown, list->holds, list->count * sizeof(*grown));
        list->holds = grown;
        list->capacity = capacity;
    }
    list->holds[list->count++] = *hold;
}

/* False for what is not a live hold. */
static bool read_field(const char *field, const char *value, int64_t now_ms, struct hold *ret_hold)
{
    struct buyer_entry entry;
    if (!buyer_entry_parse(field, value, &entry) || entry.kind != BUYER_HOLD ||
        entry.deadline_ms <= now_ms)
        return false;
    *ret_hold = (struct hold){
        .reservation_id = entry.reservation_id,
        .expires_at_ms = entry.deadline_ms,
        .expires_in_ms = entry.deadline_ms - now_ms,
    };
    return true;
}

/* What names the row, and nothing else of it. */
static const struct seat_row *copy_row(const struct seat_row *row, struct arena *arena)
{
    struct seat_row *copy = arena_alloc(arena, sizeof(*copy));
    *copy = (struct seat_row){
        .label = arena_strdup(arena, row->label),
        .prefix = arena_strdup(arena, row->prefix),
    };
    return copy;
}

/* The show may leave the cache while others are read: what the list needs of it is copied. */
static enum err add_show(struct context *context, struct hold *hold)
{
    struct reservation_id parts;
    const struct show *show;
    if (!reservation_id_read(&hold->reservation_id, &parts))
        return ERR_INTERNAL;
    enum err err = show_by_number(context, parts.show_no, &show);
    if (err)
        return err;
    struct section *section = arena_alloc(context->arena, sizeof(*section));
    hold->concert_id = show->concert_id;
    hold->show_id = show->show_id;
    hold->seat = show_seat(show, parts.seat_id);
    if (!hold->seat.section)
        return ERR_INTERNAL;
    hold->reserved_at_ms = parts.made_at_ms;
    *section = *hold->seat.section;
    hold->seat.section = section;
    hold->seat.row = copy_row(hold->seat.row, context->arena);
    return OK;
}

enum err buyer_holds_add(struct context *context, const redisReply *buyer, int64_t now_ms,
                         struct hold_list *list)
{
    for (size_t i = 0; i + 1 < reply_count(buyer); i += 2) {
        struct hold hold;
        if (!read_field(reply_text(buyer, i), reply_text(buyer, i + 1), now_ms, &hold))
            continue;
        enum err err = add_show(context, &hold);
        if (err)
            return err;
        append(context, list, &hold);
    }
    return OK;
}

static int newest_first(const void *a, const void *b)
{
    const struct hold *left = a;
    const struct hold *right = b;
    return strcmp(right->reservation_id.text, left->reservation_id.text);
}

void hold_list_sort(struct hold_list *list)
{
    if (list->count)
        qsort(list->holds, list->count, sizeof(*list->holds), newest_first);
}
