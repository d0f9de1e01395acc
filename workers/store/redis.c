/* redis.c -- the connection to Redis: calls in one round trip, under one deadline. */
#include "store/redis.h"

#include <assert.h>
#include <errno.h>
#include <hiredis/sds.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics/metrics.h"
#include "store/redis_address.h"
#include "store/socket_wait.h"

#define NO_ANSWER "no answer in time"
/* A run of Redis is named by 40 hexadecimal digits; see redis_arg_run. */
#define RUN_DIGITS 40

struct redis {
    struct redis_address address;
    int64_t timeout_ms;
    redisContext *context; /* NULL while there is no connection */
    int64_t closed_until_ms;
    char run[RUN_DIGITS + 1]; /* of this connection; "" while it is not known */
    struct metrics *metrics;  /* NULL: nobody counts */
};

struct redis *redis_create(const char *url, int64_t timeout_ms)
{
    struct redis_address address;
    if (!redis_address_parse(url, &address))
        return NULL;
    struct redis *redis = malloc(sizeof(*redis));
    if (!redis)
        abort();
    *redis = (struct redis){.address = address, .timeout_ms = timeout_ms};
    return redis;
}

void redis_count_in(struct redis *redis, struct metrics *metrics)
{
    redis->metrics = metrics;
}

static void disconnect(struct redis *redis)
{
    if (redis->context)
        redisFree(redis->context);
    redis->context = NULL;
    redis->run[0] = '\0';
}

void redis_destroy(struct redis *redis)
{
    if (!redis)
        return;
    disconnect(redis);
    free(redis);
}

/* Drops the connection: after a lost answer the next one read could belong to another call. */
static enum err fail(struct redis *redis, const char *doing, const char *why)
{
    log_warn("redis lost doing=%s why=\"%s\"", doing, why);
    disconnect(redis);
    return ERR_REDIS_UNAVAILABLE;
}

static enum err fail_and_pause(struct redis *redis, const char *doing, const char *why)
{
    redis->closed_until_ms = clock_monotonic_ms() + COOLDOWN_MS;
    return fail(redis, doing, why);
}

