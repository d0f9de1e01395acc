/*
 * webhook.c -- fuzzes the signature of a webhook.
 *
 * An input is the id, the time and the signatures, a line each, and the body.
 */
#include "base/crypto/webhook_signature.h"

#include <assert.h>
#include <string.h>

#include "fuzz/support/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct context *context = fuzz_context();
    struct fuzz_input input = {bytes, count};
    struct webhook_message message = {
        .id = fuzz_line(&input, context->arena),
        .timestamp = fuzz_line(&input, context->arena),
        .signature = fuzz_line(&input, context->arena),
    };
    message.body = fuzz_text(&input, context->arena);
    message.body_length = strlen(message.body);
    if (webhook_is_genuine(&context->config->webhook_secrets, &message, FUZZ_NOW_MS,
                           context->arena))
        assert(strlen(message.id) <= WEBHOOK_ID_MAX);
    return 0;
}
