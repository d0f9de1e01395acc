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

static const char *sign(const struct fuzz_input *input, const struct token_signer *signer,
                        struct arena *arena)
{
    const char *signing_input = fuzz_signing_input(input, arena);
    struct sha256 mac = token_mac(signer, signing_input);
    return jws_finish(signing_input, mac.bytes, sizeof(mac.bytes), arena);
}

/* Claims that were read are written and read again. */
static void check_again(const struct token_signer *signer, const struct token_claims *claims,
                        struct arena *arena)
{
    struct token_claims again = {0};
    enum err err = token_verify(signer, token_sign(signer, claims, arena), 0, arena, &again);
    assert(!err && again.kind == claims->kind && again.role == claims->role &&
           uuid_equal(&again.user_id, &claims->user_id) &&
           again.queue_number == claims->queue_number &&
           again.expires_at_ms == claims->expires_at_ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct context *context = fuzz_context();
    const struct token_signer *signer = context->tokens;
    struct arena *arena = context->arena;
    struct fuzz_input input = {bytes, count};
    struct token_claims claims = {0};
    if (token_verify(signer, fuzz_text(&input, arena), 0, arena, &claims) == OK)
        check_again(signer, &claims, arena);
    if (token_verify(signer, sign(&input, signer, arena), 0, arena, &claims) == OK)
        check_again(signer, &claims, arena);
    return 0;
}
