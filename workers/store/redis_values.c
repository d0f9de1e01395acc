/* redis_values.c -- putting a call to Redis together, and taking its reply apart. */
#include "store/redis_values.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text/text.h"

#define ARGUMENTS_AT_FIRST 16

struct redis_call redis_script(enum script script, struct arena *arena)
{
    return (struct redis_call){.script = script, .arena = arena};
}

struct redis_call redis_command(const char *name, struct arena *arena)
{
    struct redis_call call = {.script = SCRIPT_NONE, .arena = arena};
    redis_arg(&call, name);
    return call;
}

static void make_room(struct redis_call *call)
{
    if (call->count < call->capacity)
        return;
    size_t capacity = call->capacity ? call->capacity * 2 : ARGUMENTS_AT_FIRST;
    const char **argv = arena_array(call->arena, capacity, sizeof(*argv));
    size_t *lengths = arena_array(call->arena, capacity, sizeof(*lengths));
    for (size_t i = 0; i < call->count; i++) {
        argv[i] = call->argv[i];
        lengths[i] = call->lengths[i];
    }
    call->argv = argv;
    call->lengths = lengths;
    call->capacity = capacity;
}

static void add_argument(struct redis_call *call, const char *bytes, size_t length)
{
    make_room(call);
    call->argv[call->count] = bytes;
    call->lengths[call->count] = length;
    call->count++;
}

void redis_arg(struct redis_call *call, const char *text)
{
    add_argument(call, text, strlen(text));
}

void redis_arg_int(struct redis_call *call, int64_t value)
{
    redis_arg(call, arena_printf(call->arena, "%lld", (long long)value));
}

void redis_arg_run(struct redis_call *call)
{
    assert(call->script != SCRIPT_NONE && call->count > 0 && !call->run_at);
    call->run_at = call->count;
    redis_arg(call, "");
}

void redis_key(struct redis_call *call, const char *format, ...)
{
    assert(call->script == SCRIPT_NONE || call->key_count == call->count);
    va_list args;
    va_start(args, format);
    redis_arg(call, arena_vprintf(call->arena, format, args));
    va_end(args);
    call->key_count++;
}

void redis_reply_release(redisReply **reply)
{
    if (*reply)
        freeReplyObject(*reply);
    *reply = NULL;
}

size_t reply_count(const redisReply *reply)
{
    return reply && reply->type == REDIS_REPLY_ARRAY ? reply->elements : 0;
}

const redisReply *reply_at(const redisReply *reply, size_t index)
{
    return index < reply_count(reply) ? reply->element[index] : NULL;
}

const char *reply_text(const redisReply *reply, size_t index)
{
    const redisReply *element = reply_at(reply, index);
    bool has_text =
        element && (element->type == REDIS_REPLY_STRING || element->type == REDIS_REPLY_STATUS);
    return has_text ? element->str : "";
}

int64_t reply_int(const redisReply *reply, size_t index)
{
    const redisReply *element = reply_at(reply, index);
    if (element && element->type == REDIS_REPLY_INTEGER)
        return element->integer;
    int64_t value = 0;
    (void)text_to_int64(reply_text(reply, index), INT64_MIN, INT64_MAX, &value);
    return value;
}
