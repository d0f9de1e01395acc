/* response.c -- building an answer, and its form on the wire. */
#include "http/response.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/json/json_build.h"

#define PROBLEM_TYPE "application/problem+json"

static void release_tree(void *tree)
{
    cJSON_Delete(tree);
}

void response_json(struct response *response, int status, cJSON *body)
{
    arena_defer(response->arena, release_tree, body);
    response->status = status;
    response->body = body;
    response->content_type = NULL;
    response->part_count = 0;
}

void response_json_parts(struct response *response, int status, const struct response_part *parts,
                         size_t count)
{
    assert(count > 0 && count <= RESPONSE_PARTS_MAX);
    response_empty(response, status);
    response->content_type = NULL;
    response->part_count = count;
    memcpy(response->parts, parts, count * sizeof(*parts));
}

void response_empty(struct response *response, int status)
{
    response->status = status;
    response->body = NULL;
    response->part_count = 0;
}

static struct response_part part_of(const char *text)
{
    return (struct response_part){.bytes = text, .length = strlen(text)};
}

void response_text(struct response *response, const char *content_type, const char *text)
{
    response_empty(response, 200);
    response->content_type = content_type;
    response->part_count = 1;
    response->parts[0] = part_of(text);
}

void response_header(struct response *response, const char *name, const char *value)
{
    assert(response->header_count < RESPONSE_HEADERS_MAX);
    assert(!strpbrk(value, "\r\n"));
    response->headers[response->header_count++] =
        (struct response_header){.name = name, .value = value};
}

void response_detail(struct response *response, const char *detail)
{
    response->detail = detail;
}

cJSON *response_extension(struct response *response)
{
    if (!response->extensions) {
        response->extensions = json_object();
        arena_defer(response->arena, release_tree, response->extensions);
    }
    return response->extensions;
}

/* The reason phrases of RFC 9110, section 15, for the statuses that Usher sends. */
static const char *reason_phrase(int status)
{
    static const struct {
        int status;
        const char *phrase;
    } reasons[] = {
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {303, "See Other"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {402, "Payment Required"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {410, "Gone"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
    };
    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        if (reasons[i].status == status)
            return reasons[i].phrase;
    return "Unknown";
}

static void move_members(cJSON *from, cJSON *to)
{
    while (from && from->child) {
        cJSON *member = cJSON_DetachItemViaPointer(from, from->child);
        json_add(to, member->string, member);
    }
}

/* RFC 6750, section 3: the error is named only when a token was sent and is no good. */
static const char *challenge(enum err err)
{
    bool has_bad_token =
        err == ERR_INVALID_TOKEN || err == ERR_TOKEN_EXPIRED || err == ERR_TOKEN_SPENT;
    return has_bad_token ? "Bearer error=\"invalid_token\"" : "Bearer";
}

static void add_problem_headers(struct response *response, enum err err)
{
    if (response->status == 401)
        response_header(response, "WWW-Authenticate", challenge(err));
    if (response->status == 429 || response->status == 503) {
        int64_t seconds = response->retry_after_seconds > 0 ? response->retry_after_seconds : 1;
        response_header(response, "Retry-After",
                        arena_printf(response->arena, "%lld", (long long)seconds));
    }
}

void response_problem(struct response *response, enum err err, const char *request_id)
{
    int status = err_status(err);
    cJSON *problem = json_object();
    json_add_string(problem, "type",
                    arena_printf(response->arena, "urn:usher:problem:%s", err_code(err)));
    json_add_string(problem, "title", reason_phrase(status));
    json_add_int(problem, "status", status);
    json_add_string(problem, "detail", response->detail ? response->detail : err_sentence(err));
    json_add_string(problem, "code", err_code(err));
    json_add_string(problem, "requestId", request_id);
    move_members(response->extensions, problem);
    response_json(response, status, problem);
    response->content_type = PROBLEM_TYPE;
    response->header_count = 0; /* What the handler meant for its success does not belong here. */
    add_problem_headers(response, err);
}

static bool has_header(const struct response *response, const char *name)
{
    for (size_t i = 0; i < response->header_count; i++)
        if (strcasecmp(response->headers[i].name, name) == 0)
            return true;
    return false;
}

static const char *header_lines(const struct response *response)
{
    struct arena *arena = response->arena;
    const char *lines = "";
    for (size_t i = 0; i < response->header_count; i++) {
        lines = arena_printf(arena, "%s%s: %s\r\n", lines, response->headers[i].name,
                             response->headers[i].value);
    }
    if (!has_header(response, "Cache-Control"))
        lines = arena_printf(arena, "%sCache-Control: no-store\r\n", lines);
    return lines;
}

/* Returns how many parts the body has: none when there is nothing to send. */
static size_t body_parts(const struct response *response, struct response_part *ret_parts)
{
    if (response->part_count > 0)
        memcpy(ret_parts, response->parts, response->part_count * sizeof(*ret_parts));
    else if (response->body)
        ret_parts[0] = part_of(json_print(response->body, response->arena));
    else
        return 0;
    return response->part_count > 0 ? response->part_count : 1;
}

/* Without a body there is no Content-Type either. */
static const char *entity_lines(const struct response *response, const struct response_part *parts,
                                size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += parts[i].length;
    const char *type = response->content_type ? response->content_type : "application/json";
    return count == 0 ? ""
                      : arena_printf(response->arena, "Content-Type: %s\r\nContent-Length: %zu\r\n",
                                     type, length);
}

size_t response_wire(const struct response *response, bool head, struct response_part *ret_parts)
{
    size_t count = body_parts(response, ret_parts + 1);
    const char *entity = entity_lines(response, ret_parts + 1, count);
    ret_parts[0] =
        part_of(arena_printf(response->arena, "Status: %d %s\r\n%s%s\r\n", response->status,
                             reason_phrase(response->status), entity, header_lines(response)));
    return head ? 1 : count + 1;
}
