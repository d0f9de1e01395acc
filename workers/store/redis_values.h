/* redis_values.h -- putting a call to Redis together, and taking its reply apart. */
#ifndef USHER_STORE_REDIS_VALUES_H
#define USHER_STORE_REDIS_VALUES_H

#include <hiredis/hiredis.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/scripts.h"

/* One call: a script with its KEYS and ARGV, or a plain command. Keys come before arguments; texts
 * are not copied. */
struct redis_call {
    enum script script; /* SCRIPT_NONE for a plain command */
    struct arena *arena;
    size_t key_count;
    size_t count;
    size_t capacity;
    size_t run_at; /* of the argument that redis_arg_run added; 0: none */
    const char **argv;
    size_t *lengths;
};

struct redis_call redis_script(enum script script, struct arena *arena);
struct redis_call redis_command(const char *name, struct arena *arena);

void redis_key(struct redis_call *call, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void redis_arg(struct redis_call *call, const char *text);
void redis_arg_int(struct redis_call *call, int64_t value);

/*
 * The run of Redis that the call goes to, which is another one after each restart and each
 * failover; "" when that does not tell. It is filled in when the call is sent, so it is of the very
 * connection. Once a script, behind its keys.
 */
void redis_arg_run(struct redis_call *call);

void redis_reply_release(redisReply **reply);
#define REDIS_REPLY __attribute__((cleanup(redis_reply_release))) redisReply *

/* Elements of an array reply; 0, "" and NULL stand for what is not there. */
int64_t reply_int(const redisReply *reply,
                  size_t index); /* an integer, or a string that holds one */
const char *reply_text(const redisReply *reply, size_t index);
const redisReply *reply_at(const redisReply *reply, size_t index);
size_t reply_count(const redisReply *reply);

#endif
