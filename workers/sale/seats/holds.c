/* holds.c -- the rules for holding seats, and for looking at them. */
#include "sale/seats/holds.h"

#include <stdlib.h>
#include <string.h>

#include "sale/redis/keys.h"
#include "sale/redis/reservation_id.h"

enum err hold_outcome(struct context *context, const struct uuid *concert_id,
                      const redisReply *reply, struct hold_refusal *ret_refusal)
{
    enum err err = script_outcome(context, concert_id, reply);
    if (err == ERR_NOT_ADMITTED)
        ret_refusal->queue_position = reply_int(reply, 1);
    if (err == ERR_SEAT_LIMIT) {
        ret_refusal->seat_limit = reply_int(reply, 1);
        ret_refusal->seats_had = reply_int(reply, 2);
    }
    if (err == ERR_SEAT_TAKEN) {
        size_t count = reply_count(reply) - 1;
        int64_t *seat_ids = arena_array(context->arena, count, sizeof *seat_ids);
        for (size_t i = 0; i < count; i++)
            seat_ids[i] = reply_int(reply, i + 1);
        ret_refusal->seat_ids = seat_ids;
        ret_refusal->seat_count = count;
    }
    return err;
}

static enum err check_seats(const struct show *show, const struct hold_request *request,
                            struct hold_refusal *ret_refusal)
{
    for (size_t i = 0; i < request->seat_count; i++) {
        if (request->seat_ids[i] < 1 || request->seat_ids[i] > show->seats_total) {
            ret_refusal->seat_ids = &request->seat_ids[i];
            ret_refusal->seat_count = 1;
            return ERR_NOT_FOUND;
        }
    }
    return OK;
}

static struct hold *new_holds(struct context *context, const struct show *show,
                              const struct hold_request *request)
{
    struct hold *holds = arena_array(context->arena, request->seat_count, sizeof *holds);
    for (size_t i = 0; i < request->seat_count; i++) {
        struct reservation_id parts = {
            .made_at_ms = clock_now_ms(&context->clock),
            .show_no = show->show_no,
            .seat_id = request->seat_ids[i],
        };
        holds[i] = (struct hold){
            .reservation_id = reservation_id_make(&parts, &context->entropy),
            .concert_id = show->concert_id,
            .show_id = show->show_id,
            .seat = show_seat(show, request->seat_ids[i]),
            .reserved_at_ms = parts.made_at_ms,
        };
    }
    return holds;
}

static struct redis_call hold_call(const struct context *context, const struct show *show,
                                   const struct hold_request *request, const struct hold *holds)
{
    struct redis_call call = redis_script(SCRIPT_HOLD_SEATS, context->arena);
    gate_keys(&call, &show->concert_id, &request->user_id);
    for (size_t i = 0; i < request->seat_count; i++) {
        struct seat_ref seat = {.show_no = show->show_no, .seat_id = request->seat_ids[i]};
        key_map(&call, &show->concert_id, show->show_no);
        key_hold(&call, &show->concert_id, &seat);
    }
    arg_now(&call, context);
    redis_arg(&call, request->user_id.text);
    redis_arg_int(&call, show->starts_at_ms);
    redis_arg_int(&call, show->show_no);
    for (size_t i = 0; i < request->seat_count; i++) {
        struct seat_ref seat = {.show_no = show->show_no, .seat_id = request->seat_ids[i]};
        redis_arg(&call, holds[i].reservation_id.text);
        arg_seat(&call, &seat);
    }
    return call;
}

enum err holds_take(struct context *context, const struct hold_request *request,
                    const struct hold **ret_holds, struct hold_refusal *ret_refusal)
{
    const struct show *show;
    *ret_refusal = (struct hold_refusal){0};
    enum err err = show_by_id(context, &request->show_id, &show);
    if (err)
        return err;
    err = check_seats(show, request, ret_refusal);
    if (err)
        return err;

    struct hold *holds = new_holds(context, show, request);
    struct redis_call call = hold_call(context, show, request, holds);
    REDIS_REPLY reply = NULL;
    err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    err = hold_outcome(context, &show->concert_id, reply, ret_refusal);
    if (err)
        return err;
    for (size_t i = 0; i < request->seat_count; i++) {
        holds[i].expires_at_ms = reply_int(reply, 1);
        holds[i].expires_in_ms = reply_int(reply, 2);
    }
    *ret_holds = holds;
    return OK;
}

enum err holds_release(struct context *context, const struct uuid *user_id,
                       const struct uuid *reservation_id)
{
    struct reservation_id parts;
    const struct show *show;
    if (!reservation_id_read(reservation_id, &parts))
        return ERR_NOT_FOUND;
    enum err err = show_by_number(context, parts.show_no, &show);
    if (err)
        return err;

    struct seat_ref seat = {.show_no = parts.show_no, .seat_id = parts.seat_id};
    struct redis_call call = redis_script(SCRIPT_RELEASE_HOLD, context->arena);
    key_concert(&call, &show->concert_id);
    key_buyer(&call, &show->concert_id, user_id);
    key_deadlines(&call, &show->concert_id);
    key_map(&call, &show->concert_id, seat.show_no);
    key_hold(&call, &show->concert_id, &seat);
    redis_arg(&call, user_id->text);
    redis_arg(&call, reservation_id->text);
    arg_seat(&call, &seat);

    REDIS_REPLY reply = NULL;
    err = redis_run(context->redis, &call, &reply);
    return err ? err : script_outcome(context, &show->concert_id, reply);
}

enum err seat_maps_read(struct context *context, const struct line_place *place,
                        const int64_t *show_nos, size_t count, struct seat_maps *ret_maps,
                        struct hold_refusal *ret_refusal)
{
    struct redis_call call = redis_script(SCRIPT_READ_SEATS, context->arena);
    *ret_refusal = (struct hold_refusal){0};
    gate_keys(&call, &place->concert_id, &place->user_id);
    for (size_t i = 0; i < count; i++)
        key_map(&call, &place->concert_id, show_nos[i]);
    arg_now(&call, context);
    redis_arg(&call, place->user_id.text);

    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    err = hold_outcome(context, &place->concert_id, reply, ret_refusal);
    if (err)
        return err;
    /* A show that was added a moment ago has no map before the next tick. */
    if (reply_count(reply) != count + 2)
        return ERR_CONCERT_RESTORING;
    const char **letters = arena_array(context->arena, count + 1, sizeof *letters);
    for (size_t i = 0; i < count; i++)
        letters[i] = arena_strdup(context->arena, reply_text(reply, i + 2));
    *ret_maps =
        (struct seat_maps){.now_us = reply_int(reply, 1), .count = count, .letters = letters};
    return OK;
}
