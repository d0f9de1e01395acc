/* queue_token.c -- the signed word for a place in a queue, and the cookie that keeps it. */
#include "api/queue/queue_token.h"

#include "base/context.h"
#include "base/crypto/token.h"
#include "http/cookie.h"
#include "sale/queue/queue_entry.h"
#include "sale/redis/entry_id.h"

/*
 * As long as any. But one that belongs to no session, as it is from a release without them, does
 * not renew itself: nobody could end it.
 */
static int64_t expires_at_ms(const struct request *request, int64_t now_ms)
{
    int64_t latest_ms = now_ms + request->context->config->queue_token_seconds * 1000;
    const struct token_claims *caller = &request->caller;
    bool is_kept = request->has_caller && caller->kind == TOKEN_QUEUE && !*caller->family_id.text &&
                   caller->expires_at_ms < latest_ms;
    return is_kept ? caller->expires_at_ms : latest_ms;
}

const char *queue_token_sign(const struct request *request, const struct entry_id *id,
                             const struct queue_entry *entry)
{
    struct context *context = request->context;
    int64_t now_ms = clock_now_ms(&context->clock);
    struct token_claims claims = {
        .kind = TOKEN_QUEUE,
        .user_id = id->user_id,
        .role = ROLE_BUYER,
        .family_id = request->has_caller ? request->caller.family_id : (struct uuid){""},
        .concert_id = id->concert_id,
        .queue_number = entry->number,
        .is_lobby = entry->status == QUEUE_LOBBY,
        .issued_at_ms = now_ms,
        .expires_at_ms = expires_at_ms(request, now_ms),
    };
    return token_sign(context->tokens, &claims, context->arena);
}

void queue_token_keep(const struct request *request, struct response *response, const char *path,
                      const char *token)
{
    int64_t seconds = *token ? request->context->config->queue_token_seconds : 0;
    cookie_set(request, response,
               &(struct cookie){
                   .name = QUEUE_COOKIE, .value = token, .path = path, .max_age_seconds = seconds});
}
