/* queue_token.c -- the signed word for a place in a line, and the cookie that keeps it. */
#include "api/queue/queue_token.h"

#include "base/context.h"
#include "base/crypto/token.h"
#include "http/cookie.h"
#include "sale/queue/queue_entry.h"
#include "sale/redis/entry_id.h"

const char *queue_token_sign(const struct request *request, const struct entry_id *place,
                             const struct queue_entry *entry)
{
    struct context *context = request->context;
    int64_t now_ms = clock_now_ms(&context->clock);
    struct token_claims claims = {
        .kind = TOKEN_QUEUE,
        .user_id = place->user_id,
        .role = ROLE_BUYER,
        .concert_id = place->concert_id,
        .queue_number = entry->number,
        .is_lobby = entry->status == QUEUE_LOBBY,
        .issued_at_ms = now_ms,
        .expires_at_ms = now_ms + context->config->queue_token_seconds * 1000,
    };
    return token_sign(&context->config->token_keys, &claims, context->arena);
}

void queue_token_keep(const struct request *request, struct response *response, const char *path,
                      const char *token)
{
    int64_t seconds = *token ? request->context->config->queue_token_seconds : 0;
    cookie_set(request, response,
               &(struct cookie){
                   .name = QUEUE_COOKIE, .value = token, .path = path, .max_age_seconds = seconds});
}
