/* request.h -- one HTTP request, checked as far as its route asks before a handler sees it. */
#ifndef USHER_HTTP_REQUEST_H
#define USHER_HTTP_REQUEST_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/crypto/token.h"
#include "base/uuid.h"

enum http_method { HTTP_GET, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE, HTTP_OTHER };

#define BODY_BYTES_MAX 65536
#define LARGE_BODY_BYTES_MAX (16 << 20) /* of routes that ask for it */
#define PATH_IDS_MAX 2

struct request {
    struct context *context;
    char *const *params; /* of FastCGI: "NAME=value", NULL at the end */
    enum http_method method;
    bool head;         /* HEAD: answered as GET, without the body */
    const char *path;  /* without the query */
    const char *query; /* as it was sent; "" when there is none */
    const char *request_id;
    const cJSON *body;     /* the object that was sent; NULL when the route takes none */
    const char *body_text; /* its bytes: a form, or for the fingerprint of an idempotent call */
    size_t body_length;
    bool has_caller;
    struct token_claims caller; /* who calls, from the bearer token */
    const char *bearer; /* the token itself, for routes that read it on their own; may be NULL */
    struct path_id {
        const char *name;
        struct uuid id;
    } ids[PATH_IDS_MAX];
};

/* Takes method, path, query and request id from the parameters, which must outlive the request. */
struct request request_from(struct context *context, char *const *params);

const char *http_method_name(enum http_method method); /* "GET" */

/* A FastCGI parameter by its name ("CONTENT_TYPE"), or NULL. */
const char *request_param(const struct request *request, const char *name);

/* An id of the path by its name in the route's pattern: "concertId". It is there, and a UUID. */
const struct uuid *request_path_id(const struct request *request, const char *name);

/* A header by its name ("Queue-Token"), or NULL. */
const char *request_header(const struct request *request, const char *name);

/*
 * False when the browser says that a page of another site made this request (Sec-Fetch-Site, or
 * Origin from those that do not know that one).
 */
bool request_is_from_own_page(const struct request *request);

#endif
