/* cookie.c -- tokens that a browser keeps for a page, where no script can read them. */
#include "http/cookie.h"

#include <string.h>

bool cookie_is_asked_for(const struct request *request)
{
    const char *where = request_header(request, "Token-In");
    return where && strcmp(where, "cookie") == 0;
}

const char *cookie_read(const struct request *request, const char *name)
{
    return cookie_is_asked_for(request) ? cookie_of_page(request, name) : NULL;
}

const char *cookie_of_page(const struct request *request, const char *name)
{
    const char *pair = request_header(request, "Cookie");
    size_t length = strlen(name);
    while (pair) {
        pair += strspn(pair, "; ");
        if (strncmp(pair, name, length) == 0 && pair[length] == '=') {
            const char *value = pair + length + 1;
            return arena_strndup(request->context->arena, value, strcspn(value, "; "));
        }
        pair = strchr(pair, ';');
    }
    return NULL;
}

void cookie_set(const struct request *request, struct response *response,
                const struct cookie *cookie)
{
    const char *scheme = request_param(request, "REQUEST_SCHEME");
    bool is_tls = scheme && strcmp(scheme, "https") == 0;
    response_header(response, "Set-Cookie",
                    arena_printf(response->arena,
                                 "%s=%s; Path=%s; Max-Age=%lld; HttpOnly; SameSite=Strict%s",
                                 cookie->name, cookie->value, cookie->path,
                                 (long long)cookie->max_age_seconds, is_tls ? "; Secure" : ""));
}
