/*
 * token.c -- fuzzes access and queue tokens.
 *
 * An input is taken as a token, and as a header (a line) and claims that the key then signs: what
 * only the holder of a key can send is read as carefully.
 */
#include "base/crypto/token.h"

#include <assert.h>
#include <string.h>

#include "base/crypto/jws.h"
#include "fuzz/support/fuzz.h"

static const char *sign(const struct fuzz_input *input, const struct token_key *key,
                        struct arena *arena)
{
    const char *signing_input = fuzz_signing_input(input, arena);
    uint8_t mac[TOKEN_MAC_SIZE];
    token_mac(key, signing_input, strlen(signing_input), mac);
    return jws_finish(signing_input, mac, sizeof(mac), arena);
}

/* Claims that were read are written and read again. */
static void check_again(const struct token_keys *keys, const struct token_claims *claims,
                        struct arena *arena)
{
    struct token_claims again = {0};
    enum err err = token_verify(keys, token_sign(keys, claims, arena), 0, &again);
    assert(!err && again.kind == claims->kind && again.role == claims->role &&
           uuid_equal(&again.user_id, &claims->user_id) &&
           again.queue_number == claims->queue_number &&
           again.expires_at_ms == claims->expires_at_ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct context *context = fuzz_context();
    const struct token_keys *keys = &context->config->token_keys;
    struct fuzz_input input = {bytes, count};
    struct token_claims claims = {0};
    if (token_verify(keys, fuzz_text(&input, context->arena), 0, &claims) == OK)
        check_again(keys, &claims, context->arena);
    if (token_verify(keys, sign(&input, &keys->keys[0], context->arena), 0, &claims) == OK)
        check_again(keys, &claims, context->arena);
    return 0;
}
