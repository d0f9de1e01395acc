/* authenticate.h -- who calls: the bearer token of a request. */
#ifndef USHER_HTTP_AUTHENTICATE_H
#define USHER_HTTP_AUTHENTICATE_H

#include "http/route.h"

/*
 * Reads Authorization as the route asks and sets bearer, has_caller and caller of the request.
 * ERR_UNAUTHENTICATED without a bearer where one is needed and for any other scheme,
 * ERR_INVALID_TOKEN (the wrong kind too) and ERR_TOKEN_EXPIRED as token_verify has them,
 * ERR_FORBIDDEN for a lesser role.
 */
MUST_CHECK enum err authenticate(struct request *request, const struct route *route);

#endif
