/* holds.c -- the rules for holding seats and for freeing them. */
#include "sale/seats/holds.h"

#include <stdlib.h>
#include <string.h>

#include "sale/concert/script_run.h"
#include "sale/redis/keys.h"
#include "sale/redis/reservation_id.h"
#include "sale/seats/hold_refusal.h"
#include "sale/seats/hold_run.h"
#include "store/redis.h"

/* That a seat is not for sale the map says too, which programs of 0.2.0 may write anew. */
static enum err check_seat(const struct show *show, int64_t seat_id)
{
    if (seat_id < 1 || seat_id > show->seats_total)
        return ERR_NOT_FOUND;
    return show_seat(show, seat_id).section->price > 0 ? OK : ERR_SEAT_TAKEN;
}

static enum err check_seats(const struct show *show, const struct hold_request *request,
                            struct hold_refusal *ret_refusal)
{
    for (size_t i = 0; i < request->seat_count; i++) {
        enum err err = check_seat(show, request->seat_ids[i]);
        if (err) {
            ret_refusal->seat_ids = &request->seat_ids[i];
            ret_refusal->seat_count = 1;
            return err;
        }
    }
    return OK;
}

static struct hold *new_holds(struct context *context, const struct show *show,
                              const struct hold_request *request)
{
    struct hold *holds = arena_array(context->arena, request->seat_count, sizeof(*holds));
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
    key_map(&call, &show->concert_id, show->show_no);
    for (size_t i = 0; i < request->seat_count; i++) {
        struct seat_ref seat = {.show_no = show->show_no, .seat_id = request->seat_ids[i]};
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
    const struct show *show = request->show;
    *ret_refusal = (struct hold_refusal){0};
    enum err err = check_seats(show, request, ret_refusal);
    if (err)
        return err;

    struct hold *holds = new_holds(context, show, request);
    struct redis_call call = hold_call(context, show, request, holds);
    REDIS_REPLY reply = NULL;
    err = hold_run(context, &show->concert_id, &call, &reply, ret_refusal);
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
    return script_run(context, &show->concert_id, &call, &reply);
}
