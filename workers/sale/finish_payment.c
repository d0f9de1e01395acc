/* finish_payment.c -- telling Redis what the books have sold: the worker at once, the outbox again.
 */
#include "sale/finish_payment.h"

enum err finish_payment(struct context *context, const struct sold_seats *sold)
{
    struct redis_call call = redis_script(SCRIPT_FINISH_PAYMENT, context->arena);
    key_concert(&call, &sold->concert_id);
    key_active(&call, &sold->concert_id);
    key_turns(&call, &sold->concert_id);
    key_buyer(&call, &sold->concert_id, &sold->user_id);
    key_deadlines(&call, &sold->concert_id);
    for (size_t i = 0; i < sold->count; i++) {
        key_map(&call, &sold->concert_id, sold->seats[i].show_no);
        key_hold(&call, &sold->concert_id, &sold->seats[i]);
    }
    redis_arg(&call, sold->user_id.text);
    for (size_t i = 0; i < sold->count; i++)
        arg_seat(&call, &sold->seats[i]);
    REDIS_REPLY reply = NULL;
    return redis_run(context->redis, &call, &reply);
}
