/* route.h -- routes as data: what a call needs is checked before its handler runs. */
#ifndef USHER_HTTP_ROUTE_H
#define USHER_HTTP_ROUTE_H

#include <stddef.h>

#include "base/crypto/token.h"
#include "http/authenticate.h"
#include "http/request.h"
#include "http/response.h"

enum route_body {
    BODY_NONE,
    BODY_JSON,
    BODY_LARGE,    /* JSON of up to LARGE_BODY_BYTES_MAX */
    BODY_OPTIONAL, /* JSON, or nothing at all: then the request's body is NULL */
    BODY_FORM,     /* application/x-www-form-urlencoded, for form_reader */
};

struct route {
    enum http_method method;
    const char *pattern; /* "/api/v1/concerts/{concertId}/queue-entry": {…} is a UUID */
    enum err (*handle)(struct request *request, struct response *response);
    enum route_caller caller;
    enum role role; /* the least that may call: ROLE_BUYER is everybody */
    enum route_body body;
};

struct route_table {
    const struct route *routes;
    size_t count;
    /*
     * Asked about a caller with a queue token before the handler runs, as its session may have been
     * ended; NULL: nothing is asked.
     */
    enum err (*check_session)(const struct request *request);
    /* May put a page in the place of the problem that response holds; NULL: none does. */
    void (*show_problem)(const struct request *request, struct response *response, enum err err);
};

/*
 * Finds the route, checks token, role and body in that order, runs the handler and turns its error
 * into a problem. Whatever comes in, response is complete afterwards. Returns which route it was,
 * by its place in the table; the table's count: none.
 */
size_t route_dispatch(const struct route_table *table, struct request *request,
                      struct response *response, const char *body, size_t body_length);

#endif
