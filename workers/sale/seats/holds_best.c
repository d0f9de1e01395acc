/* holds_best.c -- holding the best free seats, which a script chooses and holds in one step. */
#include "sale/seats/holds_best.h"

#include "sale/concert/shows.h"
#include "sale/redis/keys.h"
#include "sale/redis/reservation_id.h"
#include "sale/seats/best_sections.h"
#include "sale/seats/hold_run.h"
#include "store/redis.h"

static struct section_choice choice_of(const struct best_request *request)
{
    return (struct section_choice){
        .names = &request->section,
        .name_count = request->section ? 1 : 0,
        .max_price = request->max_price,
    };
}

/* No section may fit: the script finds no seats then, after all its other refusals. */
static void arg_sections(struct redis_call *call, const struct show *show,
                         const struct section_choice *choice, struct arena *arena)
{
    size_t count;
    const struct best_range *ranges = best_sections(show, choice, arena, &count);
    for (size_t i = 0; i < count; i++) {
        redis_arg_int(call, ranges[i].first_seat_id);
        redis_arg_int(call, ranges[i].rows);
        redis_arg_int(call, ranges[i].seats_per_row);
    }
}

static struct redis_call best_call(const struct context *context,
                                   const struct best_request *request,
                                   const struct section_choice *choice)
{
    const struct show *show = request->show;
    struct redis_call call = redis_script(SCRIPT_HOLD_BEST, context->arena);
    gate_keys(&call, &show->concert_id, &request->user_id);
    key_map(&call, &show->concert_id, show->show_no);
    arg_now(&call, context);
    redis_arg(&call, request->user_id.text);
    redis_arg_int(&call, show->starts_at_ms);
    redis_arg_int(&call, show->show_no);
    redis_arg_int(&call, request->quantity);
    redis_arg(&call, request->adjacent ? "1" : "");
    redis_arg_int(&call, reservation_id_random(&context->entropy));
    arg_sections(&call, show, choice, context->arena);
    return call;
}

/* The reply has the deadline and what is left, then each seat and its reservation. */
#define FIRST_SEAT 3

static enum err read_hold(const redisReply *reply, size_t index, const struct show *show,
                          struct hold *ret_hold)
{
    struct uuid id;
    struct reservation_id parts;
    if (!uuid_parse(reply_text(reply, FIRST_SEAT + 2 * index + 1), &id) ||
        !reservation_id_read(&id, &parts))
        return ERR_INTERNAL;
    *ret_hold = (struct hold){
        .reservation_id = id,
        .concert_id = show->concert_id,
        .show_id = show->show_id,
        .seat = show_seat(show, reply_int(reply, FIRST_SEAT + 2 * index)),
        .reserved_at_ms = parts.made_at_ms,
        .expires_at_ms = reply_int(reply, 1),
        .expires_in_ms = reply_int(reply, 2),
    };
    return OK;
}

enum err holds_take_best(struct context *context, const struct best_request *request,
                         const struct hold **ret_holds, struct hold_refusal *ret_refusal)
{
    const struct show *show = request->show;
    const struct section_choice choice = choice_of(request);
    REDIS_REPLY reply = NULL;
    *ret_refusal = (struct hold_refusal){.section = unknown_section(show, &choice)};
    if (ret_refusal->section)
        return ERR_NOT_FOUND;
    struct redis_call call = best_call(context, request, &choice);
    enum err err = hold_run(context, &show->concert_id, &call, &reply, ret_refusal);
    if (err)
        return err;
    size_t count = (size_t)request->quantity;
    struct hold *holds = arena_array(context->arena, count, sizeof(*holds));
    for (size_t i = 0; i < count && !err; i++)
        err = read_hold(reply, i, show, &holds[i]);
    *ret_holds = holds;
    return err;
}
