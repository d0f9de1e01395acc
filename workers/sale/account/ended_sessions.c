/* ended_sessions.c -- which sessions were ended, for the calls that never ask Postgres. */
#include "sale/account/ended_sessions.h"

#include "sale/redis/keys.h"
#include "store/redis.h"

enum err ended_sessions_note(struct context *context, const struct uuid *family_id)
{
    REDIS_REPLY reply = NULL;
    struct redis_call call = redis_command("SET", context->arena);
    key_ended_session(&call, family_id);
    redis_arg(&call, "1");
    redis_arg(&call, "EX");
    redis_arg_int(&call, context->config->queue_token_seconds);
    return redis_run(context->redis, &call, &reply);
}

enum err ended_sessions_check(struct context *context, const struct uuid *family_id)
{
    REDIS_REPLY reply = NULL;
    if (!*family_id->text)
        return OK;
    struct redis_call call = redis_command("EXISTS", context->arena);
    key_ended_session(&call, family_id);
    enum err err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    return reply->integer ? ERR_INVALID_TOKEN : OK;
}
