/* redis.h -- one connection to Redis, with a deadline on every wait. */
#ifndef USHER_STORE_REDIS_H
#define USHER_STORE_REDIS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/redis_values.h"

struct metrics;
struct redis;

/*
 * The connection is opened when first needed and again after it was lost. Every wait (connect,
 * write, read) ends after timeout_ms. For a moment after a failure calls fail at once, so that a
 * hung Redis does not hold a worker. url: "unix:/path" or "redis://host:port"; NULL is returned for
 * any other form.
 */
struct redis *redis_create(const char *url, int64_t timeout_ms);
void redis_destroy(struct redis *redis); /* NULL is fine */

/* From now on each call is counted there, with its time and what became of it. */
void redis_count_in(struct redis *redis, struct metrics *metrics);

/*
 * Runs a call in one round trip (two when Redis had lost the script: NOSCRIPT is handled). On OK
 * *ret_reply is never an error reply and the caller frees it; declare it REDIS_REPLY and forget.
 * ERR_REDIS_UNAVAILABLE when there is no answer in time or Redis is loading, full or read-only;
 * then the effect is unknown.
 */
MUST_CHECK enum err redis_run(struct redis *redis, const struct redis_call *call,
                              redisReply **ret_reply);

/* What one of several calls came to: the reply is NULL unless its error is OK. */
struct redis_answer {
    enum err err;
    redisReply *reply;
};

/*
 * The same for several calls in one round trip, each for itself: one that fails stops no other.
 * Where the connection is lost, those whose answer had come keep it, and of the others the effect
 * is unknown. ret_answers: count elements, for redis_answers_release. Calls of several concerts go
 * through here alone.
 */
void redis_run_each(struct redis *redis, const struct redis_call *calls, size_t count,
                    struct redis_answer *ret_answers);
void redis_answers_release(struct redis_answer *answers, size_t count);

/* The same for several calls in one round trip; all replies or none. The caller frees each. */
MUST_CHECK enum err redis_run_all(struct redis *redis, const struct redis_call *calls, size_t count,
                                  redisReply **ret_replies);

#endif
