/* check_queue.c -- whether everybody who is admitted has one turn and no other place. */
#include "sale/check/check_queue.h"

#include "sale/redis/keys.h"
#include "store/redis.h"

#define PEOPLE_A_PIECE 500

/* Ticks come twice a second, and move a batch each. */
#define LATE_MS 5000

/* The answer of check_queue.lua: the head, then so many words a person. */
enum { NOW_MS = 1, IS_READY, VERSION, ACTIVE, FIRST_PERSON };
enum { USER, ENDS_AT_MS, NUMBER, ARRIVAL, TURN, PERSON_WORDS };

static void check_ready(struct check_look *look, const redisReply *reply)
{
    long long version = (long long)reply_int(reply, VERSION);
    look->report->checked[CHECK_READY] = 1;
    if (!reply_int(reply, IS_READY))
        check_differ(look, CHECK_READY, "the concert is not restored");
    if (version != look->version)
        check_differ(look, CHECK_READY, "Redis has version %lld of the policy, the books have %lld",
                     version, (long long)look->version);
}

static void check_person(struct check_look *look, const redisReply *reply, size_t at)
{
    const char *user = reply_text(reply, at + USER);
    long long ends_at_ms = (long long)reply_int(reply, at + ENDS_AT_MS);
    struct uuid user_id;
    if (uuid_parse(user, &user_id))
        people_add(&look->admitted, &user_id, look->keep);
    if (!*reply_text(reply, at + TURN))
        check_differ(look, CHECK_TURN, "%s is admitted without a turn", user);
    if (ends_at_ms + LATE_MS < reply_int(reply, NOW_MS))
        check_differ(look, CHECK_TURN, "%s is admitted, the turn ended at %lld ms", user,
                     ends_at_ms);
    if (*reply_text(reply, at + NUMBER))
        check_differ(look, CHECK_PLACE, "%s is admitted, and waits with number %s", user,
                     reply_text(reply, at + NUMBER));
    if (*reply_text(reply, at + ARRIVAL))
        check_differ(look, CHECK_PLACE, "%s is admitted, and in the lobby", user);
    look->report->checked[CHECK_TURN]++;
    look->report->checked[CHECK_PLACE]++;
}

static enum err check_piece(struct check_look *look, int64_t first, bool *ret_more)
{
    struct redis_call call = redis_script(SCRIPT_CHECK_LINE, look->context->arena);
    line_keys(&call, &look->concert_id);
    key_lobby(&call, &look->concert_id);
    arg_now(&call, look->context);
    redis_arg_int(&call, first);
    redis_arg_int(&call, PEOPLE_A_PIECE);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(look->context->redis, &call, &reply);
    if (err)
        return err;
    if (first == 0)
        check_ready(look, reply);
    look->report->active = reply_int(reply, ACTIVE);
    for (size_t at = FIRST_PERSON; at < reply_count(reply); at += PERSON_WORDS)
        check_person(look, reply, at);
    *ret_more = first + PEOPLE_A_PIECE < reply_int(reply, ACTIVE);
    return OK;
}

enum err check_queue(struct check_look *look)
{
    bool more = true;
    enum err err = OK;
    for (int64_t first = 0; more && !err; first += PEOPLE_A_PIECE)
        err = check_piece(look, first, &more);
    return err;
}
