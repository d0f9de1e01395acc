/* support.c -- the concert of a test: its settings, its time, its answers. */
#include "lua/support/support.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text/text.h"
#include "store/redis_values.h"

#define REDIS_TIMEOUT_MS 60000
#define TEXTS_MAX (512u << 20)
#define US_A_SECOND INT64_C(1000000)

/* What the test at hand talks about: CUnit gives a test no argument to find it by. */
static struct {
    struct redis *redis;
    struct arena *arena;
    struct uuid concert_id;
    struct setting setting;
    int64_t version;
    int64_t now_us; /* 0: Redis's own clock */
} stage;

static const struct setting defaults = {
    .state = "OPEN",
    .rate = 1000,
    .max_active = 1000,
    .admission = 300,
    .claim = 60,
    .grace = 300,
    .hold = 300,
    .seats = 4,
};

bool redis_is_there(const char *url)
{
    stage.arena = arena_create(TEXTS_MAX);
    stage.redis = url ? redis_create(url, REDIS_TIMEOUT_MS) : NULL;
    redisReply *reply = NULL;
    struct redis_call call = redis_command("PING", stage.arena);
    bool there = stage.redis && redis_run(stage.redis, &call, &reply) == OK;
    redis_reply_release(&reply);
    if (!there)
        (void)fprintf(stderr, "USHER_TEST_REDIS_URL names no Redis that answers.\n");
    return there;
}

void redis_is_done(void)
{
    if (stage.redis)
        lose_everything();
    redis_destroy(stage.redis);
    arena_destroy(stage.arena);
}

void new_concert(void)
{
    struct entropy entropy = entropy_system();
    lose_everything();
    arena_reset(stage.arena);
    stage.concert_id = uuid_v7(BEGIN_MS, &entropy);
    stage.setting = defaults;
    stage.version = 1;
    stage.now_us = BEGIN_US;
}

struct setting *policy(void)
{
    return &stage.setting;
}

void set_version(int64_t version)
{
    stage.version = version;
}

/* Redis ends the keys of holds by its own clock; a test that moves the time ends them so. */
static void end_holds(void)
{
    const char *due = ask("ZRANGEBYSCORE %s -inf %lld", key("deadlines"), (long long)now_ms());
    for (int i = 0; *word(due, i); i++)
        (void)ask("DEL %s", key(text("hold:%s", word(due, i))));
}

void set_now_us(int64_t us)
{
    stage.now_us = us;
    end_holds();
}

void at_ms(int64_t ms)
{
    set_now_us(BEGIN_US + ms * 1000);
}

void at(int64_t seconds)
{
    set_now_us(BEGIN_US + seconds * US_A_SECOND);
}

void pass_ms(int64_t ms)
{
    set_now_us(stage.now_us + ms * 1000);
}

void pass(int64_t seconds)
{
    pass_ms(seconds * 1000);
}

int64_t now_ms(void)
{
    return stage.now_us / 1000;
}

void use_real_time(void)
{
    stage.now_us = 0;
}

const struct uuid *concert_id(void)
{
    return &stage.concert_id;
}

struct redis_call a_script(enum script script)
{
    return redis_script(script, stage.arena);
}

void arg_time(struct redis_call *call)
{
    redis_arg_int(call, stage.now_us);
}

void arg_policy(struct redis_call *call)
{
    const struct setting *setting = &stage.setting;
    redis_arg_int(call, stage.version);
    redis_arg(call, setting->state);
    if (setting->opens_at_s)
        redis_arg_int(call, BEGIN_MS + setting->opens_at_s * 1000);
    else
        redis_arg(call, "");
    redis_arg_int(call, setting->rate);
    redis_arg_int(call, setting->max_active);
    redis_arg_int(call, setting->admission);
    redis_arg_int(call, setting->claim);
    redis_arg_int(call, setting->grace);
    redis_arg_int(call, setting->hold);
    redis_arg_int(call, setting->seats);
}

/* One word of an answer: an element of a list, or all of a reply that is none. */
static const char *reply_word(const redisReply *reply)
{
    if (reply->type == REDIS_REPLY_INTEGER)
        return text("%lld", reply->integer);
    return reply->str ? reply->str : "-";
}

static const char *reply_words(const redisReply *reply)
{
    if (reply->type != REDIS_REPLY_ARRAY)
        return text("%s", reply_word(reply));
    size_t size = 1;
    for (size_t i = 0; i < reply->elements; i++)
        size += strlen(reply_word(reply->element[i])) + 1;
    char *words = arena_alloc(stage.arena, size);
    char *end = words;
    for (size_t i = 0; i < reply->elements; i++)
        end += snprintf(end, size - (size_t)(end - words), "%s%s", i ? " " : "",
                        reply_word(reply->element[i]));
    return words;
}

const char *answer_of(const struct redis_call *call)
{
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(stage.redis, call, &reply);
    return err ? text("FAILED %d", (int)err) : reply_words(reply);
}

const char *ask(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *words = arena_vprintf(stage.arena, format, args);
    va_end(args);
    struct redis_call call = redis_command(word(words, 0), stage.arena);
    for (int i = 1; *word(words, i); i++)
        redis_arg(&call, word(words, i));
    return answer_of(&call);
}

const char *key(const char *name)
{
    return text("usher:{%s}:%s", stage.concert_id.text, name);
}

void lose_everything(void)
{
    const char *keys = ask("KEYS %s", key("*"));
    if (*keys)
        (void)ask("DEL %s", keys);
}

const char *user_id(int user)
{
    struct uuid uuid = uuid_v7_from(BEGIN_MS, 0, (uint64_t)user);
    return text("%s", uuid.text);
}

const char *text(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *made = arena_vprintf(stage.arena, format, args);
    va_end(args);
    return made;
}

const char *word(const char *answer, int index)
{
    for (; index > 0 && *answer; index--) {
        answer += strcspn(answer, " ");
        answer += strspn(answer, " ");
    }
    return arena_strndup(stage.arena, answer, strcspn(answer, " "));
}

int64_t number(const char *answer, int index)
{
    int64_t value = 0;
    if (!text_to_int64(word(answer, index), INT64_MIN, INT64_MAX, &value))
        CU_FAIL_FATAL("an answer without the number that it should have");
    return value;
}

bool words_match(const char *got, const char *wanted)
{
    while (*wanted && strcmp(wanted, "...") != 0) {
        size_t got_length = strcspn(got, " ");
        size_t length = strcspn(wanted, " ");
        bool any = length == 1 && *wanted == '*' && got_length > 0;
        if (!any && (length != got_length || strncmp(got, wanted, length) != 0))
            return false;
        got += got_length + (got[got_length] == ' ');
        wanted += length + (wanted[length] == ' ');
    }
    return *wanted || !*got;
}

bool expect_words(const char *got, const char *wanted, unsigned line, const char *file)
{
    bool match = words_match(got, wanted);
    CU_assertImplementation(match, line, text("%s, not %s", got, wanted), file, "", CU_FALSE);
    return match;
}

bool expect_int(int64_t got, int64_t wanted, unsigned line, const char *file)
{
    const char *what = text("%lld, not %lld", (long long)got, (long long)wanted);
    CU_assertImplementation(got == wanted, line, what, file, "", CU_FALSE);
    return got == wanted;
}
