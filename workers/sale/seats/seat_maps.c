/* seat_maps.c -- what of a show is free, held and sold: a letter a seat. */
#include "sale/seats/seat_maps.h"

#include <string.h>

#include "sale/concert/concerts_live.h"
#include "sale/redis/entry_id.h"
#include "sale/redis/keys.h"
#include "sale/seats/hold_refusal.h"
#include "sale/seats/hold_run.h"
#include "store/redis.h"

enum err seat_maps_read(struct context *context, const struct entry_id *id, const int64_t *show_nos,
                        size_t count, struct seat_maps *ret_maps, struct hold_refusal *ret_refusal)
{
    struct redis_call call = redis_script(SCRIPT_READ_SEATS, context->arena);
    *ret_refusal = (struct hold_refusal){0};
    gate_keys(&call, &id->concert_id, &id->user_id);
    for (size_t i = 0; i < count; i++)
        key_map(&call, &id->concert_id, show_nos[i]);
    arg_now(&call, context);
    redis_arg(&call, id->user_id.text);

    REDIS_REPLY reply = NULL;
    enum err err = hold_run(context, &id->concert_id, &call, &reply, ret_refusal);
    if (err)
        return err;
    /* A show that was added a moment ago has no map before the next tick. */
    if (reply_count(reply) != count + 2)
        return ERR_CONCERT_RESTORING;
    const char **letters = arena_array(context->arena, count + 1, sizeof(*letters));
    for (size_t i = 0; i < count; i++)
        letters[i] = arena_strdup(context->arena, reply_text(reply, i + 2));
    *ret_maps =
        (struct seat_maps){.now_us = reply_int(reply, 1), .count = count, .letters = letters};
    return OK;
}

enum err seat_letters_read(struct context *context, const struct show *show,
                           struct seat_letters *ret_letters)
{
    struct show_summary summary = {.show_no = show->show_no};
    struct concert_live live;
    enum err err = concert_live_maps(context, &show->concert_id, &summary, 1, &live);
    if (err)
        return err;
    bool is_whole =
        live.present && live.map_count == 1 && strlen(live.maps[0]) == (size_t)show->seats_total;
    if (!is_whole)
        return ERR_CONCERT_RESTORING;
    *ret_letters = (struct seat_letters){.letters = live.maps[0], .now_ms = live.now_ms};
    return OK;
}
