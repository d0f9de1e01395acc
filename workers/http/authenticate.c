/* authenticate.c -- who calls: the bearer token of a request. */
#include "http/authenticate.h"

#include <string.h>
#include <strings.h>

#include "base/context.h"
#include "base/crypto/token.h"
#include "http/cookie.h"

/* "Bearer", in any case, spaces, and a token68 (RFC 9110, section 11.4). NULL for anything else. */
static const char *bearer_of(const char *header)
{
    static const char scheme[] = "Bearer ";
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789-._~+/";
    if (strncasecmp(header, scheme, strlen(scheme)) != 0)
        return NULL;
    const char *token = header + strlen(scheme);
    token += strspn(token, " ");
    size_t length = strspn(token, letters);
    length += length > 0 ? strspn(token + length, "=") : 0;
    return length > 0 && token[length] == '\0' ? token : NULL;
}

static enum err verify(struct request *request, enum route_caller caller, enum role least)
{
    const struct context *context = request->context;
    struct token_claims claims;
    enum err err = token_verify(context->tokens, request->bearer, clock_now_ms(&context->clock),
                                context->arena, &claims);
    if (err)
        return err;
    if (caller == CALLER_ACCESS && claims.kind != TOKEN_ACCESS)
        return ERR_INVALID_TOKEN;
    request->caller = claims;
    request->has_caller = true;
    return claims.role < least ? ERR_FORBIDDEN : OK;
}

enum err authenticate(struct request *request, enum route_caller caller, enum role least)
{
    const char *header = request_header(request, "Authorization");
    if (caller == CALLER_NOBODY || (caller == CALLER_ANYONE && !header))
        return OK;
    if (caller == CALLER_REFRESH && !header && cookie_is_asked_for(request))
        return OK;
    request->bearer = header ? bearer_of(header) : NULL;
    if (!request->bearer)
        return ERR_UNAUTHENTICATED;
    return caller == CALLER_REFRESH ? OK : verify(request, caller, least);
}
