/* fuzz.c -- what the fuzz targets share. */
#include "fuzz/support/fuzz.h"

#include <assert.h>
#include <string.h>

#include "base/crypto/token.h"
#include "base/text/base64url.h"

/* As much as a worker has for a request. */
#define ARENA_BYTES_MAX (64 << 20)

static void fill_counting(void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ((uint8_t *)bytes)[i] = (uint8_t)i;
}

static void read_keys(struct config *config)
{
    static const char keys[] = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";
    bool is_read =
        token_keys_parse(keys, &config->token_keys) &&
        ticket_keys_parse(keys, &config->ticket_keys) &&
        webhook_secrets_parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &config->webhook_secrets);
    assert(is_read);
}

struct context *fuzz_context(void)
{
    static struct config config;
    static struct context context;
    if (!context.arena) {
        read_keys(&config);
        context = (struct context){.config = &config,
                                   .clock = {.fixed_ms = FUZZ_NOW_MS},
                                   .entropy = {.fill = fill_counting},
                                   .tokens = token_signer_create(&config.token_keys),
                                   .arena = arena_create(ARENA_BYTES_MAX)};
    }
    arena_reset(context.arena);
    return &context;
}

char *fuzz_text(const struct fuzz_input *input, struct arena *arena)
{
    return arena_strndup(arena, (const char *)input->bytes, input->count);
}

char *fuzz_line(struct fuzz_input *input, struct arena *arena)
{
    const uint8_t *end = input->count > 0 ? memchr(input->bytes, '\n', input->count) : NULL;
    struct fuzz_input line = *input;
    if (end)
        line.count = (size_t)(end - input->bytes);
    size_t used = line.count + (end ? 1 : 0);
    input->bytes += used;
    input->count -= used;
    return fuzz_text(&line, arena);
}

static const char *encode(const void *bytes, size_t count, struct arena *arena)
{
    char *text = arena_alloc(arena, BASE64URL_SIZE(count));
    base64url_encode(bytes, count, text);
    return text;
}

const char *fuzz_signing_input(const struct fuzz_input *input, struct arena *arena)
{
    struct fuzz_input rest = *input;
    const char *header = fuzz_line(&rest, arena);
    return arena_printf(arena, "%s.%s", encode(header, strlen(header), arena),
                        encode(rest.bytes, rest.count, arena));
}
