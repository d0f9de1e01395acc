/* route.h -- routes as data: what a call needs is checked before its handler runs. */
#ifndef USHER_HTTP_ROUTE_H
#define USHER_HTTP_ROUTE_H

#include <stddef.h>

#include "http/request.h"
#include "http/response.h"

enum route_caller {
    CALLER_NOBODY,  /* no token is looked at: an old one must not keep anybody from signing in */
    CALLER_ANYONE,  /* a token is looked at when there is one; a bad one is refused all the same */
    CALLER_ACCESS,  /* an access token */
    CALLER_TOKEN,   /* an access token or a queue token */
    CALLER_REFRESH, /* a bearer, or a cookie, that the handler reads on its own */
};

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
    /* May put a page in the place of the problem that response holds; NULL: none does. */
    void (*show_problem)(const struct request *request, struct response *response, enum err err);
};

/*
 * Finds the route, checks token, role and body in that order, runs the handler and turns its error
 * into a problem. Whatever comes in, response is complete afterwards.
 */
void route_dispatch(const struct route_table *table, struct request *request,
                    struct response *response, const char *body, size_t body_length);

#endif
