/* fixture.c -- a request as nginx hands it over, without nginx. */
#include "unit/http/fixture.h"

#include <string.h>

#include "base/context.h"
#include "unit/unit.h"

#define ARENA_BYTES_MAX (4 << 20)

struct context *fixture_context(void)
{
    static struct config config;
    static struct context context;
    if (!context.arena) {
        CU_ASSERT_TRUE_FATAL(
            token_keys_parse("k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE", &config.token_keys));
        context = (struct context){.config = &config,
                                   .clock = {.fixed_ms = FIXTURE_NOW_MS},
                                   .entropy = {.fill = unit_fill_counting},
                                   .tokens = token_signer_create(&config.token_keys),
                                   .arena = arena_create(ARENA_BYTES_MAX)};
    }
    return &context;
}

struct request fixture_request(char *const *params)
{
    arena_reset(fixture_context()->arena);
    return request_from(fixture_context(), params);
}

char *fixture_authorization(enum token_kind kind, enum role role)
{
    static char param[1024];
    struct token_claims claims = {.kind = kind,
                                  .role = role,
                                  .queue_number = 7,
                                  .issued_at_ms = FIXTURE_NOW_MS - 1000,
                                  .expires_at_ms = FIXTURE_NOW_MS + 1000};
    CU_ASSERT_TRUE(uuid_parse(FIXTURE_USER, &claims.user_id));
    claims.family_id = claims.concert_id = claims.user_id;
    const struct context *context = fixture_context();
    (void)snprintf(param, sizeof(param), "HTTP_AUTHORIZATION=Bearer %s",
                   token_sign(context->tokens, &claims, context->arena));
    return param;
}

struct response fixture_send(const struct route_table *table, char *const *params, const char *body)
{
    struct request request = fixture_request(params);
    struct response response = {.arena = fixture_context()->arena};
    route_dispatch(table, &request, &response, body, strlen(body));
    return response;
}

static const char *member(const struct response *response, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(response->body, name));
    return text ? text : "";
}

const char *fixture_code(const struct response *response)
{
    return member(response, "code");
}

const char *fixture_detail(const struct response *response)
{
    return member(response, "detail");
}

const char *fixture_header(const struct response *response, const char *name)
{
    for (size_t i = 0; i < response->header_count; i++) {
        if (strcmp(response->headers[i].name, name) == 0)
            return response->headers[i].value;
    }
    return "";
}
