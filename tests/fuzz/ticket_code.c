/*
 * ticket_code.c -- fuzzes the codes of tickets.
 *
 * An input is taken as a code, as a header (a line) and claims that the key then signs, and as the
 * bytes of a code in Base32, which it signs too.
 */
#include "base/crypto/ticket_code.h"

#include <assert.h>
#include <string.h>

#include "base/crypto/jws.h"
#include "base/text/base32.h"
#include "fuzz/support/fuzz.h"

static const char *sign(const struct fuzz_input *input, const struct ticket_key *key,
                        struct arena *arena)
{
    const char *signing_input = fuzz_signing_input(input, arena);
    uint8_t signature[ED25519_SIGNATURE_SIZE];
    ed25519_sign(key->seed, signing_input, strlen(signing_input), signature);
    return jws_finish(signing_input, signature, sizeof(signature), arena);
}

static const char *sign_bytes(const struct fuzz_input *input, const struct ticket_key *key,
                              struct arena *arena)
{
    size_t size = input->count + ED25519_SIGNATURE_SIZE;
    uint8_t *bytes = arena_alloc(arena, size);
    if (input->count > 0)
        memcpy(bytes, input->bytes, input->count);
    ed25519_sign(key->seed, (const char *)bytes, input->count, bytes + input->count);
    char *code = arena_alloc(arena, BASE32_SIZE(size));
    base32_encode(bytes, size, code);
    return code;
}

static void verify(const struct context *context, const char *code)
{
    struct uuid ticket_id = {0};
    struct uuid same;
    if (ticket_code_verify(&context->config->ticket_keys, code, context->arena, &ticket_id))
        assert(uuid_parse(ticket_id.text, &same) && uuid_equal(&ticket_id, &same));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct context *context = fuzz_context();
    const struct ticket_key *key = &context->config->ticket_keys.keys[0];
    struct fuzz_input input = {bytes, count};
    verify(context, fuzz_text(&input, context->arena));
    verify(context, sign(&input, key, context->arena));
    verify(context, sign_bytes(&input, key, context->arena));
    return 0;
}
