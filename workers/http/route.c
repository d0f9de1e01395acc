/* route.c -- finding a route, and everything that is checked before its handler runs. */
#include "http/route.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/crypto/sha256.h"
#include "base/json/json_parse.h"
#include "base/log.h"
#include "http/authenticate.h"

#define LOGGED_PATH_MAX 200

/* How a path answers to a pattern: the spans that stand for its {ids}. */
struct match {
    bool fits;
    size_t literals; /* bytes matched as they are: the larger wins, so /keys comes before /{id} */
    size_t id_count;
    struct match_id {
        const char *name, *value;
        size_t name_length, value_length;
    } ids[PATH_IDS_MAX];
};

/* An id takes what its segment holds, less what the pattern has behind it ("{ticketId}.svg"). */
static size_t id_length(const char *path, const char *pattern_rest)
{
    size_t segment = strcspn(path, "/");
    size_t suffix = strcspn(pattern_rest, "/");
    return segment > suffix ? segment - suffix : 0;
}

/* A quick no for most patterns. An id at the end may be anything, so that it can be refused. */
static bool may_end_alike(const char *pattern, const char *path)
{
    char last = pattern[strlen(pattern) - 1];
    return *path && (last == '}' || last == path[strlen(path) - 1]);
}

static struct match match_path(const char *pattern, const char *path)
{
    struct match match = {0};
    for (;;) {
        size_t literal = strcspn(pattern, "{");
        if (strncmp(pattern, path, literal) != 0)
            return match;
        match.literals += literal;
        pattern += literal;
        path += literal;
        if (*pattern == '\0')
            break;
        size_t name_length = strcspn(pattern, "}") - 1;
        size_t value_length = id_length(path, pattern + name_length + 2);
        if (value_length == 0 || match.id_count == PATH_IDS_MAX)
            return match;
        match.ids[match.id_count++] = (struct match_id){.name = pattern + 1,
                                                        .name_length = name_length,
                                                        .value = path,
                                                        .value_length = value_length};
        pattern += name_length + 2;
        path += value_length;
    }
    match.fits = *path == '\0';
    return match;
}

/* The closest pattern decides; only then does the method. */
static struct match best_match(const struct route_table *table, const char *path)
{
    struct match best = {0};
    for (size_t i = 0; i < table->count; i++) {
        const char *pattern = table->routes[i].pattern;
        if (!may_end_alike(pattern, path))
            continue;
        struct match match = match_path(pattern, path);
        if (match.fits && (!best.fits || match.literals > best.literals))
            best = match;
    }
    return best;
}

static bool is_of(const struct route *route, const struct match *best, const char *path)
{
    if (!may_end_alike(route->pattern, path))
        return false;
    struct match match = match_path(route->pattern, path);
    return match.fits && match.literals == best->literals;
}

/* "GET, HEAD, DELETE": every method of the address (RFC 9110, section 10.2.1). */
static const char *allowed_methods(const struct route_table *table, const struct request *request,
                                   const struct match *best)
{
    struct arena *arena = request->context->arena;
    const char *list = "";
    for (size_t i = 0; i < table->count; i++) {
        const struct route *route = &table->routes[i];
        if (is_of(route, best, request->path)) {
            const char *name =
                route->method == HTTP_GET ? "GET, HEAD" : http_method_name(route->method);
            list = arena_printf(arena, "%s%s%s", list, *list ? ", " : "", name);
        }
    }
    return list;
}

static const struct route *find_route(const struct route_table *table,
                                      const struct request *request, const struct match *best)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct route *route = &table->routes[i];
        if (route->method == request->method && is_of(route, best, request->path))
            return route;
    }
    return NULL;
}

static enum err read_ids(const struct match *match, struct request *request,
                         struct response *response)
{
    struct arena *arena = request->context->arena;
    for (size_t i = 0; i < match->id_count; i++) {
        const struct match_id *id = &match->ids[i];
        request->ids[i].name = arena_strndup(arena, id->name, id->name_length);
        if (!uuid_parse(arena_strndup(arena, id->value, id->value_length), &request->ids[i].id)) {
            response_detail(response,
                            arena_printf(arena, "%s must be a UUID.", request->ids[i].name));
            return ERR_INVALID_PARAMETER;
        }
    }
    return OK;
}

/*
 * Parameters such as charset are allowed; JSON is UTF-8 whatever they say (RFC 8259, section 8.1),
 * and so is a form (URL Standard, application/x-www-form-urlencoded).
 */
static bool body_is(const struct request *request, const char *type)
{
    const char *content_type = request_param(request, "CONTENT_TYPE");
    if (!content_type || strncasecmp(content_type, type, strlen(type)) != 0)
        return false;
    const char *rest = content_type + strlen(type);
    rest += strspn(rest, " \t");
    return *rest == '\0' || *rest == ';';
}

