/* keys.c -- the names of a concert's keys, and what the codes of its scripts mean. */
#include "sale/redis/keys.h"

#include <stdlib.h>
#include <string.h>

#include "sale/concert/concerts.h"

static void key_of(struct redis_call *call, const struct uuid *concert_id, const char *name)
{
    redis_key(call, "usher:{%s}:%s", concert_id->text, name);
}

void line_keys(struct redis_call *call, const struct uuid *concert_id)
{
    static const char *const names[] = {"concert", "waiting", "active", "turns", "lapsed"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        key_of(call, concert_id, names[i]);
}

void key_concert(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "concert");
}

void key_waiting(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "waiting");
}

void key_active(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "active");
}

void key_turns(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "turns");
}

void key_lobby(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "lobby");
}

void key_marks(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "marks");
}

void key_deadlines(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "deadlines");
}

void key_wishes(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "wishes");
}

void key_holds(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "hold:");
}

void key_buyers(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "buyer:");
}

void key_map(struct redis_call *call, const struct uuid *concert_id, int64_t show_no)
{
    redis_key(call, "usher:{%s}:map:%lld", concert_id->text, (long long)show_no);
}

void key_buyer(struct redis_call *call, const struct uuid *concert_id, const struct uuid *user_id)
{
    redis_key(call, "usher:{%s}:buyer:%s", concert_id->text, user_id->text);
}

void key_hold(struct redis_call *call, const struct uuid *concert_id, const struct seat_ref *seat)
{
    redis_key(call, "usher:{%s}:hold:%lld:%lld", concert_id->text, (long long)seat->show_no,
              (long long)seat->seat_id);
}

void entry_keys(struct redis_call *call, const struct uuid *concert_id, const struct uuid *user_id)
{
    line_keys(call, concert_id);
    key_lobby(call, concert_id);
    key_wishes(call, concert_id);
    key_buyer(call, concert_id, user_id);
}

void gate_keys(struct redis_call *call, const struct uuid *concert_id, const struct uuid *user_id)
{
    line_keys(call, concert_id);
    key_buyer(call, concert_id, user_id);
    key_deadlines(call, concert_id);
    key_wishes(call, concert_id);
    key_holds(call, concert_id);
}

void arg_seat(struct redis_call *call, const struct seat_ref *seat)
{
    redis_arg(call, arena_printf(call->arena, "%lld:%lld", (long long)seat->show_no,
                                 (long long)seat->seat_id));
}

bool seat_ref_parse(const char *text, struct seat_ref *ret_seat)
{
    char *colon;
    char *end;
    struct seat_ref seat = {.show_no = strtoll(text, &colon, 10)};
    if (*colon != ':')
        return false;
    seat.seat_id = strtoll(colon + 1, &end, 10);
    if (*end || seat.show_no < 1 || seat.seat_id < 1)
        return false;
    *ret_seat = seat;
    return true;
}

void arg_now(struct redis_call *call, const struct context *context)
{
    redis_arg_int(call, context->redis_now_us);
}

static const struct script_code {
    const char *code;
    enum err err;
} script_codes[] = {
    {"OK", OK},
    {"NOT_READY", ERR_CONCERT_RESTORING},
    {"NOT_IN_QUEUE", ERR_NOT_IN_QUEUE},
    {"NOT_ADMITTED", ERR_NOT_ADMITTED},
    {"ADMITTED", ERR_STATE_CONFLICT},
    {"ADMISSION_EXPIRED", ERR_ADMISSION_EXPIRED},
    {"CLOSED", ERR_CONCERT_CLOSED},
    {"SEAT_TAKEN", ERR_SEAT_TAKEN},
    {"SEAT_LIMIT", ERR_SEAT_LIMIT},
    {"NO_SEATS_LEFT", ERR_NO_SEATS_LEFT},
    {"SHOW_STARTED", ERR_SHOW_STARTED},
    {"HOLD_EXPIRED", ERR_HOLD_EXPIRED},
    {"NOT_FOUND", ERR_NOT_FOUND},
    {"PAYING", ERR_PAYMENT_IN_FLIGHT},
};

enum err script_outcome(struct context *context, const struct uuid *concert_id,
                        const redisReply *reply)
{
    const char *code = reply_text(reply, 0);
    enum err err = ERR_INTERNAL;
    for (size_t i = 0; i < sizeof script_codes / sizeof *script_codes; i++) {
        if (strcmp(code, script_codes[i].code) == 0)
            err = script_codes[i].err;
    }
    if (err != ERR_CONCERT_RESTORING)
        return err;
    struct concert concert;
    enum err missing = concerts_find(context, concert_id, &concert);
    return missing == ERR_NOT_FOUND ? ERR_NOT_FOUND : ERR_CONCERT_RESTORING;
}
