/* query.h -- typed reading of the query string, and of a form, which has the same shape. */
#ifndef USHER_HTTP_QUERY_H
#define USHER_HTTP_QUERY_H

#include <stddef.h>
#include <stdint.h>

#include "http/request.h"

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

#endif
