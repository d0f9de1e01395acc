/* request.h -- one HTTP request, checked as far as its route asks before a handler sees it. */
#ifndef USHER_HTTP_REQUEST_H
#define USHER_HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/crypto/token.h"
#include "base/json/json.h"
#include "base/uuid.h"
#include "sale/context.h"
#include "sale/money/idempotency.h"

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

/*
 * Reads parameters of the query. As in json_reader the first refusal sticks: err is
 * ERR_INVALID_PARAMETER and detail names the parameter. Values are percent-decoded, UTF-8, ≤ 200
 * bytes.
 */
struct query_reader {
    const struct request *request;
    const char *pairs; /* name=value&name=value, as it was sent */
    size_t value_bytes_max;
    enum err refusal;
    enum err err;
    const char *detail;
};

struct query_reader query_reader(const struct request *request);
/* The same for the fields of a form (BODY_FORM): ERR_INVALID_MEMBER, values ≤ 512 bytes. */
struct query_reader form_reader(const struct request *request);
const char *query_text(struct query_reader *reader, const char *name); /* NULL when left out */
int64_t query_int(struct query_reader *reader, const char *name, int64_t min, int64_t max,
                  int64_t fallback);
int64_t query_time_ms(struct query_reader *reader, const char *name, int64_t fallback);
/* The index of the value in choices (NULL-terminated), -1 when left out. */
int query_choice(struct query_reader *reader, const char *name, const char *const *choices);

/* ?limit= and ?cursor=: the cursor is the opaque form of the last item's key (text, ≤ 60 bytes). */
struct page {
    int64_t limit;
    const char *after; /* decoded key, NULL on the first page */
};
#define PAGE_LIMIT_DEFAULT 20
#define PAGE_LIMIT_MAX 100

struct page query_page(struct query_reader *reader);
/* The same when the key must be a UUID or an integer: a cursor that is neither is refused. */
struct page query_page_uuid(struct query_reader *reader, struct uuid *ret_after);
struct page query_page_int(struct query_reader *reader,
                           int64_t *ret_after); /* 0 on the first page */

/* The opaque form of an item's key. */
const char *page_cursor(const char *key, struct arena *arena);

/* The `pagination` of a list's answer; next is the key of the last item, NULL on the last page. */
cJSON *page_json(const struct page *page, const char *next, struct arena *arena);

/*
 * The Idempotency-Key header, with the fingerprint of method, path and body (SHA-256). key is NULL
 * when the header is absent; ERR_INVALID_HEADER when it is empty, longer than 255 or not visible
 * ASCII.
 */
MUST_CHECK enum err request_idempotency(const struct request *request,
                                        struct idempotency *ret_idempotency);

#endif
