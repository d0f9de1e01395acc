/* lottery.c -- a lottery for the tests: its lobby, its draw, its losses. */
#include "lua/draw/lottery.h"

#include "sale/redis/keys.h"
#include "store/redis_values.h"

const char *begin_draw(void)
{
    struct redis_call call = a_script(SCRIPT_BEGIN_DRAW);
    key_concert(&call, concert_id());
    key_lobby(&call, concert_id());
    arg_time(&call);
    return answer_of(&call);
}

const char *assign_place(const char *closed, int user, int64_t queue_number)
{
    struct redis_call call = a_script(SCRIPT_ASSIGN_PLACES);
    key_concert(&call, concert_id());
    key_waiting(&call, concert_id());
    key_lobby(&call, concert_id());
    redis_arg(&call, closed);
    redis_arg(&call, user_id(user));
    redis_arg_int(&call, queue_number);
    return answer_of(&call);
}

const char *finish_draw(const char *closed, const char *committed)
{
    struct redis_call call = a_script(SCRIPT_FINISH_DRAW);
    key_concert(&call, concert_id());
    key_lobby(&call, concert_id());
    redis_arg(&call, closed);
    redis_arg(&call, committed);
    return answer_of(&call);
}

void open_lobby(void)
{
    new_concert();
    policy()->state = "SCHEDULED";
    policy()->opens_at_s = HOUR;
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("first"), "OK");
    EXPECT(finish_restore_of("first", "lottery", false), "OK");
    EXPECT(tick(), "OK ...");
}

void lose_lottery(bool drawn)
{
    lose_everything();
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("next"), "OK");
    EXPECT(finish_restore_of("next", "lottery", drawn), "OK");
}

const char *close_lobby(int64_t people)
{
    const char *answer = begin_draw();
    EXPECT(answer, text("OK * %lld %lld", (long long)(HOUR_US - 1000000), (long long)people));
    return word(answer, 1);
}

void draw(int first, int second)
{
    const char *closed = close_lobby(2);
    EXPECT(assign_place(closed, first, DRAWN(1)), "OK 1");
    EXPECT(assign_place(closed, second, DRAWN(2)), "OK 1");
    EXPECT(finish_draw(closed, closed), "OK");
}

void fall_back(bool drawn)
{
    (void)ask("HDEL %s ready", key("concert"));
    EXPECT(begin_restore("next"), "OK");
    EXPECT(finish_restore_of("next", "lottery", drawn), "OK");
}
