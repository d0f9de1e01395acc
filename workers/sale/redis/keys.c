/* keys.c -- the names of all keys in Redis. */
#include "sale/redis/keys.h"

#include "sale/redis/record_reader.h"

static void key_of(struct redis_call *call, const struct uuid *concert_id, const char *name)
{
    redis_key(call, "usher:{%s}:%s", concert_id->text, name);
}

void queue_keys(struct redis_call *call, const struct uuid *concert_id)
{
    static const char *const names[] = {"concert", "waiting", "active", "turns", "lapsed"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
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

void key_refunds(struct redis_call *call, const struct uuid *concert_id)
{
    key_of(call, concert_id, "refunded:");
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
    queue_keys(call, concert_id);
    key_lobby(call, concert_id);
    key_wishes(call, concert_id);
    key_buyer(call, concert_id, user_id);
}

void gate_keys(struct redis_call *call, const struct uuid *concert_id, const struct uuid *user_id)
{
    queue_keys(call, concert_id);
    key_buyer(call, concert_id, user_id);
    key_deadlines(call, concert_id);
    key_wishes(call, concert_id);
    key_holds(call, concert_id);
}

void sign_in_keys(struct redis_call *call, const char *account, const char *address)
{
    redis_key(call, "usher:{sign-in:%s}:from:%s", account, address);
    redis_key(call, "usher:{sign-in:%s}:all", account);
    redis_key(call, "usher:{sign-in:%s}:known:%s", account, address);
}

void key_ended_session(struct redis_call *call, const struct uuid *family_id)
{
    redis_key(call, "usher:ended:%s", family_id->text);
}

void arg_seat(struct redis_call *call, const struct seat_ref *seat)
{
    redis_arg(call, arena_printf(call->arena, "%lld:%lld", (long long)seat->show_no,
                                 (long long)seat->seat_id));
}

bool seat_ref_parse(const char *text, struct seat_ref *ret_seat)
{
    struct record_reader reader = {.at = text};
    struct seat_ref seat = {.show_no = record_int(&reader, ':', 1, INT64_MAX)};
    seat.seat_id = record_int(&reader, '\0', 1, INT64_MAX);
    if (!reader.is_refused)
        *ret_seat = seat;
    return !reader.is_refused;
}

void arg_now(struct redis_call *call, const struct context *context)
{
    redis_arg_int(call, context->redis_now_us);
}

int64_t redis_now_ms(const struct context *context, const redisReply *time)
{
    return context->redis_now_us ? context->redis_now_us / 1000
                                 : reply_int(time, 0) * 1000 + reply_int(time, 1) / 1000;
}
