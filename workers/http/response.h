/* response.h -- the answer a handler fills in; one place sends it. */
#ifndef USHER_HTTP_RESPONSE_H
#define USHER_HTTP_RESPONSE_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define RESPONSE_HEADERS_MAX 8
#define RESPONSE_PARTS_MAX 5

/* A piece of an answer, sent as it is. */
struct response_part {
    const char *bytes;
    size_t length;
};

struct response {
    struct arena *arena;
    int status;
    cJSON *body;              /* NULL: an empty answer */
    const char *content_type; /* NULL: application/json */
    size_t part_count;        /* 0: body is sent; else these in its place, one behind the other */
    struct response_part parts[RESPONSE_PARTS_MAX];
    size_t header_count;
    struct response_header {
        const char *name;
        const char *value;
    } headers[RESPONSE_HEADERS_MAX];
    const char *detail;          /* of a problem; NULL: the error's own sentence */
    cJSON *extensions;           /* of a problem: members beside code and requestId */
    int64_t retry_after_seconds; /* of a 429 or 503; at least 1 is sent */
};

/* The tree becomes the response's and lives as long as the arena. */
void response_json(struct response *response, int status, cJSON *body);
void response_empty(struct response *response, int status);
void response_header(struct response *response, const char *name, const char *value);

/* An answer that is not JSON: a metrics page, a picture. Both strings outlive the answer. */
void response_text(struct response *response, const char *content_type, const char *text);

/* JSON in parts that follow each other, for what is too long to be put together for each answer.
 * RESPONSE_PARTS_MAX at most; all of it outlives the answer. */
void response_json_parts(struct response *response, int status, const struct response_part *parts,
                         size_t count);

/* For a handler that refuses: `response_detail(r, reader.detail); return reader.err;` */
void response_detail(struct response *response, const char *detail);
/* The object that holds a problem's extra members: json_add_int(response_extension(r), "balance",
 * …). */
cJSON *response_extension(struct response *response);

/* Turns an error into its problem document (RFC 9457): type, title, status, detail, code,
 * requestId. */
void response_problem(struct response *response, enum err err, const char *request_id);

/*
 * The whole answer as FastCGI sends it: Status and the headers, and then the body unless it is the
 * answer to HEAD. Cache-Control is no-store where the handler set none. Returns the number of parts
 * that are to be sent one behind the other, RESPONSE_PARTS_MAX + 1 at most.
 */
size_t response_wire(const struct response *response, bool head, struct response_part *ret_parts);

#endif
