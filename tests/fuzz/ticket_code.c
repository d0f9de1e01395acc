/*
 * ticket_code.c -- fuzzes the codes of tickets.
 *
 * An input is taken as a code, and as a header (a line) and claims that the key then signs.
 */
#include "base/crypto/ticket_code.h"

#include <assert.h>
#include <string.h>

#include "base/crypto/jws.h"
#include "fuzz/support/fuzz.h"

static const char *sign(const struct fuzz_input *input, const struct ticket_key *key,
                        struct arena *arena)
{
    const char *signing_input = fuzz_signing_input(input, arena);
    uint8_t signature[ED25519_SIGNATURE_SIZE];
    ed25519_sign(key->seed, signing_input, strlen(signing_input), signature);
    return jws_finish(signing_input, signature, sizeof(signature), arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct context *context = fuzz_context();
    const struct ticket_keys *keys = &context->config->ticket_keys;
    struct fuzz_input input = {bytes, count};
    struct uuid ticket_id = {0};
    (void)ticket_code_verify(keys, fuzz_text(&input, context->arena), context->arena, &ticket_id);
    const char *code = sign(&input, &keys->keys[0], context->arena);
    if (ticket_code_verify(keys, code, context->arena, &ticket_id))
        assert(strlen(ticket_id.text) == UUID_SIZE - 1);
    return 0;
}
