/* calls_wishes.c -- choosing while one waits. */
#include "lua/support/calls_parts.h"
#include "store/redis_values.h"

#define FAR_SECONDS INT64_C(4000000000)

const char *wish_of_show_at(int user, const char *wanted, int64_t starts_in_seconds)
{
    struct redis_call call = entry_script(SCRIPT_SET_WISHES, user);
    redis_arg(&call, wanted);
    redis_arg_int(&call, now_ms() + starts_in_seconds * 1000);
    return answer_of(&call);
}

const char *wish(int user, const char *wanted)
{
    return wish_of_show_at(user, wanted, FAR_SECONDS);
}

void join_wishing(int user, const char *wanted)
{
    EXPECT(join(user), "OK 1 ...");
    EXPECT(wish(user, wanted), "OK 0 ...");
}

const char *kept_wish(int user)
{
    return ask("HGET %s %s", key("wishes"), user_id(user));
}

const char *holder_of(const char *seat)
{
    return word(ask("GET %s", key(text("hold:%s", seat))), 1);
}