/* NULL once the connection stands. */
static const char *connect_problem(redisContext *context, int64_t deadline_ms)
{
    int error = 0;
    socklen_t size = sizeof(error);
    if (!context)
        return "out of memory";
    if (context->err)
        return context->errstr;
    if (!socket_wait(context->fd, POLLOUT, deadline_ms))
        return NO_ANSWER;
    if (getsockopt(context->fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
        error = errno;
    return error ? strerror(error) : NULL;
}

/* A connection that died while it was idle (Redis was restarted) must not cost
 * a caller an error. */
static enum err connect_if_needed(struct redis *redis, int64_t deadline_ms)
{
    if (redis->context && socket_is_quiet(redis->context->fd))
        return OK;
    disconnect(redis);
    if (clock_monotonic_ms() < redis->closed_until_ms)
        return ERR_REDIS_UNAVAILABLE;
    const struct redis_address *to = &redis->address;
    redis->context =
        to->port ? redisConnectNonBlock(to->place, to->port) : redisConnectUnixNonBlock(to->place);
    const char *problem = connect_problem(redis->context, deadline_ms);
    return problem ? fail_and_pause(redis, "connect", problem) : OK;
}

/* Puts a call into the output buffer: EVALSHA (or EVAL), script, number of keys, keys,
 * arguments. */
static bool append(struct redis *redis, const struct redis_call *call, bool with_source)
{
    redisContext *context = redis->context;
    if (call->script == SCRIPT_NONE)
        return redisAppendCommandArgv(context, (int)call->count, call->argv, call->lengths) ==
               REDIS_OK;
    const struct script_source *source = script_source(call->script);
    size_t count = call->count + 3;
    const char **argv = arena_array(call->arena, count, sizeof(*argv));
    size_t *lengths = arena_array(call->arena, count, sizeof(*lengths));
    argv[0] = with_source ? "EVAL" : "EVALSHA";
    argv[1] = with_source ? source->text : source->sha1;
    argv[2] = arena_printf(call->arena, "%zu", call->key_count);
    for (size_t i = 0; i < 3; i++)
        lengths[i] = strlen(argv[i]);
    for (size_t i = 0; i < call->count; i++) {
        argv[i + 3] = call->argv[i];
        lengths[i + 3] = call->lengths[i];
    }
    if (call->run_at) {
        argv[call->run_at + 3] = redis->run;
        lengths[call->run_at + 3] = strlen(redis->run);
    }
    return redisAppendCommandArgv(context, (int)count, argv, lengths) == REDIS_OK;
}

/* Not redisBufferWrite, whose write() raises SIGPIPE when Redis has gone. */
static bool send_all(redisContext *context, int64_t deadline_ms)
{
    size_t sent = 0;
    size_t length = sdslen(context->obuf);
    while (sent < length) {
        ssize_t count =
            send(context->fd, context->obuf + sent, length - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count >= 0)
            sent += (size_t)count;
        else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
            return false;
        else if (!socket_wait(context->fd, POLLOUT, deadline_ms))
            return false;
    }
    sdsclear(context->obuf);
    return true;
}

/* NULL when the connection was lost or the deadline came first. */
static redisReply *read_reply(redisContext *context, int64_t deadline_ms)
{
    for (;;) {
        void *reply = NULL;
        if (redisGetReplyFromReader(context, &reply) != REDIS_OK)
            return NULL;
        if (reply)
            return reply;
        if (!socket_wait(context->fd, POLLIN, deadline_ms))
            return NULL;
        if (redisBufferRead(context) != REDIS_OK)
            return NULL;
    }
}

struct batch {
    const struct redis_call *calls;
    size_t count;
    bool with_source;
    int64_t deadline_ms;
};

/* Sends a batch and reads a reply for each of its calls. On an error those that came are there, and
 * the others are NULL. */
static enum err exchange(struct redis *redis, const struct batch *batch, redisReply **replies)
{
    redisContext *context = redis->context;
    for (size_t i = 0; i < batch->count; i++) {
        if (!append(redis, &batch->calls[i], batch->with_source))
            return fail(redis, "append", "out of memory");
    }
    if (!send_all(context, batch->deadline_ms))
        return fail_and_pause(redis, "send", NO_ANSWER);
    for (size_t i = 0; i < batch->count; i++) {
        replies[i] = read_reply(context, batch->deadline_ms);
        if (replies[i])
            continue;
        /* A closed connection tells at once whether it can be opened again;
         * a silent one does not. */
        return context->err ? fail(redis, "read", context->errstr)
                            : fail_and_pause(redis, "read", NO_ANSWER);
    }
    return OK;
}

static bool starts_with(const redisReply *reply, const char *prefix)
{
    return reply->type == REDIS_REPLY_ERROR && strncmp(reply->str, prefix, strlen(prefix)) == 0;
}

/* Replies of a Redis that cannot do its work now, through no fault of the call. */
static bool is_unavailable(const redisReply *reply)
{
    static const char *const prefixes[] = {
        "LOADING ",
        "OOM ",
        "READONLY ",
        "MASTERDOWN ",
        "BUSY ",
        "NOAUTH ",
        "MISCONF ",
        "NOREPLICAS ",
        "CLUSTERDOWN ",
        "TRYAGAIN ",
        "ERR max number of clients ",
    };
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        if (starts_with(reply, prefixes[i]))
            return true;
    }
    return false;
}

static enum err judge(const struct redis_call *call, const redisReply *reply)
{
    if (reply->type != REDIS_REPLY_ERROR)
        return OK;
    const char *name = call->script ? script_source(call->script)->name : call->argv[0];
    if (is_unavailable(reply)) {
        log_warn("redis refused call=%s reply=\"%s\"", name, reply->str);
        return ERR_REDIS_UNAVAILABLE;
    }
    log_error("redis error call=%s reply=\"%s\"", name, reply->str);
    return ERR_INTERNAL;
}

/* A Redis that was restarted has lost the scripts; a call that it did not know had no effect. */
static enum err repeat_unknown(struct redis *redis, const struct batch *batch, redisReply **replies)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (!starts_with(replies[i], "NOSCRIPT"))
            continue;
        redis_reply_release(&replies[i]);
        struct batch again = {.calls = &batch->calls[i],
                              .count = 1,
                              .with_source = true,
                              .deadline_ms = batch->deadline_ms};
        enum err err = exchange(redis, &again, &replies[i]);
        if (err)
            return err;
    }
    return OK;
}

