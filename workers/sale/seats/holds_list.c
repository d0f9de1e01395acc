/* holds_list.c -- the caller's live holds over all concerts on sale. */
#include <stdlib.h>
#include <string.h>

#include "base/text/text.h"
#include "sale/redis/keys.h"
#include "sale/redis/reservation_id.h"
#include "sale/seats/holds.h"

/* A list and its room; a user cannot hold more than the policies of all concerts allow together. */
struct hold_list {
    struct hold *holds;
    size_t count;
    size_t capacity;
};

static void append(struct context *context, struct hold_list *list, const struct hold *hold)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 16;
        struct hold *grown = arena_array(context->arena, capacity, sizeof *grown);
        if (list->count)
            memcpy(grown, list->holds, list->count * sizeof *grown);
        list->holds = grown;
        list->capacity = capacity;
    }
    list->holds[list->count++] = *hold;
}

/* A field of the buyer's hash: "show:seat" → "reservation deadline". False for what is not a live
 * hold. */
static bool read_field(const char *value, int64_t now_ms, struct hold *ret_hold)
{
    char id[UUID_SIZE] = "";
    const char *space = strchr(value, ' ');
    int64_t deadline_ms;
    if (!space || space - value != UUID_SIZE - 1 ||
        !text_to_int64(space + 1, now_ms + 1, INT64_MAX, &deadline_ms))
        return false;
    memcpy(id, value, UUID_SIZE - 1);
    *ret_hold = (struct hold){.expires_at_ms = deadline_ms, .expires_in_ms = deadline_ms - now_ms};
    return uuid_parse(id, &ret_hold->reservation_id);
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
    struct section *section = arena_alloc(context->arena, sizeof *section);
    hold->concert_id = show->concert_id;
    hold->show_id = show->show_id;
    hold->seat = show_seat(show, parts.seat_id);
    hold->reserved_at_ms = parts.made_at_ms;
    *section = *hold->seat.section;
    hold->seat.section = section;
    hold->seat.row = NULL;
    return OK;
}

static enum err add_holds(struct context *context, const redisReply *buyer, int64_t now_ms,
                          struct hold_list *list)
{
    for (size_t i = 1; i < reply_count(buyer); i += 2) {
        struct hold hold;
        if (!read_field(reply_text(buyer, i), now_ms, &hold))
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

/* Concerts that may have live holds: all but those that were closed long ago. */
static enum err concerts_on_sale(struct context *context, struct uuid **ret_ids, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT concert_id FROM usher.concerts WHERE state <> 'CLOSED'"
                                  " OR concert_id IN (SELECT concert_id FROM usher.shows"
                                  " WHERE starts_at > now())",
                                  context->arena);
    enum err err = pg_read(context->pg, &call, &result);
    if (err)
        return err;
    size_t count = (size_t)pg_rows(result);
    *ret_ids = arena_array(context->arena, count + 1, sizeof **ret_ids);
    for (size_t i = 0; i < count; i++)
        (*ret_ids)[i] = pg_get_uuid(result, (int)i, 0);
    *ret_count = count;
    return OK;
}

static void release_all(redisReply **replies, size_t count)
{
    for (size_t i = 0; i < count; i++)
        redis_reply_release(&replies[i]);
}

static int64_t time_ms(const redisReply *reply)
{
    return reply_int(reply, 0) * 1000 + reply_int(reply, 1) / 1000;
}

static void newest_to_front(const struct hold_list *list, const struct hold **ret_holds,
                            size_t *ret_count)
{
    if (list->count)
        qsort(list->holds, list->count, sizeof *list->holds, newest_first);
    *ret_holds = list->holds;
    *ret_count = list->count;
}

enum err holds_read(struct context *context, const redisReply *buyer, int64_t now_ms,
                    const struct hold **ret_holds, size_t *ret_count)
{
    struct hold_list list = {0};
    enum err err = add_holds(context, buyer, now_ms, &list);
    if (!err)
        newest_to_front(&list, ret_holds, ret_count);
    return err;
}

enum err holds_list(struct context *context, const struct uuid *user_id,
                    const struct hold **ret_holds, size_t *ret_count)
{
    struct uuid *concert_ids;
    size_t count;
    enum err err = concerts_on_sale(context, &concert_ids, &count);
    if (err)
        return err;

    /* The first call asks for the time, the others for the user's hash in each concert. */
    struct redis_call *calls = arena_array(context->arena, count + 1, sizeof *calls);
    redisReply **replies = arena_array(context->arena, count + 1, sizeof *replies);
    calls[0] = redis_command("TIME", context->arena);
    for (size_t i = 0; i < count; i++) {
        calls[i + 1] = redis_command("HGETALL", context->arena);
        key_buyer(&calls[i + 1], &concert_ids[i], user_id);
    }
    err = redis_run_all(context->redis, calls, count + 1, replies);
    if (err)
        return err;

    struct hold_list list = {0};
    int64_t now_ms = context->redis_now_us ? context->redis_now_us / 1000 : time_ms(replies[0]);
    for (size_t i = 1; i <= count && !err; i++)
        err = add_holds(context, replies[i], now_ms, &list);
    release_all(replies, count + 1);
    if (!err)
        newest_to_front(&list, ret_holds, ret_count);
    return err;
}
