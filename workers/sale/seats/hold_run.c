/* hold_run.c -- running a script that holds or shows seats. */
#include "sale/seats/hold_run.h"

#include "sale/concert/script_run.h"
#include "store/redis_values.h"

enum err hold_run(struct context *context, const struct uuid *concert_id, struct redis_call *call,
                  redisReply **ret_reply, struct hold_refusal *ret_refusal)
{
    enum err err = script_run(context, concert_id, call, ret_reply);
    const redisReply *reply = *ret_reply;
    if (err == ERR_NOT_ADMITTED)
        ret_refusal->queue_position = reply_int(reply, 1);
    if (err == ERR_SEAT_LIMIT) {
        ret_refusal->seat_limit = reply_int(reply, 1);
        ret_refusal->seats_had = reply_int(reply, 2);
    }
    if (err == ERR_SEAT_TAKEN) {
        size_t count = reply_count(reply) - 1;
        int64_t *seat_ids = arena_array(context->arena, count, sizeof(*seat_ids));
        for (size_t i = 0; i < count; i++)
            seat_ids[i] = reply_int(reply, i + 1);
        ret_refusal->seat_ids = seat_ids;
        ret_refusal->seat_count = count;
    }
    return err;
}
