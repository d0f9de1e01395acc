/* authenticate.h -- who calls: the bearer token of a request. */
#ifndef USHER_HTTP_AUTHENTICATE_H
#define USHER_HTTP_AUTHENTICATE_H

#include "base/crypto/token.h"
#include "base/err.h"
#include "http/request.h"

/* Who may call a route. */
enum route_caller {
    CALLER_NOBODY,  /* no token is looked at: an old one must not keep anybody from signing in */
    CALLER_ANYONE,  /* a token is looked at when there is one; a bad one is refused all the same */
    CALLER_ACCESS,  /* an access token */
    CALLER_TOKEN,   /* an access token or a queue token */
    CALLER_REFRESH, /* a bearer, or a cookie, that the handler reads on its own */
};

/*
 * Reads Authorization as the route asks (`least` is the role it takes) and sets bearer, has_caller
 * and caller of the request. ERR_UNAUTHENTICATED without a bearer where one is needed and for any
 * other scheme, ERR_INVALID_TOKEN (the wrong kind too) and ERR_TOKEN_EXPIRED as token_verify has
 * them, ERR_FORBIDDEN for a lesser role.
 */
MUST_CHECK enum err authenticate(struct request *request, enum route_caller caller,
                                 enum role least);

#endif
