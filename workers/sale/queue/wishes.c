/* wishes.c -- choosing while one waits: what is to be held at the moment of the admission. */
#include "sale/queue/wishes.h"

#include "sale/concert/script_run.h"
#include "sale/concert/shows.h"
#include "sale/queue/entry_reply.h"
#include "sale/queue/queue_entry.h"
#include "sale/redis/keys.h"
#include "sale/seats/hold_refusal.h"
#include "store/redis.h"

static struct redis_call set_call(const struct context *context, const struct entry_id *id,
                                  const char *wish, int64_t starts_at_ms)
{
    struct redis_call call = redis_script(SCRIPT_SET_WISHES, context->arena);
    entry_keys(&call, &id->concert_id, &id->user_id);
    arg_now(&call, context);
    redis_arg(&call, id->user_id.text);
    redis_arg(&call, wish);
    redis_arg_int(&call, starts_at_ms);
    return call;
}

enum err wishes_set(struct context *context, const struct entry_id *id, const struct wish *wish,
                    struct queue_entry *ret_entry, struct hold_refusal *ret_refusal)
{
    const struct show *show;
    *ret_refusal = (struct hold_refusal){0};
    enum err err = show_by_id(context, &wish->show_id, &show);
    if (err)
        return err;
    if (!uuid_equal(&show->concert_id, &id->concert_id))
        return ERR_NOT_FOUND;
    ret_refusal->section = unknown_section(show, &wish->choice);
    if (ret_refusal->section)
        return ERR_NOT_FOUND;
    const char *text = wish_write(context, show, wish);
    if (!text)
        return ERR_NO_SEATS_LEFT;
    struct redis_call call = set_call(context, id, text, show->starts_at_ms);
    REDIS_REPLY reply = NULL;
    err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    err = queue_entry_read(context, id, reply, ret_entry);
    if (err == ERR_SEAT_LIMIT)
        ret_refusal->seat_limit = reply_int(reply, 1);
    return err;
}

enum err wishes_drop(struct context *context, const struct entry_id *id)
{
    struct redis_call call = set_call(context, id, "", 0);
    REDIS_REPLY reply = NULL;
    return script_run(context, &id->concert_id, &call, &reply);
}
