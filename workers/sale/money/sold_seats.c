/* sold_seats.c -- telling Redis what Postgres has sold and taken back: the worker at once, the
 * outbox again. */
#include "sale/money/sold_seats.h"

#include "store/redis.h"

static void keys_of_seats(struct redis_call *call, const struct sold_seats *sold)
{
    for (size_t i = 0; i < sold->count; i++) {
        key_map(call, &sold->concert_id, sold->seats[i].seat.show_no);
        key_hold(call, &sold->concert_id, &sold->seats[i].seat);
    }
}

static void args_of_seats(struct redis_call *call, const struct sold_seats *sold)
{
    for (size_t i = 0; i < sold->count; i++) {
        redis_arg(call, sold->seats[i].reservation_id.text);
        arg_seat(call, &sold->seats[i].seat);
    }
}

enum err finish_payment(struct context *context, const struct sold_seats *sold)
{
    struct redis_call call = redis_script(SCRIPT_FINISH_PAYMENT, context->arena);
    key_concert(&call, &sold->concert_id);
    key_active(&call, &sold->concert_id);
    key_turns(&call, &sold->concert_id);
    key_buyer(&call, &sold->concert_id, &sold->user_id);
    key_deadlines(&call, &sold->concert_id);
    key_refunds(&call, &sold->concert_id);
    keys_of_seats(&call, sold);
    redis_arg(&call, sold->user_id.text);
    args_of_seats(&call, sold);
    REDIS_REPLY reply = NULL;
    return redis_run(context->redis, &call, &reply);
}

enum err refund_seats(struct context *context, const struct sold_seats *refunded)
{
    struct redis_call call = redis_script(SCRIPT_REFUND_SEATS, context->arena);
    key_concert(&call, &refunded->concert_id);
    key_buyer(&call, &refunded->concert_id, &refunded->user_id);
    key_deadlines(&call, &refunded->concert_id);
    key_refunds(&call, &refunded->concert_id);
    keys_of_seats(&call, refunded);
    args_of_seats(&call, refunded);
    REDIS_REPLY reply = NULL;
    return redis_run(context->redis, &call, &reply);
}
