/* base64url.c -- fuzzes base64url: what is decoded has one spelling only. */
#include "base/text/base64url.h"

#include <assert.h>
#include <string.h>

#include "fuzz/support/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *arena = fuzz_context()->arena;
    size_t bytes_max = count * 3 / 4;
    uint8_t *decoded = arena_alloc(arena, bytes_max);
    size_t decoded_count = 0;
    if (!base64url_decode((const char *)bytes, count, decoded, bytes_max, &decoded_count))
        return 0;
    char *text = arena_alloc(arena, BASE64URL_SIZE(decoded_count));
    base64url_encode(decoded, decoded_count, text);
    assert(strlen(text) == count && memcmp(text, bytes, count) == 0);
    return 0;
}
