/* keys.c -- fuzzes the keys, secrets and addresses that the configuration names. */
#include <assert.h>
#include <string.h>

#include "base/crypto/ticket_code.h"
#include "base/crypto/token.h"
#include "base/crypto/webhook_signature.h"
#include "fuzz/support/fuzz.h"
#include "store/redis_address.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *arena = fuzz_context()->arena;
    const char *text = fuzz_text(&(struct fuzz_input){bytes, count}, arena);
    struct token_keys token_keys;
    struct ticket_keys ticket_keys;
    struct webhook_secrets secrets;
    struct redis_address address;
    bool are_keys = token_keys_parse(text, &token_keys);
    if (are_keys)
        assert(token_keys.count >= 1 && token_keys.count <= TOKEN_KEYS_MAX);
    if (ticket_keys_parse(text, &ticket_keys))
        assert(are_keys && ticket_keys.count == token_keys.count);
    if (webhook_secrets_parse(text, &secrets))
        assert(secrets.count >= 1 && secrets.count <= WEBHOOK_SECRETS_MAX);
    if (redis_address_parse(text, &address))
        assert(strlen(address.place) > 0 && address.port >= 0 && address.port <= 65535);
    return 0;
}
