/* sign_in_limit.c -- how often the password of one account may be guessed. */
#include "sale/account/sign_in_limit.h"

#include <arpa/inet.h>
#include <openssl/sha.h>
#include <string.h>

#include "base/crypto/sha256.h"
#include "base/log.h"
#include "sale/redis/keys.h"
#include "store/redis.h"

#define KNOWN_DAYS 30
#define DAY_MS INT64_C(86400000)
#define PREFIX_BYTES 8 /* a /64 */

/* Whoever has one address of a /64 has all of them. */
static const char *bucket_of(const char *address, struct arena *arena)
{
    struct in6_addr parsed;
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, address, &parsed) != 1)
        return address;
    memset(parsed.s6_addr + PREFIX_BYTES, 0, sizeof(parsed.s6_addr) - PREFIX_BYTES);
    if (!inet_ntop(AF_INET6, &parsed, text, sizeof(text)))
        return address;
    return arena_strndup(arena, text, strlen(text));
}

/* Redis keeps no e-mail. */
static const char *name_of(const char *email, struct arena *arena)
{
    struct sha256 hash;
    char hex[SHA256_HEX_SIZE];
    SHA256((const unsigned char *)email, strlen(email), hash.bytes);
    sha256_format(&hash, hex);
    return arena_strndup(arena, hex, sizeof(hex) - 1);
}

static struct redis_call call_of(const struct context *context, enum script script,
                                 const struct sign_in_try *attempt)
{
    struct redis_call call = redis_script(script, context->arena);
    sign_in_keys(&call, name_of(attempt->email, context->arena),
                 bucket_of(attempt->address, context->arena));
    return call;
}

enum err sign_in_limit_count(struct context *context, const struct sign_in_try *attempt,
                             int64_t *ret_wait_seconds)
{
    REDIS_REPLY reply = NULL;
    if (!attempt->address)
        return OK;
    struct redis_call call = call_of(context, SCRIPT_COUNT_GUESS, attempt);
    redis_arg_int(&call, TRIES_OF_ADDRESS_MAX);
    redis_arg_int(&call, TRIES_OF_ACCOUNT_MAX);
    redis_arg_int(&call, TRIES_WINDOW_SECONDS * 1000);
    enum err err = redis_run(context->redis, &call, &reply);
    if (err) {
        log_warn("tries to sign in are not counted code=%s", err_code(err));
        return OK;
    }
    if (strcmp(reply_text(reply, 0), "WAIT") != 0)
        return OK;
    *ret_wait_seconds = (reply_int(reply, 1) + 999) / 1000;
    return ERR_TOO_MANY_REQUESTS;
}

void sign_in_limit_forgive(struct context *context, const struct sign_in_try *attempt)
{
    REDIS_REPLY reply = NULL;
    if (!attempt->address)
        return;
    struct redis_call call = call_of(context, SCRIPT_FORGIVE_GUESS, attempt);
    redis_arg_int(&call, KNOWN_DAYS * DAY_MS);
    enum err err = redis_run(context->redis, &call, &reply);
    if (err)
        log_warn("tries to sign in are not forgiven code=%s", err_code(err));
}
