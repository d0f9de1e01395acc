/* cookie.c -- fuzzes the Cookie header. */
#include "http/cookie.h"

#include <assert.h>
#include <string.h>

#include "fuzz/support/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct context *context = fuzz_context();
    const char *text = fuzz_text(&(struct fuzz_input){bytes, count}, context->arena);
    char *const params[] = {arena_printf(context->arena, "HTTP_COOKIE=%s", text),
                            arena_strdup(context->arena, "HTTP_TOKEN_IN=cookie"), NULL};
    struct request request = request_from(context, params);
    const char *value = cookie_read(&request, "usher_refresh");
    assert(!value || (strlen(value) < count && !strpbrk(value, "; ")));
    return 0;
}
