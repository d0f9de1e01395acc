/* redis.h -- one connection to Redis, and calls to the embedded Lua scripts by name. */
#ifndef USHER_STORE_REDIS_H
#define USHER_STORE_REDIS_H

#include <hiredis/hiredis.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/scripts.h"

struct redis;

/*
 * The connection is opened when first needed and again after it was lost. Every wait (connect,
 * write, read) ends after timeout_ms. For a moment after a failure calls fail at once, so that a
 * hung Redis does not hold a worker. url: "unix:/path" or "redis://host:port"; NULL is returned for
 * any other form.
 */
struct redis *redis_create(const char *url, int64_t timeout_ms);
void redis_destroy(struct redis *redis); /* NULL is fine */

/* One call: a script with its KEYS and ARGV, or a plain command. Keys come before arguments; texts
 * are not copied. */
struct redis_call {
    enum script script; /* SCRIPT_NONE for a plain command */
    struct arena *arena;
    size_t key_count;
    size_t count;
    size_t capacity;
    const char **argv;
    size_t *lengths;
};

struct redis_call redis_script(enum script script, struct arena *arena);
struct redis_call redis_command(const char *name, struct arena *arena);

void redis_key(struct redis_call *call, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void redis_arg(struct redis_call *call, const char *text);
void redis_arg_bytes(struct redis_call *call, const char *bytes, size_t length);
void redis_arg_int(struct redis_call *call, int64_t value);

/*
 * Runs it in one round trip (two when Redis had lost the script: NOSCRIPT is handled). On OK
 * *ret_reply is never an error reply and the caller frees it; declare it REDIS_REPLY and forget.
 * ERR_REDIS_UNAVAILABLE when there is no answer in time or Redis is loading, full or read-only;
 * then the effect is unknown.
 */
MUST_CHECK enum err redis_run(struct redis *redis, const struct redis_call *call,
                              redisReply **ret_reply);

/* The same for several calls in one round trip; all replies or none. The caller frees each. */
MUST_CHECK enum err redis_run_all(struct redis *redis, const struct redis_call *calls, size_t count,
                                  redisReply **ret_replies);

void redis_reply_release(redisReply **reply);
#define REDIS_REPLY __attribute__((cleanup(redis_reply_release))) redisReply *

/* Elements of an array reply; 0, "" and NULL stand for what is not there. */
int64_t reply_int(const redisReply *reply,
                  size_t index); /* an integer, or a string that holds one */
const char *reply_text(const redisReply *reply, size_t index);
const redisReply *reply_at(const redisReply *reply, size_t index);
size_t reply_count(const redisReply *reply);

#endif