/* Asks for the run once a connection. A Redis that does not tell leaves it "". */
static enum err learn_run(struct redis *redis, const struct batch *batch)
{
    bool is_wanted = false;
    for (size_t i = 0; i < batch->count && !is_wanted; i++)
        is_wanted = batch->calls[i].run_at != 0;
    if (!is_wanted || *redis->run)
        return OK;
    struct redis_call info = redis_command("INFO", batch->calls[0].arena);
    redis_arg(&info, "server");
    REDIS_REPLY reply = NULL;
    const struct batch ask = {.calls = &info, .count = 1, .deadline_ms = batch->deadline_ms};
    enum err err = exchange(redis, &ask, &reply);
    const char *line =
        !err && reply->type == REDIS_REPLY_STRING ? strstr(reply->str, "run_id:") : NULL;
    if (line && strspn(line + strlen("run_id:"), "0123456789abcdef") == RUN_DIGITS)
        memcpy(redis->run, line + strlen("run_id:"), RUN_DIGITS); /* a zero is behind it */
    return err;
}

static enum err converse(struct redis *redis, const struct batch *batch, redisReply **replies)
{
    enum err err = connect_if_needed(redis, batch->deadline_ms);
    if (!err)
        err = learn_run(redis, batch);
    if (!err)
        err = exchange(redis, batch, replies);
    return err ? err : repeat_unknown(redis, batch, replies);
}

/* A round trip counts once, however many calls are in it. */
static void count_trip(struct redis *redis, enum err err, int64_t us)
{
    struct metric_series series = {METRIC_STORE_TIME, STORE_REDIS, metric_outcome_of(err)};
    metrics_time(redis->metrics, series, us);
}

void redis_run_each(struct redis *redis, const struct redis_call *calls, size_t count,
                    struct redis_answer *ret_answers)
{
    if (count == 0)
        return;
    int64_t deadline_ms = clock_monotonic_ms() + redis->timeout_ms;
    const struct batch batch = {.calls = calls, .count = count, .deadline_ms = deadline_ms};
    redisReply **replies = arena_array(calls[0].arena, count, sizeof(redisReply *));
    int64_t began_us = clock_monotonic_us();
    enum err err = converse(redis, &batch, replies);
    int64_t took_us = clock_monotonic_us() - began_us;
    enum err first = err;
    for (size_t i = 0; i < count; i++) {
        bool is_missing = !replies[i] || (err && starts_with(replies[i], "NOSCRIPT"));
        enum err its_own = is_missing ? err : judge(&calls[i], replies[i]);
        if (its_own)
            redis_reply_release(&replies[i]);
        ret_answers[i] = (struct redis_answer){its_own, replies[i]};
        first = first ? first : its_own;
    }
    count_trip(redis, first, took_us);
}

void redis_answers_release(struct redis_answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        redis_reply_release(&answers[i].reply);
}

enum err redis_run_all(struct redis *redis, const struct redis_call *calls, size_t count,
                       redisReply **ret_replies)
{
    if (count == 0)
        return OK;
    struct redis_answer *answers = arena_array(calls[0].arena, count, sizeof(*answers));
    redis_run_each(redis, calls, count, answers);
    enum err err = OK;
    for (size_t i = 0; i < count && !err; i++)
        err = answers[i].err;
    if (err)
        redis_answers_release(answers, count);
    for (size_t i = 0; i < count && !err; i++)
        ret_replies[i] = answers[i].reply;
    return err;
}

enum err redis_run(struct redis *redis, const struct redis_call *call, redisReply **ret_reply)
{
    return redis_run_all(redis, call, 1, ret_reply);
}
