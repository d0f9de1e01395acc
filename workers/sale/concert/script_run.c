/* script_run.c -- running a script of a concert, and what its codes mean. */
#include "sale/concert/script_run.h"

#include "sale/concert/concert.h"
#include "sale/concert/concerts.h"
#include "store/redis_values.h"

static const struct outcome script_outcomes[] = {
    {"OK", OK},
    {"NOT_READY", ERR_CONCERT_RESTORING},
    {"NOT_IN_QUEUE", ERR_NOT_IN_QUEUE},
    {"NOT_ADMITTED", ERR_NOT_ADMITTED},
    {"ADMITTED", ERR_STATE_CONFLICT},
    {"ADMISSION_EXPIRED", ERR_ADMISSION_EXPIRED},
    {"CHOOSING_OVER", ERR_CHOOSING_OVER},
    {"CLOSED", ERR_CONCERT_CLOSED},
    {"SEAT_TAKEN", ERR_SEAT_TAKEN},
    {"SEAT_LIMIT", ERR_SEAT_LIMIT},
    {"NO_SEATS_LEFT", ERR_NO_SEATS_LEFT},
    {"SHOW_STARTED", ERR_SHOW_STARTED},
    {"HOLD_EXPIRED", ERR_HOLD_EXPIRED},
    {"NOT_FOUND", ERR_NOT_FOUND},
    {"PAYING", ERR_PAYMENT_IN_FLIGHT},
    {0},
};

enum err script_outcome(struct context *context, const struct uuid *concert_id,
                        const redisReply *reply)
{
    enum err err = err_of_outcome(script_outcomes, reply_text(reply, 0));
    if (err != ERR_CONCERT_RESTORING)
        return err;
    struct concert concert;
    enum err missing = concerts_find(context, concert_id, &concert);
    return missing == ERR_NOT_FOUND ? ERR_NOT_FOUND : ERR_CONCERT_RESTORING;
}

enum err script_run(struct context *context, const struct uuid *concert_id, struct redis_call *call,
                    redisReply **ret_reply)
{
    enum err err = redis_run(context->redis, call, ret_reply);
    return err ? err : script_outcome(context, concert_id, *ret_reply);
}
