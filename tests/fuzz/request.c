/*
 * request.c -- fuzzes a whole request: its route, its ids, who calls, its headers and its body.
 *
 * An input is FastCGI parameters, one a line, an empty line, and the body.
 */
#include <assert.h>
#include <string.h>

#include "base/json/json_build.h"
#include "fuzz/support/fuzz.h"
#include "http/idempotency_key.h"
#include "http/query.h"
#include "http/route.h"

#define PARAMS_MAX 20

static enum err answer(struct request *request, struct response *response)
{
    struct idempotency idempotency;
    bool is_own = request_is_from_own_page(request);
    enum err err = request_idempotency(request, &idempotency);
    if (err)
        return err;
    response_json(response, is_own ? 200 : 201, json_object());
    return OK;
}

static enum err answer_form(struct request *request, struct response *response)
{
    struct query_reader reader = form_reader(request);
    (void)query_text(&reader, "email");
    return reader.err ? reader.err : answer(request, response);
}

static const struct route routes[] = {
    {HTTP_GET, "/a/{id}", answer, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, "/a/{id}.svg", answer, CALLER_ACCESS, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, "/a/{id}/b/{other}", answer, CALLER_TOKEN, ROLE_STAFF, BODY_JSON},
    {HTTP_POST, "/a", answer, CALLER_NOBODY, ROLE_BUYER, BODY_OPTIONAL},
    {HTTP_PUT, "/a", answer, CALLER_REFRESH, ROLE_BUYER, BODY_LARGE},
    {HTTP_POST, "/form", answer_form, CALLER_NOBODY, ROLE_BUYER, BODY_FORM},
};
static const struct route_table table = {.routes = routes,
                                         .count = sizeof(routes) / sizeof(*routes)};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct context *context = fuzz_context();
    struct fuzz_input input = {bytes, count};
    char *params[PARAMS_MAX + 1] = {0};
    for (size_t i = 0; i < PARAMS_MAX; i++) {
        char *line = fuzz_line(&input, context->arena);
        if (!*line)
            break;
        params[i] = line;
    }
    /* What the server read has a zero byte behind it, whatever is in it. */
    char *body = arena_alloc(context->arena, input.count + 1);
    if (input.count > 0)
        memcpy(body, input.bytes, input.count);
    struct request request = request_from(context, params);
    struct response response = {.arena = context->arena};
    route_dispatch(&table, &request, &response, body, input.count);
    assert(response.status >= 200 && response.status < 500);
    return 0;
}
