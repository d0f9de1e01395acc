/* cookie.h -- tokens that a browser keeps for a page, where no script can read them. */
#ifndef USHER_HTTP_COOKIE_H
#define USHER_HTTP_COOKIE_H

#include "http/request.h"
#include "http/response.h"

struct cookie {
    const char *name;
    const char *value;
    const char *path;        /* it comes back with requests below this address only */
    int64_t max_age_seconds; /* 0: the browser is to forget it */
};

/*
 * Whether the client asks with "Token-In: cookie" that its tokens be in cookies instead of bodies.
 * No form and no other site's page can send this header, so it is what makes a cookie count
 * (against forged requests, besides SameSite).
 */
bool cookie_is_asked_for(const struct request *request);

/* The value of a cookie (RFC 6265, section 4.2), or NULL; NULL as well when none is asked for. */
const char *cookie_read(const struct request *request, const char *name);

/* The same for a page's own address, whose forms bring no header: see request_is_from_own_page. */
const char *cookie_of_page(const struct request *request, const char *name);

/* Adds Set-Cookie: HttpOnly, SameSite=Strict, and Secure when the request came over TLS. */
void cookie_set(const struct request *request, struct response *response,
                const struct cookie *cookie);

#endif
