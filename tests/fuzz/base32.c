/* base32.c -- fuzzes Base32: what is decoded has one spelling only. */
#include "base/text/base32.h"

#include <assert.h>
#include <string.h>

#include "fuzz/support/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *arena = fuzz_context()->arena;
    size_t bytes_max = count * 5 / 8;
    uint8_t *decoded = arena_alloc(arena, bytes_max);
    size_t decoded_count = 0;
    if (!base32_decode((const char *)bytes, count, decoded, bytes_max, &decoded_count))
        return 0;
    char *text = arena_alloc(arena, BASE32_SIZE(decoded_count));
    base32_encode(decoded, decoded_count, text);
    assert(strlen(text) == count && memcmp(text, bytes, count) == 0);
    return 0;
}