static enum err take_body(struct request *request, struct response *response, const char *body,
                          size_t length, size_t length_max)
{
    if (length > length_max) {
        if (length_max == LARGE_BODY_BYTES_MAX)
            response_detail(response, "The body is larger than 16 MiB.");
        return ERR_BODY_TOO_LARGE;
    }
    request->body_text = body;
    request->body_length = length;
    return OK;
}

/* A form is read where it lies, so that nothing may end it early. */
static enum err read_form(struct request *request, struct response *response, const char *body,
                          size_t length)
{
    if (!body_is(request, "application/x-www-form-urlencoded"))
        return ERR_NOT_FORM;
    enum err err = take_body(request, response, body, length, BODY_BYTES_MAX);
    if (err || strlen(body) == length)
        return err;
    response_detail(response, "A form has no zero bytes.");
    return ERR_INVALID_MEMBER;
}

static enum err read_json(struct request *request, struct response *response, const char *body,
                          size_t length, size_t length_max)
{
    if (!body_is(request, "application/json"))
        return ERR_NOT_JSON;
    enum err err = take_body(request, response, body, length, length_max);
    if (err)
        return err;
    return json_parse_object(body, length, request->context->arena, &request->body);
}

static enum err read_body(enum route_body kind, struct request *request, struct response *response,
                          const char *body, size_t length)
{
    switch (kind) {
    case BODY_JSON:
        return read_json(request, response, body, length, BODY_BYTES_MAX);
    case BODY_LARGE:
        return read_json(request, response, body, length, LARGE_BODY_BYTES_MAX);
    case BODY_OPTIONAL:
        return length > 0 ? read_json(request, response, body, length, BODY_BYTES_MAX) : OK;
    case BODY_FORM:
        return read_form(request, response, body, length);
    case BODY_NONE:
        break;
    }
    return OK;
}

/* An access token ends by itself within the hour; a queue token lasts for a day, and is renewed. */
static enum err check_session(const struct route_table *table, const struct request *request)
{
    bool may_have_ended = request->has_caller && request->caller.kind == TOKEN_QUEUE;
    return may_have_ended && table->check_session ? table->check_session(request) : OK;
}

static enum err run(const struct route_table *table, const struct route *route,
                    const struct match *match, struct request *request, struct response *response,
                    const struct span *body)
{
    enum err err = authenticate(request, route->caller, route->role);
    if (!err)
        err = check_session(table, request);
    if (err)
        return err;
    err = read_ids(match, request, response);
    if (err)
        return err;
    err = read_body(route->body, request, response, body->bytes, body->count);
    if (err)
        return err;
    err = route->handle(request, response);
    return !err && response->status == 0 ? ERR_INTERNAL : err;
}

/* A path in a log line must not look like anything else: what is unusual is percent-encoded. */
static const char *path_for_log(const char *path, struct arena *arena)
{
    static const char digits[] = "0123456789ABCDEF";
    char *text = arena_alloc(arena, 3 * LOGGED_PATH_MAX + 1);
    char *out = text;
    for (size_t i = 0; path[i] && i < LOGGED_PATH_MAX; i++) {
        unsigned char byte = (unsigned char)path[i];
        if (isalnum(byte) || strchr("-._~/", byte)) {
            *out++ = (char)byte;
            continue;
        }
        *out++ = '%';
        *out++ = digits[byte >> 4];
        *out++ = digits[byte & 15];
    }
    return text;
}

static void log_failure(const struct request *request, enum err err)
{
    log_line(err == ERR_INTERNAL ? LOG_ERROR : LOG_WARN,
             "request failed code=%s request=%s method=%s path=%s user=%s", err_code(err),
             request->request_id, http_method_name(request->method),
             path_for_log(request->path, request->context->arena),
             request->has_caller ? request->caller.user_id.text : "-");
}

size_t route_dispatch(const struct route_table *table, struct request *request,
                      struct response *response, const char *body, size_t body_length)
{
    response->arena = request->context->arena;
    struct match match = best_match(table, request->path);
    const struct route *route = match.fits ? find_route(table, request, &match) : NULL;
    size_t number = route ? (size_t)(route - table->routes) : table->count;
    enum err err = match.fits ? ERR_METHOD_NOT_ALLOWED : ERR_NOT_FOUND;
    if (route)
        err = run(table, route, &match, request, response,
                  &(struct span){.bytes = body, .count = body_length});
    if (!err)
        return number;
    if (err_status(err) >= 500)
        log_failure(request, err);
    response_problem(response, err, request->request_id);
    if (table->show_problem)
        table->show_problem(request, response, err);
    if (err == ERR_METHOD_NOT_ALLOWED)
        response_header(response, "Allow", allowed_methods(table, request, &match));
    return number;
}
