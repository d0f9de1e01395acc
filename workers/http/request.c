/* request.c -- what a request says about itself: method, path, headers. */
#include "http/request.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

#define HEADER_NAME_MAX 60

static const char *const method_names[] = {
    [HTTP_GET] = "GET",     [HTTP_POST] = "POST",     [HTTP_PUT] = "PUT",
    [HTTP_PATCH] = "PATCH", [HTTP_DELETE] = "DELETE", [HTTP_OTHER] = "OTHER",
};

const char *http_method_name(enum http_method method)
{
    return method_names[method];
}

/* Methods are case-sensitive (RFC 9110, section 9.1). */
static enum http_method method_from(const char *name)
{
    for (enum http_method method = HTTP_GET; method < HTTP_OTHER; method++)
        if (strcmp(name, method_names[method]) == 0)
            return method;
    return HTTP_OTHER;
}

const char *request_param(const struct request *request, const char *name)
{
    size_t length = strlen(name);
    for (char *const *param = request->params; *param; param++)
        if (strncmp(*param, name, length) == 0 && (*param)[length] == '=')
            return *param + length + 1;
    return NULL;
}

static const char *param_or(const struct request *request, const char *name, const char *fallback)
{
    const char *value = request_param(request, name);
    return value ? value : fallback;
}

/* nginx hands one over with every request; without one an answer could not be found in the logs. */
static const char *request_id_from(const struct request *request)
{
    const char *id = param_or(request, "REQUEST_ID", "");
    if (*id)
        return id;
    const struct context *context = request->context;
    struct uuid uuid = uuid_v7(clock_now_ms(&context->clock), &context->entropy);
    return arena_strdup(context->arena, uuid.text);
}

struct request request_from(struct context *context, char *const *params)
{
    struct request request = {.context = context, .params = params};
    const char *method = param_or(&request, "REQUEST_METHOD", "");
    request.head = strcmp(method, "HEAD") == 0;
    request.method = request.head ? HTTP_GET : method_from(method);
    request.path = param_or(&request, "DOCUMENT_URI", "");
    request.query = param_or(&request, "QUERY_STRING", "");
    request.request_id = request_id_from(&request);
    return request;
}

/* "Queue-Token" is the parameter HTTP_QUEUE_TOKEN (RFC 3875, section 4.1.18). */
const char *request_header(const struct request *request, const char *name)
{
    char param[sizeof("HTTP_") + HEADER_NAME_MAX] = "HTTP_";
    char *at = param + strlen(param);
    assert(strlen(name) <= HEADER_NAME_MAX);
    for (const char *letter = name; *letter; letter++)
        *at++ = *letter == '-' ? '_' : (char)toupper((unsigned char)*letter);
    return request_param(request, param);
}

/* "https://host:port" of the page, or "null" (RFC 6454, section 6.2);
 * the scheme is of no matter. */
static bool is_own_origin(const struct request *request, const char *origin)
{
    const char *host = request_header(request, "Host");
    const char *authority = strstr(origin, "://");
    return host && authority && strcasecmp(authority + strlen("://"), host) == 0;
}

bool request_is_from_own_page(const struct request *request)
{
    const char *site = request_header(request, "Sec-Fetch-Site");
    const char *origin = request_header(request, "Origin");
    if (site)
        return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
    return !origin || is_own_origin(request, origin);
}

const struct uuid *request_path_id(const struct request *request, const char *name)
{
    size_t i = 0;
    while (i < PATH_IDS_MAX && request->ids[i].name && strcmp(request->ids[i].name, name) != 0)
        i++;
    assert(i < PATH_IDS_MAX && request->ids[i].name); /* The pattern of its route has this id. */
    return &request->ids[i].id;
}
