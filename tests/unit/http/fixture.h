/* fixture.h -- a request as nginx hands it over, without nginx. */
#ifndef USHER_UNIT_HTTP_FIXTURE_H
#define USHER_UNIT_HTTP_FIXTURE_H

#include "base/context.h"
#include "http/route.h"

#define FIXTURE_NOW_MS INT64_C(1798106400000)
#define FIXTURE_USER "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

/* The FastCGI parameters of one request: PARAMS("REQUEST_METHOD=GET", "DOCUMENT_URI=/a"). */
#define PARAMS(...) ((char *const[]){__VA_ARGS__, NULL})

/* One arena, clock and token key for all requests; the arena is reset by every fixture_request. */
struct context *fixture_context(void);
struct request fixture_request(char *const *params);

/* "HTTP_AUTHORIZATION=Bearer …" with a good token of that kind and role. */
char *fixture_authorization(enum token_kind kind, enum role role);

/* Sends a request through a route table; the answer lives until the next fixture_request. */
struct response fixture_send(const struct route_table *table, char *const *params,
                             const char *body);

const char *fixture_code(const struct response *response);   /* of a problem; "" for none */
const char *fixture_detail(const struct response *response); /* the same */
const char *fixture_header(const struct response *response, const char *name); /* "" for none */

#endif
